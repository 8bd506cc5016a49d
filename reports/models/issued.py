"""What is stored once when a report is issued: its figures and its files."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError

from core.records.constraints import unique
from core.records.models import Record
from core.records.querysets import LockingQuerySet
from core.uploads.fields import StoredFileField
from councils.querysets import CouncilQuerySet
from reports.models.report import ISSUED, AnnualReport


class FrozenRecord(Record):
    """A row that is written once, when its report is issued."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: whatever Django passes on
        """Raises ValidationError for a row that is stored already."""
        if self.pk:
            raise ValidationError(ISSUED)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # Any: whatever Django passes on
        """Raises ProtectedError always."""
        raise ProtectedError(ISSUED, {self})


class ReportFigureQuerySet(CouncilQuerySet["ReportFigure"], LockingQuerySet["ReportFigure"]):
    council_path = "report__council"
    lock_reason = ISSUED


class ReportFigure(FrozenRecord):
    """One published number of an issued report."""

    report = models.ForeignKey(AnnualReport, models.CASCADE, related_name="figures", verbose_name="báo cáo")
    breakdown = models.CharField("cấp", max_length=60, blank=True)
    code = models.CharField("chỉ tiêu", max_length=60)
    part = models.CharField("phần", max_length=60, blank=True)
    is_percent = models.BooleanField("là tỷ lệ %", default=False)
    order = models.PositiveSmallIntegerField("thứ tự")
    value = models.DecimalField("giá trị", max_digits=26, decimal_places=2, null=True)
    base = models.DecimalField("trên tổng số", max_digits=26, decimal_places=2, null=True)
    computed = models.DecimalField("tính từ bản ghi", max_digits=26, decimal_places=2, null=True)
    reported = models.DecimalField("số tổng hợp", max_digits=26, decimal_places=2, null=True)
    qualifier = models.CharField("từ chỉ mức", max_length=10, blank=True)
    text = models.CharField("như in", max_length=120, blank=True)

    objects = ReportFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu đã công bố"
        verbose_name_plural = "số liệu đã công bố"
        ordering = ["order", "id"]
        constraints = [
            unique("report", "breakdown", "code", "part", "is_percent", name="reports_figure_key", message="Đã có bản này.")
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"


class ReportFileQuerySet(CouncilQuerySet["ReportFile"], LockingQuerySet["ReportFile"]):
    council_path = "report__council"
    lock_reason = ISSUED


class ReportFile(FrozenRecord):
    """The file of an issued report in one format; its bytes never change."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        XLSX = "xlsx", "Excel"
        JSON = "json", "JSON"

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="files", verbose_name="báo cáo")
    format = models.CharField("định dạng", max_length=4, choices=Format)
    file = StoredFileField("tệp")
    sha256 = models.CharField("mã băm", max_length=64)
    size = models.PositiveIntegerField("cỡ tệp (byte)")
    pages = models.PositiveSmallIntegerField("số trang", null=True, blank=True)

    objects = ReportFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đã ban hành"
        verbose_name_plural = "tệp đã ban hành"
        ordering = ["format"]
        constraints = [unique("report", "format", name="reports_file_key", message="Đã có bản này.")]

    def __str__(self) -> str:
        return f"{self.get_format_display()}, {self.size} byte"
