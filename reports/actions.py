"""Actions on reports: choose between reported totals, and issue a report."""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.records.choices import Qualifier
from core.vietnamese.dates import short_date
from councils.models import Body
from reports.checks import errors_before_issue
from reports.document.compose import compose
from reports.document.gaps import conflict_sentences
from reports.figure_page import frozen_pages
from reports.figures.collect import CollectedFigures, collect
from reports.figures.numbers import JsonNumber, Number
from reports.formats.json import figures_json, json_bytes
from reports.formats.pdf import RenderError, page_count, render_pdf
from reports.models import AnnualReport, ReportedTotal, ReportFigure, ReportFile, ReportSection
from reports.models.placeholders import FigureReference
from reports.models.total import IDENTITY_FIELDS
from resolutions.actions import take_number
from resolutions.models import IssuedDocument, Register

REPORT_REGISTER = "bao-cao"
CORRECTED_FIELDS = (
    "council", "slug", "title", "period_label", "period_from", "period_to", "cut_off", "scope", "with_predecessors", "signer",
    "sign_mode", "recipients",
)  # fmt: skip


def _locked_with_rivals(total: ReportedTotal) -> list[ReportedTotal]:
    """All totals for the figure of `total`, locked, so that two callers at one moment never prefer two of them.

    Raises ValidationError where `total` is not among them any more. It is read again.
    """
    same = {name: getattr(total, name) for name in IDENTITY_FIELDS}
    rows = list(ReportedTotal.objects.filter(**same).select_for_update().order_by("pk"))
    if total.pk not in {row.pk for row in rows}:
        raise ValidationError("Số liệu này vừa được sửa hoặc xóa; hãy mở lại danh sách.")
    total.refresh_from_db()
    return rows


@transaction.atomic
def prefer_total(*, total: ReportedTotal, reason: str) -> ReportedTotal:
    """Use `total` instead of the rows and the other totals for the same figure, which are set aside for the same reason.

    A total that waits is approved with it. Raises ValidationError where `reason` is blank or the total has just changed.
    """
    for other in [row for row in _locked_with_rivals(total) if row.pk != total.pk]:
        other.decision, other.decision_reason = ReportedTotal.Decision.SET_ASIDE, reason
        other.full_clean()
        other.save()
    total.decision, total.decision_reason = ReportedTotal.Decision.PREFERRED, reason
    total.approve()
    total.full_clean()
    total.save()
    return total


@transaction.atomic
def approve_total(*, total: ReportedTotal, by: int | None) -> None:
    """Let figures use `total`; `by` is the primary key of the user who has approved it.

    Raises ValidationError where the total is to be preferred and another one is preferred already.
    """
    _locked_with_rivals(total)
    total.approve(by=by)
    total.full_clean()
    total.save()


@dataclass(frozen=True)
class IssuePreview:
    """What an issue will freeze: the number, the day, and how many figures have a value; `digest` is a hash of all values."""

    symbol: str
    on: datetime.date
    figures: int
    with_value: int
    annexes: int
    digest: str


def preview_issue(report: AnnualReport, on: datetime.date) -> IssuePreview:
    """What issuing `report` on the day `on` will freeze; nothing is stored. Raises ValidationError as `issue_report` does."""
    register = _register_for(report, on, today=timezone.localdate())
    composed = compose(report)
    if composed.collected.conflicts:
        raise ValidationError(list(conflict_sentences(composed.collected)))
    figures = composed.collected.figures.values()
    values = sorted(f"{code} {figure.number.value}" for code, figure in composed.collected.figures.items())
    return IssuePreview(
        symbol=register.symbol_of(register.highest_number(on.year) + 1, on.year),
        on=on,
        figures=len(figures),
        with_value=sum(figure.number.value is not None for figure in figures),
        annexes=len(composed.document.annexes),
        digest=hashlib.sha256("\n".join(values).encode()).hexdigest()[:16],
    )


@transaction.atomic
def issue_report(
    *, report: AnnualReport, user: User, on: datetime.date | None = None, at: datetime.datetime | None = None
) -> AnnualReport:
    """Issue a draft: number it, and store its figures, its document and its files, which never change afterwards.

    `on` is the day on the document (today by default), `at` the moment of the issue (now by default).
    Raises ValidationError, and stores nothing, where the report is already issued, figures of its period are in conflict,
    the signer is missing, the council has no register for reports, or `on` is before the period or after today.
    """
    at = at or timezone.now()
    on = on or timezone.localdate(at)
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    register = _register_for(report, on, today=timezone.localdate(at))
    collected = collect(report.as_scope())  # before the report has a document, which it must not count
    if collected.conflicts:
        raise ValidationError(list(conflict_sentences(collected)))
    report.issued_document = take_number(register=register, year=on.year, document=_new_document(report, on, at))
    report.status, report.issued_at, report.issued_by = AnnualReport.Status.ISSUED, at, user
    composed = compose(report, collected)
    figures = figures_json(collected, period_label=report.period_label)
    pages = frozen_pages(report, collected)
    report.content = {"document": asdict(composed.document), "figures": figures, "pages": pages}
    report.full_clean()
    report.save()
    _store_figures(report, collected)
    try:
        pdf = render_pdf(composed.document)
    except RenderError as error:
        raise ValidationError(str(error)) from error
    _store_file(report, ReportFile.Format.PDF, pdf, pages=page_count(pdf))
    _store_file(report, ReportFile.Format.JSON, json_bytes(figures))
    return report


@transaction.atomic
def correct_report(*, report: AnnualReport, reason: str) -> AnnualReport:
    """A draft of the next version of an issued report, with the same values and sections, and with `reason`.

    Raises ValidationError where the report is not issued, is not the newest version, or where `reason` is blank.
    """
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    if sentence := report.why_not_corrected():
        raise ValidationError(sentence)
    values = {name: getattr(report, name) for name in CORRECTED_FIELDS}
    correction = AnnualReport(version=report.version + 1, correction_reason=reason, **values)
    correction.full_clean()
    correction.save()
    for section in report.sections.all():
        copied = {name: getattr(section, name) for name in ("key", "order", "heading", "text")}
        ReportSection.objects.create(report=correction, **copied)
    return correction


def _new_document(report: AnnualReport, on: datetime.date, at: datetime.datetime) -> IssuedDocument:
    """The document of the report, without its number yet; nothing is saved."""
    return IssuedDocument(
        council=report.council,
        doc_type=IssuedDocument.Type.REPORT,
        issuer=Body.objects.of(report.council).in_force_on(on).standing().first(),
        title=report.subject,
        issued_on=on,
        signer=report.signer,
        status=IssuedDocument.Status.PUBLISHED,
        publish_at=at,
    )


def _register_for(report: AnnualReport, on: datetime.date, *, today: datetime.date) -> Register:
    """The register that gives the report its number.

    Raises ValidationError with one message for each reason why the report cannot be issued.
    """
    if report.is_issued:
        raise ValidationError("Báo cáo này đã được ban hành.")
    on_day = []
    messages = [f"{finding.record}: {finding.sentence}" for finding in errors_before_issue(report)]
    if not report.signer_id or not report.sign_mode:
        messages.append("Ghi người ký và cách ký trước khi ban hành.")
    if on < report.period_from:
        on_day.append(f"Ngày ghi trên báo cáo không thể trước kỳ báo cáo, bắt đầu từ {short_date(report.period_from)}.")
    if on > today:
        on_day.append(f"Ngày ghi trên báo cáo không thể sau hôm nay, {short_date(today)}.")
    register = Register.objects.filter(council=report.council, key=REPORT_REGISTER).first()
    if register is None:
        messages.append(f"HĐND chưa có sổ văn bản mang mã “{REPORT_REGISTER}” để lấy số báo cáo; hãy lập sổ trước.")
    if register is None or messages or on_day:
        errors = {"issued_on": on_day, NON_FIELD_ERRORS: messages}
        raise ValidationError({name: sentences for name, sentences in errors.items() if sentences})
    return register


def _store_figures(report: AnnualReport, collected: CollectedFigures) -> None:
    """One ReportFigure for each number of the report, in the order of the report."""
    rows = [
        ReportFigure(
            report=report,
            breakdown=reference.level,
            code=reference.code,
            part=reference.part,
            is_percent=number.is_percent,
            order=order,
            value=_decimal(number.value),
            base=_decimal(number.base),
            computed=_decimal(number.computed),
            reported=_decimal(number.reported),
            qualifier=_qualifier_value(number.qualifier),
            text=number.text,
        )
        for order, (reference, number) in enumerate(_all_numbers(collected))
    ]
    ReportFigure.objects.bulk_create(rows)


def _all_numbers(collected: CollectedFigures) -> Iterator[tuple[FigureReference, Number]]:
    for code, figure in collected.figures.items():
        yield from ((FigureReference(code, "", key), split.number) for key, split in figure.splits.items())
        for level in ("", *(level_figure.level for level_figure in figure.levels)):
            figure_at_level = figure.at_level(level)
            if figure_at_level is not None:
                yield FigureReference(code, "", level), figure_at_level.number
                for part in figure_at_level.parts:
                    yield FigureReference(code, part.key, level), part.number


def _decimal(value: JsonNumber | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _qualifier_value(label: str) -> str:
    """The stored value of a qualifier, by its label."""
    return next((qualifier.value for qualifier in Qualifier if qualifier.label == label), "")


def _store_file(report: AnnualReport, file_format: ReportFile.Format, content: bytes, *, pages: int | None = None) -> None:
    ReportFile.objects.create(
        report=report,
        format=file_format,
        file=ContentFile(content, name=f"bao-cao.{file_format}"),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        pages=pages,
    )
