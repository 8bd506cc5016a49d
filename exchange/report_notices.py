"""What the reports that are being written make of the totals that were loaded: those that they do not use, and why."""

from collections.abc import Collection, Iterator

from reports.figures.collect import collect
from reports.models import AnnualReport

TOUCHED_BY = {"reported_totals", "report_choices", "annual_reports"}  # the tables that decide which totals are used


def unused_totals(council_slug: str, table_names: Collection[str]) -> Iterator[str]:
    """One sentence for each total that touches a draft of the council and is not used in it, with the reason.

    None where no loaded table decides about totals.
    """
    if TOUCHED_BY.isdisjoint(table_names):
        return
    drafts = AnnualReport.objects.filter(status=AnnualReport.Status.DRAFT, council__slug=council_slug)
    for report in drafts.select_related("council").order_by("period_from", "slug"):
        for unused in collect(report.as_scope()).unused:
            yield f"Báo cáo “{report.title}” không dùng – {unused.sentence}"
