"""Councils, their dates, superior councils and terms."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.records.periods import Period
from councils.models import Area, Council, Person, Term
from tests.factories.councils import (
    AreaFactory,
    CouncilFactory,
    ElectoralUnitFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    SubordinationFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

YEAR = Period.year(2021)
REFORM = date(2021, 7, 1)


def subordinates_of(council, period=YEAR):
    return set(Council.objects.subordinate_to(council, period))


def test_subordinate_to_includes_two_levels():
    city, district = CouncilFactory(level="province"), CouncilFactory()
    ward, other = CouncilFactory(ward=True), CouncilFactory(ward=True)
    SubordinationFactory(council=district, parent=city)
    SubordinationFactory(council=ward, parent=district)
    SubordinationFactory(council=other)

    assert subordinates_of(city) == {district, ward}
    assert subordinates_of(district) == {ward}
    assert subordinates_of(ward) == set()


def test_subordinate_to_excludes_a_council_that_moved_away_within_the_period():
    district, city = CouncilFactory(), CouncilFactory(level="province")
    commune = CouncilFactory(ward=True)
    SubordinationFactory(council=commune, parent=district, end=REFORM)
    SubordinationFactory(council=commune, parent=city, start=REFORM)

    assert (subordinates_of(district), subordinates_of(city)) == (set(), {commune})
    assert (subordinates_of(district, Period.year(2020)), subordinates_of(city, Period.year(2020))) == ({commune}, set())


def test_subordinate_to_includes_a_council_in_its_last_year_but_not_in_the_next():
    ward = CouncilFactory(ward=True, end=REFORM)
    link = SubordinationFactory(council=ward, end=REFORM)

    assert subordinates_of(link.parent) == {ward}
    assert subordinates_of(link.parent, Period.year(2022)) == set()


def test_subordinate_to_excludes_an_ended_council_with_an_open_subordination():
    ward = CouncilFactory(ward=True, end=REFORM)
    link = SubordinationFactory(council=ward)

    assert subordinates_of(link.parent) == {ward}
    assert subordinates_of(link.parent, Period.year(2022)) == set()


def test_subordinate_to_needs_one_query(django_assert_num_queries):
    district = CouncilFactory()
    for _ in range(3):
        SubordinationFactory(council=CouncilFactory(ward=True), parent=district)

    with django_assert_num_queries(1):
        assert len(subordinates_of(district)) == 3


def test_in_force_on_selects_councils_from_their_first_day_to_their_last():
    council = CouncilFactory(start=date(2021, 1, 1), end=REFORM)

    days = [date(2020, 12, 31), date(2021, 1, 1), date(2021, 6, 30), REFORM]
    assert [council in Council.objects.in_force_on(day) for day in days] == [False, True, True, False]


def test_in_force_during_selects_councils_that_share_a_day_with_the_period():
    CouncilFactory(end=YEAR.start)
    CouncilFactory(start=YEAR.end)
    existing = {CouncilFactory(end=date(2021, 1, 2)), CouncilFactory(start=date(2021, 12, 31))}

    assert set(Council.objects.in_force_during(YEAR)) == existing


def test_hosted_selects_councils_with_pages_on_this_portal():
    CouncilFactory(is_hosted=False)
    hosted = CouncilFactory()

    assert list(Council.objects.hosted()) == [hosted]


def test_of_this_portal_selects_the_marked_council_whatever_its_dates():
    CouncilFactory(level="province")
    marked = CouncilFactory(ward=True, is_portal=True, end=date(2021, 7, 1))
    CouncilFactory(ward=True)

    assert list(Council.objects.of_this_portal()) == [marked]


def test_of_this_portal_selects_the_only_hosted_council_while_none_is_marked():
    CouncilFactory(is_hosted=False)
    hosted = CouncilFactory(end=date(2021, 7, 1))

    assert list(Council.objects.of_this_portal()) == [hosted]


def test_of_this_portal_selects_none_of_several_hosted_councils():
    CouncilFactory(end=date(2021, 7, 1))
    CouncilFactory(ward=True)

    assert not Council.objects.of_this_portal()


def test_of_accepts_one_council_or_several_or_a_queryset():
    one, two = AreaFactory(), AreaFactory()
    AreaFactory()
    both = [one.council, two.council]
    selection = Council.objects.filter(pk__in=[council.pk for council in both])

    assert list(Area.objects.of(one.council)) == [one]
    assert set(Area.objects.of(both)) == set(Area.objects.of(selection)) == {one, two}
    assert list(Council.objects.of(one.council)) == [one.council]
    assert set(Council.objects.of(both)) == set(Council.objects.of(selection)) == set(both)


def test_person_query_set_of_uses_mandates_and_offices_and_includes_new_people():
    mandate, office, new = MandateFactory(), OfficeFactory(), PersonFactory()

    assert set(Person.objects.of(mandate.term.council)) == {mandate.person, new}
    assert set(Person.objects.of(office.council)) == {office.person, new}


@pytest.mark.parametrize(
    ("name", "phrase", "full"),
    [
        ("HĐND quận Cầu Giấy", "quận Cầu Giấy", "Hội đồng nhân dân quận Cầu Giấy"),
        ("Hội đồng nhân dân tỉnh Đắk Lắk", "tỉnh Đắk Lắk", "Hội đồng nhân dân tỉnh Đắk Lắk"),
    ],
)
def test_unit_phrase_and_full_name_are_derived_from_the_name(name, phrase, full):
    council = CouncilFactory.build(name=name)

    assert (council.unit_phrase, council.full_name) == (phrase, full)


def test_term_str_contains_the_roman_number_and_the_years():
    term = TermFactory()

    assert (str(term), term.short_name, term.slug) == ("khóa VI, nhiệm kỳ 2021-2026", "khóa VI", "2021-2026")


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        (
            {"start": date(2021, 6, 27), "end": date(2026, 3, 1)},
            {"start": ["Thời gian trùng với một nhiệm kỳ đã ghi."]},
        ),
        (
            {"start": date(1997, 8, 31), "end": date(1999, 1, 1)},
            {"start": ["Nhiệm kỳ phải bắt đầu khi HĐND đang hoạt động."]},
        ),
        (
            {"start": date(2021, 6, 28), "end": date(2027, 1, 1)},
            {"end": ["Nhiệm kỳ không thể dài hơn thời gian hoạt động của HĐND."]},
        ),
    ],
)
def test_term_clean_refuses_a_term_outside_its_council_or_overlapping_another(values, errors):
    council = CouncilFactory(end=date(2026, 3, 1))
    TermFactory(council=council, ordinal=5, label="2016-2021", start=date(2016, 6, 28), end=date(2021, 6, 28))

    with pytest.raises(ValidationError) as error:
        Term(council=council, ordinal=6, label="2021-2026", seats=35, **values).full_clean()

    assert error.value.message_dict == errors


def test_term_clean_accepts_a_term_that_begins_when_the_previous_one_ends():
    first = TermFactory(ordinal=5, label="2016-2021", start=date(2016, 6, 28), end=date(2021, 6, 28))

    Term(council=first.council, ordinal=6, label="2021-2026", seats=35, start=date(2021, 6, 28)).full_clean()


@pytest.mark.parametrize(("lower", "upper"), [("district", "district"), ("district", "commune"), ("province", "district")])
def test_subordination_clean_refuses_a_parent_that_is_not_of_a_higher_level(lower, upper):
    record = SubordinationFactory.build(council=CouncilFactory(level=lower), parent=CouncilFactory(level=upper))
    with pytest.raises(ValidationError) as error:
        record.full_clean()

    assert error.value.message_dict == {"parent": ["HĐND cấp trên phải ở cấp cao hơn."]}


def test_subordination_clean_refuses_overlapping_subordinations():
    link = SubordinationFactory(end=date(2021, 7, 1))
    other = SubordinationFactory.build(council=link.council, parent=CouncilFactory(), start=date(2021, 6, 30))

    with pytest.raises(ValidationError) as error:
        other.full_clean()

    assert error.value.message_dict == {"start": ["Thời gian trùng với một quan hệ trực thuộc đã ghi."]}


def test_area_normalise_cleans_name_and_slug():
    area = AreaFactory(name="  phường  Nghĩa Đô\u202e ", slug="")

    assert (area.name, area.slug, str(area)) == ("phường Nghĩa Đô", "phuong-nghia-do", "phường Nghĩa Đô")


def test_electoral_unit_str_contains_its_number():
    assert str(ElectoralUnitFactory(number=3)) == "Đơn vị bầu cử số 3"
