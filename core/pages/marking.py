"""Parts of a text in elements of their own: words that were searched for, and what no line break may divide."""

import re
from collections.abc import Collection

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from core.vietnamese.text import fold

WORD = re.compile(r"(\w+)")
# "12/NQ-HĐND", "Covid-19", "thứ 4"; a longer one may break, because a phone is narrow.
UNBROKEN = re.compile(r"(?<!\S)(?:\S*\w-\w\S*|thứ \d+\S*)", re.IGNORECASE)
MAX_UNBROKEN = 20


def marked(text: str, terms: Collection[str]) -> SafeString:
    """Return `text` as escaped HTML, with each word that is one of the folded search `terms` in a <mark> element."""
    if not terms:
        return conditional_escape(text)
    distinct_terms = set(terms)
    pieces = WORD.split(text)
    html = (
        piece if distinct_terms.isdisjoint(fold(piece).split()) else format_html("<mark>{}</mark>", piece) for piece in pieces
    )
    return format_html_join("", "{}", ((piece,) for piece in html))


def unbroken(text: str) -> SafeString:
    """Return `text` as escaped HTML, with each symbol and number that has a hyphen or a space on one line."""
    pieces = []
    end = 0
    for match in UNBROKEN.finditer(text):
        pieces.append(conditional_escape(text[end : match.start()]))
        is_short = len(match[0]) <= MAX_UNBROKEN
        pieces.append(format_html('<span class="unbroken">{}</span>', match[0]) if is_short else conditional_escape(match[0]))
        end = match.end()
    pieces.append(conditional_escape(text[end:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
