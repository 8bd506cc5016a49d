"""The public section of reports."""

from typing import Any

from core.pages.sections import PublicSection, register
from reports.content import ReportContent
from reports.highlights import highlights, highlights_title, newest_report
from reports.models import AnnualReport
from reports.models.report import AnnualReportQuerySet


@register
class ReportSection(PublicSection):
    namespace = "reports"
    label = "Báo cáo"
    menu_position = 7
    model = AnnualReport
    published_field = "issued_at"
    record_name = "báo cáo"
    is_searched = False
    home_template = "reports/_home.html"
    home_position = 1

    def public_rows(self) -> AnnualReportQuerySet:
        """The newest version of each issued report."""
        return AnnualReport.objects.issued().of_hosted_councils().newest_versions()

    def home_context(self) -> dict[str, Any]:  # Any: the context of a template
        """The newest report and its highlights."""
        report = newest_report()
        if report is None:
            return {"report": None, "highlights": []}
        figures = highlights(ReportContent(report).figures_data())
        return {"report": report, "highlights": figures, "highlights_title": highlights_title(report, figures)}
