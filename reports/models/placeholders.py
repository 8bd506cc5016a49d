"""Figures cited in sentences: `{code}`, `{code:part}`, each also with `@level` for the councils of a level."""

import re

from django.utils.text import Truncator

from reports.indicators import INDICATORS

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
REFERENCE = re.compile(
    r"(?P<code>[a-z_]+\.[a-z_]+)(?::(?P<part>[\w.+-]+(?: [\w.+-]+)*))?(?:@(?P<level>province|district|commune))?"
)


def parse(reference):
    """(code, part, level) of what stands between the braces.

    Raises ValueError where no indicator, or no part of it, answers to the name.
    """
    found = REFERENCE.fullmatch(reference)
    indicator = found and INDICATORS.get(found["code"])
    if not indicator or (found["part"] and indicator.unknown_part(found["part"]) is not None):
        raise ValueError(reference)
    return found["code"], found["part"] or "", found["level"] or ""


def unknown_placeholders(text):
    """What stands between braces in `text` and names no figure, in order, each shortened to what a message can show."""
    unknown = []
    for reference in PLACEHOLDER.findall(text or ""):
        try:
            parse(reference)
        except ValueError:
            unknown.append(Truncator(reference).chars(60))
    return unknown


def split(text):
    """The text as pieces: (words, None) and ("", (code, part, level)), in order.

    Braces that name no figure are words: a council's own label may hold some.
    """
    pieces, at = [], 0
    for match in PLACEHOLDER.finditer(text):
        try:
            cited = parse(match[1])
        except ValueError:
            continue
        if match.start() > at:
            pieces.append((text[at : match.start()], None))
        pieces.append(("", cited))
        at = match.end()
    if at < len(text):
        pieces.append((text[at:], None))
    return pieces
