"""The rules of the parts of a session, of questions and of meetings: forms and imports say them, the database holds them."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.records.periods import Period
from sessions_app.models import Question, SessionDocument, Sitting, StandingMeeting
from tests.factories.councils import AgencyFactory, CouncilFactory, MandateFactory
from tests.factories.sessions_app import (
    AgendaItemFactory,
    AttendanceFactory,
    CouncilSessionFactory,
    MeetingTaskFactory,
    QuestionFactory,
    QuestionTopicFactory,
    RequiredDocumentFactory,
    SessionDocumentFactory,
    SittingFactory,
    StandingMeetingFactory,
)
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db
YEAR = Period.inclusive(date(2021, 1, 1), date(2021, 12, 31))
SECRETS = "Luật Bảo vệ bí mật nhà nước số 29/2018/QH14"


def repeated(factory, *names, **values):
    """A second row with the same values in the columns `names`."""
    first = factory(**values)
    return unsaved(factory, **{name: getattr(first, name) for name in names})


BROKEN = {
    "sitting number": (lambda: repeated(SittingFactory, "session", "number"), "number", "Số thứ tự này đã có."),
    "sitting zero": (lambda: unsaved(SittingFactory, number=0), "number", "Số phiên họp bắt đầu từ 1."),
    "sitting times": (
        lambda: unsaved(SittingFactory, starts_at=time(8), ends_at=time(8)),
        "ends_at",
        "Giờ kết thúc phải sau giờ bắt đầu.",
    ),
    "attendance twice": (
        lambda: repeated(AttendanceFactory, "sitting", "mandate"),
        "mandate",
        "Đại biểu này đã điểm danh.",
    ),
    "attendance time of an absent delegate": (
        lambda: unsaved(AttendanceFactory, state="absent", came_at=time(9)),
        "came_at",
        "Chỉ đại biểu có mặt mới có giờ đến, giờ về.",
    ),
    "attendance times": (
        lambda: unsaved(AttendanceFactory, came_at=time(9), left_at=time(8)),
        "left_at",
        "Giờ về phải sau giờ đến.",
    ),
    "agenda order": (lambda: repeated(AgendaItemFactory, "session", "order"), "order", "Số thứ tự này đã có."),
    "agenda reason": (
        lambda: unsaved(AgendaItemFactory, state="dropped"),
        "state_reason",
        "Rút hoặc chuyển thì phải ghi lý do.",
    ),
    "agenda times": (
        lambda: unsaved(AgendaItemFactory, started_at=time(9), ended_at=time(8)),
        "ended_at",
        "Giờ kết thúc không thể trước giờ bắt đầu.",
    ),
    "document twice": (
        lambda: repeated(SessionDocumentFactory, "session", "kind", "title"),
        "title",
        "Kỳ họp đã có tài liệu cùng loại, cùng tên, cùng bản.",
    ),
    "document without reason": (
        lambda: unsaved(SessionDocumentFactory, is_confidential=True, file="", author=""),
        "legal_reason",
        "Phải ghi căn cứ không công khai.",
    ),
    "confidential document with a file": (
        lambda: unsaved(SessionDocumentFactory, is_confidential=True, legal_reason=SECRETS, author=""),
        "is_confidential",
        "Tài liệu không công khai theo quy định thì không ghi tên, số, cơ quan soạn và không tải tệp lên cổng.",
    ),
    "required twice": (
        lambda: repeated(RequiredDocumentFactory, "council", "kind", "words"),
        "words",
        "Tài liệu phải có này đã ghi.",
    ),
    "meeting number": (
        lambda: repeated(StandingMeetingFactory, "term", "number"),
        "number",
        "Số phiên họp này đã có trong năm.",
    ),
    "meeting day": (
        lambda: repeated(StandingMeetingFactory, "term", "number", number=None),
        "held_on",
        "Đã có phiên họp không đánh số cùng loại vào ngày này.",
    ),
    "task order": (lambda: repeated(MeetingTaskFactory, "meeting", "order"), "order", "Số thứ tự này đã có."),
    "topic of nothing": (
        lambda: unsaved(QuestionTopicFactory, session=None),
        "session",
        "Nhóm vấn đề thuộc một kỳ họp hoặc một phiên họp Thường trực.",
    ),
    "explanation at a session": (
        lambda: unsaved(QuestionTopicFactory, is_explanation=True),
        "is_explanation",
        "Giải trình không diễn ra tại kỳ họp.",
    ),
    "topic twice": (
        lambda: repeated(QuestionTopicFactory, "session", "title", "council"),
        "title",
        "Kỳ họp đã có nhóm vấn đề này.",
    ),
    "question twice": (
        lambda: repeated(QuestionFactory, "session", "council", "text"),
        "text",
        "Chất vấn này đã ghi.",
    ),
    "oral question of nothing": (
        lambda: unsaved(QuestionFactory, session=None),
        "session",
        "Chất vấn trực tiếp phải thuộc một kỳ họp hoặc một phiên họp Thường trực.",
    ),
    "answer before the question": (
        lambda: unsaved(QuestionFactory, answered_on=date(2021, 9, 27)),
        "answered_on",
        "Ngày sau không thể trước ngày trước.",
    ),
    "day without promise": (
        lambda: unsaved(QuestionFactory, promise_due_on=date(2022, 3, 31)),
        "promise",
        "Có hạn hoặc kết quả thực hiện thì phải ghi lời hứa.",
    ),
    "promise for yesterday": (
        lambda: unsaved(QuestionFactory, promise="Xây xong", promise_due_on=date(2021, 9, 27)),
        "promise_due_on",
        "Hạn thực hiện không thể trước ngày chất vấn.",
    ),
}


@pytest.mark.parametrize(("make", "field", "message"), BROKEN.values(), ids=BROKEN)
def test_constraints_of_session_parts_name_their_field_and_hold_in_the_database(make, field, message):
    record = make()

    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    assert message in " ".join(refused.value.message_dict.get(field, []))
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.bulk_create([record])


def test_attendance_is_for_delegates_of_the_term_on_that_day():
    sitting = SittingFactory()
    gone = MandateFactory(term=sitting.session.term, start=date(2021, 6, 30), end=date(2021, 9, 28), end_reason="relieved")
    for mandate in (gone, MandateFactory()):
        with pytest.raises(ValidationError, match="Người này không phải đại biểu của khóa vào ngày họp."):
            AttendanceFactory.build(sitting=sitting, mandate=mandate).full_clean()


def test_sitting_with_attendance_counts_the_roll_and_the_mandates_of_the_day():
    sitting = SittingFactory()
    mandates = MandateFactory.create_batch(5, term=sitting.session.term, start=date(2021, 6, 30))
    MandateFactory(term=sitting.session.term, start=date(2021, 6, 30), end=date(2021, 9, 28), end_reason="relieved")
    AttendanceFactory(sitting=sitting, mandate=mandates[0])
    AttendanceFactory(sitting=sitting, mandate=mandates[1], came_at=time(14, 5))
    AttendanceFactory(sitting=sitting, mandate=mandates[2], state="excused", reason="đi công tác")
    AttendanceFactory(sitting=sitting, mandate=mandates[3], state="absent")

    counted = Sitting.objects.with_attendance().get(pk=sitting.pk)

    assert (counted.present, counted.excused, counted.absent, counted.late, counted.base) == (2, 1, 1, 1, 5)


def test_sitting_lies_within_its_session():
    sitting = SittingFactory.build(session=CouncilSessionFactory(), held_on=date(2021, 9, 29))

    with pytest.raises(ValidationError, match=r"Ngày họp nằm ngoài thời gian của kỳ họp \(28/09/2021\)"):
        sitting.full_clean()


def test_confidential_document_has_no_title_of_its_own():
    document = SessionDocumentFactory(
        title="Phương án phòng thủ", is_confidential=True, legal_reason=SECRETS, file="", author="", symbol=""
    )

    stored = SessionDocument.objects.get(pk=document.pk)
    assert (stored.title, stored.search_key) == ("Tài liệu không công khai", "")


def test_session_document_is_public_with_its_session_only():
    public = SessionDocumentFactory(published=True)
    SessionDocumentFactory(published=True, visibility="delegates")
    SessionDocumentFactory(published=True, visibility="staff")
    SessionDocumentFactory(published=True, session=CouncilSessionFactory())
    SessionDocumentFactory()
    SessionDocumentFactory(published=True, session__term__council__is_hosted=False)

    assert list(SessionDocument.objects.published()) == [public]
    assert [document.pk for document in SessionDocument.objects.all() if document.is_public()] == [public.pk]


def test_session_document_is_readable_by_delegates_of_its_council():
    own = SessionDocumentFactory(published=True, visibility="delegates")
    SessionDocumentFactory(published=True, session=own.session, visibility="staff")
    public = SessionDocumentFactory(published=True)

    readable = SessionDocument.objects.readable_by([own.session.term.council])
    assert set(readable) == {own, public}
    assert set(SessionDocument.objects.readable_by([CouncilFactory()])) == {public}


def test_session_document_counts_its_versions():
    first = SessionDocumentFactory(kind="draft_resolution", title="Dự thảo nghị quyết về dự toán")
    second = SessionDocumentFactory(session=first.session, kind=first.kind, title=first.title, replaces=first)

    assert (second.version, second.name) == (2, "Dự thảo nghị quyết về dự toán (bản thứ 2)")
    assert list(SessionDocument.objects.newest_versions()) == [second]


def test_session_document_does_not_replace_what_replaces_it():
    first = SessionDocumentFactory()
    second = SessionDocumentFactory(session=first.session, replaces=first)
    first.replaces = SessionDocumentFactory(session=first.session, replaces=second)

    with pytest.raises(ValidationError) as refusal:
        first.full_clean()

    assert refusal.value.message_dict["replaces"] == ["Bản này lại thay cho chính tài liệu đang ghi; hãy chọn bản cũ hơn."]


def test_standing_meeting_takes_its_year_and_explanation_from_day_and_kind():
    meeting = StandingMeetingFactory(kind="explanation", number=None, year=None)

    assert (meeting.year, meeting.has_explanation, str(meeting)) == (2021, True, "Phiên giải trình, 15/10/2021")


def test_standing_meetings_are_counted_by_day_kind_and_explanation():
    meeting = StandingMeetingFactory()
    explanation = StandingMeetingFactory(term=meeting.term, kind="explanation")
    joint = StandingMeetingFactory(term=meeting.term, kind="joint")
    StandingMeetingFactory(term=meeting.term, life="planned")
    StandingMeetingFactory(term=meeting.term, held_on=date(2022, 1, 1))

    held = StandingMeeting.objects.held_in(YEAR)
    assert set(held) == {meeting, explanation, joint}
    assert set(held.meetings()) == {meeting, explanation}
    assert set(held.with_explanation()) == {explanation}


@pytest.mark.parametrize(
    ("kept_on", "on", "state", "days"),
    [
        (None, date(2022, 9, 30), "open", 0),
        (None, date(2022, 10, 1), "overdue", 1),
        (date(2022, 9, 30), date(2022, 11, 14), "kept", 0),
        (date(2022, 10, 15), date(2022, 10, 14), "overdue", 14),
        (date(2022, 10, 15), date(2022, 10, 15), "kept_late", 0),
    ],
)
def test_promise_state_is_that_of_the_day(kept_on, on, state, days):
    question = QuestionFactory(
        promise="Xây xong trường", promise_due_on=date(2022, 9, 30), promise_kept_on=kept_on, promise_evidence="Biên bản."
    )

    annotated = Question.objects.with_promise_state_on(on).get(pk=question.pk)
    assert (question.promise_state_on(on), annotated.promise_state, question.days_overdue_on(on)) == (state, state, days)
    assert Question.objects.overdue_on(on).exists() is (state == "overdue")


def test_promise_state_without_a_promise_or_a_day():
    question, undated = QuestionFactory(), QuestionFactory(promise="Sẽ xem xét")

    states = dict(Question.objects.with_promise_state_on(date(2030, 1, 1)).values_list("pk", "promise_state"))
    assert states == {question.pk: "", undated.pk: "open"}
    assert undated.promise_state_on(date(2030, 1, 1)) == "open"


def test_question_takes_council_and_field_from_its_session_and_topic():
    topic = QuestionTopicFactory()
    question = QuestionFactory(session=topic.session, topic=topic, council=None)

    assert question.council == topic.session.term.council


def test_question_refuses_records_of_another_session_or_council():
    question = QuestionFactory()
    question.topic = QuestionTopicFactory(session__term=question.session.term)
    question.respondent = AgencyFactory()
    question.asked_by = MandateFactory(term=question.session.term, start=date(2021, 6, 30))

    with pytest.raises(ValidationError) as refused:
        question.full_clean()
    assert set(refused.value.message_dict) == {"respondent"}

    question.respondent = None
    with pytest.raises(ValidationError, match="Nhóm vấn đề này thuộc một kỳ họp hoặc phiên họp khác"):
        question.full_clean()


def test_task_is_for_one_actor_of_the_council():
    task = MeetingTaskFactory()
    task.agency = AgencyFactory()

    with pytest.raises(ValidationError, match="Cơ quan này thuộc một HĐND khác"):
        task.full_clean()


def test_oral_question_is_asked_on_a_day_of_its_session():
    with pytest.raises(ValidationError) as refused:
        QuestionFactory(asked_on=date(2021, 9, 29)).full_clean()

    assert "Chất vấn trực tiếp phải vào một ngày của kỳ họp" in refused.value.message_dict["asked_on"][0]
    QuestionFactory(asked_on=date(2021, 9, 29), mode="written").full_clean()
