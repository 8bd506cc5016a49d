"""The checks of terms, mandates, memberships and bodies: each with a record that breaks it and one that does not."""

from datetime import date

import pytest

from core.vietnamese.normal_form import COPY_MARK
from councils.models import Commendation, Mandate, Membership, Person, Term
from tests.checked import others, sentences
from tests.factories.councils import (
    BodyFactory,
    CommendationFactory,
    CouncilFactory,
    ElectoralUnitFactory,
    LegalConstantFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SubordinationFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

ENDED = date(2025, 7, 1)
OPEN_SENTENCE = "Chưa ghi ngày thôi, trong khi {} đã thôi từ ngày 01/07/2025."


def test_mandate_overlap_is_an_error_of_the_later_mandate():
    first = MandateFactory(end=date(2022, 1, 1), end_reason="relieved")
    later = MandateFactory(person=first.person, term=first.term, start=date(2021, 12, 31), end=ENDED, end_reason="relieved")
    MandateFactory(person=first.person, term=first.term, start=ENDED, end=date(2025, 8, 1), end_reason="relieved")

    sentence = "Thời gian trùng với lần làm đại biểu từ 28/06/2021 đến trước 01/01/2022 của cùng người, cùng khóa."
    assert sentences("mandate-overlap") == {later.pk: sentence}
    assert others("mandate-overlap") == [first]


def test_membership_overlap_is_an_error_of_the_later_membership():
    first = MembershipFactory(end=date(2022, 1, 1))
    mandate, body = first.mandate, first.body
    later = MembershipFactory(mandate=mandate, body=body, start=date(2021, 12, 31), end=ENDED)
    MembershipFactory(mandate=mandate, body=body, start=ENDED)

    sentence = "Thời gian trùng với lần làm thành viên từ 28/06/2021 đến trước 01/01/2022 của cùng người trong cùng cơ quan."
    assert sentences("membership-overlap") == {later.pk: sentence}


def ended(model, record):
    """Set the end of a record as a form or a file cannot, without ending what depends on it."""
    model.objects.filter(pk=record.pk).update(end=ENDED)


def open_term():
    term = TermFactory()
    ended(type(term.council), term.council)
    return term, "HĐND"


def open_mandate():
    mandate = MandateFactory()
    ended(Term, mandate.term)
    return mandate, "nhiệm kỳ"


def open_group():
    body = BodyFactory(group=True)
    ended(Term, body.term)
    return body, "nhiệm kỳ"


def open_membership():
    membership = MembershipFactory()
    Mandate.objects.filter(pk=membership.mandate_id).update(end=ENDED, end_reason="relieved")
    return membership, "tư cách đại biểu"


def open_membership_in_ended_term():
    membership = MembershipFactory()
    ended(Term, membership.mandate.term)
    return membership, "nhiệm kỳ"


def open_subordination():
    subordination = SubordinationFactory()
    ended(type(subordination.parent), subordination.parent)
    return subordination, "HĐND cấp trên"


OPEN = [open_term, open_mandate, open_group, open_membership, open_membership_in_ended_term, open_subordination]


@pytest.mark.parametrize("make", OPEN, ids=lambda make: make.__name__)
def test_open_row_under_an_ended_record_is_an_error_from_the_day_of_the_end(make):
    record, noun = make()
    code = f"{record._meta.model_name}-open"

    assert sentences(code, on=date(2025, 6, 30)) == {}
    assert sentences(code, on=ENDED) == {record.pk: OPEN_SENTENCE.format(noun)}

    type(record).objects.filter(pk=record.pk).update(
        end=ENDED, **({"end_reason": "term_ended"} if code == "mandate-open" else {})
    )
    assert sentences(code, on=ENDED) == {}


def test_person_namesake_is_advice_that_names_the_office_of_the_other():
    membership = MembershipFactory(role="head", body__name="Ban Pháp chế")
    Person.objects.update(full_name="Trần Văn Ba", birth_year=1975)
    first, second = Person.objects.get(), PersonFactory(full_name="Trần Văn Ba", birth_year=1975)
    first.save()
    PersonFactory(full_name="Trần Văn Ba", birth_year=1980)
    advice = "Nếu là một người, chỉ giữ một bản ghi; nếu là hai người, ghi năm sinh hoặc tên khác để phân biệt."

    assert sentences("person-namesake") == {
        first.pk: f"Có người cùng họ tên: Trần Văn Ba (sinh năm 1975). {advice}",
        second.pk: f"Có người cùng họ tên: Trần Văn Ba (sinh năm 1975; Trưởng Ban Pháp chế). {advice}",
    }
    assert membership.mandate.person == first


def test_commendation_twice_is_advice_for_a_row_that_was_marked_as_a_copy():
    original = CommendationFactory(title="Giấy khen")
    copy = CommendationFactory(council=original.council, title="Giấy khen tập thể")
    Commendation.objects.filter(pk=copy.pk).update(title_key=f"{original.title_key}{COPY_MARK}{copy.pk}")

    sentence = f"Trùng với khen thưởng “{original}” đã ghi trước; hãy gộp số liệu rồi xóa một bản ghi."
    assert sentences("commendation-twice") == {copy.pk: sentence}
    assert others("commendation-twice") == [original]
    original.delete()
    assert sentences("commendation-twice") == {}


def test_membership_two_heads_is_advice_for_the_later_head():
    first = MembershipFactory(role="head", end=date(2022, 1, 1))
    term = first.mandate.term
    second = MembershipFactory(mandate=MandateFactory(term=term), body=first.body, role="head", start=date(2021, 12, 1))
    MembershipFactory(mandate=MandateFactory(term=term), body=first.body, role="deputy")

    assert sentences("membership-two-heads") == {
        second.pk: "Cùng lúc có người đứng đầu khác, từ 28/06/2021 đến trước 01/01/2022."
    }
    Membership.objects.filter(pk=second.pk).update(start=date(2022, 1, 1))
    assert sentences("membership-two-heads") == {}


@pytest.mark.parametrize("end", [None, ENDED], ids=["current term", "ended term"])
def test_mandates_of_term_and_unit_are_advice_if_they_are_more_than_the_seats(end):
    term = TermFactory(seats=1, end=end)
    unit = ElectoralUnitFactory(term=term, seats=1)
    closing = {"end": end, "end_reason": "term_ended"} if end else {}
    MandateFactory(term=term, unit=unit, relieved=True)
    MandateFactory(term=term, unit=unit, **closing)
    assert sentences("term-mandates") == sentences("unit-mandates") == {}

    MandateFactory(term=term, unit=unit, **closing)

    sentence = "Có 2 tư cách đại biểu, nhiều hơn số đại biểu được bầu (1)."
    assert sentences("term-mandates") == {term.pk: sentence}
    assert sentences("unit-mandates") == {unit.pk: sentence}


@pytest.mark.parametrize(
    ("seats", "elected_on", "sentence"),
    [
        (35, date(2026, 3, 15), None),
        (36, date(2026, 3, 15), "Số đại biểu được bầu (36) nhiều hơn mức cao nhất 35 theo Luật mới."),
        (36, date(2025, 6, 15), None),  # before the law
        (14, date(2026, 3, 15), "Số đại biểu được bầu (14) ít hơn mức thấp nhất 15 theo Luật mới."),
    ],
)
def test_term_seats_is_advice_outside_the_law_of_the_day_of_election(seats, elected_on, sentence):
    law = {"start": date(2025, 6, 16), "basis": "Luật mới"}
    LegalConstantFactory(**law)
    LegalConstantFactory(key="delegates.min", value=15, **law)
    LegalConstantFactory(unit_kind="ward", value=3, **law)
    LegalConstantFactory(unit_kind="", value=3, **law)
    term = TermFactory(seats=seats, elected_on=elected_on)

    assert sentences("term-seats") == ({term.pk: sentence} if sentence else {})


def test_term_seats_uses_the_measure_of_the_council_itself_first():
    council = CouncilFactory()
    LegalConstantFactory()
    LegalConstantFactory(council=council, unit_kind="", value=125)

    TermFactory(council=council, seats=125)

    assert sentences("term-seats") == {}


def test_mandate_and_term_outside_their_parents_are_advice():
    mandate = MandateFactory()
    TermFactory()
    Term.objects.filter(pk=mandate.term_id).update(start=date(2021, 7, 1))
    type(mandate.term.council).objects.filter(pk=mandate.term.council_id).update(start=date(2021, 7, 2))

    assert sentences("mandate-outside-term") == {mandate.pk: "Thời gian nằm ngoài nhiệm kỳ (từ 01/07/2021)."}
    assert sentences("term-outside-council") == {
        mandate.term_id: "Thời gian nằm ngoài thời gian hoạt động của HĐND (từ 02/07/2021)."
    }
