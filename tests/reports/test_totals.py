"""Typed totals against each other and against the rows: pure functions, no database."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from core.records.choices import common_qualifier
from core.records.periods import Period
from reports.figures.totals import Merged, Statement, Total, add_merged, merge, usable_statements
from reports.indicators.base import Measurement, Share
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
    return Total(
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


def said(*totals, lifetime=ALIVE, is_stock=False, period=YEAR):
    """What each source says: {(source, value, qualifier)}."""
    found = usable_statements(totals, period, lifetime, is_stock=is_stock)
    return {(one.source, one.value, one.qualifier) for one in found}


def rows(value, qualifier="", base=None):
    return Measurement(1, "", value, base, qualifier)


def test_total_of_the_very_period_is_used():
    assert said(total(4)) == {(OFFICE, 4, "")}


@pytest.mark.parametrize(
    "period",
    [FIRST_HALF, Period.year(2020), Period(date(2020, 12, 1), date(2022, 1, 1)), Period(date(2021, 1, 1), date(2022, 2, 1))],
)
def test_total_of_another_period_is_not_used(period):
    assert said(total(4, period)) == set()


def test_total_is_clipped_to_the_life_of_the_council():
    assert said(total(163, FIRST_HALF), lifetime=ENDED_IN_JULY) == {(OFFICE, 163, "")}
    assert said(total(163, YEAR), lifetime=ENDED_IN_JULY) == {(OFFICE, 163, "")}
    assert said(total(163, SECOND_HALF), lifetime=ENDED_IN_JULY) == set()
    assert said(total(163), lifetime=Lifetime(date(2022, 1, 1))) == set()


def test_two_totals_of_one_source_that_become_one_period_both_speak():
    assert said(total(163, FIRST_HALF), total(170, YEAR), lifetime=ENDED_IN_JULY) == {(OFFICE, 163, ""), (OFFICE, 170, "")}


@pytest.mark.parametrize("halves", list(permutations([total(4, FIRST_HALF), total(3, SECOND_HALF)])))
def test_halves_of_one_source_are_added(halves):
    assert said(*halves) == {(OFFICE, 7, "")}


def test_halves_of_two_sources_are_not_added():
    assert said(total(4, FIRST_HALF), total(3, SECOND_HALF, source=WARDS)) == set()


def test_halves_with_a_gap_or_an_overlap_are_not_used():
    late = Period(date(2021, 7, 2), date(2022, 1, 1))
    early = Period(date(2021, 6, 30), date(2022, 1, 1))

    assert said(total(4, FIRST_HALF), total(3, late)) == set()
    assert said(total(4, FIRST_HALF), total(3, early)) == set()


@pytest.mark.parametrize(
    "pieces",
    list(permutations([total(1, FIRST_QUARTER), total(2, SECOND_QUARTER), total(4, FIRST_HALF), total(3, SECOND_HALF)])),
)
def test_longest_pieces_are_added_where_several_cover_the_year(pieces):
    assert said(*pieces) == {(OFFICE, 7, "")}


def test_pieces_that_lead_nowhere_do_not_hide_those_that_cover_the_year():
    assert said(total(1, FIRST_QUARTER), total(4, FIRST_HALF), total(3, SECOND_HALF)) == {(OFFICE, 7, "")}


def test_exact_total_goes_before_its_parts():
    assert said(total(8), total(4, FIRST_HALF), total(3, SECOND_HALF)) == {(OFFICE, 8, "")}


def test_halves_of_which_one_is_set_aside_do_not_make_a_year():
    assert said(total(4, FIRST_HALF), total(3, SECOND_HALF, decision="set_aside")) == set()


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [("", "", ""), ("nearly", "nearly", "nearly"), ("nearly", "above", "about"), ("", "above", "about")],
)
def test_qualifiers_of_halves_follow_the_rule_of_sums(first, second, word):
    assert said(total(4, FIRST_HALF, qualifier=first), total(3, SECOND_HALF, qualifier=second)) == {(OFFICE, 7, word)}


def test_base_of_halves_is_added_where_both_state_it():
    both = usable_statements([total(4, FIRST_HALF, base=5), total(3, SECOND_HALF, base=4)], YEAR, ALIVE, is_stock=False)
    one = usable_statements([total(4, FIRST_HALF, base=5), total(3, SECOND_HALF)], YEAR, ALIVE, is_stock=False)

    assert [(s.value, s.base) for s in both + one] == [(7, 9), (7, None)]


def test_percents_are_never_added():
    assert said(total(40, FIRST_HALF, is_percent=True), total(60, SECOND_HALF, is_percent=True)) == set()


def test_stock_takes_the_total_that_ends_with_the_period():
    halves = total(30, FIRST_HALF), total(35, SECOND_HALF)

    assert said(*halves, is_stock=True) == {(OFFICE, 35, "")}
    assert said(total(30, FIRST_HALF), is_stock=True) == set()
    assert said(*halves, total(34), is_stock=True) == {(OFFICE, 34, "")}


def test_halves_are_preferred_only_together():
    first, second = total(4, FIRST_HALF, decision="preferred"), total(3, SECOND_HALF)
    chosen = total(3, SECOND_HALF, decision="preferred")

    assert [s.decision for s in usable_statements([first, second], YEAR, ALIVE, is_stock=False)] == ["pending"]
    assert [s.decision for s in usable_statements([first, chosen], YEAR, ALIVE, is_stock=False)] == ["preferred"]


def test_nobody_who_speaks_leaves_no_value():
    assert merge(None, []) == Merged()


def test_rows_alone_are_the_value():
    assert merge(rows(0), []) == Merged(value=0, computed=0)
    assert merge(rows(21281, "nearly"), []) == Merged(value=21281, qualifier="nearly", computed=21281)


def test_total_alone_is_the_value_and_names_its_source():
    assert merge(None, [Statement(Decimal(427), "", WARDS)]) == Merged(value=427, reported=427, sources=(WARDS,))


def test_rows_and_total_that_agree_are_both_noted():
    assert merge(rows(4), [Statement(Decimal(4), "", OFFICE)]) == Merged(value=4, computed=4, reported=4, sources=(OFFICE,))


def test_sources_that_agree_are_all_named():
    voices = [Statement(Decimal(4), "", OFFICE), Statement(Decimal(4), "", WARDS)]

    assert merge(None, voices) == Merged(value=4, reported=4, sources=(OFFICE, WARDS))


@pytest.mark.parametrize("counted", [3, 0])
def test_rows_and_total_that_differ_are_a_conflict_even_where_rows_say_none(counted):
    voice = Statement(Decimal(4), "", OFFICE)

    assert merge(rows(counted), [voice]) == Merged(computed=counted, conflicting=(voice,))


def test_values_that_differ_by_their_qualifier_are_a_conflict():
    nearly, exact = Statement(Decimal(4), "nearly", OFFICE), Statement(Decimal(4), "", WARDS)

    assert merge(None, [nearly, exact]) == Merged(conflicting=(nearly, exact))
    assert merge(rows(4), [nearly]) == Merged(computed=4, conflicting=(nearly,))


def test_shares_of_another_whole_are_a_conflict():
    fifteen, sixteen = Statement(Decimal(15), "", OFFICE, 15), Statement(Decimal(15), "", WARDS, 16)

    assert merge(None, [fifteen, sixteen]).conflicting == (fifteen, sixteen)
    assert merge(None, [fifteen, Statement(Decimal(15), "", WARDS)]).base == 15


def test_preferred_total_goes_before_rows_and_others():
    chosen = Statement(Decimal(5), "above", OFFICE, decision="preferred")
    other = Statement(Decimal(4), "", WARDS)

    expected = Merged(value=5, qualifier="above", computed=3, reported=5, sources=(OFFICE,))
    assert merge(rows(3), [other, chosen]) == expected


def test_two_preferred_totals_that_differ_are_a_conflict():
    one = Statement(Decimal(5), "", OFFICE, decision="preferred")
    other = Statement(Decimal(6), "", WARDS, decision="preferred")

    assert merge(rows(5), [one, other, Statement(Decimal(5), "", "thứ ba")]) == Merged(computed=5, conflicting=(one, other))


def test_total_that_is_set_aside_says_nothing():
    assert said(total(5, decision="set_aside"), total(4, source=WARDS)) == {(WARDS, 4, "")}


def test_sum_of_nothing_has_no_value():
    assert add_merged([]) == Merged()
    assert add_merged([Merged(), Merged()]) == Merged()


def test_sum_of_rows_keeps_the_common_qualifier():
    pieces = [Merged(value=600, qualifier="above", computed=600), Merged(value=300, qualifier="above", computed=300)]

    assert add_merged(pieces) == Merged(value=900, qualifier="above", computed=900)
    assert add_merged([*pieces, Merged(value=100, computed=100)]).qualifier == "about"


def test_sum_over_silent_councils_is_that_of_the_others():
    assert add_merged([Merged(), Merged(value=4, computed=4), Merged()]) == Merged(value=4, computed=4)


def test_sum_with_a_conflict_has_no_value():
    clash = (Statement(Decimal(4), "", OFFICE),)
    summed = add_merged([Merged(computed=3, conflicting=clash), Merged(value=2, computed=2, qualifier="nearly")])

    assert (summed.value, summed.qualifier, summed.computed, summed.conflicting) == (None, "", 5, clash)


def test_sum_tells_how_much_of_it_rests_on_totals():
    counted, typed = Merged(value=3, computed=3), Merged(value=4, reported=4, sources=(WARDS,))
    agreed = Merged(value=5, computed=5, reported=5, sources=(OFFICE,))

    mixed = add_merged([counted, typed, agreed])
    assert (mixed.value, mixed.computed, mixed.reported, mixed.sources) == (12, 8, 4, (WARDS,))
    repeated = add_merged([counted, agreed])
    assert (repeated.value, repeated.computed, repeated.reported, repeated.sources) == (8, 8, None, ())
    reported = add_merged([typed, agreed])
    assert (reported.value, reported.reported, reported.sources) == (9, 9, (WARDS, OFFICE))


def test_sum_of_shares_is_a_share_of_the_sum():
    one, other = Merged(value=3, base=4, computed=3, share=Share(3, 4)), Merged(value=5, base=6, computed=5, share=Share(5, 6))

    summed = add_merged([one, other])
    assert (summed.value, summed.base, summed.share) == (8, 10, Share(8, 10))
    assert add_merged([one, Merged(value=5, computed=5)]).base is None


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
def test_rule_of_qualifiers(words, word):
    assert common_qualifier(words) == word
