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


def told(a_scope):
    """{level: the councils of it}, and the labels in order."""
    return {group.level: set(group.councils) for group in a_scope.levels}, [group.label for group in a_scope.levels]


def test_report_of_a_council_without_others_below_is_its_own():
    council = CouncilFactory()
    SubordinationFactory(council=council, parent=CouncilFactory(level="province", unit_kind="city"))

    assert default_mode(council, YEAR) == Mode.OWN
    assert told(scope(council)) == ({}, [])


def test_report_over_a_council_below_is_by_level():
    council = CouncilFactory()
    ward = ward_of(council)

    assert default_mode(council, YEAR) == Mode.BY_LEVEL
    assert told(scope(council)) == ({"commune": {ward}}, ["HĐND các phường"])
    assert scope(council).councils == (council, ward)


def test_scope_own_reaches_no_council_below():
    council = CouncilFactory()
    ward_of(council)

    assert told(scope(council, Mode.OWN)) == ({}, [])
    assert scope(council, Mode.OWN).councils == (council,)


def test_only_a_consolidated_scope_over_others_adds_levels():
    council, alone = CouncilFactory(), CouncilFactory()
    ward_of(council)

    assert [scope(council, mode).adds_levels for mode in Mode] == [False, False, True]
    assert not scope(alone, Mode.CONSOLIDATED).adds_levels


def test_levels_stand_from_the_top_and_name_every_kind_of_unit():
    city = CouncilFactory(name="HĐND thành phố Hà Nội", level="province", unit_kind="city")
    urban, rural = ward_of(city, council=CouncilFactory()), ward_of(city, council=CouncilFactory(unit_kind="rural_district"))
    commune = ward_of(rural, council=CouncilFactory(level="commune", unit_kind="commune"))
    township = ward_of(rural, council=CouncilFactory(level="commune", unit_kind="township"))
    ward = ward_of(urban)

    assert told(scope(city)) == (
        {"district": {urban, rural}, "commune": {commune, township, ward}},
        ["HĐND các quận, huyện", "HĐND các xã, phường, thị trấn"],
    )
    assert told(scope(rural)) == ({"commune": {commune, township}}, ["HĐND các xã, thị trấn"])


@pytest.mark.parametrize(("end", "belongs"), [(NEW_YEAR, False), (date(2021, 1, 2), True), (JULY, True), (None, True)])
def test_ward_that_ended_belongs_to_the_year_in_which_it_still_stood(end, belongs):
    council = CouncilFactory()
    ward = ward_of(council, council__ward=True, council__end=end)

    assert default_mode(council, YEAR) == (Mode.BY_LEVEL if belongs else Mode.OWN)
    assert told(scope(council))[0] == ({"commune": {ward}} if belongs else {})


def test_ward_that_moved_within_the_year_is_reported_by_its_last_superior():
    former, latter = CouncilFactory(), CouncilFactory()
    ward = ward_of(former, end=JULY)
    SubordinationFactory(council=ward, parent=latter, start=JULY)

    assert (told(scope(former))[0], told(scope(latter))[0]) == ({}, {"commune": {ward}})
    before = Period.year(2020)
    assert (told(scope(former, period=before))[0], told(scope(latter, period=before))[0]) == ({"commune": {ward}}, {})


def test_only_councils_in_force_at_the_cut_off_hold_stocks():
    council = CouncilFactory()
    ended = ward_of(council, council__ward=True, council__end=JULY)
    standing = ward_of(council)
    (group,) = scope(council).levels

    assert set(group.councils) == {ended, standing}
    assert group.in_force_on(JULY).councils == (standing,)
    assert set(group.in_force_on(JULY - timedelta(days=1)).councils) == {ended, standing}
    assert group.in_force_on(FOUNDED - timedelta(days=1)) is None


def test_life_of_a_group_reaches_from_its_first_to_its_last_council():
    council = CouncilFactory()
    ward_of(council, council__ward=True, council__start=date(2000, 1, 1), council__end=JULY)
    ward_of(council, council__ward=True, council__end=NEW_YEAR + timedelta(days=30))

    assert scope(council).levels[0].lifetime == Lifetime(FOUNDED, JULY)
    ward_of(council)
    assert scope(council).levels[0].lifetime == Lifetime(FOUNDED)
