"""A total against the parts of its indicator: pure functions, no database."""

from decimal import Decimal

import pytest

from reports.figures.parts import refuse_contradicted
from reports.figures.totals import WHOLE, CouncilCount, MergedValue, OutcomeKey
from reports.indicators import CATALOGUE, INDICATORS
from reports.indicators.base import PartRelation

OFFICE = "Báo cáo của Văn phòng"


def stated(value, **values):
    return MergedValue(value=Decimal(value), reported=Decimal(value), sources=(OFFICE,), **values)


def counted(value, **values):
    return MergedValue(value=value, computed=value, **values)


def outcome(whole, **parts):
    return {WHOLE: whole} | {OutcomeKey(key): merged for key, merged in parts.items()}


def refused(code, whole, **parts):
    """The keys of the numbers that are in conflict, with what the other side says."""
    settled = refuse_contradicted(INDICATORS[code], outcome(whole, **parts))
    return {key.part: (merged.computed, merged.computed_words) for key, merged in settled.items() if merged.conflicting}


LETTERS = ("complaint", "denunciation", "proposal", "feedback")


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        (stated(10), (1, 2, 3, 4), {}),
        (stated(11), (1, 2, 3, 4), {"": (10, "khi cộng các phần")}),
        (stated(11), (1, 2, 3), {}),
        (stated(5), (1, 2, 3), {"": (6, "khi cộng các phần")}),
        (stated(9, qualifier="more_than"), (1, 2, 3, 4), {}),
        (stated(9, is_chosen=True), (1, 2, 3, 4), {}),
        (counted(9), (1, 2, 3, 4), {}),
    ],
)
def test_refuse_contradicted_compares_a_total_with_parts_that_add_up(whole, parts, expected):
    numbers = dict(zip(LETTERS, map(stated, parts), strict=False))

    assert refused("letters.received", whole, **numbers) == expected


def test_refuse_contradicted_takes_parts_of_some_councils_for_incomplete():
    some = CouncilCount(1, 30)
    parts = {"regular": counted(3, councils=some), "irregular": counted(0, councils=some)}

    assert refused("sessions.held", stated(133), **parts) == {}
    assert refused("sessions.held", stated(2), **parts) == {"": (3, "khi cộng các phần")}


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (99, {}),
        (75, {}),
        (50, {"": (75, "ở riêng một phần")}),
        (100, {"": (99, "khi cộng các phần")}),
    ],
)
def test_refuse_contradicted_compares_a_total_with_parts_that_overlap(whole, expected):
    parts = {"standing": counted(24), "delegates": counted(75), "committee": counted(0)}

    assert refused("receptions.held", stated(whole), **parts) == expected


def test_refuse_contradicted_takes_a_total_above_parts_of_which_one_is_unknown():
    assert refused("receptions.held", stated(120), standing=stated(24), delegates=stated(75)) == {}


def test_refuse_contradicted_compares_nothing_beside_the_whole_but_what_is_within():
    assert refused("supervision.units", stated(31), distinct=stated(19)) == {}
    assert refused("supervision.units", stated(31), distinct=stated(32)) == {"": (32, "ở riêng một phần")}
    assert refused("petitions.by_status", stated(31), carried_over=stated(40)) == {}
    assert refused("voter_meetings.opinions", stated(50), recorded=counted(12), answered_on_the_spot=counted(30)) == {}


def test_refuse_contradicted_refuses_a_part_of_a_total_that_is_larger_than_the_rows():
    assert refused("supervision.units", counted(31), distinct=stated(32)) == {"distinct": (31, "ở cả chỉ tiêu")}
    assert refused("supervision.units", counted(31), distinct=stated(32, is_chosen=True)) == {}


def test_refuse_contradicted_never_compares_rows_with_rows():
    whole = MergedValue(value=10, computed=10, reported=10, sources=(OFFICE,))

    assert refused("voter_meetings.opinions", whole, recorded=counted(12)) == {}
    assert refused("voter_meetings.held", counted(10), district=counted(12)) == {}


def test_relation_of_names_parts_beside_the_others():
    relations = {
        f"{indicator.code}:{part.key}": indicator.relation_of(part.key)
        for indicator in CATALOGUE
        for part in indicator.parts
        if part.relation and part.relation is not indicator.relation
    }

    assert relations == {
        "councils.groups:areas": PartRelation.OUTSIDE,
        "supervision.units:distinct": PartRelation.WITHIN,
        "supervision.recommendations:overdue": PartRelation.WITHIN,
        "voter_meetings.attendance_rate:voters": PartRelation.OUTSIDE,
        "petitions.by_status:carried_over": PartRelation.OUTSIDE,
    }
