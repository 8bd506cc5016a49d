"""Addresses as people paste them: with a bracket or a stop behind, an invisible character inside, or with diacritics."""

import re

from django.http import HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from core.pages.publication import redirect_to_path
from core.vietnamese.text import fold_letters

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd\x00-\x1f\x7f-\x9f]")
AROUND = " \t\u00a0\u3000.,;:!?…)]}>»”’\"'*`|\\<([{«“‘"
DASHES = re.compile("[\u2010-\u2015\u2212]")  # editors write them for hyphens
FILE = re.compile(r"\.[a-z0-9]{2,5}$")


class PastedAddresses:
    """The middleware that leads an address which is none on to the one that was meant; it costs nothing else a query."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        return redirect_to_meant(request) or response


def redirect_to_meant(request) -> HttpResponsePermanentRedirect | None:
    """The redirect to the address that was meant, None if the address is already as it should be or nothing is there."""
    path = meant_path(request.path)
    if path == request.path:
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return None if "admin" in match.app_names else redirect_to_path(request, path)


def meant_path(path):
    """The path without what a program or a person added: `/nghị-quyết/12-nq-hđnd).` is `/nghi-quyet/12-nq-hdnd/`."""
    path = DASHES.sub("-", INVISIBLE.sub("", path)).partition("&")[0]  # "&fbclid=…" without a question mark is no path
    parts = [part.strip(AROUND) for part in path.split("/")]
    cleaned = "/".join(fold_letters(part) for part in parts if part)
    return f"/{cleaned}" if not cleaned or FILE.search(cleaned) else f"/{cleaned}/"
