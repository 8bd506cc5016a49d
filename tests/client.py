"""The strict test client: it fails if an HTML page has one of the mistakes below."""

import re
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client
from django.urls import Resolver404, resolve

from core.admin.form_versions import VERSION_INPUT, version_token

UNRENDERED = ("{{", "{%", "undefined variable: ")
NONE_AS_TEXT = re.compile(r"\bNone\b")
IGNORED_ELEMENTS = {"script", "style"}
HIDDEN_VERSION = re.compile(r'<input type="hidden" name="(_versions?)" value="([^"]*)"')
DATA_BLOCK = "application/ld+json"


class PageParser(HTMLParser):
    """Collects the headings, texts and mistakes of a page."""

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
        if not IGNORED_ELEMENTS.intersection(self.open_tags):
            self.texts.append(data)


def page_problems(html, *, scripts_allowed=False):
    """The mistakes in a page, one phrase each. `scripts_allowed` accepts external scripts, which the admin uses."""
    parser = PageParser(scripts_allowed=scripts_allowed)
    parser.feed(html)
    problems = list(parser.problems)
    problems += [f"unrendered {tag}" for tag in UNRENDERED if tag in html]
    problems += [f"None as text: {text.strip()[:80]}" for text in parser.texts if NONE_AS_TEXT.search(text)]
    if parser.headings != 1:
        problems.append(f"{parser.headings} h1")
    if parser.language != "vi":
        problems.append(f"language {parser.language}")
    if not parser.title.strip():
        problems.append("no title")
    return problems


class BrowserClient(Client):
    """A client that posts what a browser posts unseen: the version of the staff page that it opened just before.

    A test about versions gives its own `_version` or `_versions`; "" posts none.
    """

    def post(self, path, data=None, *args, **kwargs):
        is_staff_page = path.startswith(f"/{settings.ADMIN_URL}") and (data is None or isinstance(data, dict))
        if is_staff_page and not {"_version", "_versions"} & set(data or ()):
            data = self.versions_of(path) | (data or {})
        if is_staff_page and data and data.get("action") == "delete_selected" and "post" in data and "_deletion" not in data:
            data = self.confirmed_deletion(path, data)
        return super().post(path, data, *args, **kwargs)

    def confirmed_deletion(self, path, data):
        """`data` with what the page that asks about the deletion of several rows adds to it."""
        question = super().post(path, {name: value for name, value in data.items() if name != "post"})
        digest = re.search(r'name="_deletion" value="([^"]*)"', question.content.decode())
        return data | ({"_deletion": digest[1]} if digest else {})

    def versions_of(self, path):
        """The hidden inputs of the page at `path` that say which version it displays; those of a form without a request."""
        try:
            match = resolve(urlsplit(path).path)
        except Resolver404:
            return {}
        model_admin = getattr(match.func, "model_admin", None)
        if model_admin and match.url_name.endswith(("_add", "_change")):
            return self.version_of_form(model_admin, match.kwargs.get("object_id"))
        page = self.get(path)
        if page.streaming or page.status_code != HTTPStatus.OK:
            return {}
        return dict(HIDDEN_VERSION.findall(page.content.decode()))

    def version_of_form(self, model_admin, object_id):
        """The hidden input of the change form of a record, if it has one for the user; an add form needs none."""
        request = HttpRequest()
        request.method, request.session = "GET", self.session
        request.user = get_user(request)
        record = model_admin.get_object(request, object_id) if object_id and request.user.is_staff else None
        if record is None or not model_admin.has_change_permission(request, record):
            return {}
        return {VERSION_INPUT: version_token(model_admin, request, record)}


class StrictClient(BrowserClient):
    """A client that fails the test if a page has a mistake."""

    def request(self, **request):
        response = super().request(**request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html") and response.content:
            path = response.wsgi_request.path
            is_admin = path.startswith(f"/{settings.ADMIN_URL}")
            problems = page_problems(response.content.decode(), scripts_allowed=is_admin)
            assert problems == [], f"{path}: {problems}"
        return response


@pytest.fixture
def client():
    """A StrictClient in place of Django's client."""
    return StrictClient()


@pytest.fixture
def admin_client(admin_user):
    """A BrowserClient in place of Django's client, signed in as the technical administrator."""
    client = BrowserClient()
    client.force_login(admin_user)
    return client
