"""The choice between reported totals that one report makes."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from core.records.constraints import check, unique
from core.records.history import history
from core.records.models import Record
from councils.models import Council
from councils.querysets import CouncilQuerySet
from reports.models.total import IDENTITY_FIELDS, REASON_NEEDED, ReportedTotal
from reports.scope import predecessors_of


class ReportChoiceQuerySet(CouncilQuerySet["ReportChoice"]):
    def of_report(self, council: Council, slug: str) -> Self:
        """The choices that all versions of one report share; none where the report has no address."""
        return self.filter(council=council, report_slug=slug) if slug else self.none()


class ReportChoice(Record):
    """The choice of one report for or against a reported total; in all other reports the total's own choice applies."""

    council = models.ForeignKey("councils.Council", models.PROTECT, verbose_name="Hội đồng nhân dân")
    report_slug = models.SlugField(
        "đường dẫn báo cáo", max_length=60, help_text="Ví dụ 2021, 2021-gop; mọi bản của báo cáo dùng chung lựa chọn này."
    )
    total = models.ForeignKey(ReportedTotal, models.CASCADE, related_name="choices", verbose_name="số liệu tổng hợp")
    decision = models.CharField(
        "lựa chọn", max_length=10, choices=ReportedTotal.Decision, default=ReportedTotal.Decision.PREFERRED
    )
    reason = models.CharField("lý do chọn", max_length=300, blank=True)
    by_id = models.PositiveBigIntegerField("mã người chọn", null=True, blank=True, editable=False)

    objects = ReportChoiceQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = "lựa chọn của báo cáo"
        verbose_name_plural = "lựa chọn của báo cáo"
        ordering = ["report_slug", "id"]
        constraints = [
            unique(
                "council",
                "report_slug",
                "total",
                name="reports_choice_key",
                message="Báo cáo này đã chọn về số liệu ấy.",
                beside="total",
            ),
            check(
                Q(decision="pending") | ~Q(reason=""),
                name="reports_choice_reason",
                message=REASON_NEEDED,
                beside="reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_slug}: {self.get_decision_display()}, {self.total}"

    def clean(self) -> None:
        """Raises ValidationError for a total of another council, and for a second preferred total of one figure."""
        super().clean()
        if not (self.council_id and self.total_id):
            return
        councils = [self.council, *(one.council for one in predecessors_of(self.council))]
        below = Council.objects.subordinate_to(councils, self.total.period)
        if self.total.council not in councils and not below.filter(pk=self.total.council_id).exists():
            raise ValidationError({"total": "Số này không phải của HĐND của báo cáo, HĐND cấp dưới hay HĐND trước sắp xếp."})
        if self.decision == ReportedTotal.Decision.PREFERRED and self._others_preferred().exists():
            raise ValidationError({"total": "Báo cáo này đã dùng số khác của cùng chỉ tiêu, cùng kỳ; hãy sửa lựa chọn ấy trước."})

    def _others_preferred(self) -> models.QuerySet["ReportChoice"]:
        """The other preferred totals of the same figure and period in the same report."""
        same = {f"total__{name}": getattr(self.total, name) for name in IDENTITY_FIELDS}
        rows = type(self).objects.filter(council=self.council_id, report_slug=self.report_slug, **same)
        return rows.filter(decision=ReportedTotal.Decision.PREFERRED).exclude(pk=self.pk).exclude(total=self.total_id)
