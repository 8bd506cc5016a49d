"""The layout of a stacked bar: the parts of one whole, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MAX_PARTS = 5
FILLS = ("done", "informed", "going", "ended", "waiting")


@dataclass(frozen=True)
class Part:
    """A part of the whole: how many, what, and its colour, one of FILLS."""

    count: int
    label: str
    fill: str


@dataclass(frozen=True)
class PlacedPart:
    """A part with its place in the bar, in percent of the width."""

    part: Part
    x: str
    width: str


def place_parts(parts: Sequence[Part]) -> list[PlacedPart]:
    """Return the parts with their places; a part of none has no width. Raises ValueError for too many or unknown ones."""
    if len(parts) > MAX_PARTS or any(part.fill not in FILLS or part.count < 0 for part in parts):
        raise ValueError(f"A stacked bar has at most {MAX_PARTS} parts, of the fills {', '.join(FILLS)}: {parts}")
    total = sum(part.count for part in parts)
    placed: list[PlacedPart] = []
    before = 0
    for part in parts:
        placed.append(PlacedPart(part, percent(before, total), percent(part.count, total)))
        before += part.count
    return placed


def percent(count: int, total: int) -> str:
    """Return a share as SVG needs it: `19.59%`."""
    return f"{100 * count / total if total else 0:.2f}%"
