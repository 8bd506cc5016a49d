"""People, their mandates and offices."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from core.records.periods import Period
from core.records.querysets import mentions
from councils.models import Mandate, Person
from tests.factories.councils import (
    FIRST_SESSION,
    AgencyFactory,
    CouncilFactory,
    ElectoralUnitFactory,
    MandateFactory,
    OfficeFactory,
    PersonFactory,
    TermFactory,
)
from tests.factories.news import picture

pytestmark = pytest.mark.django_db

YEAR = Period.year(2021)
NEXT_TERM = date(2026, 3, 1)


def errors_of(record):
    with pytest.raises(ValidationError) as error:
        record.full_clean()
    return error.value.message_dict


def test_person_ordering_is_by_given_name():
    names = ["Trần Văn Bình", "Lê Thị Ánh", "Nguyễn Đức Anh", "Phạm Thị Đào", "Vũ Văn Dũng"]
    for name in names:
        PersonFactory(full_name=name)

    assert [str(person) for person in Person.objects.all()] == [
        "Nguyễn Đức Anh",
        "Lê Thị Ánh",
        "Trần Văn Bình",
        "Vũ Văn Dũng",
        "Phạm Thị Đào",
    ]


@pytest.mark.parametrize(
    ("typed", "other_name", "stored"),
    [
        ("Trần Văn Ba (Thích Minh Tâm)", "", ("Trần Văn Ba", "Thích Minh Tâm")),
        ("  Trần Văn Ba,  [ Thích Minh Tâm ] ", "", ("Trần Văn Ba", "Thích Minh Tâm")),
        ("Trần Văn Ba", "Thích Minh Tâm", ("Trần Văn Ba", "Thích Minh Tâm")),
        ("Trần Văn Ba", "", ("Trần Văn Ba", "")),
        ("Trần Văn (Ba", "", ("Trần Văn (Ba", "")),
    ],
)
def test_person_normalise_takes_a_name_in_brackets_as_the_other_name(typed, other_name, stored):
    person = PersonFactory(full_name=typed, other_name=other_name)

    assert (person.full_name, person.other_name) == stored
    assert str(person) == (f"{stored[0]} ({stored[1]})" if stored[1] else stored[0])


def test_person_other_name_is_searched_and_does_not_sort():
    monk = PersonFactory(full_name="Trần Văn Ba (Thích Minh Tâm)")
    others = [PersonFactory(full_name="Lê Thị An"), PersonFactory(full_name="Vũ Cảnh")]

    assert list(Person.objects.all()) == [others[0], monk, others[1]]
    assert list(Person.objects.filter(mentions("minh tâm"))) == list(Person.objects.filter(mentions("van ba"))) == [monk]
    assert (monk.slug, monk.initials) == ("tran-van-ba", "TB")


def test_same_named_finds_people_of_the_name_and_birth_year():
    person = PersonFactory(full_name="Trần Văn Hoà (Thích Minh Tâm)", birth_year=1970)
    PersonFactory(full_name="Trần Văn Hoa", birth_year=1970)

    assert Person(full_name="TRẦN VĂN HÒA (Thích Minh Tâm)", birth_year=1970).same_named() == [person]
    assert Person(full_name="Trần Văn Hoà", birth_year=1971).same_named() == []


def test_with_namesakes_annotates_people_whose_birth_years_do_not_differ():
    born_1970, without_year, born_1980 = (PersonFactory(full_name="Lê Hoà", birth_year=year) for year in (1970, None, 1980))
    PersonFactory(full_name="Lê Hòa (Tuệ Tâm)", birth_year=1970)
    PersonFactory(full_name="Lê Hoa", birth_year=1970)

    namesakes = set(Person.objects.with_namesakes().filter(has_namesake=True))
    assert namesakes == {born_1970, without_year, born_1980}
    without_year.delete()
    assert not Person.objects.with_namesakes().filter(has_namesake=True).exists()


def test_free_slug_numbers_namesakes_and_does_not_change():
    first, second = PersonFactory(), PersonFactory()

    first.full_name = "Nguyễn Thị Mận"
    first.save()

    assert (first.slug, second.slug) == ("nguyen-thi-dao", "nguyen-thi-dao-2")


def test_person_search_key_has_the_words_without_and_with_diacritics():
    person = PersonFactory(full_name="Đặng Thị Hoà")

    assert person.search_key == "dang thi hoa =ddawngj =thij =hoaf"


def test_mandate_in_force_on_its_first_day_but_not_on_its_end():
    mandate = MandateFactory(relieved=True)

    days = [date(2021, 6, 27), FIRST_SESSION, date(2021, 12, 19), date(2021, 12, 20)]
    assert [mandate in Mandate.objects.in_force_on(day) for day in days] == [False, True, True, False]


def test_mandate_in_force_on_excludes_open_mandates_of_ended_terms():
    term = TermFactory(end=NEXT_TERM)
    mandate = MandateFactory(term=term)

    assert list(Mandate.objects.in_force_on(date(2026, 2, 28))) == [mandate]
    assert list(Mandate.objects.in_force_on(NEXT_TERM)) == []


def test_begun_in_and_ended_in_use_the_dates_of_the_mandate():
    MandateFactory()
    relieved = MandateFactory(relieved=True)
    by_election = MandateFactory(term=relieved.term, start=date(2022, 1, 1), origin="by_election")

    assert list(Mandate.objects.ended_in(YEAR)) == [relieved]
    assert list(Mandate.objects.begun_in(Period.year(2022))) == [by_election]


def test_mandate_str_contains_person_and_term():
    assert str(MandateFactory()) == "Nguyễn Thị Đào, khóa VI"


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"start": date(2021, 6, 27)}, {"start": ["Ngày bắt đầu phải nằm trong nhiệm kỳ."]}),
        ({"start": NEXT_TERM}, {"start": ["Ngày bắt đầu phải nằm trong nhiệm kỳ."]}),
        (
            {"end": date(2026, 3, 2), "end_reason": "term_ended"},
            {"end": ["Ngày thôi không thể sau ngày kết thúc nhiệm kỳ."]},
        ),
    ],
)
def test_mandate_clean_refuses_dates_outside_the_term(values, errors):
    mandate = MandateFactory.build(person=PersonFactory(), term=TermFactory(end=NEXT_TERM), **values)

    assert errors_of(mandate) == errors


def test_mandate_clean_refuses_a_unit_of_another_term():
    mandate = MandateFactory.build(person=PersonFactory(), term=TermFactory(), unit=ElectoralUnitFactory())

    assert errors_of(mandate) == {"unit": ["Đơn vị bầu cử này thuộc nhiệm kỳ khác."]}


def test_mandate_clean_refuses_overlapping_mandates_in_one_term():
    first = MandateFactory(relieved=True)
    second = MandateFactory.build(person=first.person, term=first.term, start=date(2021, 12, 19))

    assert errors_of(second) == {"start": ["Thời gian trùng với lần làm đại biểu đã ghi của khóa này."]}


def test_mandate_clean_accepts_a_mandate_that_begins_when_the_first_ends():
    first = MandateFactory(relieved=True)

    MandateFactory.build(person=first.person, term=first.term, start=first.end).full_clean()


def test_office_clean_refuses_an_agency_of_another_council():
    office = OfficeFactory.build(council=CouncilFactory(), person=PersonFactory(), agency=AgencyFactory())

    assert errors_of(office) == {"agency": ["Cơ quan này thuộc một HĐND khác."]}


def test_office_str_contains_title_and_person():
    assert str(OfficeFactory()) == "Chủ tịch UBND quận Nguyễn Thị Đào"


def test_portrait_is_stored_in_our_own_encoding():
    exif = Image.Exif()
    exif[0x010F] = "MayAnh"

    person = PersonFactory(portrait=ContentFile(picture(exif=exif), name="chan-dung.png"))

    assert person.portrait.name.endswith(".jpg")
    with Person.objects.get().portrait.open() as stored:
        assert b"MayAnh" not in stored.read()


def test_portrait_that_is_no_picture_is_refused():
    person = PersonFactory.build(portrait=ContentFile(b"%PDF-1.7", name="chan-dung.jpg"))

    assert list(errors_of(person)) == ["portrait"]
    with pytest.raises(ValidationError, match="không phải là ảnh"):
        person.save()
