"""The check of reported totals, and the errors of records that block the issue of a report."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.models.findings import Finding, blocking_errors
from core.records.checks import Problem, Severity, check, with_others
from core.records.periods import Period
from core.vietnamese.numbers import format_number
from reports.models import AnnualReport, ReportedTotal
from reports.models.total import IDENTITY_FIELDS


def reaching_into(period: Period) -> Q:
    """The condition for totals whose period shares a day with `period`."""
    return Q(period_from__lt=period.end, period_to__gte=period.start)


@check("total-conflict", ReportedTotal, Severity.ADVICE, "Hai nguồn báo hai số khác nhau mà chưa chọn", reaching_into)
def undecided_totals(rows: QuerySet[Any], on: date) -> Iterator[Problem]:  # Any: rows of ReportedTotal
    """Yield the totals for which another source states another value, while nobody has chosen one of them."""
    same = ReportedTotal.objects.filter(**{name: OuterRef(name) for name in IDENTITY_FIELDS}).exclude(pk=OuterRef("pk"))
    preferred, pending = ReportedTotal.Decision.PREFERRED, ReportedTotal.Decision.PENDING
    rows = rows.filter(~Exists(same.accepted().filter(decision=preferred)), decision=pending)
    others = same.filter(decision=pending).exclude(value=OuterRef("value")).order_by("pk")
    for total, other in with_others(rows.select_related("council"), others):
        sentence = f"Nguồn “{other.source}” báo số khác: {format_number(other.value)}; hãy chọn một nguồn."
        yield Problem(total, sentence, (other,))


def errors_before_issue(report: AnnualReport) -> list[Finding]:
    """Return the errors that nobody has waived in those records of the council that matter to the period of `report`.

    Records of councils below are left out: a reviewer of the council of the report could neither mend nor waive them.
    """
    return blocking_errors(report.council, report.period)
