"""The office's own text in the sections of a report."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError, Q

from core.records.constraints import unique
from core.records.history import history
from core.records.models import Record
from core.records.querysets import LockingQuerySet
from councils.querysets import CouncilQuerySet
from reports.models.outline import SECTIONS, section_choices
from reports.models.placeholders import unknown_placeholders
from reports.models.report import ISSUED, AnnualReport

MAX_NAMED_PLACEHOLDERS = 5  # unknown ones, in one message


class ReportSectionQuerySet(CouncilQuerySet["ReportSection"], LockingQuerySet["ReportSection"]):
    council_path = "report__council"
    locked = Q(report__status="issued")
    lock_reason = ISSUED


class ReportSection(Record):
    """Text that the office writes for one section of a report; it cites figures by placeholder."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="sections", verbose_name="báo cáo")
    key = models.CharField("mục", max_length=40, choices=section_choices)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    heading = models.CharField("tiêu đề", max_length=200, blank=True, help_text="Để trống: dùng tiêu đề theo mẫu.")
    text = models.TextField(
        "lời văn",
        blank=True,
        max_length=60_000,
        help_text="Các đoạn cách nhau một dòng trống. Dẫn số liệu bằng mã trong ngoặc nhọn, ví dụ {resolutions.adopted}.",
    )

    objects = ReportSectionQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = "mục báo cáo"
        verbose_name_plural = "mục báo cáo"
        ordering = ["order", "id"]
        constraints = [unique("report", "key", name="reports_section_key", message="Đã có bản này.")]

    def __str__(self) -> str:
        return self.heading or self.get_key_display()

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: whatever Django passes on
        """Raises ValidationError for a section of an issued report."""
        if self.report.is_issued:
            raise ValidationError(ISSUED)
        if not self.order:
            self.order = [section.key for section in SECTIONS].index(self.key) + 1
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # Any: whatever Django passes on
        """Raises ProtectedError for a section of an issued report."""
        if self.report.is_issued:
            raise ProtectedError(ISSUED, {self})
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        """Raises ValidationError for placeholders that name no figure, and for any change of an issued report."""
        if unknown := unknown_placeholders(self.text):
            names = ", ".join(f"{{{name}}}" for name in unknown[:MAX_NAMED_PLACEHOLDERS])
            names += ", …" if len(unknown) > MAX_NAMED_PLACEHOLDERS else ""
            raise ValidationError({"text": f"Không có chỉ tiêu nào mang mã {names}; xem danh mục mã chỉ tiêu."})
        if self.report_id and self.report.is_issued:
            raise ValidationError(ISSUED)
