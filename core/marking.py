"""Marking in a text, as it is spelt, the words that somebody looked for, however they spelt them."""

import re

from django.utils.html import conditional_escape, format_html, format_html_join

from core.text import fold

WORD = re.compile(r"(\w+)")


def marked(text, words):
    """`text` escaped, with each word in a <mark> that begins with one of the folded `words`; numbers must be equal."""
    if not words:
        return conditional_escape(text)
    beginnings = tuple(word for word in words if not word[0].isdecimal())
    numbers = {word for word in words if word[0].isdecimal()}
    pieces = WORD.split(text)
    shown = (format_html("<mark>{}</mark>", piece) if hit(piece, beginnings, numbers) else piece for piece in pieces)
    return format_html_join("", "{}", ((piece,) for piece in shown))


def hit(piece, beginnings, numbers):
    folded = fold(piece)
    return any(word in numbers or word.startswith(beginnings) for word in folded.split())
