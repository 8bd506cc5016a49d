"""Conditional requests: a browser that has the present version of a file gets the answer 304, without the file."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import etag


def unless_unchanged(request: HttpRequest, version: str, respond: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return `respond()` with `version` as its ETag, or a response with status 304 if the browser has this version.

    `version` is "" if it is unknown. Call it only after the check that the user may see the content: a 304 tells a
    stranger that it exists.
    """
    view = etag(lambda _: f'"{version}"' if version else None)(lambda _: respond())
    return view(request)
