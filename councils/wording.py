"""The common name of several Councils, and of all those of one level."""

from collections.abc import Iterable

from councils.models import Council


def councils_label(unit_kinds: Iterable[str]) -> str:
    """The Councils of these kinds of units: "HĐND các phường", "HĐND các xã, thị trấn".

    `unit_kinds` are values of `Council.UnitKind`, in any order; duplicates are ignored. The result has the order of the law.
    """
    present = set(unit_kinds)
    labels = [kind.label for kind in Council.UnitKind if kind.value in present]
    return f"HĐND các {', '.join(labels)}" if labels else "HĐND cấp dưới"


def level_label(level: str, superior: Council) -> str:
    """All Councils of `level` below `superior`, while their kinds are unknown: "HĐND các huyện", "HĐND cấp xã"."""
    if level == Council.Level.DISTRICT and superior.unit_kind == Council.UnitKind.PROVINCE:
        return "HĐND các huyện"
    return f"HĐND {Council.Level(level).label}"
