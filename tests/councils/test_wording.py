"""The common name of several Councils."""

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
def test_councils_label_lists_kinds_of_units_in_the_order_of_the_law(unit_kinds, label):
    assert councils_label(unit_kinds) == label
