import pytest

from core.pages.stacked_bar import Part, place_parts

PARTS = (Part(19, "đã giải quyết xong", "done"), Part(0, "chưa giải quyết được", "ended"), Part(78, "đang giải quyết", "going"))


def test_place_parts_stands_side_by_side_in_percent():
    assert [(placed.x, placed.width) for placed in place_parts(PARTS)] == [
        ("0.00%", "19.59%"),
        ("19.59%", "0.00%"),
        ("19.59%", "80.41%"),
    ]


def test_place_parts_of_nothing_has_no_width():
    assert [placed.width for placed in place_parts([Part(0, "mới chuyển", "waiting")])] == ["0.00%"]


@pytest.mark.parametrize(
    "parts",
    [[Part(1, "đã xong", "green")], [Part(-1, "đã xong", "done")], [Part(1, "đã xong", "done")] * 6],
    ids=["unknown fill", "negative", "six"],
)
def test_place_parts_refuses_what_cannot_be_read(parts):
    with pytest.raises(ValueError, match="at most 5 parts"):
        place_parts(parts)
