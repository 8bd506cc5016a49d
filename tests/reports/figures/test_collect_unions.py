"""Reported totals of several parts together, and the order of conflicts and sources."""

import pytest

from reports.figures.collect import collect
from tests.factories.reports import ReportedTotalFactory
from tests.reports.figure_values import scope_of

pytestmark = pytest.mark.django_db


def letters(council, **parts):
    """The whole and the parts of the letters received after totals of `parts` ("_and_" joins a union)."""
    for part, value in parts.items():
        ReportedTotalFactory(council=council, code="letters.received", part=part.replace("_and_", "+"), value=value)
    figure = collect(scope_of(council)).figures["letters.received"]
    return figure.number.value, {part.label: part.number.value for part in figure.parts}


def test_collect_takes_a_union_as_one_part_of_the_whole(district):
    whole, parts = letters(district.council, complaint_and_denunciation=261, proposal=179)

    assert (whole, parts) == (440, {"Kiến nghị": 179, "Khiếu nại và tố cáo": 261})


def test_collect_adds_a_part_given_alone_and_in_a_union_once(district):
    whole, parts = letters(district.council, complaint_and_denunciation=261, complaint=200, proposal=179)

    assert (whole, parts) == (440, {"Khiếu nại": 200, "Kiến nghị": 179, "Khiếu nại và tố cáo": 261})


def test_collect_gives_no_whole_for_unions_that_share_a_part(district):
    whole, parts = letters(district.council, complaint_and_denunciation=261, denunciation_and_feedback=30, proposal=179)

    assert (whole, len(parts)) == (None, 3)


def test_collect_lists_conflicts_and_sources_by_part(district):
    for part in ("proposal", "feedback", "complaint", "denunciation"):
        for value, source in ((1, "A"), (2, "B")):
            ReportedTotalFactory(council=district.council, code="letters.received", part=part, value=value, source=source)
    for part in ("written", "oral"):
        ReportedTotalFactory(council=district.council, code="questions.raised", part=part, value=1, source=f"Báo cáo {part}")
    collected = collect(scope_of(district.council))

    assert [one.part for one in collected.conflicts] == ["complaint", "denunciation", "feedback", "proposal"]
    assert collected.figures["questions.raised"].number.sources == ("Báo cáo oral", "Báo cáo written")
