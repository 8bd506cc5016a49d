"""The common name of several Councils."""

from collections.abc import Iterable

from councils.models import Council


def councils_label(unit_kinds: Iterable[str]) -> str:
    """The Councils of these kinds of units: "HĐND các phường", "HĐND các xã, thị trấn".

    `unit_kinds` are values of `Council.UnitKind`, in any order; duplicates are ignored. The result has the order of the law.
    """
    present = set(unit_kinds)
    labels = [kind.label for kind in Council.UnitKind if kind.value in present]
    return f"HĐND các {', '.join(labels)}" if labels else "HĐND cấp dưới"
