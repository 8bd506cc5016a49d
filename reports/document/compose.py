"""Composes a report: its figures and the text of the office become a ReportDocument."""

import datetime
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from core.records.periods import Period
from core.records.querysets import in_force
from core.vietnamese.dates import letterhead_date, short_date
from councils.models import Term
from reports.document.annexes import build_annexes
from reports.document.body import BodyWriter
from reports.document.clauses import SentenceWriter
from reports.document.comparison import COMPARED
from reports.document.gaps import gap_sentences
from reports.document.structure import BLANK_DATE, Note, ReportDocument, Signature
from reports.figures.collect import CollectedFigures, collect
from reports.models import AnnualReport
from reports.scope import Mode, Scope

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
AUTHORITIES = {
    "chair": ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"),
    "deputy": ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    "office": ("TL. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "CHÁNH VĂN PHÒNG"),
}


@dataclass(frozen=True)
class ComposedReport:
    """The document of a report and the figures in it."""

    document: ReportDocument
    collected: CollectedFigures


def compose(report: AnnualReport, collected: CollectedFigures | None = None) -> ComposedReport:
    """The document of `report`, saved or not, from `collected`, or from the present records."""
    scope = report.as_scope()
    collected = collected or collect(scope)
    earlier = year_before(scope)
    previous = collect(replace(earlier, slug=_slug_of(earlier)), codes=COMPARED)
    annexes = build_annexes(report, collected, previous)
    term = Term.objects.filter(in_force(scope.cut_off), council=scope.council).first()
    annex_labels = {annex.key: annex.label for annex in annexes}
    body = BodyWriter(report, SentenceWriter(collected, term, report.period_label, scope.cut_off, annex_labels))
    body.write()
    document = ReportDocument(
        council=scope.council.slug,
        council_name=scope.council.name,
        is_sample=scope.council.is_sample,
        is_draft=not report.is_issued,
        draft_mark="" if report.is_issued else f"Số liệu chốt đến hết ngày {short_date(scope.cut_off)}",
        issuer=("HỘI ĐỒNG NHÂN DÂN", scope.council.unit_phrase.upper()),
        issuer_bold_lines=2,
        symbol=report.issued_document.symbol if report.issued_document else "      /BC-HĐND",
        place_and_date=_place_and_date(report),
        heading="BÁO CÁO",
        title=report.subject,
        period_label=report.period_label,
        cut_off_text=short_date(scope.cut_off),
        scope_text=scope_text(scope),
        blocks=tuple(body.blocks),
        notes=tuple(Note(number, text) for text, number in body.note_numbers.items()),
        recipients=tuple(line.strip().lstrip("-– ") for line in report.recipients.splitlines() if line.strip()),
        signature=Signature(
            AUTHORITIES.get(report.sign_mode, AUTHORITIES["chair"]), report.signer.full_name if report.signer else ""
        ),
        annexes=annexes,
        gaps=() if report.is_issued else tuple(gap_sentences(report, collected, body.blocks)),
        timestamp=_timestamp(report),
    )
    return ComposedReport(document, collected)


def _slug_of(scope: Scope) -> str:
    """The slug of the report of this scope, whose choices between totals apply; the usual one where none is stored."""
    same = {
        "council": scope.council,
        "period_from": scope.period.first,
        "period_to": scope.period.last,
        "scope": scope.mode,
        "with_predecessors": scope.with_predecessors,
    }
    stored = AnnualReport.objects.filter(**same).order_by("version").values_list("slug", flat=True).last()
    return stored or AnnualReport(**same).default_slug()


def year_before(scope: Scope) -> Scope:
    """The same scope one year earlier."""
    period = Period(_year_earlier(scope.period.start), _year_earlier(scope.period.end, leap=(3, 1)))
    cut_off = _year_earlier(scope.cut_off)
    return Scope(scope.council, scope.mode, period, cut_off, with_predecessors=scope.with_predecessors)


def scope_text(scope: Scope) -> str:
    """The sentence that names the councils of the report."""
    below = " và ".join(group.label for group in scope.levels)
    own = scope.council.name + _with_predecessors_text(scope)
    if scope.mode == Mode.BY_LEVEL and below:
        return f"Số liệu của {own}; số liệu của {below} ghi riêng, không cộng giữa các cấp."
    if scope.mode == Mode.CONSOLIDATED and below:
        return f"Số liệu gộp của {own} và {below}; cuộc có nhiều cấp cùng dự chỉ tính một lần."
    return f"Số liệu gộp của {own} và HĐND các cấp dưới." if scope.adds_levels else f"Số liệu của {own}."


def _with_predecessors_text(scope: Scope) -> str:
    """The words behind the name of the council that name its predecessors, if the report counts them."""
    names = ", ".join(one.council.name for one in scope.predecessors)
    return f", gồm cả số liệu trước sắp xếp của {names}" if names else ""


def _year_earlier(day: datetime.date, *, leap: tuple[int, int] = (2, 28)) -> datetime.date:
    """The same day a year earlier; 29 February becomes `leap` (month, day)."""
    month, day_of_month = leap if (day.month, day.day) == (2, 29) else (day.month, day.day)
    return day.replace(year=day.year - 1, month=month, day=day_of_month)


def _place_and_date(report: AnnualReport) -> str:
    place = report.council.as_on(report.period_to).place_name
    if report.issued_document and report.issued_document.issued_on:
        return f"{place}, {letterhead_date(report.issued_document.issued_on)}"
    return f"{place}, {BLANK_DATE}"


def _timestamp(report: AnnualReport) -> int:
    """The moment in the metadata of the file: of the issue, or of the cut-off for a draft, so that two prints are equal."""
    moment = report.issued_at or datetime.datetime.combine(report.cut_off, datetime.time(23, 59), tzinfo=HANOI)
    return int(moment.timestamp())
