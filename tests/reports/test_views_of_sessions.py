"""The pages behind the figures of sessions, questions and meetings: what they list, and where each row leads."""

import re
from datetime import date

import pytest

from tests.factories.citizens import VoterMeetingFactory
from tests.factories.councils import AgencyFactory
from tests.factories.resolutions import ConfidenceBallotFactory
from tests.factories.sessions_app import (
    AttendanceFactory,
    QuestionFactory,
    QuestionTopicFactory,
    SittingFactory,
    StandingMeetingFactory,
)
from tests.reports.figure_values import figure_value
from tests.reports.records import draft, issued, session

pytestmark = pytest.mark.django_db

DAY = date(2021, 9, 28)


@pytest.fixture
def held(district):
    """A session of one delegate who was present, with a question, its topic and a confidence ballot."""
    held = session(district.council, number=2, opened_on=DAY)
    AttendanceFactory(sitting=SittingFactory(session=held, number=1, has_questions=True), mandate=district.mandate)
    topic = QuestionTopicFactory(session=held, title="Trường học")
    QuestionFactory(
        session=held,
        topic=topic,
        asked_by=district.mandate,
        text="Bao giờ xây xong?",
        published=True,
        respondent=AgencyFactory(council=district.council, name="Phòng Giáo dục"),
        promise="Xong trước khai giảng",
        promise_due_on=date(2021, 12, 1),
    )
    ConfidenceBallotFactory(session=held, published=True)
    StandingMeetingFactory(term=held.term, number=5, subject="Chuẩn bị kỳ họp", has_explanation=True, published=True)
    return held


def text_of(response):
    """The text of a page without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


ROWS = {
    "questions.raised": ["Bao giờ xây xong?", "Phòng Giáo dục; lời hứa: Xong trước khai giảng, hạn 01/12/2021, quá hạn"],
    "questions.promises": ["Bao giờ xây xong?", "Lời hứa quá hạn"],
    "questions.sittings": ["Phiên 1, sáng 28/09/2021", "Kỳ họp thứ 2"],
    "questions.topics": ["Trường học", "Kỳ họp thứ 2"],
    "explanations.held": ["Chuẩn bị kỳ họp", "Phiên họp thứ 5", "có giải trình"],
    "standing_meetings.held": ["Chuẩn bị kỳ họp", "Phiên họp thứ 5"],
    "confidence.ballots": ["Lấy phiếu tín nhiệm tại Kỳ họp thứ 2", "tổng số 35 đại biểu"],
    "sessions.attendance": ["Kỳ họp thứ 2", "1/1 đại biểu, ngày 28/09/2021"],
}


@pytest.mark.parametrize(("code", "texts"), ROWS.items())
def test_figure_view_lists_the_records_of_sessions_with_links(client, district, held, code, texts):
    response = client.get(f"{issued(draft(district.council)).get_absolute_url()}{code}/")
    page = text_of(response)
    event = held.term.standing_meetings.get() if "meeting" in code or "held" in code else held
    record = held.questions.get() if code in ("questions.raised", "questions.promises") else event

    assert figure_value(response) == "1"
    assert [text for text in texts if text not in page] == []
    assert f'href="{record.get_absolute_url()}"' in response.content.decode()


def test_figure_view_of_a_rate_says_of_which_numbers_it_is(client, district, held):
    VoterMeetingFactory(
        council=district.council, published=True, delegates_present=4, delegates_expected=5, attendees=1100, invited=1200
    )
    address = issued(draft(district.council)).get_absolute_url()

    assert "Tính từ 1/1 lượt đại biểu." in text_of(client.get(f"{address}sessions.attendance/"))
    assert "Tính từ 4/5 lượt đại biểu." in text_of(client.get(f"{address}voter_meetings.attendance_rate/"))
    assert "Tính từ 1.100/1.200 lượt cử tri." in text_of(client.get(f"{address}voter_meetings.attendance_rate/?phan=voters"))
    assert "Tính từ" not in text_of(client.get(f"{address}questions.raised/"))


def test_figure_view_of_a_part_lists_its_records_only(client, district, held):
    QuestionFactory(council=district.council, written=True, published=True, text="Bằng văn bản?")
    address = issued(draft(district.council)).get_absolute_url()

    assert "Bằng văn bản?" not in text_of(client.get(f"{address}questions.raised/?phan=oral"))
    assert "Bằng văn bản?" in text_of(client.get(f"{address}questions.raised/?phan=written"))
    assert "Bằng văn bản?" not in text_of(client.get(f"{address}questions.promises/"))
    assert "Bao giờ xây xong?" in text_of(client.get(f"{address}questions.promises/?phan=overdue"))


def test_figure_view_lists_no_topic_of_a_session_that_was_withdrawn_since(client, district, held):
    address = f"{issued(draft(district.council)).get_absolute_url()}questions.topics/"
    assert "Trường học" in text_of(client.get(address))

    held.status, held.withdrawn_reason = "withdrawn", "Có dữ liệu cá nhân."
    held.save()
    response = client.get(address)
    assert figure_value(response) == "1"
    assert "Trường học" not in text_of(response)


def test_figure_view_lists_no_topic_of_an_unpublished_session(client, district, held):
    QuestionTopicFactory(
        title="Chưa công khai", session=session(district.council, number=3, status="withdrawn", withdrawn_reason="Mật.")
    )
    response = client.get(f"{issued(draft(district.council)).get_absolute_url()}questions.topics/")

    assert figure_value(response) == "2"
    assert "Chưa công khai" not in text_of(response)


@pytest.mark.parametrize("code", ["questions.raised", "sessions.attendance"])
def test_figure_view_needs_a_fixed_number_of_queries(client, district, held, code, django_assert_num_queries):
    for day in (3, 4, 5):
        other = session(district.council, number=day, opened_on=date(2021, 11, day))
        AttendanceFactory(sitting=SittingFactory(session=other, number=1), mandate=district.mandate)
        QuestionFactory(session=other, published=True, asked_by=district.mandate)
    address = f"{issued(draft(district.council)).get_absolute_url()}{code}/"
    client.get(address)

    with django_assert_num_queries(4):
        client.get(address)
