"""Query parameters with which other sites follow a reader: no page, link, print or cache ever sees them."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote_plus

from django.http import HttpRequest, HttpResponseBase

# Facebook, Google, Microsoft, Zalo, Instagram, X, TikTok, Yandex, LinkedIn and mail campaigns add them to each link.
TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|gad_.*|msclkid|zarsrc|zclid|igshid|igsh|twclid|ttclid|yclid|li_fat_id|mc_[ce]id"
    r"|_ga|_gl|_hs.*|mibextid|fb_.*|sfnsn|ref_src|ref_url|srsltid|vero_id|oly_.*_id|mkt_tok|s_cid|__twitter_impression|zalo_.*",
    re.IGNORECASE,
)


class TrackingParameters:
    """The middleware that takes tracking parameters out of the query, before anything reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if query:
            request.META["QUERY_STRING"] = without_tracking(query)
        return self.get_response(request)


def without_tracking(query: str) -> str:
    """Return a query string without tracking parameters; the others stay as they were written."""
    parts = query.split("&")
    return "&".join(part for part in parts if not TRACKING.fullmatch(unquote_plus(part.partition("=")[0])))
