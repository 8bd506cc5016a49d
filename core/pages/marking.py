"""Marking in a text, as it is spelt, the words that somebody looked for, however they spelt them."""

import re

from django.utils.html import conditional_escape, format_html, format_html_join

from core.vietnamese.text import fold

WORD = re.compile(r"(\w+)")


def marked(text, words):
    """`text` escaped, with each of the folded `words` in a <mark>."""
    if not words:
        return conditional_escape(text)
    sought = set(words)
    pieces = WORD.split(text)
    shown = (piece if sought.isdisjoint(fold(piece).split()) else format_html("<mark>{}</mark>", piece) for piece in pieces)
    return format_html_join("", "{}", ((piece,) for piece in shown))
