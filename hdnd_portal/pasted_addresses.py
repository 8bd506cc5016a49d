"""Addresses as people paste them: with a bracket or a stop behind, an invisible character inside, or with diacritics."""

import re
from copy import copy

from django.urls import Resolver404, resolve

from core.pages.previews import never_cached
from core.pages.publication import redirect_to_path
from core.vietnamese.text import fold_letters

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd\x00-\x1f\x7f-\x9f]")
AROUND = " \t\u00a0\u3000.,;:!?…)]}>»”’\"'*`|\\<([{«“‘"
DASHES = re.compile("[\u2010-\u2015\u2212]")  # editors write them for hyphens
FILE = re.compile(r"\.[a-z0-9]{2,5}$")


class PastedAddresses:
    """The middleware that leads an address which is none on to the one that was meant, if a page is there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        return self.redirect_to_meant(request) or response

    def redirect_to_meant(self, request):
        """The redirect to the page that was meant or to where that one leads on; None if nothing is there.

        An address that is as it should be costs nothing; any other costs the page that is meant.
        """
        path = meant_path(request.path)
        if path == request.path or not is_public_address(path):
            return None
        meant = copy(request)
        meant.path = meant.path_info = path
        response = self.get_response(meant)
        if response.status_code in (301, 302):
            return response
        if response.status_code >= 400:
            return None
        redirect = redirect_to_path(request, path)
        return never_cached(redirect) if "no-store" in response.get("Cache-Control", "") else redirect


def is_public_address(path):
    """True if some page outside the staff's has addresses of this form."""
    try:
        return "admin" not in resolve(path).app_names
    except Resolver404:
        return False


def meant_path(path):
    """The path without what a program or a person added: `/nghị-quyết/12-nq-hđnd).` is `/nghi-quyet/12-nq-hdnd/`."""
    path = DASHES.sub("-", INVISIBLE.sub("", path)).partition("&")[0]  # "&fbclid=…" without a question mark is no path
    parts = [part.strip(AROUND) for part in path.split("/")]
    cleaned = "/".join(fold_letters(part) for part in parts if part)
    return f"/{cleaned}" if not cleaned or FILE.search(cleaned) else f"/{cleaned}/"
