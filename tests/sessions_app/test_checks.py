"""The checks of sessions: each with a session that breaks it and one that does not."""

from datetime import date

import pytest

from sessions_app.models import CouncilSession
from tests.checked import others, sentences
from tests.factories.councils import MandateFactory, TermFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("on", "is_listed"), [(date(2021, 10, 27), False), (date(2021, 10, 28), True)])
def test_session_unclosed_is_an_error_from_the_thirtieth_day(on, is_listed):
    session = CouncilSessionFactory(opened_on=date(2021, 9, 28), closed_on=None)
    CouncilSessionFactory(term=session.term, opened_on=date(2021, 9, 1))

    sentence = "Kỳ họp khai mạc ngày 28/09/2021 chưa ghi ngày bế mạc sau 30 ngày."
    assert sentences("session-unclosed", on) == ({session.pk: sentence} if is_listed else {})


def test_session_outside_term_is_advice_for_a_planned_session():
    term = TermFactory(end=date(2025, 7, 1))
    planned = CouncilSessionFactory(term=term, planned=True, planned_on=date(2025, 7, 1))
    CouncilSessionFactory(term=term, planned=True, planned_on=date(2025, 6, 30))
    CouncilSessionFactory(term=term, planned_on=date(2021, 6, 1))  # the plan of a session that was held does not matter

    assert sentences("session-outside-term") == {planned.pk: "Ngày nằm ngoài thời gian của khóa: dự kiến họp 01/07/2025."}


def test_session_outside_term_is_advice_where_the_term_was_moved():
    session = CouncilSessionFactory()
    type(session.term).objects.filter(pk=session.term_id).update(start=date(2021, 9, 29))

    sentence = "Ngày nằm ngoài thời gian của khóa: khai mạc 28/09/2021, bế mạc 28/09/2021."
    assert sentences("session-outside-term") == {session.pk: sentence}


def test_session_result_is_advice_from_the_day_after_the_planned_one():
    session = CouncilSessionFactory(planned=True, planned_on=date(2022, 7, 6))
    CouncilSessionFactory(term=session.term, life="postponed", planned_on=date(2022, 7, 5), opened_on=None)

    sentence = "Chưa ghi kết quả: dự kiến họp ngày 06/07/2022, đến nay chưa ghi đã họp, hoãn hay hủy."
    assert sentences("session-result", date(2022, 7, 6)) == {}
    assert sentences("session-result", date(2022, 7, 7)) == {session.pk: sentence}


def test_session_order_and_same_day_are_advice():
    term = TermFactory()
    second = CouncilSessionFactory(term=term, number=2, opened_on=date(2021, 9, 28))
    third = CouncilSessionFactory(term=term, number=3, opened_on=date(2021, 9, 27))
    CouncilSessionFactory(term=term, number=1, opened_on=date(2021, 7, 1))
    thematic = {"kind": "thematic", "series": "thematic", "is_regular": False}
    CouncilSessionFactory(term=term, number=9, opened_on=date(2021, 7, 2), **thematic)  # numbers of another series

    assert sentences("session-order") == {third.pk: "Khai mạc ngày 27/09/2021, trước kỳ họp thứ 2 (ngày 28/09/2021)."}
    assert others("session-order") == [second]
    assert sentences("session-same-day") == {}

    CouncilSession.objects.filter(pk=third.pk).update(opened_on=date(2021, 9, 28), closed_on=date(2021, 9, 28))

    assert sentences("session-order") == {}
    assert sentences("session-same-day") == {
        second.pk: "Khai mạc cùng ngày 28/09/2021 với kỳ họp thứ 3.",
        third.pk: "Khai mạc cùng ngày 28/09/2021 với kỳ họp thứ 2.",
    }


@pytest.mark.parametrize(
    ("total", "mandates", "expected"), [(35, 0, None), (34, 0, 35), (1, 1, None), (35, 1, 1), (None, 1, None)]
)
def test_session_delegates_is_advice_if_it_is_not_the_number_of_that_day(total, mandates, expected):
    session = CouncilSessionFactory(total_delegates=total)
    MandateFactory.create_batch(mandates, term=session.term)
    if mandates:
        MandateFactory(term=session.term, end=session.opened_on, end_reason="relieved")

    sentence = f"Tổng số đại biểu ghi {total}, khác số đại biểu của khóa ngày ấy ({expected})."
    assert sentences("session-delegates") == ({session.pk: sentence} if expected else {})
