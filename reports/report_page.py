"""The context of the page of a report, without what depends on the request."""

from typing import Any

from core.records.rights import StaffUser
from reports.content import ReportContent
from reports.draft_page import DraftPage
from reports.highlights import highlights, highlights_title
from reports.models import ReportFile


def page_context(
    content: ReportContent, user: StaffUser | None = None
) -> dict[str, Any]:  # Any: a template reads values of any type
    """The context of the page of the only version of a report; what it says of a draft has the links that `user` may open."""
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
        "draft": None if report.is_issued else DraftPage(content, user),
        "is_draft": not report.is_issued,
        "newest_version": report.version,
        "earlier_version": None,
        "version_query": "",
        "version_error": "",
    }
