"""The context of the page of a report, without what depends on the request."""

from typing import Any

from reports.content import ReportContent
from reports.highlights import highlights, highlights_title
from reports.models import ReportFile


def page_context(content: ReportContent) -> dict[str, Any]:  # Any: a template reads values of any type
    """The context of the page of the only version of a report."""
    report = content.report
    figures = highlights(content.figures_data())
    return {
        "report": report,
        "document": content.document,
        "highlights": figures,
        "highlights_title": highlights_title(report, figures),
        "pdf": content.issued_file(ReportFile.Format.PDF),
        "linked_data": None,
        "comparison": content.comparison,
        "conflicts": content.conflicts_with_links,
        "warnings": content.warnings,
        "unused_totals": content.unused_totals,
        "missing": content.missing,
        "is_draft": not report.is_issued,
        "newest_version": report.version,
        "earlier_version": None,
        "version_query": "",
        "version_error": "",
    }
