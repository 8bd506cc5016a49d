"""People, their mandates and their posts."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from core.records.periods import Period
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


def refusal(record):
    with pytest.raises(ValidationError) as error:
        record.full_clean()
    return error.value.message_dict


def test_people_stand_in_the_order_of_given_names():
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


def test_namesakes_get_addresses_of_their_own_that_stay():
    first, second = PersonFactory(), PersonFactory()

    first.full_name = "Nguyễn Thị Mận"
    first.save()

    assert (first.slug, second.slug) == ("nguyen-thi-dao", "nguyen-thi-dao-2")


def test_person_is_found_without_diacritics():
    person = PersonFactory(full_name="Đặng Thị Hoà")

    assert person.search_key == "dang thi hoa"


def test_mandate_holds_from_its_first_day_up_to_its_last():
    mandate = MandateFactory(relieved=True)

    days = [date(2021, 6, 27), FIRST_SESSION, date(2021, 12, 19), date(2021, 12, 20)]
    assert [mandate in Mandate.objects.in_force_on(day) for day in days] == [False, True, True, False]


def test_open_mandate_of_a_term_that_is_over_holds_no_longer():
    term = TermFactory(end=NEXT_TERM)
    mandate = MandateFactory(term=term)

    assert list(Mandate.objects.in_force_on(date(2026, 2, 28))) == [mandate]
    assert list(Mandate.objects.in_force_on(NEXT_TERM)) == []


def test_mandates_begun_and_ended_in_a_period_by_their_own_dates():
    MandateFactory()
    relieved = MandateFactory(relieved=True)
    by_election = MandateFactory(term=relieved.term, start=date(2022, 1, 1), origin="by_election")

    assert list(Mandate.objects.ended_in(YEAR)) == [relieved]
    assert list(Mandate.objects.begun_in(Period.year(2022))) == [by_election]


def test_mandate_is_named_by_person_and_term():
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
def test_mandate_outside_its_term_is_refused(values, errors):
    mandate = MandateFactory.build(person=PersonFactory(), term=TermFactory(end=NEXT_TERM), **values)

    assert refusal(mandate) == errors


def test_mandate_of_a_unit_of_another_term_is_refused():
    mandate = MandateFactory.build(person=PersonFactory(), term=TermFactory(), unit=ElectoralUnitFactory())

    assert refusal(mandate) == {"unit": ["Đơn vị bầu cử này thuộc nhiệm kỳ khác."]}


def test_overlapping_mandates_of_one_person_in_one_term_are_refused():
    first = MandateFactory(relieved=True)
    second = MandateFactory.build(person=first.person, term=first.term, start=date(2021, 12, 19))

    assert refusal(second) == {"start": ["Thời gian trùng với lần làm đại biểu đã ghi của khóa này."]}


def test_mandate_may_begin_anew_on_the_day_the_first_ended():
    first = MandateFactory(relieved=True)

    MandateFactory.build(person=first.person, term=first.term, start=first.end).full_clean()


def test_office_at_an_agency_of_another_council_is_refused():
    office = OfficeFactory.build(council=CouncilFactory(), person=PersonFactory(), agency=AgencyFactory())

    assert refusal(office) == {"agency": ["Cơ quan này thuộc một HĐND khác."]}


def test_office_is_named_by_title_and_person():
    assert str(OfficeFactory()) == "Chủ tịch UBND quận Nguyễn Thị Đào"


def test_portrait_is_kept_as_we_have_encoded_it_whoever_stores_it():
    exif = Image.Exif()
    exif[0x010F] = "MayAnh"

    person = PersonFactory(portrait=ContentFile(picture(exif=exif), name="chan-dung.png"))

    assert person.portrait.name.endswith(".jpg")
    with Person.objects.get().portrait.open() as stored:
        assert b"MayAnh" not in stored.read()


def test_portrait_that_is_no_picture_is_refused_and_never_stored():
    person = PersonFactory.build(portrait=ContentFile(b"%PDF-1.7", name="chan-dung.jpg"))

    assert list(refusal(person)) == ["portrait"]
    with pytest.raises(ValueError, match="không phải là ảnh"):
        person.save()
