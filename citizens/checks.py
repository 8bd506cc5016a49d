"""The checks of petitions, meetings and receptions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from citizens.models import Petition, PetitionStatus, ReceptionSession, VoterMeeting
from core.records.checks import Problem, Severity, check, check_copies
from core.records.document_checks import TITLE as DOCUMENTS
from core.records.document_checks import document_problems
from core.records.periods import Period
from core.vietnamese.dates import short_date

Rows = QuerySet[Any]  # Any: rows of Petition


def received_in(period: Period) -> Q:
    """The condition for petitions that were received in the period."""
    return Q(**period.days_of("received_on"))


def held_in(period: Period) -> Q:
    """The condition for meetings and receptions of the period."""
    return Q(**period.days_of("held_on"))


check_copies("meeting-twice", VoterMeeting, "place_key", held_in)
check_copies("reception-twice", ReceptionSession, "place_key", held_in)


@check("petition-due", Petition, Severity.ADVICE, "Hạn trả lời kiến nghị trước ngày nhận", received_in)
def due_before_received(rows: Rows, on: date) -> Iterator[Problem]:
    for petition in rows.filter(due_on__lt=F("received_on")):
        days = short_date(petition.due_on), short_date(petition.received_on)
        yield Problem(petition, f"Hạn trả lời {days[0]} trước ngày nhận {days[1]}.")


@check("petition-overdue", Petition, Severity.ADVICE, "Kiến nghị quá hạn trả lời mà chưa giải quyết xong", received_in)
def overdue(rows: Rows, on: date) -> Iterator[Problem]:
    rows = rows.filter(due_on__lt=on, due_on__gte=F("received_on"), state__in=Petition.OPEN_STATES, merged_into__isnull=True)
    for petition in rows.select_related("agency"):
        agencies = (petition.agency,) if petition.agency else ()
        yield Problem(petition, f"Quá hạn trả lời {short_date(petition.due_on)}, {petition.get_state_display()}.", agencies)


@check("petition-merged", Petition, Severity.ADVICE, "Kiến nghị ghi ít ý kiến hơn các kiến nghị đã gộp vào", received_in)
def fewer_opinions_than_merged(rows: Rows, on: date) -> Iterator[Problem]:
    for petition in rows.annotate(merged_opinions=Sum("merged__opinions")).filter(opinions__lte=F("merged_opinions")):
        least = petition.merged_opinions + 1
        yield Problem(petition, f"Ghi {petition.opinions} ý kiến, ít hơn số phải có khi cộng các kiến nghị đã gộp vào ({least}).")


@check("petition-file", Petition, Severity.ADVICE, DOCUMENTS, received_in)
def problems_of_reply_files(rows: Rows, on: date) -> Iterator[Problem]:
    yield from document_problems(rows, PetitionStatus, "petition", "reply_file")
