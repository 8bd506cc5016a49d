"""One statement measures all indicators that count the same rows."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.records.periods import Period
from reports.indicators import CATALOGUE, INDICATORS
from reports.indicators.base import FigureQuery, measure_together
from tests.factories.citizens import PetitionStatusFactory, ReceptionSessionFactory
from tests.reports.records import meeting, petition

pytestmark = pytest.mark.django_db


def query_for(*councils, groups=()):
    return FigureQuery(councils, Period.year(2021), date(2021, 12, 31), councils[0], groups)


def measured(query, *codes):
    """{(code, part, council): (value, qualifier, has_blanks)}, and the number of statements that it takes."""
    with CaptureQueriesContext(connection) as statements:
        by_code = measure_together([INDICATORS[code] for code in codes], query)
    values = {
        (code, one.part, one.council_id): (one.value, one.qualifier, one.has_blanks)
        for code, measurements in by_code.items()
        for one in measurements
    }
    return values, len(statements)


def records(district):
    """Records whose parts cross: each meeting, petition and reception is in other parts of other indicators."""
    for council in (district.council, district.ward):
        first = meeting(council, attendees=60, attendees_qualifier="more_than", with_national=True, opinions=5, speakers=3)
        meeting(council, attendees=40, with_commune=True, opinions=2, opinions_answered=1)
        meeting(council, attendees=None)
        for competence, meetings in (("district", [first]), ("district", []), ("province", [])):
            PetitionStatusFactory(petition=petition(council, competence=competence, meetings=meetings), state="resolved")
        ReceptionSessionFactory(council=council, visits=2, people=None)
        ReceptionSessionFactory(council=council, visits=3, people=4, receiver="delegates")


def test_measure_together_gives_what_each_indicator_gives_alone(district):
    records(district)
    query = query_for(district.council, district.ward)
    codes = [indicator.code for indicator in CATALOGUE]
    alone = {key: value for code in codes for key, value in measured(query, code)[0].items()}
    together, statements = measured(query, *codes)

    assert together == alone
    assert alone["voter_meetings.attendees", "", district.ward.pk] == (100, "about", True)
    assert alone["petitions.by_competence", "district", district.ward.pk] == (2, "", False)
    assert statements < sum(measured(query, code)[1] for code in codes)


@pytest.mark.parametrize(
    "codes",
    [
        ("resolutions.adopted", "resolutions.by_legal_kind"),
        ("voter_meetings.held", "voter_meetings.attendees", "voter_meetings.speakers", "voter_meetings.opinions"),
        ("petitions.received", "petitions.by_competence", "petitions.by_field"),
        ("receptions.held", "receptions.visits", "receptions.people"),
    ],
)
def test_measure_together_takes_one_statement_for_the_same_rows(district, codes):
    records(district)

    assert measured(query_for(district.council, district.ward), *codes)[1] == 1


def test_measure_together_counts_a_shared_event_once_in_each_group(district):
    first = meeting(district.council)
    meeting(district.ward, same_as=first)
    councils = (district.council, district.ward)
    apart = measured(query_for(*councils, groups=((district.council,), (district.ward,))), "voter_meetings.held")[0]
    together = measured(query_for(*councils), "voter_meetings.held")[0]

    assert [apart["voter_meetings.held", "", council.pk][0] for council in councils] == [1, 1]
    assert [council for _, part, council in together if part == ""] == [district.council.pk]
