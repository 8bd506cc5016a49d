"""What distinguishes people of one name."""

import pytest

from councils.models import Person
from councils.namesakes import description, descriptions
from tests.factories.councils import MandateFactory, MembershipFactory, OfficeFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_descriptions_name_birth_year_and_last_titles(django_assert_num_queries):
    person = MembershipFactory(role="head", body__name="Ban Pháp chế", mandate__person__birth_year=1975).mandate.person
    OfficeFactory(person=person, title="Trưởng phòng", agency__name="Phòng Tư pháp")
    delegate = MandateFactory(term__council__name="HĐND xã Hoằng Thanh").person
    unknown = PersonFactory()

    with django_assert_num_queries(4):
        assert descriptions(Person.objects.all()) == {
            person.pk: "sinh năm 1975; Trưởng Ban Pháp chế; Trưởng phòng, Phòng Tư pháp",
            delegate.pk: "đại biểu HĐND xã Hoằng Thanh, khóa VI",
            unknown.pk: "chưa ghi năm sinh, chức vụ",
        }
    assert description(unknown) == "chưa ghi năm sinh, chức vụ"
