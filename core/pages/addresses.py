"""Addresses as others read them: feeds, the sitemap, shared links."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings

from core.vietnamese.text import clean_text

LONGEST_VALUE = 300  # characters of a value that any list reads


def absolute(path):
    """The whole address of a path of this portal; the request has no say in it."""
    return f"{settings.BASE_URL}{path}"


def portal_host():
    """The host of the portal, with its port where it names one."""
    return urlsplit(settings.BASE_URL).netloc


def portal_scheme():
    return urlsplit(settings.BASE_URL).scheme


def with_query(path, pairs):
    """`path` with the pairs that have a value as its query, in their order."""
    query = urlencode([(key, value) for key, value in pairs if value])
    return f"{path}?{query}" if query else path


def query_values(query, keys):
    """What a query (a QueryDict) says under each of `keys`, as clean text; blank where it says nothing."""
    return {key: clean_text(query.get(key, "")[:LONGEST_VALUE], multiline=False) for key in keys}
