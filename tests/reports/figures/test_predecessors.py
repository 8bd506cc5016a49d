"""Reports of a council that was made of others, with the records of those."""

from datetime import date

import pytest

from reports.figures.collect import collect
from reports.scope import Mode
from tests.factories.councils import SubordinationFactory
from tests.reports.predecessors import (
    EVE,
    HALF_YEAR_DATES,
    MERGER,
    NEW_DAY,
    OLD_DAY,
    TERM_LAST,
    TERM_START,
    add_delegates,
    add_resolutions,
    add_sessions,
    add_total,
    build_merger,
    end_mandates,
    figure,
    json_of,
    scope_with,
    splits,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def merger():
    return build_merger()


def codes_of(data, key="warnings"):
    return [one["code"] for one in data[key]]


def test_annual_report_with_predecessors_adds_their_flows_and_splits_them(merger):
    counts = {"resolutions": (40, 35, 25), "sessions": (20, 18, 15)}
    for council, adopted, held in zip(merger.predecessors, *counts.values(), strict=True):
        add_resolutions(council, OLD_DAY, adopted)
        add_sessions(council, OLD_DAY, held)
    add_resolutions(merger.council, NEW_DAY, 12)
    add_sessions(merger.council, NEW_DAY, 3)
    add_sessions(merger.council, NEW_DAY, kind="thematic", is_regular=False)
    data, alone = json_of(merger.council), json_of(merger.council, with_predecessors=False)

    assert (data["with_predecessors"], data["scope"]) == (True, "own")
    assert splits(data, "resolutions.adopted") == (112, 100, 12)
    assert splits(data, "sessions.held") == (57, 53, 4)
    assert [part["value"] for part in figure(data, "sessions.held")["parts"]] == [56, 1]
    assert figure(data, "resolutions.adopted")["before"] == {
        "value": 100,
        "text": "100 nghị quyết",
        "url": "",
        "on": "2025-06-30",
    }
    assert figure(data, "resolutions.adopted")["after"]["on"] == "2025-07-01"
    assert figure(data, "resolutions.adopted")["coverage"] == {"expected": 4, "counted": 4, "silent": []}
    assert codes_of(data) == []
    assert alone["with_predecessors"] is False
    assert splits(alone, "resolutions.adopted") == (12, None, None)
    assert splits(alone, "sessions.held") == (4, None, None)
    assert alone["warnings"][:2] == [
        {
            "code": "period_before_council",
            "text": "Kỳ báo cáo bắt đầu trước khi HĐND xã Mới hoạt động (01/07/2025).",
        },
        {
            "code": "predecessors_left_out",
            "text": "Chưa tính 3 HĐND trước sắp xếp: HĐND xã A, HĐND xã B, HĐND xã C.",
        },
    ]


def test_annual_report_gives_the_delegates_of_both_sides_of_a_merger(merger):
    for council, count in zip(merger.predecessors, (25, 26, 24), strict=True):
        end_mandates(add_delegates(council, count))
    add_delegates(merger.council, 75, origin="continued")
    appointed = add_delegates(merger.council, 3, origin="appointed")
    appointed[0].end, appointed[0].end_reason = date(2025, 10, 1), "relieved"
    appointed[0].save()
    data = json_of(merger.council)

    assert splits(data, "councils.delegates") == (77, 75, 78)
    assert [figure(data, "councils.delegates")[key]["on"] for key in ("before", "after")] == ["2025-06-30", "2025-07-01"]
    assert splits(json_of(merger.council, scope="consolidated"), "councils.delegates")[1:] == (75, 78)
    assert splits(data, "councils.standing_members") == (None, None, None)


def test_annual_report_of_the_half_year_after_a_merger_lists_the_total_of_the_term(merger):
    add_resolutions(merger.council, NEW_DAY, 2)
    add_total(merger.council, 112, TERM_START, TERM_LAST)
    data = json_of(merger.council, with_predecessors=False, **HALF_YEAR_DATES)

    assert figure(data, "resolutions.adopted")["value"] == 2
    assert data["conflicts"] == []
    assert [(one["code"], one["reason"]) for one in data["unused_totals"]] == [("resolutions.adopted", "other_period")]


def test_collect_adds_a_total_of_all_predecessors_to_the_rows_of_the_council(merger):
    add_total(merger.council, 9, TERM_START, EVE, coverage="with_predecessors")
    add_resolutions(merger.council, NEW_DAY, 2)
    data = json_of(merger.council)

    assert splits(data, "resolutions.adopted") == (11, 9, 2)
    assert figure(data, "resolutions.adopted")["coverage"] == {"expected": 4, "counted": 4, "silent": []}
    assert (data["unused_totals"], data["conflicts"]) == ([], [])
    alone = json_of(merger.council, with_predecessors=False)
    assert [one["reason"] for one in alone["unused_totals"]] == ["other_coverage"]


@pytest.mark.parametrize(
    ("rows", "value", "conflicting"),
    [((3, 2, 4), 9, False), ((3, 2, 5), None, True), ((3, 2, 0), 9, False), ((8, 2, 0), None, True), ((0, 0, 0), 9, False)],
)
def test_collect_finds_a_conflict_with_the_rows_of_all_predecessors_or_a_larger_sum_of_some(merger, rows, value, conflicting):
    for council, count in zip(merger.predecessors, rows, strict=True):
        if count:
            add_resolutions(council, OLD_DAY, count)
    add_total(merger.council, 9, TERM_START, EVE, coverage="with_predecessors")
    data = json_of(merger.council)

    assert splits(data, "resolutions.adopted")[0] == value
    assert [one["council"] for one in data["conflicts"]] == [merger.council.slug] * conflicting


@pytest.mark.parametrize("coverage", ["with_predecessors", "own"])
def test_collect_takes_a_total_of_exactly_the_period_as_the_whole(merger, coverage):
    add_resolutions(merger.predecessors[0], OLD_DAY, 4)
    add_resolutions(merger.council, NEW_DAY, 2)
    add_total(merger.council, 112, TERM_START, TERM_LAST, coverage=coverage)
    data = json_of(merger.council)

    assert splits(data, "resolutions.adopted")[0] == 112
    assert (figure(data, "resolutions.adopted")["computed"], data["conflicts"]) == (6, [])


def test_collect_uses_no_other_total_that_crosses_the_merger(merger):
    add_resolutions(merger.council, NEW_DAY, 2)
    for coverage in ("with_predecessors", "own"):
        add_total(merger.council, 50, TERM_START, date(2025, 12, 31), coverage=coverage)
    data = json_of(merger.council)

    assert figure(data, "resolutions.adopted")["value"] == 2
    assert [one["reason"] for one in data["unused_totals"]] == ["other_period", "other_period"]


def test_collect_merges_the_totals_of_each_predecessor_with_its_rows(merger):
    first, second, _ = merger.predecessors
    add_total(first, 5, TERM_START, EVE)
    add_resolutions(second, OLD_DAY, 3)
    add_total(second, 4, TERM_START, EVE)
    conflict = json_of(merger.council)
    add_resolutions(second, OLD_DAY)

    assert [(one["council"], one["computed"]) for one in conflict["conflicts"]] == [(second.slug, 3)]
    assert splits(json_of(merger.council), "resolutions.adopted")[:2] == (9, 9)


def test_collect_counts_no_record_after_the_last_day_of_a_predecessor(merger):
    first, second, _ = merger.predecessors
    first.end = date(2025, 6, 15)
    first.save()
    for council in (first, second):
        for day in (date(2025, 6, 14), date(2025, 6, 20)):
            add_sessions(council, day)

    collected = collect(scope_with(merger.council), codes={"sessions.held"})
    assert collected.figures["sessions.held"].number.value == 3


def test_collect_has_no_split_where_the_merger_is_outside_the_period(merger):
    add_resolutions(merger.council, NEW_DAY, 2)
    add_resolutions(merger.predecessors[0], OLD_DAY, 4)

    assert splits(json_of(merger.council, **HALF_YEAR_DATES), "resolutions.adopted") == (2, None, None)
    assert splits(json_of(merger.council, year=2023), "resolutions.adopted") == (4, None, None)


def test_warnings_only_say_that_a_council_without_predecessors_began_later():
    merger = build_merger("")

    assert codes_of(json_of(merger.council, with_predecessors=False)) == ["period_before_council"]
    assert codes_of(json_of(merger.council, with_predecessors=False, **HALF_YEAR_DATES)) == []
    assert merger.council.start == MERGER


def test_annual_report_leaves_the_share_of_a_silent_council_unknown_beside_a_total_of_the_whole(merger):
    add_sessions(merger.predecessors[0], date(2023, 5, 5), 3)
    add_total(merger.council, 20, TERM_START, TERM_LAST, coverage="with_predecessors", code="sessions.held")

    assert splits(json_of(merger.council), "sessions.held") == (20, 3, None)


def test_collect_counts_every_predecessor_in_a_sum_of_all_levels(merger):
    SubordinationFactory(parent=merger.council, council__level="commune", council__unit_kind="commune")
    merger.council.level, merger.council.unit_kind = "district", "rural_district"
    merger.council.save()
    add_sessions(merger.predecessors[0], date(2023, 5, 5), 3)
    add_sessions(merger.predecessors[1], date(2023, 5, 5), 1)
    figures = collect(scope_with(merger.council, Mode.CONSOLIDATED), codes={"sessions.held"}).figures

    assert figures["sessions.held"].number.text == "04 kỳ họp (số liệu của 02/05 HĐND)"
