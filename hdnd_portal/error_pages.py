"""Pages for errors that need nothing of the request: neither its body nor the session or the database, which may be broken."""

import logging

from csp.utils import build_policy
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from core.pages.previews import never_cached

logger = logging.getLogger(__name__)
STATUSES = frozenset({400, 405, 411, 413, 414, 416, 431, 500})  # each has a template of its own
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# If even the template fails, for instance because no static files are collected.
WITHOUT_TEMPLATE = """<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>Cổng đang gặp sự cố</title></head>
<body><h1>Cổng đang gặp sự cố</h1><p>Hãy thử lại sau ít phút. <a href="/">Về trang chủ</a></p></body>
</html>
"""


def error_page(status):
    """The page of an HTTP status of 400 or more; statuses of one kind without a page of their own share one."""
    template = status if status in STATUSES else 400 if status < 500 else 500
    try:
        text = render_to_string(f"{template}.html")
    except Exception:  # whatever it is, the reader gets an answer
        logger.exception("The page of an error was not displayed.")
        text = WITHOUT_TEMPLATE
    response = HttpResponse(text, status=status)
    response["Content-Security-Policy"] = build_policy()
    return never_cached(response)


def bad_request(request, exception):
    """The page for a request that cannot be read (status 400), or that is too large to be read (413)."""
    return error_page(413 if isinstance(exception, TOO_LARGE) else 400)


def permission_denied(request, exception):
    """The page for a user who may not do this (status 403).

    Django's own view reads the posted body for its CSRF token; no form of this page needs one.
    """
    return render(request, "403.html", status=403)


def csrf_failure(request):
    """The page for a form that was sent without a token (status 403), or to a page that takes no form (405)."""
    view = getattr(request.resolver_match.func, "view_class", None)
    if view and not hasattr(view, request.method.lower()):
        allowed = [name for name in view.http_method_names if hasattr(view, "get" if name == "head" else name)]
        response = error_page(405)
        response["Allow"] = ", ".join(allowed).upper()
        return response
    return render(request, "403_csrf.html", status=403)
