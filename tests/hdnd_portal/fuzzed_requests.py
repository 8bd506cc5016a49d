"""Makes requests at random from a seed, sends them to the WSGI application, and says what is wrong with the answers.

The links and forms of each page that is answered serve for the requests after it, so that real addresses, tokens and fields
are mixed with bad ones. Everything that a request stores is rolled back.
"""

import gzip
import io
import json
import random
import traceback
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote_from_bytes, unquote_to_bytes, urljoin, urlsplit

from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections, transaction
from django.urls import URLPattern, get_resolver

from hdnd_portal.wsgi import application
from tests.client import page_problems
from tests.hdnd_portal import fuzzed_values as values

TOKEN = "a" * 32  # of the cookie and of the form; Django takes a bare secret in both
BOUNDARY = "ranh-gioi"
COUNTERS = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
MAX_LINKS, MAX_FORMS = 300, 40


@dataclass
class Form:
    """A form of a page: where it leads, its method, its (name, value) pairs, and the names of its file fields."""

    action: str
    method: str
    pairs: list = field(default_factory=list)
    files: list = field(default_factory=list)
    buttons: list = field(default_factory=list)


@dataclass
class Answer:
    """What the application answered."""

    status: int
    headers: dict
    body: bytes

    @property
    def is_page(self):
        return self.headers.get("Content-Type", "").startswith("text/html") and bool(self.body)


class PageReader(HTMLParser):
    """Collects the links and the forms of a page."""

    def __init__(self, path):
        super().__init__()
        self.path, self.links, self.forms, self.select = path, [], [], None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        name, value = attributes.get("name"), attributes.get("value") or ""
        if tag == "a" and (target := attributes.get("href")):
            self.links.append(urljoin(self.path, target))
        elif tag == "form":
            action = urljoin(self.path, attributes.get("action") or "")
            self.forms.append(Form(action, (attributes.get("method") or "get").upper()))
        elif not self.forms:
            return
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in attributes or value):
            self.forms[-1].pairs.append((self.select, value))
        elif tag in ("input", "textarea", "button") and name:
            self.read_field(tag, attributes, name, value)

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None

    def read_field(self, tag, attributes, name, value):
        form, kind = self.forms[-1], attributes.get("type", "")
        if kind == "file":
            form.files.append(name)
        elif tag == "button" or kind == "submit":
            form.buttons.append((name, value))
        elif name != "csrfmiddlewaretoken":
            form.pairs.append((name, value))


class FuzzedRequests:
    """Requests of one user from one seed."""

    def __init__(self, seed, session_key="", starts=("/",)):
        self.random = random.Random(seed)
        self.cookie = f"csrftoken={TOKEN}" + (f"; sessionid={session_key}" if session_key else "")
        self.links, self.forms, self.patterns = list(starts), [], sorted(patterns(), key=repr)
        self.exceptions = []

    def next_environ(self):
        """The WSGI environment of the next request."""
        chance, environ = self.random.random(), {}
        if chance < 0.40 and self.forms:
            path, environ = self.form_request(self.random.choice(self.forms))
        elif chance < 0.65:
            path = self.random.choice(self.links)
        elif chance < 0.85:
            path = self.path_of_pattern()
        else:
            path, environ = self.random.choice(self.links), self.body_request()
        if self.random.random() < 0.25:
            path = self.changed_path(path)
        path, _, query = path.partition("?")
        if self.random.random() < 0.25:
            query = self.changed_query(query)
        environ = self.base_environ(path, query) | environ
        self.change_headers(environ)
        return environ

    def base_environ(self, path, query):
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote_to_bytes(path.partition("#")[0]).decode("latin-1"),
            "QUERY_STRING": query.partition("#")[0],
            "HTTP_COOKIE": self.cookie,
            "HTTP_HOST": "testserver",
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.input": io.BytesIO(),
            "wsgi.url_scheme": "http",
        }

    def path_of_pattern(self):
        parts = self.random.choice(self.patterns)
        return "/" + "".join(part if part is not None else self.segment() for part in parts)

    def segment(self):
        value = self.random.choice(values.SEGMENTS)
        return quote_from_bytes(value.encode() if isinstance(value, str) else value)

    def changed_path(self, path):
        """The path with one segment that is another one, more, or missing."""
        path, mark, query = path.partition("?")
        parts = path.split("/")
        place = self.random.randrange(len(parts))
        parts[place : place + self.random.randint(0, 1)] = self.random.choice(([], [self.segment()], [self.segment()]))
        return "/" + "/".join(parts).lstrip("/") + mark + query

    def changed_query(self, query):
        names = [part.partition("=")[0] for part in query.split("&") if part] + list(values.QUERIES)
        pairs = [(self.random.choice(names), self.value()) for _ in range(self.random.randint(1, 3))]
        return "&".join(filter(None, [query, encoded(pairs)]))

    def value(self):
        return self.random.choice(values.VALUES)

    def form_request(self, form):
        """The path and the environment of a form that is sent with some changes."""
        pairs = self.one_option_each(form.pairs)
        for _ in range(self.random.choice((0, 1, 1, 2, 4))):
            self.change_pairs(pairs, form)
        if form.buttons and self.random.random() < 0.8:
            pairs.append(self.random.choice(form.buttons))
        if form.method != "POST":
            return f"{form.action.partition('?')[0]}?{encoded(pairs)}", {}
        if self.random.random() < 0.95:
            pairs.append(("csrfmiddlewaretoken", TOKEN))
        if form.files or self.random.random() < 0.2:
            body, content_type = self.multipart(pairs, form.files), f"multipart/form-data; boundary={BOUNDARY}"
        else:
            body, content_type = encoded(pairs).encode(), "application/x-www-form-urlencoded"
        if self.random.random() < 0.05:
            body = body[: self.random.randrange(len(body) + 1)]
        return form.action, post_environ(body, content_type)

    def one_option_each(self, pairs):
        """The pairs with one of the values that a name has, as a select sends it."""
        by_name = {}
        for name, value in pairs:
            by_name.setdefault(name, []).append(value)
        return [(name, self.random.choice(options)) for name, options in by_name.items()]

    def change_pairs(self, pairs, form):
        """Change, remove, repeat or add one field; half of the time a counter of a formset where there is one."""
        counters = [place for place, (name, _) in enumerate(pairs) if name.endswith(COUNTERS)]
        if not pairs:
            pairs.append((self.random.choice(values.QUERIES), self.value()))
            return
        place = self.random.choice(counters if counters and self.random.random() < 0.4 else range(len(pairs)))
        name, value = pairs[place]
        action = self.random.choice(("change", "change", "change", "remove", "repeat", "row"))
        if action == "change":
            pairs[place] = (name, self.value())
        elif action == "remove":
            pairs.pop(place)
        elif action == "repeat":
            pairs.append((name, self.value()))
        else:
            prefix, row, column = (*name.split("-"), "0", "id")[:3]
            pairs.append((f"{prefix}-{self.random.choice((row, '0', '1', '-1', '99', 'x'))}-{column}", self.value()))

    def multipart(self, pairs, file_names):
        parts = [(f'form-data; name="{name}"', as_bytes(value)) for name, value in pairs]
        for name in file_names:
            if self.random.random() < 0.3:
                file_name, content = self.random.choice(values.FILES)
                parts.append((f'form-data; name="{name}"; filename="{file_name}"', content))
        lines = [
            f"--{BOUNDARY}\r\nContent-Disposition: {header}\r\n\r\n".encode() + content + b"\r\n" for header, content in parts
        ]
        return b"".join(lines) + f"--{BOUNDARY}--\r\n".encode()

    def body_request(self):
        """The environment of a request whose body is no form."""
        if self.random.random() < 0.3:
            return {"REQUEST_METHOD": self.random.choice(values.METHODS)}
        body = self.random.choice(values.BODIES)
        if self.random.random() < 0.5:
            body += f"&csrfmiddlewaretoken={TOKEN}".encode()
        return post_environ(body, self.random.choice(values.CONTENT_TYPES))

    def change_headers(self, environ):
        if self.random.random() < 0.2:
            name, choices = self.random.choice(values.HEADERS)
            environ[name] = self.random.choice(choices)
        if self.random.random() < 0.05:
            environ["HTTP_COOKIE"] = f"csrftoken={TOKEN}; {self.random.choice(values.COOKIES)}"
        if "CONTENT_LENGTH" in environ and self.random.random() < 0.05:
            environ["CONTENT_LENGTH"] = self.random.choice(values.CONTENT_LENGTHS)
        if "CONTENT_TYPE" in environ and self.random.random() < 0.05:
            environ["CONTENT_TYPE"] = self.random.choice(values.CONTENT_TYPES)

    def send(self, environ):
        """The answer of the application, and what the request wrote is rolled back."""
        self.exceptions.clear()
        got_request_exception.connect(self.note_exception)
        for signal in (request_started, request_finished):  # they would close the connection with the rows of the test
            signal.disconnect(close_old_connections)
        try:
            with transaction.atomic():
                answer = call(environ)
                transaction.set_rollback(True)
        finally:
            got_request_exception.disconnect(self.note_exception)
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)
        if answer.status == 200 and answer.is_page:
            self.read_page(environ, answer)
        return answer

    def note_exception(self, **kwargs):
        self.exceptions.append(traceback.format_exc())

    def read_page(self, environ, answer):
        path = quote_from_bytes(environ["PATH_INFO"].encode("latin-1"))
        reader = PageReader(f"{path}?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else path)
        reader.feed(answer.body.decode())
        for link in reader.links:
            parts = urlsplit(link)
            if not parts.netloc and parts.scheme == "" and len(link) < 2_000:
                self.keep(self.links, link, MAX_LINKS)
        for form in reader.forms:
            if not urlsplit(form.action).netloc:
                self.keep(self.forms, form, MAX_FORMS)

    def keep(self, items, item, limit):
        """Keep the item; when there are enough, in the place of one by chance."""
        if item in items:
            return
        if len(items) < limit:
            items.append(item)
        else:
            items[self.random.randrange(limit)] = item


def patterns(resolver=None, parts=()):
    """Each route of the portal as a tuple of texts, with None where a value belongs."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = parts + split_route(str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from patterns(pattern, route)


def split_route(route):
    """`tin-tuc/<int:year>/` as ("tin-tuc/", None, "/")."""
    parts = []
    for number, piece in enumerate(route.replace("^", "").replace("$", "").replace("<", ">").split(">")):
        parts.append(None if number % 2 else piece)
    return tuple(part for part in parts if part != "")


def encoded(pairs):
    return "&".join(f"{quote_from_bytes(name.encode())}={quote_from_bytes(as_bytes(value))}" for name, value in pairs)


def as_bytes(value):
    return value if isinstance(value, bytes) else value.encode()


def post_environ(body, content_type):
    return {
        "REQUEST_METHOD": "POST",
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": content_type,
        "wsgi.input": io.BytesIO(body),
    }


def call(environ):
    """The answer of the WSGI application to an environment."""
    started = []
    result = application(dict(environ), lambda status, headers, exc_info=None: started.append((status, headers)))
    try:
        body = b"".join(result)
    finally:
        getattr(result, "close", lambda: None)()
    status, headers = started[-1]
    headers = dict(headers)
    return Answer(int(status[:3]), headers, gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body)


def problems_of(environ, answer):
    """What is wrong with an answer, one phrase each."""
    if answer.status >= 500:
        return [f"status {answer.status}"]
    path, kind = environ["PATH_INFO"], answer.headers.get("Content-Type", "")
    problems = []
    if answer.status >= 400 and not answer.body and environ["REQUEST_METHOD"] != "HEAD":
        problems.append(f"status {answer.status} without a word")
    if answer.is_page:
        problems += page_problems(answer.body.decode(), scripts_allowed="quan-tri" in path)
    if kind.startswith("application/json"):
        json.loads(answer.body)
    if b"Traceback (most recent call last)" in answer.body:
        problems.append("traceback")
    return problems


def described(environ):
    """The request as text that can be read and repeated."""
    body = environ["wsgi.input"].getvalue()
    printed = {name: value for name, value in environ.items() if not name.startswith("wsgi.")}
    return f"{printed!r}\nbody: {body[:4000]!r}"
