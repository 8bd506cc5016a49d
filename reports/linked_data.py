"""The linked data (schema.org) of a report."""

from typing import Any

from core.pages.addresses import absolute
from core.pages.linked_data import organization, thing
from core.vietnamese.dates import local_day
from reports.models import AnnualReport


def report_data(report: AnnualReport) -> dict[str, Any] | None:  # Any: whatever JSON holds
    """The linked data of an issued report; None for a draft."""
    if not report.is_issued or report.issued_document is None or report.issued_at is None:
        return None
    return thing(
        "Report",
        name=report.title,
        reportNumber=report.issued_document.symbol,
        url=absolute(report.get_absolute_url()),
        inLanguage="vi",
        datePublished=local_day(report.issued_at).isoformat(),
        temporalCoverage=f"{report.period_from.isoformat()}/{report.period_to.isoformat()}",
        publisher=organization(report.council.full_name),
        encoding=thing("MediaObject", encodingFormat="application/pdf", contentUrl=absolute(report.pdf_url)),
    )
