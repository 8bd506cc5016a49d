"""The rows that the page behind a figure lists, one function for each kind of record.

A row of a reception states date, place and receivers only.
"""

from datetime import date

from citizens.models import Petition, ReceptionSession, VoterMeeting, VoterMeetingRound
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_money, format_number
from councils.models import Commendation
from reports.indicators.base import ListedRecord
from resolutions.models import IssuedDocument, Programme, Resolution, SupportResult
from sessions_app.models import CouncilSession
from supervision.models import SupervisedUnit, Supervision


def session_row(session: CouncilSession) -> ListedRecord:
    return ListedRecord(
        title=session.name,
        date=session.opened_on,
        date_label="khai mạc",
        number=session.term.council.name,
        meta=session.kinds_label,
    )


def resolution_row(resolution: Resolution) -> ListedRecord:
    return ListedRecord(
        title=resolution.title,
        number=resolution.symbol,
        date=resolution.adopted_on,
        date_label="thông qua",
        meta=f"{resolution.session.name}, {resolution.class_label}",
        url=resolution.get_absolute_url() if resolution.is_hosted else "",
    )


def document_row(document: IssuedDocument) -> ListedRecord:
    return ListedRecord(
        title=document.title,
        number=document.symbol,
        date=document.issued_on,
        date_label="ban hành",
        meta=document.get_doc_type_display(),
        url=document.get_absolute_url() if document.is_hosted else "",
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
