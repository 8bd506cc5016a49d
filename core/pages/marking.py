"""Highlighting of search terms in a text, whatever their diacritics and case."""

import re
from collections.abc import Collection

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from core.vietnamese.text import fold

WORD = re.compile(r"(\w+)")


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
