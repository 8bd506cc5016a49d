"""Totals that touch a report and are not used in it, each with its reason."""

from datetime import date

import pytest

from reports.figures.collect import collect
from reports.models import AnnualReport
from reports.scope import Mode, Scope
from tests.factories.councils import SubordinationFactory
from tests.factories.reports import AnnualReportFactory, ReportChoiceFactory, ReportedTotalFactory
from tests.reports.figure_values import scope_of
from tests.reports.records import session

pytestmark = pytest.mark.django_db

HALF = {"period_from": date(2021, 1, 1), "period_to": date(2021, 6, 30)}


def unused(scope):
    """(value, reason) of every total that is not used."""
    return [(int(one.total.value), one.reason.value) for one in collect(scope).unused]


def value(scope, code="sessions.held"):
    return collect(scope, codes={code}).figures[code].number.value


def test_collect_lists_every_total_that_is_not_used(district):
    common = {"council": district.council}
    ReportedTotalFactory(**common, value=4, source="Đúng kỳ")
    ReportedTotalFactory(**common, value=5, **HALF)
    ReportedTotalFactory(**common, value=6, coverage="with_predecessors")
    ReportedTotalFactory(**common, value=7, coverage="below", level="commune")
    ReportedTotalFactory(**common, value=8, coverage="all")
    ReportedTotalFactory(**common, value=9, decision="set_aside", decision_reason="Số cũ.")
    expected = [(5, "other_period"), (6, "other_coverage"), (9, "set_aside")]

    assert unused(scope_of(district.council)) == sorted([*expected, (7, "other_scope"), (8, "other_scope")])
    assert unused(scope_of(district.council, Mode.BY_LEVEL)) == sorted([*expected, (8, "other_scope")])


def test_collect_lists_what_was_not_chosen(district):
    ReportedTotalFactory(council=district.council, value=4, decision="preferred", decision_reason="Đã đối chiếu.")
    ReportedTotalFactory(council=district.council, value=5)

    assert unused(scope_of(district.council)) == [(5, "not_chosen")]


def test_collect_lists_no_total_of_a_conflict(district):
    ReportedTotalFactory(council=district.council, value=4)
    ReportedTotalFactory(council=district.council, value=5)

    assert unused(scope_of(district.council)) == []


def test_collect_lists_no_total_of_other_days_or_of_a_council_outside(district):
    ReportedTotalFactory(council=district.other)
    ReportedTotalFactory(council=district.council, period_from=date(2020, 1, 1), period_to=date(2020, 12, 31))

    assert unused(scope_of(district.council, Mode.CONSOLIDATED)) == []


def test_collect_lists_totals_of_wards_that_the_total_of_their_superior_replaces(district):
    SubordinationFactory(parent=district.council)
    ReportedTotalFactory(council=district.ward, value=3)
    ReportedTotalFactory(council=district.council, coverage="below", level="commune", value=16)

    assert unused(scope_of(district.council, Mode.BY_LEVEL)) == [(3, "other_coverage")]


def test_collect_prints_no_total_of_a_term_as_a_half_year(district):
    total = ReportedTotalFactory(
        council=district.council, code="resolutions.adopted", value=248, period_from=date(2016, 7, 1), period_to=date(2021, 6, 30)
    )
    half = AnnualReportFactory.build(council=district.council, period_to=date(2021, 6, 30), cut_off=date(2021, 6, 30))
    term = AnnualReportFactory.build(council=district.council, period_from=total.period_from, period_to=total.period_to)

    assert value(half.as_scope(), total.code) is None
    assert unused(half.as_scope()) == [(248, "other_period")]
    assert (value(term.as_scope(), total.code), unused(term.as_scope())) == (248, [])


def test_collect_takes_the_rows_of_a_half_year_beside_a_total_across_a_merger(district):
    council = district.council
    council.start = date(2021, 1, 1)
    council.save()
    session(council)
    ReportedTotalFactory(council=council, value=112, period_from=date(2018, 7, 1), period_to=date(2021, 12, 31))
    collected = collect(scope_of(council))

    assert (collected.figures["sessions.held"].number.value, collected.conflicts) == (1, ())
    assert [warning.code for warning in collected.warnings] == ["unused_totals"]
    (listed,) = collected.unused
    assert listed.as_json() == {
        "code": "sessions.held",
        "part": "",
        "value": 112,
        "qualifier": "",
        "source": listed.total.source,
        "period": {"from": "2018-07-01", "to": "2021-12-31"},
        "reason": "other_period",
    }
    assert listed.sentence == (f"Kỳ họp: 112 theo {listed.total.source}, kỳ 01/07/2018 – 31/12/2021: nói về kỳ khác.")


def report_scope(council, slug="2021"):
    return Scope(council, Mode.OWN, scope_of(council).period, date(2021, 12, 31), slug)


def test_report_choice_overrides_the_choice_of_the_total_in_its_report_only(district):
    session(district.council)
    preferred = ReportedTotalFactory(council=district.council, value=4, decision="preferred", decision_reason="Đã đối chiếu.")
    other = ReportedTotalFactory(council=district.council, value=5)
    ReportChoiceFactory(total=other)

    assert value(report_scope(district.council)) == 5
    assert value(report_scope(district.council, "2021-khac")) == 4
    assert unused(report_scope(district.council)) == [(4, "not_chosen")]
    assert preferred.decision == "preferred"


@pytest.mark.parametrize(("decision", "expected"), [("set_aside", 1), ("pending", None)])
def test_report_choice_sets_a_total_aside_or_leaves_it_open(district, decision, expected):
    session(district.council)
    total = ReportedTotalFactory(council=district.council, value=4, decision="preferred", decision_reason="Đã đối chiếu.")
    ReportChoiceFactory(total=total, decision=decision)

    assert value(report_scope(district.council)) == expected


def test_report_choice_of_both_halves_ends_the_conflict_of_a_year(district):
    session(district.council)
    halves = [
        ReportedTotalFactory(council=district.council, value=2, source="Báo cáo nửa năm", **HALF),
        ReportedTotalFactory(
            council=district.council,
            value=3,
            source="Báo cáo nửa năm",
            period_from=date(2021, 7, 1),
            period_to=date(2021, 12, 31),
        ),
    ]
    assert value(report_scope(district.council)) is None

    for total in halves:
        ReportChoiceFactory(total=total)
    assert value(report_scope(district.council)) == 5


def test_report_choice_applies_to_the_report_that_is_not_stored(district):
    session(district.council)
    ReportChoiceFactory(total=ReportedTotalFactory(council=district.council, value=4))
    report = AnnualReportFactory.build(council=district.council, scope="by-level")
    report.normalise()

    assert (report.slug, value(report.as_scope())) == ("2021", 4)
    assert not AnnualReport.objects.exists()


def test_unused_total_sentence_names_its_parts(district):
    common = {"council": district.council, "coverage": "all", "code": "receptions.held", "value": 163}
    ReportedTotalFactory(**common, part="standing+delegates", source="Báo cáo số 1")
    (listed,) = collect(scope_of(district.council)).unused

    assert listed.sentence.startswith("Buổi tiếp công dân (Thường trực HĐND, Đại biểu HĐND): 163 theo Báo cáo số 1, kỳ ")
