"""The strict client: it reads every HTML page that a test fetches and refuses a careless one."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.test import Client

UNRENDERED = ("{{", "{%", "{#")
NONE_AS_TEXT = re.compile(r"\bNone\b")
UNREAD = {"script", "style"}
DATA_BLOCK = "application/ld+json"


class PageReader(HTMLParser):
    """Notes what a page is made of and what must not be in it."""

    def __init__(self, *, scripts_allowed):
        super().__init__()
        self.scripts_allowed = scripts_allowed
        self.problems, self.texts, self.open_tags = [], [], []
        self.headings, self.language, self.title = 0, None, ""

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.open_tags.append(tag)
        self.headings += tag == "h1"
        if tag == "html":
            self.language = attributes.get("lang")
        if tag == "img" and attributes.get("alt") is None:
            self.problems.append(f"picture without alt: {attributes.get('src')}")
        if tag == "style" or "style" in attributes:
            self.problems.append(f"inline style in <{tag}>")
        self.problems += [f"inline handler {name} in <{tag}>" for name in attributes if name.startswith("on")]
        if tag == "script" and attributes.get("type") != DATA_BLOCK and not (self.scripts_allowed and attributes.get("src")):
            self.problems.append("script")

    def handle_endtag(self, tag):
        while self.open_tags and self.open_tags.pop() != tag:
            pass

    def handle_data(self, data):
        if self.open_tags and self.open_tags[-1] == "title" and "svg" not in self.open_tags:
            self.title += data
        if not UNREAD.intersection(self.open_tags):
            self.texts.append(data)


def page_problems(html, *, scripts_allowed=False):
    """What is careless about a page, one phrase a problem; `scripts_allowed` lets external scripts pass, as the admin's."""
    reader = PageReader(scripts_allowed=scripts_allowed)
    reader.feed(html)
    problems = list(reader.problems)
    problems += [f"unrendered {sign}" for sign in UNRENDERED if sign in html]
    problems += [f"None as text: {text.strip()[:80]}" for text in reader.texts if NONE_AS_TEXT.search(text)]
    if reader.headings != 1:
        problems.append(f"{reader.headings} h1")
    if reader.language != "vi":
        problems.append(f"language {reader.language}")
    if not reader.title.strip():
        problems.append("no title")
    return problems


class StrictClient(Client):
    """Fails the test whose page has a problem."""

    def request(self, **request):
        response = super().request(**request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html") and response.content:
            path = response.wsgi_request.path
            staff = path.startswith(f"/{settings.ADMIN_URL}")
            problems = page_problems(response.content.decode(), scripts_allowed=staff)
            assert problems == [], f"{path}: {problems}"
        return response


@pytest.fixture
def client():
    """Django's client, strict."""
    return StrictClient()
