"""What the checks find missing in a session, and in its documents: each with a session that lacks it and one that does not."""

from datetime import date

import pytest

from sessions_app.models import SessionDocument
from tests.checked import sentences
from tests.factories.councils import MandateFactory, TermFactory
from tests.factories.sessions_app import (
    AgendaItemFactory,
    AttendanceFactory,
    CouncilSessionFactory,
    RequiredDocumentFactory,
    SessionDocumentFactory,
    SittingFactory,
)

pytestmark = pytest.mark.django_db
ON = date(2021, 10, 1)


@pytest.fixture
def session():
    """A session of a term with three delegates."""
    session = CouncilSessionFactory(season="end_year")
    MandateFactory.create_batch(3, term=session.term, start=date(2021, 6, 30))
    return session


def record_attendance(sitting, delegates):
    """Record that `delegates` were present."""
    for mandate in delegates:
        AttendanceFactory(sitting=sitting, mandate=mandate)


def test_session_attendance_names_the_sittings_that_lack_delegates(session):
    first, second, third = SittingFactory.create_batch(3, session=session)
    record_attendance(first, session.term.mandates.all())
    record_attendance(second, session.term.mandates.all()[:1])

    sentence = f"Chưa điểm danh đủ: phiên {second.number} thiếu 2 đại biểu; phiên {third.number} chưa điểm danh."
    assert sentences("session-attendance", ON) == {session.pk: sentence}


def test_session_attendance_is_complete_with_all_delegates_of_the_day(session):
    MandateFactory(term=session.term, start=date(2021, 6, 30), end=date(2021, 9, 1), end_reason="relieved")
    record_attendance(SittingFactory(session=session), session.term.mandates.filter(end__isnull=True))

    assert sentences("session-attendance", ON) == {}


def test_session_attendance_asks_for_sittings_of_a_held_session(session):
    CouncilSessionFactory(planned=True)

    assert sentences("session-attendance", ON) == {session.pk: "Chưa ghi phiên họp nào, nên chưa có điểm danh."}


@pytest.mark.parametrize(("on", "is_listed"), [(date(2021, 12, 9), False), (date(2021, 12, 10), True)])
def test_session_agenda_is_missing_from_the_tenth_day_before_the_planned_one(on, is_listed):
    planned = CouncilSessionFactory(planned=True)

    assert sentences("session-agenda", on) == ({planned.pk: "Chưa ghi chương trình của kỳ họp."} if is_listed else {})


def test_session_agenda_documents_names_reports_without_document(session):
    AgendaItemFactory(session=session, order=1, kind="opening")
    SessionDocumentFactory(session=session, agenda_item=AgendaItemFactory(session=session, order=2, kind="report"))
    AgendaItemFactory(session=session, order=3, kind="report")
    AgendaItemFactory(session=session, order=4, kind="report", state="dropped", state_reason="Chưa đủ hồ sơ.")
    AgendaItemFactory(session=session, order=5, kind="report")

    assert sentences("session-agenda", ON) == {}
    assert sentences("session-agenda-documents", ON) == {session.pk: "Nội dung chưa có tài liệu: mục 3, 5."}


def test_session_minutes_are_missing_from_the_day_after_the_closing(session):
    other = CouncilSessionFactory(term=session.term)
    SessionDocumentFactory(session=other, kind="minutes", visibility="staff")

    assert sentences("session-minutes", date(2021, 9, 28)) == {}
    assert sentences("session-minutes", date(2021, 9, 29)) == {
        session.pk: "Đã bế mạc ngày 28/09/2021 mà chưa có biên bản kỳ họp."
    }


def test_session_required_compares_kind_and_words_of_documents(session):
    council = session.term.council
    for words in ("dự toán ngân sách", "Đầu tư công", "tiếp công dân"):
        RequiredDocumentFactory(council=council, season="end_year", words=words)
    RequiredDocumentFactory(council=council, season="mid_year", words="quyết toán")
    RequiredDocumentFactory(council=council, words="bỏ", is_active=False)
    SessionDocumentFactory(session=session, kind="submission", title="Tờ trình về DỰ TOÁN ngân sách quận năm 2022")
    SessionDocumentFactory(session=session, kind="report", title="Báo cáo đầu tư công")

    sentence = "Thiếu tài liệu phải có: tờ trình có “Đầu tư công”, tờ trình có “tiếp công dân”."
    assert sentences("session-required", ON) == {session.pk: sentence}


def test_session_documents_unpublished_counts_what_everybody_may_read(session):
    SessionDocumentFactory.create_batch(2, session=session)
    SessionDocumentFactory(session=session, visibility="staff")
    SessionDocumentFactory(session=session, published=True)

    assert sentences("session-documents-unpublished", ON) == {session.pk: "2 tài liệu dành cho mọi người chưa được công khai."}


def test_session_document_checks_look_at_its_file():
    scan = SessionDocumentFactory(published=True)
    SessionDocument.objects.filter(pk=scan.pk).update(is_scan=True, has_text=None)
    missing = SessionDocumentFactory(published=True, file="")
    SessionDocumentFactory(file="")

    assert list(sentences("session-document-file")) == [scan.pk]
    assert sentences("session-document-missing") == {missing.pk: "Tài liệu đã công khai mà chưa tải tệp lên."}


def test_required_document_applies_to_the_second_kind_of_a_session():
    session = CouncilSessionFactory(kind="thematic", second_kind="closing", is_regular=False)
    closing = RequiredDocumentFactory(council=session.term.council, session_kind="closing", words="tổng kết")
    RequiredDocumentFactory(council=TermFactory().council, session_kind="closing", words="tổng kết")

    assert sentences("session-required", ON) == {session.pk: f"Thiếu tài liệu phải có: {closing}."}


def test_sessions_of_councils_without_pages_may_lack_their_parts():
    CouncilSessionFactory(term__council__is_hosted=False)

    for code in ("session-attendance", "session-agenda", "session-minutes"):
        assert sentences(code, ON) == {}
