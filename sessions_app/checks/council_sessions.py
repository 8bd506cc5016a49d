"""The checks of sessions."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.records.checks import Problem, Severity, check, with_others
from core.records.choices import Life
from core.records.periods import Period
from core.vietnamese.dates import short_date
from councils.models import Mandate
from sessions_app.models import CouncilSession, lacks_result

Rows = QuerySet[Any]  # Any: rows of CouncilSession
MAX_DAYS_WITHOUT_CLOSING = 30


def opened_in(period: Period) -> Q:
    """The condition for sessions that opened in the period."""
    return Q(**period.days_of("opened_on"))


def siblings() -> Rows:
    """The other sessions of the same series as the outer row, in the order of their numbers."""
    same = CouncilSession.objects.filter(term=OuterRef("term"), series=OuterRef("series"))
    return same.exclude(pk=OuterRef("pk")).order_by("number", "pk")


def name_in_sentence(session: CouncilSession) -> str:
    """The name of a session inside a sentence: "kỳ họp thứ 2"."""
    return f"{session.name[0].lower()}{session.name[1:]}"


@check("session-unclosed", CouncilSession, Severity.ERROR, "Kỳ họp đã tổ chức quá 30 ngày chưa ghi ngày bế mạc", opened_in)
def unclosed(rows: Rows, on: date) -> Iterator[Problem]:
    last_day = on - timedelta(days=MAX_DAYS_WITHOUT_CLOSING)
    for session in rows.filter(life=Life.HELD, closed_on__isnull=True, opened_on__lte=last_day).select_related("term__council"):
        opened = short_date(session.opened_on)
        yield Problem(session, f"Kỳ họp khai mạc ngày {opened} chưa ghi ngày bế mạc sau {MAX_DAYS_WITHOUT_CLOSING} ngày.")


@check("session-outside-term", CouncilSession, Severity.ADVICE, "Ngày dự kiến hoặc ngày họp nằm ngoài khóa", opened_in)
def outside_term(rows: Rows, on: date) -> Iterator[Problem]:
    condition = Q()
    for field in ("planned_on", "opened_on", "closed_on"):
        condition |= Q(**{f"{field}__lt": F("term__start")}) | Q(**{f"{field}__gte": F("term__end")})
    for session in rows.filter(condition).select_related("term__council"):
        days = {"dự kiến họp": session.planned_on, "khai mạc": session.opened_on, "bế mạc": session.closed_on}
        outside = [f"{name} {short_date(day)}" for name, day in days.items() if day and not session.term.is_in_force_on(day)]
        if session.life == Life.HELD and session.opened_on:  # the day that was planned no longer matters
            outside = [text for text in outside if not text.startswith("dự kiến")]
        if outside:
            yield Problem(session, f"Ngày nằm ngoài thời gian của khóa: {', '.join(outside)}.", (session.term,))


@check("session-order", CouncilSession, Severity.ADVICE, "Kỳ họp khai mạc trước một kỳ họp mang số nhỏ hơn", opened_in)
def out_of_order(rows: Rows, on: date) -> Iterator[Problem]:
    later = siblings().filter(number__lt=OuterRef("number"), opened_on__gt=OuterRef("opened_on"))
    for session, other in with_others(rows.select_related("term__council"), later):
        sentence = f"Khai mạc ngày {short_date(session.opened_on)}, trước {name_in_sentence(other)}"
        yield Problem(session, f"{sentence} (ngày {short_date(other.opened_on)}).", (other,))


@check("session-same-day", CouncilSession, Severity.ADVICE, "Hai kỳ họp của một khóa khai mạc cùng ngày", opened_in)
def on_one_day(rows: Rows, on: date) -> Iterator[Problem]:
    others = CouncilSession.objects.filter(term=OuterRef("term"), opened_on=OuterRef("opened_on")).exclude(pk=OuterRef("pk"))
    for session, other in with_others(rows.select_related("term__council"), others.order_by("number", "pk")):
        yield Problem(session, f"Khai mạc cùng ngày {short_date(session.opened_on)} với {name_in_sentence(other)}.", (other,))


@check(
    "session-result",
    CouncilSession,
    Severity.ADVICE,
    "Kỳ họp đã qua ngày dự kiến mà chưa ghi kết quả",
    lambda period: Q(**period.days_of("planned_on")),
)
def without_result(rows: Rows, on: date) -> Iterator[Problem]:
    for session in rows.filter(lacks_result(on)).select_related("term__council"):
        day = short_date(session.opened_on or session.planned_on)
        yield Problem(session, f"Chưa ghi kết quả: dự kiến họp ngày {day}, đến nay chưa ghi đã họp, hoãn hay hủy.")


def with_expected_delegates(rows: Rows) -> Rows:
    """Annotate sessions with `expected`: the mandates on the opening day, the seats of the term if none is recorded."""
    day = OuterRef("opened_on")
    valid = Mandate.objects.filter(Q(end__isnull=True) | Q(end__gt=day), term=OuterRef("term"), start__lte=day)
    count = valid.order_by().values("term").annotate(number=Count("pk")).values("number")
    annotated: Rows = rows.annotate(expected=Coalesce(Subquery(count), F("term__seats"), output_field=IntegerField()))
    return annotated


@check("session-delegates", CouncilSession, Severity.ADVICE, "Tổng số đại biểu của kỳ họp khác số đại biểu ngày ấy", opened_in)
def other_total(rows: Rows, on: date) -> Iterator[Problem]:
    rows = with_expected_delegates(rows.filter(opened_on__isnull=False, total_delegates__isnull=False))
    for session in rows.exclude(total_delegates=F("expected")).select_related("term__council"):
        sentence = f"Tổng số đại biểu ghi {session.total_delegates}, khác số đại biểu của khóa ngày ấy ({session.expected})."
        yield Problem(session, sentence, (session.term,))
