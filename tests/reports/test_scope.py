from datetime import date, timedelta

import pytest

from core.records.periods import Period
from reports.scope import Lifetime, Mode, Scope, default_mode
from tests.factories.councils import FOUNDED, CouncilFactory, SubordinationFactory

pytestmark = pytest.mark.django_db

YEAR = Period.year(2021)
NEW_YEAR, JULY, YEARS_END = date(2021, 1, 1), date(2021, 7, 1), date(2021, 12, 31)


def ward_of(parent, start=FOUNDED, end=None, **of_the_council):
    return SubordinationFactory(parent=parent, start=start, end=end, **of_the_council).council


def scope(council, mode=Mode.BY_LEVEL, period=YEAR, cut_off=YEARS_END):
    return Scope(council, mode, period, cut_off)


def levels_and_labels(a_scope):
    """{level: its councils}, and the labels in order."""
    return {group.level: set(group.councils) for group in a_scope.levels}, [group.label for group in a_scope.levels]


def test_default_mode_is_own_without_councils_below():
    council = CouncilFactory()
    SubordinationFactory(council=council, parent=CouncilFactory(level="province", unit_kind="city"))

    assert default_mode(council, YEAR) == Mode.OWN
    assert levels_and_labels(scope(council)) == ({}, [])


def test_default_mode_is_by_level_with_councils_below():
    council = CouncilFactory()
    ward = ward_of(council)

    assert default_mode(council, YEAR) == Mode.BY_LEVEL
    assert levels_and_labels(scope(council)) == ({"commune": {ward}}, ["HĐND các phường"])
    assert scope(council).councils == (council, ward)


def test_scope_levels_are_empty_in_mode_own():
    council = CouncilFactory()
    ward_of(council)

    assert levels_and_labels(scope(council, Mode.OWN)) == ({}, [])
    assert scope(council, Mode.OWN).councils == (council,)


def test_scope_adds_levels_only_when_consolidated_with_councils_below():
    council, alone = CouncilFactory(), CouncilFactory()
    ward_of(council)

    assert [scope(council, mode).adds_levels for mode in Mode] == [False, False, True]
    assert not scope(alone, Mode.CONSOLIDATED).adds_levels


def test_scope_levels_begin_with_the_highest_and_name_all_kinds_of_unit():
    city = CouncilFactory(name="HĐND thành phố Hà Nội", level="province", unit_kind="city")
    urban, rural = ward_of(city, council=CouncilFactory()), ward_of(city, council=CouncilFactory(unit_kind="rural_district"))
    commune = ward_of(rural, council=CouncilFactory(level="commune", unit_kind="commune"))
    township = ward_of(rural, council=CouncilFactory(level="commune", unit_kind="township"))
    ward = ward_of(urban)

    assert levels_and_labels(scope(city)) == (
        {"district": {urban, rural}, "commune": {commune, township, ward}},
        ["HĐND các quận, huyện", "HĐND các xã, phường, thị trấn"],
    )
    assert levels_and_labels(scope(rural)) == ({"commune": {commune, township}}, ["HĐND các xã, thị trấn"])


@pytest.mark.parametrize(("end", "belongs"), [(NEW_YEAR, False), (date(2021, 1, 2), True), (JULY, True), (None, True)])
def test_scope_levels_contain_a_ward_that_ended_within_the_period(end, belongs):
    council = CouncilFactory()
    ward = ward_of(council, council__ward=True, council__end=end)

    assert default_mode(council, YEAR) == (Mode.BY_LEVEL if belongs else Mode.OWN)
    assert levels_and_labels(scope(council))[0] == ({"commune": {ward}} if belongs else {})


def test_scope_levels_contain_a_ward_under_its_last_superior_only():
    former, latter = CouncilFactory(), CouncilFactory()
    ward = ward_of(former, end=JULY)
    SubordinationFactory(council=ward, parent=latter, start=JULY)

    assert (levels_and_labels(scope(former))[0], levels_and_labels(scope(latter))[0]) == ({}, {"commune": {ward}})
    before = Period.year(2020)
    assert (levels_and_labels(scope(former, period=before))[0], levels_and_labels(scope(latter, period=before))[0]) == (
        {"commune": {ward}},
        {},
    )


def test_group_in_force_on_contains_councils_of_that_day_only():
    council = CouncilFactory()
    ended = ward_of(council, council__ward=True, council__end=JULY)
    standing = ward_of(council)
    (group,) = scope(council).levels

    assert set(group.councils) == {ended, standing}
    assert group.in_force_on(JULY).councils == (standing,)
    assert set(group.in_force_on(JULY - timedelta(days=1)).councils) == {ended, standing}
    assert group.in_force_on(FOUNDED - timedelta(days=1)) is None


def test_group_lifetime_is_that_of_the_first_to_the_last_council():
    council = CouncilFactory()
    ward_of(council, council__ward=True, council__start=date(2000, 1, 1), council__end=JULY)
    ward_of(council, council__ward=True, council__end=NEW_YEAR + timedelta(days=30))

    assert scope(council).levels[0].lifetime == Lifetime(FOUNDED, JULY)
    ward_of(council)
    assert scope(council).levels[0].lifetime == Lifetime(FOUNDED)
