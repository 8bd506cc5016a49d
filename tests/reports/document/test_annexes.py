"""The annexes of a report, composed from records."""

from datetime import date

import pytest

from reports.scope import Mode
from tests.factories.citizens import ReceptionSessionFactory
from tests.factories.councils import (
    CommendationFactory,
)
from tests.factories.reports import ReportedTotalFactory
from tests.factories.resolutions import ResolutionFactory
from tests.reports.composed_reports import compose_document
from tests.reports.records import resolution, session

pytestmark = pytest.mark.django_db


def test_build_annexes_numbers_several_annexes_but_not_a_single_one(district):
    session(district.council)
    assert [(annex.key, annex.numeral) for annex in compose_document(district.council).annexes] == [("sessions", "")]

    CommendationFactory(council=district.council, published=True)
    assert [(annex.key, annex.numeral) for annex in compose_document(district.council, slug="hai").annexes] == [
        ("sessions", "I"),
        ("commendations", "II"),
    ]


def test_build_annexes_counts_records_that_are_not_public(district):
    resolution(district.council, published=True, signed=True, title="Công khai")
    resolution(district.council, withdrawn=True, title="Không công khai")
    annex = next(annex for annex in compose_document(district.council).annexes if annex.key == "resolutions")

    assert [row[3] for row in annex.rows] == ["Công khai"]
    assert annex.notes == ("Ngoài danh mục này còn 1 bản ghi không công khai, đã tính trong số liệu của báo cáo.",)


def test_sessions_has_unknown_resolutions_for_a_council_that_has_recorded_none(district):
    session(district.council, number=1)
    session(district.ward, number=1)
    annex = next(a for a in compose_document(district.council, Mode.CONSOLIDATED).annexes if a.key == "sessions")
    assert ([row[-1] for row in annex.rows], annex.total) == (["–", "–"], ())

    held = session(district.council, number=2, opened_on=date(2021, 10, 1))
    ResolutionFactory(session=held, adopted_on=held.opened_on, signed=True, published=True)
    annex = next(a for a in compose_document(district.council, Mode.CONSOLIDATED, slug="hai").annexes if a.key == "sessions")
    assert sorted(row[-1] for row in annex.rows) == ["0", "1", "–"]
    assert annex.total[-1] == "1"


def test_receptions_lists_levels_instead_of_their_sum(district):
    ReceptionSessionFactory(council=district.council)
    ReceptionSessionFactory(council=district.ward)
    annex = next(a for a in compose_document(district.council, Mode.CONSOLIDATED).annexes if a.key == "receptions")

    names = [row[1] for row in annex.rows]
    assert (len(names), names[1]) == (2, "Thường trực HĐND các phường")


def test_receptions_has_unknown_visitors_for_a_reported_total(district):
    ReportedTotalFactory(council=district.council, code="receptions.held", part="standing", value=150)
    annex = next(a for a in compose_document(district.council).annexes if a.key == "receptions")

    assert [row[2:] for row in annex.rows] == [("150", "–", "–")]


def test_receptions_leaves_out_percentages(district):
    ReceptionSessionFactory(council=district.council, visits=3, people=4)
    percentages = {"council": district.council, "is_percent": True, "value": "95.2"}
    ReportedTotalFactory(code="receptions.held", part="standing", **percentages)
    ReportedTotalFactory(code="receptions.held", part="delegates", **percentages)
    annex = next(a for a in compose_document(district.council).annexes if a.key == "receptions")

    assert [row[2:] for row in annex.rows] == [("1", "3", "4")]
