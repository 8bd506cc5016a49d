"""Placeholders for figures in text: `{code}` and `{code:part}`, each also with `@level` for the councils of a level.

`{code@before}` and `{code@after}` are the shares of the whole before and after a merger.
"""

import re
from dataclasses import dataclass
from typing import Self

from django.utils.text import Truncator

from reports.indicators import INDICATORS

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
REFERENCE = re.compile(
    r"(?P<code>[a-z_]+\.[a-z_]+)(?::(?P<part>[^{}@|\n]+))?"
    r"(?:@(?P<level>province|district|commune|before|after))?"
)
SPLIT_KEYS = ("before", "after")
MAX_SHOWN_CHARACTERS = 60  # of one unknown placeholder, in a message


@dataclass(frozen=True)
class FigureReference:
    """A reference to one figure; part "" is the whole, level "" the figure of the report itself.

    The level "before" or "after" is its share before or after a merger.
    """

    code: str
    part: str = ""
    level: str = ""

    def __str__(self) -> str:
        """The reference as it is written between braces: "code", "code:part", "code@level" or "code:part@level"."""
        return self.code + (f":{self.part}" if self.part else "") + (f"@{self.level}" if self.level else "")

    @property
    def placeholder(self) -> str:
        return f"{{{self}}}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The reference that `text`, without its braces, names.

        Raises ValueError where `text` is malformed, where no indicator has this code or this part, and for a part before or
        after a merger.
        """
        match = REFERENCE.fullmatch(text)
        indicator = INDICATORS.get(match["code"]) if match else None
        if match is None or indicator is None or (match["part"] and indicator.unknown_part(match["part"]) is not None):
            raise ValueError(text)
        if match["part"] and match["level"] in SPLIT_KEYS:
            raise ValueError(text)
        return cls(match["code"], match["part"] or "", match["level"] or "")


def unknown_placeholders(text: str | None) -> list[str]:
    """The placeholders in `text` that name no figure, in order, without braces and shortened for a message."""
    unknown = []
    for reference in PLACEHOLDER.findall(text or ""):
        try:
            FigureReference.parse(reference)
        except ValueError:
            unknown.append(Truncator(reference).chars(MAX_SHOWN_CHARACTERS))
    return unknown


def split_text(text: str) -> list[str | FigureReference]:
    """The text as plain strings and the references between them, in order.

    Braces that name no figure stay in the plain text: a label that a council has chosen may contain braces.
    """
    pieces: list[str | FigureReference] = []
    position = 0
    for match in PLACEHOLDER.finditer(text):
        try:
            reference = FigureReference.parse(match[1])
        except ValueError:
            continue
        if match.start() > position:
            pieces.append(text[position : match.start()])
        pieces.append(reference)
        position = match.end()
    if position < len(text):
        pieces.append(text[position:])
    return pieces
