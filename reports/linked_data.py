"""A report as machines read it."""

from core.pages.addresses import absolute
from core.pages.linked_data import organization, thing
from core.vietnamese.dates import local_day


def report_data(report):
    """An issued report; nothing of a draft."""
    if not report.is_issued:
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
