"""The rows that the page behind a figure lists, one function for each kind of record.

A row of a reception states date, place and receivers only.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from citizens.models import Petition, ReceptionSession, VoterMeeting, VoterMeetingRound
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_money, format_number
from councils.models import Commendation
from reports.indicators.base import ListedRecord
from resolutions.models import ConfidenceBallot, IssuedDocument, Programme, Resolution, SupportResult
from sessions_app.models import CouncilSession, Question, QuestionTopic, Sitting, StandingMeeting
from supervision.models import SupervisedUnit, Supervision


def address_of(record: Any) -> str:  # Any: a record with a public page
    """The address of the page of a record; "" where the public does not see it, or its council has no pages here."""
    return str(record.get_absolute_url()) if record.is_public() else ""


def session_row(session: CouncilSession) -> ListedRecord:
    return ListedRecord(
        title=session.name,
        date=session.opened_on,
        date_label="khai mạc",
        number=session.term.council.name,
        meta=session.kinds_label,
        url=address_of(session),
    )


def attendance_row(session: Any) -> ListedRecord:  # Any: with the columns of the roll of its first sitting
    """The row of a session with the attendance of its first sitting: "34/35 đại biểu, ngày 20/12/2021"."""
    attendance = f"{session.present}/{session.base} đại biểu, ngày {short_date(session.roll_on)}"
    return replace(session_row(session), meta=attendance)


def sitting_row(sitting: Sitting) -> ListedRecord:
    return ListedRecord(
        title=str(sitting),
        number=sitting.session.name,
        date=sitting.held_on,
        date_label="họp",
        meta="họp kín" if sitting.is_closed else "",
        url=address_of(sitting.session),
    )


def question_row(question: Any) -> ListedRecord:  # Any: a question with its promise_state
    """The row of a question: what was asked, by whom, of whom; with the promise and what became of it."""
    respondent = question.respondent.name if question.respondent else question.answered_by
    due = f", hạn {short_date(question.promise_due_on)}" if question.promise_due_on else ""
    state = question.promise_state
    promise = f"lời hứa: {question.promise}{due}, {Question.PromiseState(state).label}" if state else ""
    return ListedRecord(
        title=question.title,
        number=f"Chất vấn {question.get_mode_display()}",
        date=question.asked_on,
        date_label="chất vấn",
        meta="; ".join(filter(None, (question.asker_name, respondent, promise))),
        url=address_of(question),
    )


def topic_row(topic: QuestionTopic) -> ListedRecord:
    """The row of a topic, with the session or the meeting that discussed it."""
    if topic.session:
        return replace(session_row(topic.session), title=topic.title, number=topic.session.name, meta="")
    row = standing_meeting_row(topic.meeting) if topic.meeting else ListedRecord(topic.title)
    return replace(row, title=topic.title, number=topic.meeting.name if topic.meeting else "", meta="")


def standing_meeting_row(meeting: StandingMeeting) -> ListedRecord:
    return ListedRecord(
        title=meeting.subject or meeting.name,
        number=meeting.name if meeting.subject else "",
        date=meeting.held_on,
        date_label="họp",
        meta="có giải trình" if meeting.has_explanation else "",
        url=address_of(meeting),
    )


def ballot_row(ballot: ConfidenceBallot) -> ListedRecord:
    return ListedRecord(
        title=f"Lấy phiếu tín nhiệm tại {ballot.session.name}",
        date=ballot.held_on,
        date_label="lấy phiếu",
        meta=f"tổng số {ballot.total_delegates} đại biểu",
        url=address_of(ballot.session),
    )


def resolution_row(resolution: Resolution) -> ListedRecord:
    return ListedRecord(
        title=resolution.title,
        number=resolution.symbol,
        date=resolution.adopted_on,
        date_label="thông qua",
        meta=f"{resolution.session.name}, {resolution.class_label}",
        url=address_of(resolution),
    )


def document_row(document: IssuedDocument) -> ListedRecord:
    return ListedRecord(
        title=document.title,
        number=document.symbol,
        date=document.issued_on,
        date_label="ban hành",
        meta=document.get_doc_type_display(),
        url=address_of(document),
    )


def support_row(result: SupportResult) -> ListedRecord:
    details = []
    if result.beneficiaries is not None:
        details.append(f"{format_number(result.beneficiaries)} {result.beneficiaries_unit}")
    if result.amount is not None:
        details.append(f"{result.get_amount_qualifier_display()} {format_money(result.amount)}".strip())
    return ListedRecord(title=result.title, date=result.period_to, date_label="số liệu đến", meta=", ".join(details))


def programme_row(programme: Programme) -> ListedRecord:
    return ListedRecord(title=programme.title, number=str(programme.year), date=programme.signed_on, date_label="ký")


def supervision_row(supervision: Supervision) -> ListedRecord:
    return ListedRecord(
        title=supervision.title,
        date=supervision.finished_on,
        date_label="hoàn thành",
        number=supervision.leader_name,
        meta=supervision.get_form_display(),
    )


def supervised_unit_row(unit: SupervisedUnit) -> ListedRecord:
    return ListedRecord(title=unit.agency.name, date=unit.visited_on, date_label="làm việc", meta=unit.supervision.title)


def round_row(voter_round: VoterMeetingRound) -> ListedRecord:
    return ListedRecord(title=voter_round.name, date=voter_round.opened_on, date_label="bắt đầu")


def meeting_row(meeting: VoterMeeting) -> ListedRecord:
    attendance = ""
    if meeting.attendees is not None:
        attendance = f"{meeting.get_attendees_qualifier_display()} {format_number(meeting.attendees)} cử tri".strip()
    return ListedRecord(
        title=meeting.place, date=meeting.held_on, date_label="tổ chức", number="Tiếp xúc cử tri", meta=attendance
    )


def received_row(petition: Petition) -> ListedRecord:
    """The row of a petition that is counted by the day on which it was received."""
    return petition_row(petition, day=petition.received_on, date_label="tiếp nhận")


def forwarded_row(petition: Petition) -> ListedRecord:
    """The row of a petition that is counted by the day on which it was forwarded."""
    return petition_row(petition, day=petition.forwarded_on, date_label="chuyển")


def petition_row(petition: Petition, *, day: date | None, date_label: str) -> ListedRecord:
    """The row of a petition that was selected by `with_state_on`, which adds `state_on`."""
    state = petition.State(petition.state_on).label  # type: ignore[attr-defined]  # added by with_state_on
    agency = petition.agency.name if petition.agency else ""
    return ListedRecord(
        title=petition.public_summary,
        number=petition.code,
        date=day,
        date_label=date_label,
        meta="; ".join(filter(None, (agency, state))),
    )


def reception_row(reception: ReceptionSession) -> ListedRecord:
    receivers = ", ".join(str(mandate.person) for mandate in reception.receivers.all())
    return ListedRecord(
        title=reception.place,
        date=reception.held_on,
        date_label="tiếp",
        number=reception.get_receiver_display(),
        meta=receivers,
    )


def commendation_row(commendation: Commendation) -> ListedRecord:
    nouns = (("collectives", "tập thể"), ("individuals", "cá nhân"), ("households", "hộ"))
    counts = [f"{format_number(getattr(commendation, name))} {noun}" for name, noun in nouns if getattr(commendation, name)]
    return ListedRecord(
        title=f"{commendation.title} – {commendation.authority}",
        number=commendation.decision_symbol,
        date=commendation.presented_on,
        date_label="trao",
        meta=f"{commendation.get_span_display()} đến {short_date(commendation.period_to)}: {', '.join(counts)}",
    )
