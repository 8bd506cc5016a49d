"""How several Councils are named together."""

from councils.models import Council


def councils_label(unit_kinds):
    """ "HĐND các phường", "HĐND các xã, thị trấn": the Councils of units of these kinds, in the law's order.

    `unit_kinds` are values of `Council.UnitKind`, in any order and number.
    """
    present = set(unit_kinds)
    labels = [kind.label for kind in Council.UnitKind if kind.value in present]
    return f"HĐND các {', '.join(labels)}" if labels else "HĐND cấp dưới"
