"""Choosing between totals, and issuing a report once and for all."""

import hashlib
from dataclasses import asdict
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from core.records.choices import Qualifier
from core.vietnamese.dates import short_date
from councils.models import Body
from reports.document.compose import compose, conflict_sentences
from reports.formats.json import dumped, figures_json
from reports.formats.pdf import RenderError, render_pdf
from reports.models import AnnualReport, ReportedTotal, ReportFigure, ReportFile
from reports.models.total import IDENTITY
from resolutions.actions import take_number
from resolutions.models import IssuedDocument, Register

REPORT_REGISTER = "bao-cao"


@transaction.atomic
def settle(*, total, reason):
    """Prefer `total` over the rows and the other totals for the same figure, which are set aside for the same reason.

    Raises ValidationError where `reason` is blank.
    """
    same = {name: getattr(total, name) for name in IDENTITY}
    for other in ReportedTotal.objects.filter(**same).exclude(pk=total.pk):
        other.decision, other.decision_reason = ReportedTotal.Decision.SET_ASIDE, reason
        other.full_clean()
        other.save()
    total.decision, total.decision_reason = ReportedTotal.Decision.PREFERRED, reason
    total.full_clean()
    total.save()
    return total


@transaction.atomic
def issue_report(*, report, user, on=None, at=None):
    """Freeze a draft: take its number, keep its figures row by row, its document and the very bytes of its PDF.

    `on` is the day on the document (today by default), `at` the moment of the issue (now by default).
    Raises ValidationError where the report is issued already, figures of its own period contradict each other,
    nobody signs, the council keeps no register for reports, or `on` lies before the period; nothing is stored then.
    """
    at = at or timezone.now()
    on = on or timezone.localdate(at)
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    register = _refuse_unready(report, on)
    document = IssuedDocument(
        council=report.council,
        doc_type=IssuedDocument.Type.REPORT,
        issuer=Body.objects.of(report.council).in_force_on(on).standing().first(),
        title=report.title,
        issued_on=on,
        signer=report.signer,
        status=IssuedDocument.Status.PUBLISHED,
        publish_at=at,
    )
    report.issued_document = take_number(register=register, year=on.year, document=document)
    report.status, report.issued_at, report.issued_by = AnnualReport.Status.ISSUED, at, user
    composed = compose(report)
    if composed.collected.conflicts:
        raise ValidationError(list(conflict_sentences(composed.collected)))
    figures = figures_json(composed.collected, period_label=report.period_label)
    report.content = {"document": asdict(composed.document), "figures": figures}
    report.full_clean()
    report.save()
    _keep_figures(report, composed.collected)
    try:
        _keep_file(report, ReportFile.Format.PDF, render_pdf(composed.document))
    except RenderError as error:
        raise ValidationError(str(error)) from error
    _keep_file(report, ReportFile.Format.JSON, dumped(figures))
    return report


def _refuse_unready(report, on):
    """The register that the report will take its number from.

    Raises ValidationError, one sentence for each thing that stands in the way.
    """
    messages = []
    if report.is_issued:
        raise ValidationError("Báo cáo này đã được ban hành.")
    if not report.signer_id or not report.sign_mode:
        messages.append("Ghi người ký và cách ký trước khi ban hành.")
    if on < report.period_from:
        messages.append(f"Ngày ghi trên báo cáo không thể trước kỳ báo cáo, bắt đầu từ {short_date(report.period_from)}.")
    register = Register.objects.filter(council=report.council, key=REPORT_REGISTER).first()
    if register is None:
        messages.append(f"HĐND chưa có sổ văn bản mang mã “{REPORT_REGISTER}” để lấy số báo cáo; hãy lập sổ trước.")
    if messages:
        raise ValidationError(messages)
    return register


def _keep_figures(report, collected):
    rows = []

    def keep(breakdown, code, part, number):
        rows.append(
            ReportFigure(
                report=report,
                breakdown=breakdown,
                code=code,
                part=part,
                is_percent=number.is_percent,
                order=len(rows),
                value=_decimal(number.value),
                base=_decimal(number.base),
                computed=_decimal(number.computed),
                reported=_decimal(number.reported),
                qualifier=_stored(number.qualifier),
                text=number.text,
            )
        )

    for code, figure in collected.figures.items():
        for breakdown, level_figure in (("", figure), *((level.level, level) for level in figure.levels)):
            keep(breakdown, code, "", level_figure.number)
            for part in level_figure.parts:
                keep(breakdown, code, part.key, part.number)
    ReportFigure.objects.bulk_create(rows)


def _decimal(value):
    return None if value is None else Decimal(str(value))


def _stored(label):
    return next((word.value for word in Qualifier if word.label == label), "")


def _keep_file(report, file_format, content):
    ReportFile.objects.create(
        report=report,
        format=file_format,
        file=ContentFile(content, name=f"bao-cao.{file_format}"),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
