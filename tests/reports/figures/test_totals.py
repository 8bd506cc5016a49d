"""Reported totals merged with each other and with rows: pure functions, no database."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from core.records.choices import common_qualifier
from core.records.periods import Period
from reports.figures.totals import MergedValue, PlainTotal, Statement, add_merged, merge, usable_statements
from reports.indicators.grouping import Measurement, Share
from reports.scope import Lifetime

YEAR = Period.year(2021)
FIRST_HALF = Period(date(2021, 1, 1), date(2021, 7, 1))
SECOND_HALF = Period(date(2021, 7, 1), date(2022, 1, 1))
FIRST_QUARTER = Period(date(2021, 1, 1), date(2021, 4, 1))
SECOND_QUARTER = Period(date(2021, 4, 1), date(2021, 7, 1))
ALIVE = Lifetime(date(1997, 9, 1))
ENDED_IN_JULY = Lifetime(date(1997, 9, 1), date(2021, 7, 1))
OFFICE, WARDS = "Báo cáo của Văn phòng", "Báo cáo của các phường"


def total(value, period=YEAR, *, source=OFFICE, qualifier="", base=None, decision="pending", is_percent=False):
    return PlainTotal(
        council_id=1,
        coverage="own",
        level="",
        period=period,
        code="sessions.held",
        part="",
        is_percent=is_percent,
        value=Decimal(value),
        base=base,
        qualifier=qualifier,
        source=source,
        source_on=None,
        decision=decision,
    )


def stated(*totals, lifetime=ALIVE, is_stock=False, period=YEAR):
    """The usable statements as {(source, value, qualifier)}."""
    statements = usable_statements(totals, period, lifetime, is_stock=is_stock)
    return {(one.source, one.value, one.qualifier) for one in statements}


def rows(value, qualifier="", base=None):
    return Measurement(1, "", value, base, qualifier)


def test_usable_statements_take_a_total_of_the_period():
    assert stated(total(4)) == {(OFFICE, 4, "")}


@pytest.mark.parametrize(
    "period",
    [FIRST_HALF, Period.year(2020), Period(date(2020, 12, 1), date(2022, 1, 1)), Period(date(2021, 1, 1), date(2022, 2, 1))],
)
def test_usable_statements_ignore_a_total_of_another_period(period):
    assert stated(total(4, period)) == set()


def test_usable_statements_clip_totals_to_the_lifetime():
    assert stated(total(163, FIRST_HALF), lifetime=ENDED_IN_JULY) == {(OFFICE, 163, "")}
    assert stated(total(163, YEAR), lifetime=ENDED_IN_JULY) == {(OFFICE, 163, "")}
    assert stated(total(163, SECOND_HALF), lifetime=ENDED_IN_JULY) == set()
    assert stated(total(163), lifetime=Lifetime(date(2022, 1, 1))) == set()


def test_usable_statements_take_both_totals_that_become_one_period():
    assert stated(total(163, FIRST_HALF), total(170, YEAR), lifetime=ENDED_IN_JULY) == {(OFFICE, 163, ""), (OFFICE, 170, "")}


@pytest.mark.parametrize("halves", list(permutations([total(4, FIRST_HALF), total(3, SECOND_HALF)])))
def test_usable_statements_add_halves_of_one_source(halves):
    assert stated(*halves) == {(OFFICE, 7, "")}


def test_usable_statements_do_not_add_halves_of_two_sources():
    assert stated(total(4, FIRST_HALF), total(3, SECOND_HALF, source=WARDS)) == set()


def test_usable_statements_ignore_halves_with_a_gap_or_an_overlap():
    late = Period(date(2021, 7, 2), date(2022, 1, 1))
    early = Period(date(2021, 6, 30), date(2022, 1, 1))

    assert stated(total(4, FIRST_HALF), total(3, late)) == set()
    assert stated(total(4, FIRST_HALF), total(3, early)) == set()


@pytest.mark.parametrize(
    "pieces",
    list(permutations([total(1, FIRST_QUARTER), total(2, SECOND_QUARTER), total(4, FIRST_HALF), total(3, SECOND_HALF)])),
)
def test_usable_statements_add_the_longest_totals_that_cover_the_year(pieces):
    assert stated(*pieces) == {(OFFICE, 7, "")}


def test_usable_statements_add_totals_that_cover_the_year_beside_others():
    assert stated(total(1, FIRST_QUARTER), total(4, FIRST_HALF), total(3, SECOND_HALF)) == {(OFFICE, 7, "")}


def test_usable_statements_prefer_an_exact_total_to_a_sum():
    assert stated(total(8), total(4, FIRST_HALF), total(3, SECOND_HALF)) == {(OFFICE, 8, "")}


def test_usable_statements_do_not_add_a_half_that_is_set_aside():
    assert stated(total(4, FIRST_HALF), total(3, SECOND_HALF, decision="set_aside")) == set()


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [("", "", ""), ("nearly", "nearly", "nearly"), ("nearly", "above", "about"), ("", "above", "about")],
)
def test_usable_statements_combine_the_qualifiers_of_halves(first, second, word):
    assert stated(total(4, FIRST_HALF, qualifier=first), total(3, SECOND_HALF, qualifier=second)) == {(OFFICE, 7, word)}


def test_usable_statements_add_the_base_where_both_halves_have_one():
    both = usable_statements([total(4, FIRST_HALF, base=5), total(3, SECOND_HALF, base=4)], YEAR, ALIVE, is_stock=False)
    one = usable_statements([total(4, FIRST_HALF, base=5), total(3, SECOND_HALF)], YEAR, ALIVE, is_stock=False)

    assert [(s.value, s.base) for s in both + one] == [(7, 9), (7, None)]


def test_usable_statements_never_add_percentages():
    assert stated(total(40, FIRST_HALF, is_percent=True), total(60, SECOND_HALF, is_percent=True)) == set()


def test_usable_statements_of_a_stock_take_the_total_that_ends_with_the_period():
    halves = total(30, FIRST_HALF), total(35, SECOND_HALF)

    assert stated(*halves, is_stock=True) == {(OFFICE, 35, "")}
    assert stated(total(30, FIRST_HALF), is_stock=True) == set()
    assert stated(*halves, total(34), is_stock=True) == {(OFFICE, 34, "")}


@pytest.mark.parametrize(
    ("first", "second", "decision"),
    [
        ("preferred", "preferred", "pending"),
        ("chosen", "pending", "pending"),
        ("chosen", "chosen", "chosen"),
    ],
)
def test_usable_statements_take_the_own_choice_of_a_total_for_its_very_period_only(first, second, decision):
    halves = total(4, FIRST_HALF, decision=first), total(3, SECOND_HALF, decision=second)

    assert [s.decision for s in usable_statements(halves, YEAR, ALIVE, is_stock=False)] == [decision]
    assert [s.decision for s in usable_statements([total(7, decision="preferred")], YEAR, ALIVE, is_stock=False)] == ["preferred"]


def test_usable_statements_take_no_choice_of_another_period_for_a_stock():
    (statement,) = usable_statements([total(35, SECOND_HALF, decision="preferred")], YEAR, ALIVE, is_stock=True)

    assert statement.decision == "pending"


TERM = Period(date(2016, 7, 1), date(2021, 7, 1))
BEGUN_IN_JULY = Lifetime(date(2021, 7, 1))


def test_usable_statements_take_a_total_across_a_merger_for_its_very_period_only():
    across = total(112, Period(date(2016, 7, 1), date(2022, 1, 1)))

    assert stated(across, lifetime=BEGUN_IN_JULY) == set()
    assert stated(across, lifetime=BEGUN_IN_JULY, period=across.period) == {(OFFICE, 112, "")}
    assert stated(total(248, TERM), lifetime=ENDED_IN_JULY, period=FIRST_HALF) == set()
    assert stated(total(35, across.period), lifetime=BEGUN_IN_JULY, is_stock=True) == set()


def test_merge_without_data_has_no_value():
    assert merge(None, []) == MergedValue()


def test_merge_takes_the_rows_without_totals():
    assert merge(rows(0), []) == MergedValue(value=0, computed=0)
    assert merge(rows(21281, "nearly"), []) == MergedValue(value=21281, qualifier="nearly", computed=21281)


def test_merge_takes_a_total_without_rows_and_names_its_source():
    assert merge(None, [Statement(Decimal(427), "", WARDS)]) == MergedValue(value=427, reported=427, sources=(WARDS,))


def test_merge_notes_rows_and_a_total_that_agree():
    assert merge(rows(4), [Statement(Decimal(4), "", OFFICE)]) == MergedValue(value=4, computed=4, reported=4, sources=(OFFICE,))


def test_merge_names_all_sources_that_agree():
    statements = [Statement(Decimal(4), "", OFFICE), Statement(Decimal(4), "", WARDS)]

    assert merge(None, statements) == MergedValue(value=4, reported=4, sources=(OFFICE, WARDS))


@pytest.mark.parametrize("counted", [3, 0])
def test_merge_finds_a_conflict_of_rows_and_total_even_for_zero_rows(counted):
    statement = Statement(Decimal(4), "", OFFICE)

    assert merge(rows(counted), [statement]) == MergedValue(computed=counted, conflicting=(statement,))


def test_merge_finds_a_conflict_of_different_qualifiers():
    nearly, exact = Statement(Decimal(4), "nearly", OFFICE), Statement(Decimal(4), "", WARDS)

    assert merge(None, [nearly, exact]) == MergedValue(conflicting=(nearly, exact))
    assert merge(rows(4), [nearly]) == MergedValue(computed=4, conflicting=(nearly,))


def test_merge_finds_a_conflict_of_different_bases():
    fifteen, sixteen = Statement(Decimal(15), "", OFFICE, 15), Statement(Decimal(15), "", WARDS, 16)

    assert merge(None, [fifteen, sixteen]).conflicting == (fifteen, sixteen)
    assert merge(None, [fifteen, Statement(Decimal(15), "", WARDS)]).base == 15


def test_merge_prefers_a_preferred_total():
    chosen = Statement(Decimal(5), "above", OFFICE, decision="preferred")
    other = Statement(Decimal(4), "", WARDS)

    expected = MergedValue(value=5, qualifier="above", computed=3, reported=5, sources=(OFFICE,), is_chosen=True)
    assert merge(rows(3), [other, chosen]) == expected


def test_merge_takes_what_the_report_has_chosen_before_what_is_preferred():
    preferred = Statement(Decimal(5), "", OFFICE, decision="preferred")
    chosen = Statement(Decimal(6), "", WARDS, decision="chosen")

    assert (merge(rows(3), [preferred, chosen]).value, merge(rows(3), [preferred]).value) == (6, 5)


def test_merge_finds_no_conflict_with_a_total_that_incomplete_rows_do_not_exceed():
    statement = Statement(Decimal(133), "", OFFICE)
    merged = merge(rows(3), [statement], is_complete=False)

    assert (merged.value, merged.computed, merged.reported) == (133, 3, 133)
    assert merge(rows(134), [statement], is_complete=False).conflicting == (statement,)


def test_merge_keeps_the_qualifier_of_the_rows_in_a_conflict():
    merged = merge(rows(60, "more_than"), [Statement(Decimal(60), "", OFFICE)])

    assert (merged.value, merged.computed, merged.computed_qualifier) == (None, 60, "more_than")


def test_merge_finds_a_conflict_of_two_preferred_totals():
    one = Statement(Decimal(5), "", OFFICE, decision="preferred")
    other = Statement(Decimal(6), "", WARDS, decision="preferred")

    assert merge(rows(5), [one, other, Statement(Decimal(5), "", "thứ ba")]) == MergedValue(computed=5, conflicting=(one, other))


def test_usable_statements_ignore_a_total_that_is_set_aside():
    assert stated(total(5, decision="set_aside"), total(4, source=WARDS)) == {(WARDS, 4, "")}


def test_add_merged_of_nothing_has_no_value():
    assert add_merged([]) == MergedValue()
    assert add_merged([MergedValue(), MergedValue()]) == MergedValue()


def test_add_merged_keeps_the_common_qualifier():
    pieces = [MergedValue(value=600, qualifier="above", computed=600), MergedValue(value=300, qualifier="above", computed=300)]

    assert add_merged(pieces) == MergedValue(value=900, qualifier="above", computed=900)
    assert add_merged([*pieces, MergedValue(value=100, computed=100)]).qualifier == "about"


def test_add_merged_ignores_councils_without_data():
    assert add_merged([MergedValue(), MergedValue(value=4, computed=4), MergedValue()]) == MergedValue(value=4, computed=4)


def test_add_merged_with_a_conflict_has_no_value():
    clash = (Statement(Decimal(4), "", OFFICE),)
    summed = add_merged([MergedValue(computed=3, conflicting=clash), MergedValue(value=2, computed=2, qualifier="nearly")])

    assert (summed.value, summed.qualifier, summed.computed, summed.conflicting) == (None, "", 5, clash)


def test_add_merged_reported_is_the_share_of_totals():
    counted, typed = MergedValue(value=3, computed=3), MergedValue(value=4, reported=4, sources=(WARDS,))
    agreed = MergedValue(value=5, computed=5, reported=5, sources=(OFFICE,))

    mixed = add_merged([counted, typed, agreed])
    assert (mixed.value, mixed.computed, mixed.reported, mixed.sources) == (12, 8, 4, (WARDS,))
    repeated = add_merged([counted, agreed])
    assert (repeated.value, repeated.computed, repeated.reported, repeated.sources) == (8, 8, None, ())
    reported = add_merged([typed, agreed])
    assert (reported.value, reported.reported, reported.sources) == (9, 9, (WARDS, OFFICE))


def test_add_merged_adds_shares():
    one, other = (
        MergedValue(value=3, base=4, computed=3, share=Share(3, 4)),
        MergedValue(value=5, base=6, computed=5, share=Share(5, 6)),
    )

    summed = add_merged([one, other])
    assert (summed.value, summed.base, summed.share) == (8, 10, Share(8, 10))
    assert add_merged([one, MergedValue(value=5, computed=5)]).base is None


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ([], ""),
        (["", ""], ""),
        (["nearly"], "nearly"),
        (["above", "above"], "above"),
        (["above", ""], "about"),
        (["more_than", "nearly"], "about"),
        (["about", "about"], "about"),
    ],
)
def test_common_qualifier_follows_the_rule(words, word):
    assert common_qualifier(words) == word
