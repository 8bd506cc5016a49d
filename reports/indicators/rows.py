"""How the page behind a figure lists each kind of record. Receptions show date, place and receiver only."""

from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_money, format_number
from reports.indicators.base import Row


def dated_row(record, *, title, day):
    return Row(title=title, date=day)


def session_row(session):
    return Row(title=session.name, date=session.opened_on, number=session.term.council.name, meta=session.get_kind_display())


def resolution_row(resolution):
    return Row(
        title=resolution.title,
        number=resolution.symbol,
        date=resolution.adopted_on,
        meta=f"{resolution.session.name}, {resolution.resolution_class.label}",
        url=resolution.get_absolute_url(),
    )


def document_row(document):
    return Row(title=document.title, number=document.symbol, date=document.issued_on, meta=document.get_doc_type_display())


def support_row(result):
    said = []
    if result.beneficiaries is not None:
        said.append(f"{format_number(result.beneficiaries)} {result.beneficiaries_unit}")
    if result.amount is not None:
        said.append(f"{result.get_amount_qualifier_display()} {format_money(result.amount)}".strip())
    return Row(title=result.title, date=result.period_to, meta=", ".join(said))


def programme_row(programme):
    return Row(title=programme.title, number=str(programme.year), date=programme.signed_on)


def leader_name(supervision):
    """Who led, in words."""
    if supervision.lead_mandate:
        return supervision.lead_mandate.person.full_name
    return supervision.lead_body.name if supervision.lead_body else supervision.council.name


def supervision_row(supervision):
    return Row(
        title=supervision.title,
        date=supervision.finished_on,
        number=leader_name(supervision),
        meta=supervision.get_form_display(),
    )


def supervised_unit_row(unit):
    return Row(title=unit.agency.name, date=unit.visited_on, meta=unit.supervision.title)


def round_row(voter_round):
    return Row(title=voter_round.name, date=voter_round.opened_on)


def meeting_row(meeting):
    said = (
        []
        if meeting.attendees is None
        else [f"{meeting.get_attendees_qualifier_display()} {format_number(meeting.attendees)} cử tri"]
    )
    return Row(title=meeting.place, date=meeting.held_on, number="Tiếp xúc cử tri", meta=", ".join(said).strip())


def petition_row(petition):
    state = petition.State(petition.state_on).label
    agency = petition.agency.name if petition.agency else ""
    return Row(
        title=petition.public_summary,
        number=petition.code,
        date=petition.forwarded_on or petition.received_on,
        meta="; ".join(filter(None, (agency, state))),
    )


def reception_row(reception):
    receivers = ", ".join(mandate.person.full_name for mandate in reception.receivers.all())
    return Row(title=reception.place, date=reception.held_on, number=reception.get_receiver_display(), meta=receivers)


def commendation_row(commendation):
    counts = (("collectives", "tập thể"), ("individuals", "cá nhân"), ("households", "hộ"))
    said = [f"{format_number(getattr(commendation, c))} {word}" for c, word in counts if getattr(commendation, c)]
    return Row(
        title=f"{commendation.title} – {commendation.authority}",
        number=commendation.decision_symbol,
        date=commendation.presented_on,
        meta=f"{commendation.get_span_display()} đến {short_date(commendation.period_to)}: {', '.join(said)}",
    )
