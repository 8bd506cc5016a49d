"""Reported totals: figures that have no rows behind them."""

import datetime
from decimal import Decimal
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.records.choices import Qualifier
from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Record
from core.records.periods import Period
from core.vietnamese.suggestions import nearest
from councils.models import Council
from councils.querysets import CouncilQuerySet
from reports.indicators import INDICATORS, indicator_choices, percentage_labels

ANOTHER_PREFERRED = (
    "Cùng chỉ tiêu, cùng kỳ đang dùng số của một nguồn khác; hãy đổi lựa chọn của số này thành “chưa chọn”, hoặc bấm "
    "“Dùng số này…” để dùng nó thay số kia."
)
NO_PERCENTAGE = "Chỉ tiêu này không ghi theo tỷ lệ %; hãy ghi số đếm. Các chỉ tiêu có tỷ lệ: {labels}."
REASON_NEEDED = "Ghi lý do chọn."
MAX_LISTED = 8  # parts that a message lists; of more it names the nearest three
IDENTITY_FIELDS = ("council", "coverage", "level", "period_from", "period_to", "code", "part", "is_percent")


class ReportedTotalQuerySet(CouncilQuerySet["ReportedTotal"]):
    def accepted(self) -> Self:
        """The totals that figures use; the others wait for somebody who may publish."""
        return self.filter(approved_on__isnull=False)

    def waiting(self) -> Self:
        """The totals that no figure uses yet."""
        return self.filter(approved_on__isnull=True)

    def overlapping(self, period: Period) -> Self:
        """The totals whose period shares at least one day with `period`."""
        return self.filter(period_from__lt=period.end, period_to__gte=period.start)

    def of_levels_below(self, council: Council, period: Period) -> Self:
        """The approved totals of `council` for all councils of one level below it that share a day with `period`."""
        return self.accepted().filter(council=council, coverage="below").overlapping(period)

    def of_all_levels(self, council: Council, period: Period) -> Self:
        """The approved totals of `council` for the councils of all levels together that share a day with `period`."""
        return self.accepted().filter(council=council, coverage="all").overlapping(period)


class ReportedTotal(Record):
    """A number that a document states for a council, or for all councils of a level, in a period; it has no rows behind it."""

    HAPPENED_FIELDS = {"period_from": {}, "source_on": {}, "approved_on": {}}

    class Coverage(models.TextChoices):
        OWN = "own", "của HĐND này"
        BELOW = "below", "gộp của các HĐND một cấp dưới"
        ALL = "all", "gộp của các cấp"
        WITH_PREDECESSORS = "with_predecessors", "gồm HĐND trước sắp xếp"

    class Level(models.TextChoices):
        DISTRICT = "district", "cấp huyện"
        COMMUNE = "commune", "cấp xã"

    class Decision(models.TextChoices):
        PENDING = "pending", "chưa chọn"
        PREFERRED = "preferred", "dùng số này"
        SET_ASIDE = "set_aside", "không dùng"

    council = models.ForeignKey("councils.Council", models.PROTECT, verbose_name="Hội đồng nhân dân")
    coverage = models.CharField("phạm vi", max_length=17, choices=Coverage, default=Coverage.OWN)
    level = models.CharField(
        "cấp dưới", max_length=10, choices=Level, blank=True, help_text="Chỉ ghi khi số liệu gộp của các HĐND một cấp dưới."
    )
    period_from = models.DateField("từ ngày")
    period_to = models.DateField("đến hết ngày")
    code = models.CharField("chỉ tiêu", max_length=60, choices=indicator_choices)
    part = models.CharField(
        "phần", max_length=60, blank=True, help_text="Để trống nếu là cả chỉ tiêu; nối bằng dấu + nếu gộp nhiều phần."
    )
    is_percent = models.BooleanField("là tỷ lệ %", default=False)
    value = models.DecimalField("giá trị", max_digits=20, decimal_places=2)
    base = models.DecimalField(
        "trên tổng số", max_digits=20, decimal_places=2, null=True, blank=True, help_text="Số đứng sau dấu / khi báo “15/15”."
    )
    councils_count = models.PositiveSmallIntegerField(
        "số HĐND được gộp", null=True, blank=True, help_text="Số này gộp của bao nhiêu HĐND, ví dụ 30."
    )
    qualifier = models.CharField("từ chỉ mức", max_length=10, choices=Qualifier, blank=True)
    source = models.CharField("nguồn", max_length=200, help_text="Văn bản đã báo số này, ví dụ: Báo cáo số 12/BC-HĐND.")
    source_key = NormalFormField("source", verbose_name="khóa của nguồn")
    source_on = models.DateField("ngày của nguồn", null=True, blank=True)
    decision = models.CharField("lựa chọn", max_length=10, choices=Decision, default=Decision.PENDING)
    decision_reason = models.CharField("lý do chọn", max_length=300, blank=True)
    approved_on = models.DateField("ngày duyệt", null=True, blank=True, editable=False)
    approved_by_id = models.PositiveBigIntegerField("mã người duyệt", null=True, blank=True, editable=False)

    objects = ReportedTotalQuerySet.as_manager()
    history = history(excluded_fields=["source_key"])

    class Meta:
        verbose_name = "số liệu tổng hợp"
        verbose_name_plural = "số liệu tổng hợp"
        ordering = ["code", "part", "-period_to", "id"]
        constraints = [
            check(
                Q(coverage="below", level__in=("district", "commune")) | (~Q(coverage="below") & Q(level="")),
                name="reports_total_level",
                message="Số gộp của cấp dưới phải ghi cấp nào.",
                beside="level",
            ),
            check(
                Q(period_to__gte=F("period_from")),
                name="reports_total_period",
                message="Ngày sau không thể trước ngày trước.",
                beside="period_to",
            ),
            check(Q(value__gte=0), name="reports_total_value", message="Số liệu không thể âm.", beside="value"),
            check(
                Q(base__isnull=True) | Q(base__gte=F("value")),
                name="reports_total_base",
                message="Tổng số không thể nhỏ hơn giá trị.",
                beside="base",
            ),
            check(
                Q(decision="pending") | ~Q(decision_reason=""),
                name="reports_total_reason",
                message=REASON_NEEDED,
                beside="decision_reason",
            ),
            unique(*IDENTITY_FIELDS, "source_key", name="reports_total_key", message="Nguồn này đã báo số này.", beside="source"),
            unique(
                *IDENTITY_FIELDS,
                when=Q(decision="preferred", approved_on__isnull=False),
                name="reports_total_one_preferred",
                message=ANOTHER_PREFERRED,
                beside="decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}: {Decimal(self.value).normalize():f}"  # an unsaved row may hold an int

    @property
    def period(self) -> Period:
        return Period.inclusive(self.period_from, self.period_to)

    @property
    def is_approved(self) -> bool:
        """Whether figures use the total."""
        return self.approved_on is not None

    @property
    def changes_need_review(self) -> bool:
        """Whether a change by somebody who may not publish waits for a reviewer: once figures use the total."""
        return self.is_approved

    def approve(self, *, by: int | None = None, on: datetime.date | None = None) -> None:
        """Let figures use the total from now on; `by` is the primary key of a user. An approved total stays as it is."""
        if not self.is_approved:
            self.approved_on, self.approved_by_id = on or timezone.localdate(), by

    def clean(self) -> None:
        """Raises ValidationError for a part that the indicator does not have, and for a value or coverage that cannot be."""
        errors = {}
        indicator = INDICATORS.get(self.code)
        if indicator and self.part and (unknown := indicator.unknown_part(self.part)) is not None:
            keys = [*indicator.part_keys()]
            advice, keys = ("Các phần", keys) if len(keys) <= MAX_LISTED else ("Gần nhất", nearest(unknown, keys))
            errors["part"] = f"Chỉ tiêu này không có phần “{unknown}”. {advice}: {', '.join(keys) or 'không có phần nào'}."
        if self.value is not None:  # None where a form could not read it
            if self.is_percent and self.value > 100:
                errors["value"] = "Tỷ lệ không thể lớn hơn 100%."
            elif not self.is_percent and self.value != self.value.to_integral_value():
                errors["value"] = "Số đếm và số tiền là số nguyên; chỉ tỷ lệ % có phần thập phân."
        if indicator and not errors and self.is_percent and not indicator.has_percent:
            errors["is_percent"] = NO_PERCENTAGE.format(labels="; ".join(percentage_labels()))
        if self.coverage == self.Coverage.BELOW and self.council_id and self.council.level == Council.Level.COMMUNE:
            errors["coverage"] = "HĐND cấp xã không có HĐND cấp dưới."
        if errors:
            raise ValidationError(errors)
