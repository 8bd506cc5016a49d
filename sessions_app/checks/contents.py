"""What a session lacks: attendance, agenda, documents, minutes; and what is improbable in its documents."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from core.records.checks import Problem, Severity, check
from core.records.choices import Life
from core.records.document_checks import SCAN, TITLE
from core.vietnamese.dates import short_date
from core.vietnamese.text import fold
from sessions_app.checks.council_sessions import opened_in
from sessions_app.models import AgendaItem, CouncilSession, RequiredDocument, SessionDocument, Sitting

Rows = QuerySet[Any]  # Any: rows of the model of each check
DAYS_BEFORE_OPENING = 10  # before the planned day from which a session should have its agenda and its documents
MAX_NAMED = 5


def named(texts: Collection[str]) -> str:
    """Up to MAX_NAMED of the texts in a sentence, with the number of the others."""
    more = f" và {len(texts) - MAX_NAMED} mục nữa" if len(texts) > MAX_NAMED else ""
    return f"{', '.join(list(texts)[:MAX_NAMED])}{more}"


def prepared_on(on: date) -> Q:
    """The condition for sessions that should have agenda and documents on the day `on`: held ones, and the next one.

    Of councils without pages here, such as predecessors, only the rows that figures need are entered.
    """
    soon = on + timedelta(days=DAYS_BEFORE_OPENING)
    is_due = Q(life=Life.HELD) | Q(life=Life.PLANNED, planned_on__gte=on, planned_on__lte=soon)
    return is_due & Q(term__council__is_hosted=True)


@check("session-attendance", CouncilSession, Severity.ADVICE, "Kỳ họp đã họp chưa điểm danh đủ đại biểu", opened_in)
def without_attendance(rows: Rows, on: date) -> Iterator[Problem]:
    sessions = list(rows.filter(prepared_on(on), opened_on__lte=on).select_related("term__council"))
    sittings_by_session = defaultdict(list)
    for sitting in Sitting.objects.filter(session__in=sessions, held_on__lte=on).with_attendance():
        sittings_by_session[sitting.session_id].append(sitting)
    for session in sessions:
        sittings = sittings_by_session[session.pk]
        if not sittings:
            yield Problem(session, "Chưa ghi phiên họp nào, nên chưa có điểm danh.")
        elif lacking := [sentence for sitting in sittings if (sentence := missing_from_roll(sitting))]:
            yield Problem(session, f"Chưa điểm danh đủ: {'; '.join(lacking)}.")


def missing_from_roll(sitting: Any) -> str:  # Any: the annotations of `with_attendance`
    """How many delegates the roll of the sitting lacks: "phiên 1 chưa điểm danh", "phiên 2 thiếu 3 đại biểu"; "" if none."""
    recorded = sitting.present + sitting.excused + sitting.absent
    if not recorded:
        return f"phiên {sitting.number} chưa điểm danh"
    return f"phiên {sitting.number} thiếu {sitting.base - recorded} đại biểu" if recorded < sitting.base else ""


@check("session-agenda", CouncilSession, Severity.ADVICE, "Kỳ họp chưa có chương trình", opened_in)
def without_agenda(rows: Rows, on: date) -> Iterator[Problem]:
    agenda = AgendaItem.objects.filter(session=OuterRef("pk"))
    for session in rows.filter(prepared_on(on), ~Exists(agenda)).select_related("term__council"):
        yield Problem(session, "Chưa ghi chương trình của kỳ họp.")


@check(
    "session-agenda-documents",
    CouncilSession,
    Severity.ADVICE,
    "Chương trình có nội dung báo cáo, tờ trình chưa có tài liệu",
    opened_in,
)
def agenda_without_documents(rows: Rows, on: date) -> Iterator[Problem]:
    items = AgendaItem.objects.filter(session__in=rows.filter(prepared_on(on)), kind=AgendaItem.Kind.REPORT)
    items = items.exclude(state=AgendaItem.State.DROPPED).filter(documents__isnull=True)
    items_by_session = defaultdict(list)
    for item in items.select_related("session__term__council").order_by("session", "order"):
        items_by_session[item.session].append(str(item.order))
    for session, numbers in items_by_session.items():
        yield Problem(session, f"Nội dung chưa có tài liệu: mục {named(numbers)}.")


@check("session-minutes", CouncilSession, Severity.ADVICE, "Kỳ họp đã bế mạc chưa có biên bản", opened_in)
def without_minutes(rows: Rows, on: date) -> Iterator[Problem]:
    minutes = SessionDocument.objects.filter(session=OuterRef("pk"), kind=SessionDocument.Kind.MINUTES)
    rows = rows.filter(prepared_on(on), closed_on__lt=on).exclude(Exists(minutes))
    for session in rows.select_related("term__council"):
        yield Problem(session, f"Đã bế mạc ngày {short_date(session.closed_on)} mà chưa có biên bản kỳ họp.")


@check("session-required", CouncilSession, Severity.ADVICE, "Kỳ họp thiếu tài liệu phải có", opened_in)
def without_required_documents(rows: Rows, on: date) -> Iterator[Problem]:
    sessions = list(rows.filter(prepared_on(on)).select_related("term__council"))
    required_by_council = defaultdict(list)
    councils = {session.term.council_id for session in sessions}
    for required in RequiredDocument.objects.filter(is_active=True, council__in=councils).order_by("pk"):
        required_by_council[required.council_id].append(required)
    titles = defaultdict(list)
    documents = SessionDocument.objects.filter(session__in=sessions, is_confidential=False)
    for session_id, kind, title in documents.order_by().values_list("session", "kind", "title"):
        titles[session_id, kind].append(fold(title))
    for session in sessions:
        missing = [
            str(required)
            for required in required_by_council[session.term.council_id]
            if required.applies_to(session)
            and not any(fold(required.words) in title for title in titles[session.pk, required.kind])
        ]
        if missing:
            yield Problem(session, f"Thiếu tài liệu phải có: {named(missing)}.")


@check("session-documents-unpublished", CouncilSession, Severity.ADVICE, "Kỳ họp có tài liệu chưa công khai", opened_in)
def with_unpublished_documents(rows: Rows, on: date) -> Iterator[Problem]:
    waiting = Q(documents__status__in=("draft", "review"), documents__visibility=SessionDocument.Visibility.PUBLIC)
    rows = rows.filter(prepared_on(on)).annotate(waiting=Count("documents", filter=waiting)).filter(waiting__gt=0)
    for session in rows.select_related("term__council"):
        yield Problem(session, f"{session.waiting} tài liệu dành cho mọi người chưa được công khai.")


def of_session_opened_in(period: Any) -> Q:  # Any: a Period
    """The condition for documents of sessions that opened in the period."""
    return Q(**period.days_of("session__opened_on"))


@check("session-document-file", SessionDocument, Severity.ADVICE, TITLE, of_session_opened_in)
def problems_of_files(rows: Rows, on: date) -> Iterator[Problem]:
    field: Any = SessionDocument._meta.get_field("file")
    for document in rows.filter(Q(tracked_changes__gt=0) | Q(comments__gt=0) | Q(is_scan=True)):
        if sentence := field.remarks(document):
            yield Problem(document, sentence)
        if document.is_scan and not document.has_text:
            yield Problem(document, SCAN.format(document))


@check(
    "session-document-missing",
    SessionDocument,
    Severity.ADVICE,
    "Tài liệu đã công khai chưa có tệp",
    of_session_opened_in,
)
def public_without_file(rows: Rows, on: date) -> Iterator[Problem]:
    for document in rows.filter(status="published", file="", is_confidential=False).select_related("session"):
        yield Problem(document, "Tài liệu đã công khai mà chưa tải tệp lên.")
