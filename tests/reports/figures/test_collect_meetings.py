"""The figures of voter meetings, receptions and supervised units that are more than a count of rows."""

from datetime import date

import pytest

from reports.figures.collect import collect
from reports.models.placeholders import FigureReference
from tests.factories.citizens import ReceptionSessionFactory
from tests.factories.councils import AgencyFactory
from tests.factories.reports import ReportedTotalFactory
from tests.factories.supervision import SupervisedUnitFactory
from tests.reports.figure_values import scope_of, values
from tests.reports.records import meeting, supervision

pytestmark = pytest.mark.django_db

RATE = "voter_meetings.attendance_rate"


def number_of(council, reference):
    reference = FigureReference.parse(reference)
    return collect(scope_of(council), codes={reference.code}).find(reference).number


@pytest.mark.parametrize(
    ("code", "column", "text"),
    [("voter_meetings.opinions", "opinions", "ước 21 ý kiến"), ("voter_meetings.speakers", "speakers", "ước 21 lượt")],
)
def test_collect_prints_the_common_word_of_opinions_and_speakers(district, code, column, text):
    for count in (12, 9):
        meeting(district.council, place=f"Nhà văn hóa {count}", **{column: count, f"{column}_qualifier": "estimated"})
    assert number_of(district.council, code).text == text

    meeting(district.council, place="Nhà văn hóa 3", **{column: 3, f"{column}_qualifier": "more_than"})
    assert number_of(district.council, code).qualifier == "khoảng"


def test_collect_takes_the_rate_of_the_meetings_that_state_both_numbers_and_says_how_many(district):
    meeting(district.council, place="A", delegates_expected=5, delegates_present=5, attendees=90, invited=120)
    meeting(district.council, place="B", delegates_expected=5, delegates_present=4, attendees=60, invited=None)
    meeting(district.council, place="C", attendees=60)

    assert number_of(district.council, RATE).text == "90% (ở 2/3 cuộc có số liệu)"
    assert number_of(district.council, f"{RATE}:voters").text == "75% (ở 1/3 cuộc có số liệu)"


def test_collect_has_no_rate_where_no_meeting_states_both_numbers(district):
    meeting(district.council, attendees=90)

    assert values(scope_of(district.council), codes={RATE}) == {}


def test_collect_counts_receptions_by_kind_and_by_place_in_any_spelling(district):
    for day, place in enumerate(("Trụ sở tiếp công dân", "Trụ sở  tiếp công dân.", "trụ sở Tiếp công dân", "Phòng A + B"), 1):
        ReceptionSessionFactory(council=district.council, place=place, held_on=date(2021, 3, day), kind="daily")
    numbers = values(scope_of(district.council), codes={"receptions.by_kind", "receptions.by_place"})

    assert {name: value for name, value in numbers.items() if value} == {
        "receptions.by_kind": 4,
        "receptions.by_kind:daily": 4,
        "receptions.by_place": 4,
        "receptions.by_place:Trụ sở tiếp công dân": 3,
        "receptions.by_place:Phòng A & B": 1,
    }


def test_collect_takes_a_whole_over_receivers_that_covers_its_parts(district):
    for part, value in (("standing", 24), ("delegates", 75), ("", 99)):
        ReportedTotalFactory(council=district.council, code="receptions.held", part=part, value=value)
    collected = collect(scope_of(district.council), codes={"receptions.held"})

    assert (collected.figures["receptions.held"].number.text, collected.conflicts) == ("99 buổi", ())


def test_collect_counts_visits_of_units_and_different_units(district):
    agency = AgencyFactory(council=district.council)
    for one in (agency, agency, AgencyFactory(council=district.council)):
        SupervisedUnitFactory(supervision=supervision(district.council), agency=one)

    assert values(scope_of(district.council), codes={"supervision.units"}) == {
        "supervision.units": 3,
        "supervision.units:distinct": 2,
    }
