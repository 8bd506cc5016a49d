"""Parts of a text in elements of their own: words that were searched for, and what no line break may divide."""

import re
from collections.abc import Collection, Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from core.vietnamese.text import fold

WORD = re.compile(r"\w+")
JOINTS = (" ", "-")  # between words that are marked as one
CAPITALS = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
PLACE = rf"(?:quận|huyện|phường|xã|thị xã|thị trấn|thành phố|tỉnh)(?-i:(?: [{CAPITALS}]\w*)+)"
# "12/NQ-HĐND", "Covid-19", "thứ 4", "(đợt 2)", "(đến 28/9/2021)", "quận Cầu Giấy"; a longer one may break on a narrow phone.
UNBROKEN = re.compile(rf"(?<!\S)(?:\S*\w-\w\S*|thứ \d+\S*|\(\w+ [\d/]+\)\S*|{PLACE})", re.IGNORECASE)
MAX_UNBROKEN = 20


def marked(text: str, terms: Collection[str]) -> SafeString:
    """Return `text` as escaped HTML, with the words that are among the folded search `terms` in <mark> elements.

    Words side by side, or joined by a hyphen, are in one element.
    """
    text = _with_bound_hyphens(text)
    if not terms:
        return conditional_escape(text)
    distinct_terms = set(terms)
    matches = (word.span() for word in WORD.finditer(text) if not distinct_terms.isdisjoint(fold(word[0]).split()))
    html = []
    end = 0
    for start, stop in _joined(text, matches):
        html += [conditional_escape(text[end:start]), format_html("<mark>{}</mark>", text[start:stop])]
        end = stop
    return format_html_join("", "{}", ((piece,) for piece in (*html, text[end:])))


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of `text` in their order, those with only a space or a hyphen between them as one."""
    joined: list[tuple[int, int]] = []
    for start, stop in spans:
        if joined and text[joined[-1][1] : start] in JOINTS:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


def _with_bound_hyphens(text: str) -> str:
    """The text with no line break before a hyphen between two words: "kinh tế - xã hội"."""
    return text.replace(" - ", "\N{NO-BREAK SPACE}- ")


def unbroken(text: str) -> SafeString:
    """Return `text` as escaped HTML, with each symbol, number and place that has a hyphen or a space on one line.

    No line begins with a hyphen.
    """
    text = _with_bound_hyphens(text)
    pieces = []
    end = 0
    for match in UNBROKEN.finditer(text):
        pieces.append(conditional_escape(text[end : match.start()]))
        is_short = len(match[0]) <= MAX_UNBROKEN
        pieces.append(format_html('<span class="unbroken">{}</span>', match[0]) if is_short else conditional_escape(match[0]))
        end = match.end()
    pieces.append(conditional_escape(text[end:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
