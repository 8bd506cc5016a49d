"""The checks of votes, and of the resolutions of a session that still lack something."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from core.records.checks import Problem, Severity, check
from core.records.choices import Life
from core.records.periods import Period
from core.vietnamese.dates import short_date
from resolutions.models import Choice, DelegateVote, Resolution, Vote
from sessions_app.models import CouncilSession, Sitting

Rows = QuerySet[Any]  # Any: rows of the model of each check
TOTALS = {"in_favour": Choice.FOR, "against": Choice.AGAINST, "abstained": Choice.ABSTAINED}


def held_in(period: Period) -> Q:
    """The condition for votes that were held in the period."""
    return Q(**period.days_of("held_on"))


def opened_in(period: Period) -> Q:
    """The condition for sessions that opened in the period."""
    return Q(**period.days_of("opened_on"))


@check("vote-present", Vote, Severity.ADVICE, "Số có mặt khi biểu quyết dưới hai phần ba tổng số đại biểu", held_in)
def few_present(rows: Rows, on: date) -> Iterator[Problem]:
    # A division of integers: SQL drops the rest, which does not matter for a comparison with an integer.
    for vote in rows.filter(present__lte=(F("total_delegates") * 2 - 1) / 3).select_related("session__term"):
        yield Problem(vote, f"Có mặt {vote.present}/{vote.total_delegates}, dưới hai phần ba tổng số đại biểu.", (vote.session,))


@check("vote-total", Vote, Severity.ADVICE, "Tổng số đại biểu của biểu quyết khác của kỳ họp hoặc của khóa", held_in)
def other_total(rows: Rows, on: date) -> Iterator[Problem]:
    expected = Coalesce("session__total_delegates", "session__term__seats")
    rows = rows.annotate(expected=expected).exclude(total_delegates=F("expected"))
    for vote in rows.select_related("session__term"):
        sentence = f"Tổng số đại biểu ghi {vote.total_delegates}, khác số của kỳ họp hoặc của khóa ({vote.expected})."
        yield Problem(vote, sentence, (vote.session,))


@check("vote-attendance", Vote, Severity.ADVICE, "Số có mặt khi biểu quyết lớn hơn số điểm danh", held_in)
def more_present_than_attended(rows: Rows, on: date) -> Iterator[Problem]:
    votes = list(rows.select_related("session__term", "agenda_item"))
    attended: dict[tuple[int, Any], dict[int, int]] = defaultdict(dict)
    sitting: Any  # the annotations of `with_attendance`
    for sitting in Sitting.objects.filter(session__in={vote.session_id for vote in votes}).with_attendance():
        if sitting.present + sitting.excused + sitting.absent:
            attended[sitting.session_id, sitting.held_on][sitting.pk] = sitting.present
    for vote in votes:
        by_sitting = attended[vote.session_id, vote.held_on]
        own = by_sitting.get(vote.agenda_item.sitting_id) if vote.agenda_item else None
        most = own if own is not None else max(by_sitting.values(), default=None)
        if most is not None and vote.present > most:
            sentence = f"Có mặt {vote.present} khi biểu quyết, trong khi điểm danh ngày {short_date(vote.held_on)} có {most}."
            yield Problem(vote, sentence, (vote.session,))


@check("vote-names", Vote, Severity.ERROR, "Số phiếu khác số đại biểu ghi theo tên", held_in)
def other_totals_by_name(rows: Rows, on: date) -> Iterator[Problem]:
    votes = list(rows.filter(Exists(DelegateVote.objects.filter(vote=OuterRef("pk")))).select_related("session__term"))
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    by_choice = DelegateVote.objects.filter(vote__in=votes).order_by().values_list("vote", "choice")
    for vote_id, choice, count in by_choice.annotate(count=Count("pk")):
        counts[vote_id][choice] = count
    for vote in votes:
        by_name = {name: counts[vote.pk].get(choice, 0) for name, choice in TOTALS.items()}
        if any(getattr(vote, name) != number for name, number in by_name.items()):
            totals = " – ".join(str(getattr(vote, name)) for name in TOTALS)
            names = " – ".join(map(str, by_name.values()))
            sentence = f"Tán thành – không tán thành – không biểu quyết: ghi {totals}, theo tên là {names}."
            yield Problem(vote, sentence, (vote.session,))


@check("session-votes", CouncilSession, Severity.ADVICE, "Kỳ họp có nghị quyết chưa ghi biểu quyết", opened_in)
def sessions_without_votes(rows: Rows, on: date) -> Iterator[Problem]:
    final = Vote.objects.final().filter(resolution=OuterRef("pk"))
    yield from with_counted(rows, Resolution.objects.exclude(Exists(final)), "nghị quyết chưa ghi biểu quyết toàn văn.")


@check("session-unsigned", CouncilSession, Severity.ADVICE, "Kỳ họp có nghị quyết chưa ký", opened_in)
def sessions_with_unsigned_resolutions(rows: Rows, on: date) -> Iterator[Problem]:
    yield from with_counted(rows, Resolution.objects.filter(issued_on__isnull=True), "nghị quyết chưa ghi ngày ký.")


@check("session-unpublished", CouncilSession, Severity.ADVICE, "Kỳ họp có nghị quyết đã ký chưa công khai", opened_in)
def sessions_with_unpublished_resolutions(rows: Rows, on: date) -> Iterator[Problem]:
    signed = Resolution.objects.filter(issued_on__isnull=False, status__in=("draft", "review"))
    yield from with_counted(rows, signed, "nghị quyết đã ký chưa công khai.")


def with_counted(rows: Rows, resolutions: Rows, words: str) -> Iterator[Problem]:
    """The held sessions of `rows` that have some of `resolutions`: how many, and what they lack in words."""
    sessions = rows.filter(life=Life.HELD).order_by().values("pk")
    counted = resolutions.filter(session__in=sessions).order_by().values("session").annotate(count=Count("pk"))
    counts = dict(counted.values_list("session", "count"))
    for session in CouncilSession.objects.filter(pk__in=counts).select_related("term__council"):
        yield Problem(session, f"{counts[session.pk]} {words}")
