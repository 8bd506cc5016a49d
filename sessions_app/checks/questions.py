"""The checks of questions with their promises, and of the tasks of meetings of the Thường trực."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from core.records.checks import Problem, Severity, check
from core.records.periods import Period
from core.vietnamese.dates import short_date
from sessions_app.checks.council_sessions import opened_in
from sessions_app.models import CouncilSession, MeetingTask, Question, StandingMeeting

Rows = QuerySet[Any]  # Any: rows of the model of each check
MAX_DAYS_WITHOUT_ANSWER = 15


def asked_in(period: Period) -> Q:
    """The condition for questions that were asked in the period."""
    return Q(**period.days_of("asked_on"))


def unanswered_on(on: date) -> Q:
    """The condition for questions that should have an answer on the day `on`."""
    return Q(answered_on__isnull=True, answer="", asked_on__lt=on - timedelta(days=MAX_DAYS_WITHOUT_ANSWER))


@check("question-answer", Question, Severity.ADVICE, "Chất vấn quá 15 ngày chưa có trả lời", asked_in)
def without_answer(rows: Rows, on: date) -> Iterator[Problem]:
    for question in rows.filter(unanswered_on(on)):
        asked_on = short_date(question.asked_on)
        yield Problem(question, f"Chất vấn ngày {asked_on}, quá {MAX_DAYS_WITHOUT_ANSWER} ngày chưa ghi trả lời.")


@check("session-questions", CouncilSession, Severity.ADVICE, "Kỳ họp có chất vấn chưa có trả lời", opened_in)
def sessions_with_unanswered_questions(rows: Rows, on: date) -> Iterator[Problem]:
    unanswered = Count("questions", filter=Q(questions__answered_on__isnull=True, questions__answer=""))
    for session in rows.annotate(unanswered=unanswered).filter(unanswered__gt=0).select_related("term__council"):
        yield Problem(session, f"{session.unanswered} chất vấn chưa ghi trả lời.")


@check("question-promise", Question, Severity.ADVICE, "Lời hứa khi trả lời chất vấn quá hạn mà chưa thực hiện", asked_in)
def with_overdue_promise(rows: Rows, on: date) -> Iterator[Problem]:
    for question in rows.overdue_on(on):  # type: ignore[attr-defined]  # rows of Question
        due, days = short_date(question.promise_due_on), question.days_overdue_on(on)
        yield Problem(question, f"Lời hứa “{question.promise}” có hạn {due}, quá hạn {days} ngày.")


@check("question-due", Question, Severity.ADVICE, "Lời hứa khi trả lời chất vấn chưa ghi hạn", asked_in)
def with_promise_without_day(rows: Rows, on: date) -> Iterator[Problem]:
    for question in rows.filter(promise_due_on__isnull=True, promise_kept_on__isnull=True).exclude(promise=""):
        yield Problem(question, "Lời hứa chưa ghi hạn thực hiện, nên cổng không biết khi nào quá hạn.")


@check("question-evidence", Question, Severity.ADVICE, "Lời hứa ghi đã thực hiện mà không ghi căn cứ", asked_in)
def without_evidence(rows: Rows, on: date) -> Iterator[Problem]:
    for question in rows.filter(promise_kept_on__isnull=False, promise_evidence=""):
        done = short_date(question.promise_kept_on)
        yield Problem(question, f"Lời hứa ghi thực hiện xong ngày {done} mà chưa ghi căn cứ.")


@check(
    "meeting-task",
    StandingMeeting,
    Severity.ADVICE,
    "Việc theo kết luận phiên họp Thường trực quá hạn chưa làm xong",
    lambda period: Q(**period.days_of("held_on")),
)
def with_overdue_tasks(rows: Rows, on: date) -> Iterator[Problem]:
    for task in MeetingTask.objects.filter(meeting__in=rows).overdue_on(on).select_related("meeting__term__council"):
        yield Problem(task.meeting, f"Việc “{task.text}” có hạn {short_date(task.due_on)} mà chưa ghi làm xong.")
