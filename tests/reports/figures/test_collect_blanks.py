"""Figures of records that leave a number blank, of records with the number 0, and without any records."""

import pytest

from reports.figures.collect import collect
from reports.scope import Mode
from tests.factories.citizens import ReceptionSessionFactory
from tests.factories.reports import ReportedTotalFactory
from tests.reports.figure_values import scope_of
from tests.reports.records import meeting, session

pytestmark = pytest.mark.django_db


def figure(council, code, mode=Mode.OWN):
    return collect(scope_of(council, mode), codes={code}).figures[code]


def missing(council, code, mode=Mode.OWN):
    return {one.council for one in collect(scope_of(council, mode), codes={code}).missing}


@pytest.mark.parametrize("code", ["voter_meetings.attendees", "voter_meetings.speakers", "voter_meetings.opinions"])
def test_collect_gives_no_zero_for_meetings_with_blank_numbers(district, code):
    meeting(district.council, attendees=None, speakers=None, opinions=None)

    for mode in Mode:
        assert figure(district.council, code, mode).number.value is None
    assert missing(district.council, code) == {district.council.slug}


def test_collect_missing_includes_receptions_with_blank_numbers(district):
    ReceptionSessionFactory(council=district.council, visits=None, people=None)
    assert figure(district.council, "receptions.visits").number.value is None

    ReceptionSessionFactory(council=district.council, visits=3, people=4)
    assert figure(district.council, "receptions.visits").number.value == 3
    assert missing(district.council, "receptions.visits") == {district.council.slug}


def test_collect_uses_a_total_for_receptions_with_blank_numbers(district):
    ReceptionSessionFactory(council=district.council, visits=None, people=None)
    ReportedTotalFactory(council=district.council, code="receptions.visits", value=179)

    assert figure(district.council, "receptions.visits").number.value == 179
    assert missing(district.council, "receptions.visits") == set()


def test_collect_missing_excludes_receptions_without_visitors(district):
    ReceptionSessionFactory(council=district.council, visits=0, people=0)

    assert figure(district.council, "receptions.visits").number.value == 0
    assert missing(district.council, "receptions.visits") == set()


@pytest.mark.parametrize("mode", Mode)
def test_collect_gives_no_rate_without_numbers(district, mode):
    meeting(district.council)
    number = figure(district.council, "voter_meetings.attendance_rate", mode).number

    assert (number.value, number.base, number.text) == (None, None, "–")


def test_collect_gives_zeros_of_a_level_where_its_rows_are_counted(district):
    session(district.ward)
    for mode in (Mode.BY_LEVEL, Mode.CONSOLIDATED):
        held = figure(district.council, "sessions.held", mode).at_level("commune")
        assert [(part.key, part.number.value, part.number.text) for part in held.parts] == [
            ("regular", 1, "01 kỳ họp"),
            ("irregular", 0, "0 kỳ họp"),
        ]


def test_collect_gives_no_zeros_of_a_level_with_totals_only(district):
    ReportedTotalFactory(
        council=district.council, coverage="below", level="commune", code="receptions.held", part="council", value=427
    )
    held = figure(district.council, "receptions.held", Mode.BY_LEVEL).at_level("commune")

    assert [part.key for part in held.parts] == ["council"]
