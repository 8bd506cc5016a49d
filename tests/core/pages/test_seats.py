import re
from itertools import combinations
from math import dist

import pytest

from core.pages.seats import SeatGroup, draw_seats, draw_vote, seats_from_left, seats_per_arc
from tests.core.rendering import rendered

COUNTS = range(1, 111)


def positions(drawing):
    return [(float(seat.x), float(seat.y)) for group in drawing.groups for seat in group.seats]


@pytest.mark.parametrize("total", COUNTS)
def test_draw_seats_gives_each_delegate_a_dot_within_the_box_that_touches_no_other(total):
    drawing = draw_seats("Đại biểu", [SeatGroup("delegates", "đại biểu", total)])
    width = float(drawing.dot_width)

    centres = positions(drawing)

    assert len(centres) == total
    assert all(width / 2 <= x <= 300 - width / 2 and width / 2 <= y <= 160 - width / 2 for x, y in centres)
    assert all(dist(a, b) > width for a, b in combinations(centres, 2))


@pytest.mark.parametrize(
    ("total", "arcs"),
    [(1, (0, 1)), (24, (11, 13)), (25, (7, 8, 10)), (35, (9, 12, 14)), (45, (8, 10, 12, 15)), (71, (9, 12, 14, 17, 19))],
)
def test_seats_per_arc_grow_with_the_radius(total, arcs):
    assert seats_per_arc(total) == arcs


@pytest.mark.parametrize("total", COUNTS)
def test_seats_from_left_are_symmetric(total):
    seats = seats_from_left(total)

    left = sorted((round(150 - float(seat.x), 1), seat.y) for seat in seats)
    right = sorted((round(float(seat.x) - 150, 1), seat.y) for seat in seats)
    assert left == right


def test_draw_vote_fills_the_seats_group_by_group_from_the_left():
    drawing = draw_vote(in_favour=31, against=1, abstained=1, present=33, total=35)

    assert [(group.kind, len(group.seats)) for group in drawing.groups] == [
        ("in-favour", 31),
        ("against", 1),
        ("abstained", 1),
        ("absent", 2),
    ]
    assert [seat for group in drawing.groups for seat in group.seats] == list(seats_from_left(35))


@pytest.mark.parametrize(
    ("answers", "description"),
    [
        ((33, 0, 0), "33 tán thành, 0 không tán thành, 0 không biểu quyết, 2 vắng mặt"),
        ((30, 0, 0), "30 tán thành, 3 có mặt, không rõ ý kiến, 2 vắng mặt"),
        ((30, 1, 0), "30 tán thành, 1 không tán thành, 2 có mặt, không rõ ý kiến, 2 vắng mặt"),
    ],
)
def test_draw_vote_prints_zero_only_if_all_answers_are_recorded(answers, description):
    in_favour, against, abstained = answers

    drawing = draw_vote(in_favour=in_favour, against=against, abstained=abstained, present=33, total=35)

    assert drawing.description == f"Biểu quyết: {description}; tổng số 35 đại biểu"


@pytest.mark.parametrize(("total", "middle"), [(99, "80/99"), (100, "80")])
def test_draw_vote_prints_only_the_numerator_above_99_seats(total, middle):
    assert draw_vote(in_favour=80, against=0, abstained=0, present=80, total=total).middle == middle


@pytest.mark.parametrize("counts", [(31, 2, 1, 33, 35), (31, 0, 0, 36, 35)])
def test_draw_vote_refuses_more_answers_than_delegates(counts):
    with pytest.raises(ValueError, match="negative count"):
        draw_vote(**dict(zip(("in_favour", "against", "abstained", "present", "total"), counts, strict=True)))


def test_seats_say_the_numbers_in_words_in_the_drawing_and_in_the_key():
    drawing = draw_vote(in_favour=31, against=2, abstained=0, present=33, total=35)

    html = rendered("{% seats drawing=drawing %}", drawing=drawing)

    label = "Biểu quyết: 31 tán thành, 2 không tán thành, 0 không biểu quyết, 2 vắng mặt; tổng số 35 đại biểu"
    assert f'role="img" aria-label="{label}"' in html
    assert [" ".join(item.split()) for item in re.findall(r"<b>(.*?)</li>", html, re.S)] == [
        "31</b> tán thành",
        "2</b> không tán thành",
        "0</b> không biểu quyết",
        "2</b> vắng mặt",
    ]
    assert ">31/35</text>" in html
    assert "không theo chỗ ngồi" in html


def test_seats_of_a_large_council_are_small():
    html = rendered("{% seats drawing=drawing %}", drawing=draw_vote(in_favour=60, against=5, abstained=5, present=70, total=105))

    assert len(html[html.index("<svg") : html.index("</svg>")].encode()) <= 3 * 1024
    assert "style=" not in html


def test_seats_without_delegates_render_nothing():
    assert (
        rendered("{% seats drawing=drawing %}", drawing=draw_vote(in_favour=0, against=0, abstained=0, present=0, total=0)) == ""
    )


@pytest.mark.parametrize("total", COUNTS)
def test_draw_seats_leaves_space_for_a_half_circle_in_the_middle(total):
    drawing = draw_seats("Đại biểu", [SeatGroup("delegates", "đại biểu", total)])

    nearest = min(dist((150, 148), centre) for centre in positions(drawing)) - float(drawing.dot_width) / 2
    assert 0.5 < float(drawing.middle_scale) <= 1
    assert 69 * float(drawing.middle_scale) < nearest
