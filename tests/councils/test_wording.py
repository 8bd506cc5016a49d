"""How several Councils are named together."""

import pytest

from councils.wording import councils_label


@pytest.mark.parametrize(
    ("unit_kinds", "label"),
    [
        (["ward", "ward"], "HĐND các phường"),
        (["township", "commune"], "HĐND các xã, thị trấn"),
        (["town", "urban_district", "rural_district"], "HĐND các quận, huyện, thị xã"),
        ([], "HĐND cấp dưới"),
    ],
)
def test_councils_are_named_by_the_kinds_of_their_units_in_the_laws_order(unit_kinds, label):
    assert councils_label(unit_kinds) == label
