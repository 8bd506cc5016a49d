"""The linked data (schema.org) of a report."""

from typing import Any

from core.pages.addresses import absolute_url
from core.pages.linked_data import organization, schema_object
from core.vietnamese.dates import local_day
from reports.models import AnnualReport


def report_data(report: AnnualReport) -> dict[str, Any] | None:  # Any: whatever JSON holds
    """The linked data of an issued report; None for a draft."""
    if not report.is_issued or report.issued_document is None or report.issued_at is None:
        return None
    return schema_object(
        "Report",
        name=report.subject,
        reportNumber=report.issued_document.symbol,
        url=absolute_url(report.get_absolute_url()),
        inLanguage="vi",
        datePublished=local_day(report.issued_at).isoformat(),
        temporalCoverage=f"{report.period_from.isoformat()}/{report.period_to.isoformat()}",
        publisher=organization(report.council.full_name),
        encoding=schema_object("MediaObject", encodingFormat="application/pdf", contentUrl=absolute_url(report.pdf_url)),
    )
