"""The public section of reports."""

from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

from core.pages.addresses import absolute_url
from core.pages.list_data import DataColumn, DataLink
from core.pages.sections import PublicSection, register
from reports.content import ReportContent
from reports.highlights import highlights, highlights_title, newest_report
from reports.models import AnnualReport, ReportFile
from reports.models.report import AnnualReportQuerySet
from resolutions.models import IssuedDocument


def files_of(report: AnnualReport) -> list[DataLink]:
    """The PDF of a report, if it was stored, and its figures."""
    has_pdf = any(file.format == ReportFile.Format.PDF for file in report.files.all())
    pdf = [DataLink("PDF", report.pdf_url)] if has_pdf else []
    return [*pdf, DataLink("Số liệu (JSON)", f"{report.get_absolute_url()}figures.json")]


@register
class ReportSection(PublicSection):
    namespace = "reports"
    label = "Báo cáo"
    menu_position = 7
    model = AnnualReport
    published_field = "issued_at"
    record_name = "báo cáo"
    data_columns = (
        DataColumn("symbol", "Số, ký hiệu", attrgetter("issued_document.symbol")),
        DataColumn("issued_on", "Ngày ban hành", attrgetter("issued_document.issued_on")),
        DataColumn("title", "Trích yếu", attrgetter("title")),
        DataColumn("period", "Kỳ báo cáo", attrgetter("period_label")),
        DataColumn("scope", "Phạm vi", lambda report: report.get_scope_display()),
        DataColumn("council", "Hội đồng nhân dân", attrgetter("council.name")),
        DataColumn("files", "Tệp", files_of),
        DataColumn("url", "Địa chỉ", lambda report: absolute_url(report.get_absolute_url())),
    )
    search_template = "reports/_search_result.html"
    max_search_rows = 50  # all of them: a council issues one or two a year, and their list has no search of its own
    home_template = "reports/_home.html"
    home_position = 1

    def public_rows(self) -> AnnualReportQuerySet:
        """The newest version of each issued report."""
        return AnnualReport.objects.issued().of_hosted_councils().newest_versions()

    def rows_with_search_key(self) -> QuerySet[IssuedDocument]:
        """The documents of these reports, which have their numbers and titles."""
        return IssuedDocument.objects.filter(pk__in=self.public_rows().values("issued_document"))

    def home_context(self) -> dict[str, Any]:  # Any: the context of a template
        """The newest report and its highlights."""
        report = newest_report()
        if report is None:
            return {"report": None, "highlights": []}
        figures = highlights(ReportContent(report).figures_data())
        return {"report": report, "highlights": figures, "highlights_title": highlights_title(report, figures)}
