"""The links from the page of a draft to the forms and lists on which staff put things right."""

from collections.abc import Collection, Iterable
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse

from core.records.rights import StaffUser, permits, visible_rows
from core.vietnamese.dates import short_date
from councils.models import Council
from reports.figures.notices import Conflict
from reports.models import AnnualReport, ReportChoice, ReportedTotal
from reports.scope import CouncilGroup

Link = tuple[str, str]  # its label and its address


class DraftLinks:
    """The links for one user, each only where the user may open what it leads to; none without a user."""

    def __init__(self, report: AnnualReport, user: StaffUser | None, total_pks: Collection[int] = ()) -> None:
        self.report, self.user, self.total_pks = report, user, total_pks
        self._may_add: dict[tuple[type[Model], int], bool] = {}

    @cached_property
    def _visible_totals(self) -> set[int]:
        """Those of the totals on the page that the user may open; read with one query."""
        if self.user is None or not self.total_pks or not self.user.has_perm("reports.view_reportedtotal"):
            return set()
        rows = ReportedTotal.objects.filter(pk__in=self.total_pks)
        return set(visible_rows(rows, self.user).values_list("pk", flat=True))

    def totals(self, pks: Iterable[int]) -> list[Link]:
        """The forms of totals."""
        visible = [pk for pk in sorted(pks) if pk in self._visible_totals]
        return [("Mở số liệu", reverse("admin:reports_reportedtotal_change", args=[pk])) for pk in visible]

    def choices(self, pks: Collection[int]) -> list[Link]:
        """The form in which this report chooses a total, where the value is that of one total."""
        report = self.report
        if len(pks) != 1 or not report.pk or not self._visible_totals.issuperset(pks):
            return []
        if not self._permits_adding(ReportChoice, report.council):
            return []
        query = {"council": report.council_id, "report_slug": report.slug, "total": min(pks)}
        return [("Chọn số này", f"{reverse('admin:reports_reportchoice_add')}?{urlencode(query)}")]

    def records(self, conflict: Conflict) -> list[Link]:
        """The page that lists the records of a figure."""
        report = self.report
        if not report.pk:
            return []
        query = urlencode([(name, value) for name, value in (("phan", conflict.part), ("cap", conflict.level)) if value])
        address = reverse("reports:figure", args=[report.council.slug, report.slug, conflict.code])
        return [("Xem bản ghi", f"{address}?{query}" if query else address)]

    def new_total(self, code: str, *, council: Council | None = None, level: str = "", part: str = "") -> str:
        """The form of a new total of `code` in the period of the report, filled in; "" where the user may not add it.

        It is the total of `council`, by default that of the report, or of all councils of `level`.
        """
        report = self.report
        owner = report.council if council is None or level else council
        if not self._permits_adding(ReportedTotal, owner):
            return ""
        coverage = ReportedTotal.Coverage.BELOW if level else ReportedTotal.Coverage.OWN
        days = {"period_from": short_date(report.period_from), "period_to": short_date(report.period_to)}
        query = {"council": owner.pk, "coverage": coverage.value, "level": level, **days, "code": code, "part": part}
        return f"{reverse('admin:reports_reportedtotal_add')}?{urlencode([item for item in query.items() if item[1]])}"

    def new_total_of_group(self, code: str, group: CouncilGroup, councils: tuple[Council, ...]) -> str:
        """The form of a new total of the only one of `councils`, else of the whole group."""
        if len(councils) == 1 and (address := self.new_total(code, council=councils[0])):
            return address
        is_own = self.report.council in group.councils
        return self.new_total(code, level="" if is_own else group.level)

    @property
    def form(self) -> str:
        """The form of the report; "" where the user may not change it."""
        report = self.report
        if self.user is None or not report.pk or not permits(self.user, "change", report._meta, report):
            return ""
        return reverse("admin:reports_annualreport_change", args=[report.pk])

    def _permits_adding(self, model: type[ReportedTotal | ReportChoice], council: Council) -> bool:
        """Whether the user may add a record of `model` that belongs to `council`."""
        if self.user is None:
            return False
        key = (model, council.pk)
        if key not in self._may_add:
            self._may_add[key] = permits(self.user, "add", model._meta, model(council=council))
        return self._may_add[key]
