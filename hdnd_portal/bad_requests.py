"""Requests that Django cannot read: they are answered in words, before anything else looks at them."""

import codecs
import logging
import re

from django.conf import settings
from django.utils.http import parse_header_parameters

from hdnd_portal.error_pages import error_page

logger = logging.getLogger(__name__)
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
MAX_ADDRESS_LENGTH = 8_000  # bytes of path and query; gunicorn reads no line over 8,190
CONTENT_LENGTH = re.compile(r"[0-9]{0,12}")
SESSION_KEY = re.compile(r"[a-z0-9]{32}")


class BadRequests:
    """The middleware that refuses a request which cannot be read, and that gives each empty error response a page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if status := refused_status(request.META):
            return refusal(status)
        forget_unreadable_session(request)
        _ = request.GET  # with too many parameters it raises here, not in the page that reports an error
        response = self.get_response(request)
        return with_page(response)


class RefusingApplication:
    """The WSGI application around Django's, for what fails before a request exists or after its response does."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        status = refused_status(environ)
        if not status:
            try:
                return self.application(environ, start_response)
            except Exception:  # the server would answer in English
                logger.exception("Django did not answer.")
                status = 500
        response = refusal(status)
        start_response(f"{status} {response.reason_phrase}", list(response.items()))
        return [response.content]


def refused_status(meta):
    """The status with which a request is refused; None if Django can read it. `meta` is its WSGI environment."""
    if len(meta.get("PATH_INFO", "")) + len(meta.get("QUERY_STRING", "")) > MAX_ADDRESS_LENGTH:
        return 414
    if meta["REQUEST_METHOD"] not in METHODS:
        return 405
    length = meta.get("CONTENT_LENGTH") or ""
    if not CONTENT_LENGTH.fullmatch(length) or not is_utf_8(meta.get("CONTENT_TYPE", "")):
        return 400
    if not length and meta.get("HTTP_TRANSFER_ENCODING"):  # Django would take the body for an empty one
        return 411
    return None


def is_utf_8(content_type):
    """Whether a header Content-Type can be parsed and names no other charset than UTF-8."""
    try:
        charset = parse_header_parameters(content_type)[1].get("charset", "utf-8")
        return codecs.lookup(charset).name == "utf-8"
    except Exception:  # the parser of the standard library raises errors of many kinds, also undocumented ones
        return False


def forget_unreadable_session(request):
    """Take a session cookie out of the request whose value no session has: PostgreSQL refuses some characters."""
    if not SESSION_KEY.fullmatch(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)


def refusal(status):
    """The page with which a request is refused."""
    response = error_page(status)
    if status == 405:
        response["Allow"] = ", ".join(METHODS)
    return response


def with_page(response):
    """The response itself, or a page with its status and headers if it is an error without a word."""
    if response.status_code < 400 or response.streaming or response.content:
        return response
    page = error_page(response.status_code)
    for name in ("Allow", "Content-Range"):
        if name in response:
            page[name] = response[name]
    return page
