"""The public section of reports."""

from typing import Any

from core.pages.sections import PublicSection, register
from reports.highlights import highlights, newest_report
from reports.models import AnnualReport
from reports.models.report import AnnualReportQuerySet


@register
class ReportSection(PublicSection):
    namespace = "reports"
    label = "Báo cáo"
    menu_position = 7
    model = AnnualReport
    record_name = "báo cáo"
    is_searched = False
    home_template = "reports/_home.html"
    home_position = 1

    def public_rows(self) -> AnnualReportQuerySet:
        """The newest version of each issued report."""
        return AnnualReport.objects.issued().newest_versions()

    def home_context(self) -> dict[str, Any]:  # Any: the context of a template
        """The newest report and its highlights."""
        report = newest_report()
        return {"report": report, "highlights": highlights(report) if report else []}
