"""A Council that was a district and became a town within its term: one Council, each day with its own name."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from councils.models import Council, CouncilName
from tests.checked import sentences
from tests.factories.councils import CouncilFactory, CouncilNameFactory

pytestmark = pytest.mark.django_db

CHANGED = date(2020, 2, 10)
DISTRICT = {"name": "HĐND huyện Lam Sơn", "unit_kind": "rural_district", "place_name": "Lam Sơn"}
TOWN = {"name": "HĐND thị xã Lam Giang", "unit_kind": "town", "place_name": "Lam Giang"}


@pytest.fixture
def council():
    return CouncilFactory(**TOWN)


@pytest.fixture
def district(council):
    """The earlier name of the Council."""
    return CouncilNameFactory(council=council, end=CHANGED, **DISTRICT)


@pytest.mark.parametrize(
    ("day", "unit_phrase", "unit_kind", "place_name"),
    [
        (date(2018, 7, 1), "huyện Lam Sơn", "rural_district", "Lam Sơn"),
        (date(2020, 2, 9), "huyện Lam Sơn", "rural_district", "Lam Sơn"),
        (CHANGED, "thị xã Lam Giang", "town", "Lam Giang"),
        (date(2021, 12, 31), "thị xã Lam Giang", "town", "Lam Giang"),
        (date(1990, 1, 1), "thị xã Lam Giang", "town", "Lam Giang"),
    ],
)
def test_as_on_has_the_name_of_the_day_and_stays_the_same_council(council, district, day, unit_phrase, unit_kind, place_name):
    named = Council.objects.get().as_on(day)

    assert (named.unit_phrase, named.unit_kind, named.place_name) == (unit_phrase, unit_kind, place_name)
    assert named.full_name == f"Hội đồng nhân dân {unit_phrase}"
    assert named == council
    assert named.as_on(date(2021, 1, 1)).name == TOWN["name"]


def test_as_on_gives_a_copy_that_cannot_be_saved(council, district):
    with pytest.raises(TypeError):
        council.as_on(date(2018, 7, 1)).save()

    assert Council.objects.get().name == TOWN["name"]


def test_council_name_save_gives_the_name_without_end_to_the_council(council, district):
    CouncilNameFactory(council=council, start=CHANGED, name="HĐND thị xã Lam Hồng", unit_kind="town", place_name="Lam Hồng")

    stored = Council.objects.get()
    assert (stored.name, stored.unit_kind, stored.place_name) == ("HĐND thị xã Lam Hồng", "town", "Lam Hồng")
    assert [row.name for row in stored.history.all()] == ["HĐND thị xã Lam Hồng", "HĐND thị xã Lam Giang"]


def test_council_name_save_leaves_the_council_where_the_name_has_ended(council, district):
    assert Council.objects.get().name == TOWN["name"]


def test_council_save_gives_its_name_to_the_recorded_present_one(council, district):
    CouncilNameFactory(council=council, start=CHANGED, **TOWN)

    council.name = "HĐND thị xã Lam Hồng"
    council.save()

    assert set(CouncilName.objects.values_list("name", flat=True)) == {"HĐND huyện Lam Sơn", "HĐND thị xã Lam Hồng"}


def test_council_name_clean_refuses_two_names_of_one_day(council, district):
    second = CouncilNameFactory.build(council=council, start=date(2019, 1, 1), end=date(2021, 1, 1))

    with pytest.raises(ValidationError) as refusal:
        second.full_clean()

    assert refusal.value.message_dict == {"start": ["Thời gian trùng với một tên đã ghi."]}


def test_council_name_checks_find_two_names_of_one_day_and_another_present_name(council, district):
    assert sentences("council-name-overlap") == sentences("council-name-present") == {}
    CouncilName.objects.bulk_create([CouncilName(council=council, start=date(2020, 2, 1), **DISTRICT)])
    second = CouncilName.objects.latest("pk")

    assert sentences("council-name-overlap") == {
        second.pk: "Thời gian trùng với tên “HĐND huyện Lam Sơn” từ 01/09/1997 đến trước 10/02/2020."
    }
    assert sentences("council-name-present") == {
        second.pk: "Tên đang dùng “HĐND huyện Lam Sơn” khác tên ghi ở HĐND là “HĐND thị xã Lam Giang”."
    }
