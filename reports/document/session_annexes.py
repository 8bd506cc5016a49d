"""The annexes of what happened at sessions: the questions with their promises, and the results of confidence ballots."""

from typing import Any

from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_count, format_number
from councils.models import Council
from reports.document.listings import date_text, listing_of, public_records, table
from reports.document.structure import Annex, Column
from reports.figures.collect import CollectedFigures
from reports.figures.numbers import UNKNOWN
from reports.indicators.base import FigureQuery
from resolutions.models import ConfidenceResult
from sessions_app.models import Question

LEVELS = {"high": "Tín nhiệm cao", "middle": "Tín nhiệm", "low": "Tín nhiệm thấp"}


def council_suffix(council: Council, query: FigureQuery) -> str:
    """The name of the council in brackets, where the annex lists records of several councils."""
    return f" ({council.name})" if len(query.councils) > 1 else ""


def questions_annex(query: FigureQuery, collected: CollectedFigures) -> Annex | None:
    """The questions of the period, with what was promised and what became of it by the day of the cut-off."""
    rows: Any = public_records("questions.raised", query)  # Any: with their promise_state
    records = list(rows.order_by("asked_on", "id"))
    if not records:
        return None
    return table(
        "questions",
        "Chất vấn và lời hứa",
        (
            Column("Ngày chất vấn", 23, "center"),
            Column("Đại biểu chất vấn", 30),
            Column("Cơ quan trả lời", 36),
            Column("Nội dung chất vấn", 0),
            Column("Lời hứa", 46),
            Column("Hạn", 23, "center"),
            Column("Tình trạng", 30),
        ),
        [
            (
                short_date(record.asked_on),
                (record.asked_by.person.full_name if record.asked_by else UNKNOWN) + council_suffix(record.council, query),
                (record.respondent.name if record.respondent else record.answered_by) or UNKNOWN,
                record.text,
                record.promise or UNKNOWN,
                date_text(record.promise_due_on),
                _state_text(record, query),
            )
            for record in records
        ],
        landscape=True,
        listing=listing_of("questions.raised", query, collected, len(records)),
        notes=(f"Tình trạng thực hiện lời hứa tính đến ngày {short_date(query.cut_off)}.",),
    )


def _state_text(question: Any, query: FigureQuery) -> str:  # Any: with its promise_state
    """What became of the promise: "đã thực hiện đúng hạn, ngày 20/3/2022", "quá hạn 45 ngày"."""
    if not question.promise_state:
        return UNKNOWN
    label = str(Question.PromiseState(question.promise_state).label)
    if days := question.days_overdue_on(query.cut_off):
        return f"{label} {format_count(days)} ngày"
    is_done = question.promise_state in (Question.PromiseState.KEPT, Question.PromiseState.KEPT_LATE)
    if question.promise_due_on is None:
        label = "đã thực hiện" if is_done else "chưa ghi hạn, chưa thực hiện"
    return f"{label}, ngày {short_date(question.promise_kept_on)}" if is_done else label


def confidence_annex(query: FigureQuery, collected: CollectedFigures) -> Annex | None:
    """The result of each person in the public confidence ballots, with percentages of all delegates of the Council."""
    ballots = public_records("confidence.ballots", query)
    results = ConfidenceResult.objects.filter(ballot__in=ballots.select_related(None).order_by())
    results = results.select_related("ballot__session__term__council", "person")
    records = list(results.order_by("ballot__held_on", "ballot", "order", "id"))
    if not records:
        return None
    return table(
        "confidence",
        "Kết quả lấy phiếu tín nhiệm",
        (
            Column("Họ và tên, chức vụ", 0),
            Column("Ngày lấy phiếu", 23, "center"),
            Column("Tổng số đại biểu", 17, "right"),
            *(Column(name, 15, "right", "Số phiếu") for name in ("Phát ra", "Thu về", "Hợp lệ")),
            *(
                column
                for name in LEVELS.values()
                for column in (Column("Số phiếu", 15, "right", name), Column("Tỷ lệ", 17, "right", name))
            ),
        ),
        [
            (
                f"{result.person.full_name}, {result.office_title}" + council_suffix(result.ballot.council, query),
                short_date(result.ballot.held_on),
                format_number(result.ballot.total_delegates),
                *(format_number(number) for number in (result.issued, result.returned, result.valid)),
                *(text for level in LEVELS for text in (format_number(getattr(result, level)), result.percent_of(level))),
            )
            for result in records
        ],
        landscape=True,
        listing=listing_of("confidence.ballots", query, collected, len({result.ballot_id for result in records})),
        notes=("Tỷ lệ tính trên tổng số đại biểu HĐND vào ngày lấy phiếu.",),
    )
