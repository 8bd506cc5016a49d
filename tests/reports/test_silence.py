"""What is told where records do not say how many, where nobody was counted, and where nothing of a kind happened."""

import pytest

from reports.figures.collect import collect
from reports.scope import Mode
from tests.factories.citizens import ReceptionSessionFactory
from tests.factories.reports import ReportedTotalFactory
from tests.reports.figures import scope_of
from tests.reports.stage import meeting, session

pytestmark = pytest.mark.django_db


def figure(council, code, mode=Mode.OWN):
    return collect(scope_of(council, mode), codes={code}).figures[code]


def missing(council, code, mode=Mode.OWN):
    return {one.council for one in collect(scope_of(council, mode), codes={code}).missing}


@pytest.mark.parametrize("code", ["voter_meetings.attendees", "voter_meetings.speakers", "voter_meetings.opinions"])
def test_meetings_that_do_not_say_how_many_are_not_nil(stage, code):
    assert figure(stage.council, code).number.value == 0
    meeting(stage.council, attendees=None, speakers=None, opinions=None)

    for mode in Mode:
        assert figure(stage.council, code, mode).number.value is None
    assert missing(stage.council, code) == {stage.council.slug}


def test_receptions_of_unknown_visitors_are_missing_beside_those_that_are_known(stage):
    ReceptionSessionFactory(council=stage.council, visits=None, people=None)
    assert figure(stage.council, "receptions.visits").number.value is None

    ReceptionSessionFactory(council=stage.council, visits=3, people=4)
    assert figure(stage.council, "receptions.visits").number.value == 3
    assert missing(stage.council, "receptions.visits") == {stage.council.slug}


def test_total_tells_what_the_receptions_do_not(stage):
    ReceptionSessionFactory(council=stage.council, visits=None, people=None)
    ReportedTotalFactory(council=stage.council, code="receptions.visits", value=179)

    assert figure(stage.council, "receptions.visits").number.value == 179
    assert missing(stage.council, "receptions.visits") == set()


def test_reception_without_visitors_is_not_missing(stage):
    ReceptionSessionFactory(council=stage.council, visits=0, people=0)

    assert figure(stage.council, "receptions.visits").number.value == 0
    assert missing(stage.council, "receptions.visits") == set()


@pytest.mark.parametrize("mode", Mode)
def test_rate_of_nothing_is_no_number(stage, mode):
    meeting(stage.council)
    number = figure(stage.council, "voter_meetings.attendance_rate", mode).number

    assert (number.value, number.base, number.text) == (None, None, "–")


def test_level_shows_the_zeros_of_its_closed_parts_where_its_rows_are_counted(stage):
    session(stage.ward)
    for mode in (Mode.BY_LEVEL, Mode.CONSOLIDATED):
        held = figure(stage.council, "sessions.held", mode).at_level("commune")
        assert [(part.key, part.number.value, part.number.text) for part in held.parts] == [
            ("regular", 1, "01 kỳ họp"),
            ("irregular", 0, "0 kỳ họp"),
        ]


def test_level_told_by_totals_alone_shows_no_zeros(stage):
    ReportedTotalFactory(
        council=stage.council, coverage="below", level="commune", code="receptions.held", part="council", value=427
    )
    held = figure(stage.council, "receptions.held", Mode.BY_LEVEL).at_level("commune")

    assert [part.key for part in held.parts] == ["council"]
