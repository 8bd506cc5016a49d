"""Absolute URLs, for feeds, the sitemap and shared links, and the query strings of lists."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import QueryDict

from core.vietnamese.text import clean_text

MAX_VALUE_LENGTH = 300  # characters of a query parameter that a list reads


def base_url() -> str:
    """Return the absolute URL of the portal without a path, from the setting BASE_URL and not from the request."""
    url: str = settings.BASE_URL
    return url


def absolute_url(path: str) -> str:
    """Return the absolute URL of a path of this portal."""
    return f"{base_url()}{path}"


def portal_host() -> str:
    """Return the host of the portal, with its port if BASE_URL has one."""
    return urlsplit(base_url()).netloc


def portal_scheme() -> str:
    """Return the scheme of the portal: "https" or "http"."""
    return urlsplit(base_url()).scheme


def with_query(path: str, parameters: Iterable[tuple[str, str]]) -> str:
    """Return `path` with those of the (name, value) pairs that have a value as its query string, in their order."""
    query = urlencode([(name, value) for name, value in parameters if value])
    return f"{path}?{query}" if query else path


def query_values(query: QueryDict, names: Iterable[str]) -> dict[str, str]:
    """Return the query parameters `names` as clean text of at most 300 characters; "" for a missing one."""
    return {name: clean_text(query.get(name, "")[:MAX_VALUE_LENGTH], multiline=False) for name in names}
