"""The series of numbers, and the Council's own list of kinds of resolutions."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max

from core.records.constraints import unique
from core.records.models import Record
from councils.models import Vocabulary
from councils.querysets import CouncilQuerySet


class Register(Record):
    """One yearly series of numbers; its row is what the taker of the next number locks.

    Whether normative and individual resolutions, or the Council and its Thường trực, share a series is data:
    one register or two.
    """

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, verbose_name="HĐND")
    key = models.SlugField("mã", max_length=40, db_index=False)
    name = models.CharField("tên sổ", max_length=150)
    pattern = models.CharField(
        "mẫu số, ký hiệu",
        max_length=60,
        help_text="{number} là số, {year} là năm; ví dụ {number}/NQ-HĐND hoặc {number}/{year}/NQ-HĐND.",
    )

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "sổ văn bản"
        ordering = ["council", "name", "id"]
        constraints = [unique("council", "key", name="register_key", message="Mã này đã có.")]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if not self.pattern:
            return
        rest = self.pattern.replace("{number}", "", 1).replace("{year}", "", 1)
        if "{number}" not in self.pattern or "{" in rest or "}" in rest:
            message = "Mẫu phải có {number} đúng một lần, có thể thêm {year}, và không dùng dấu ngoặc nhọn nào khác."
            raise ValidationError({"pattern": message})

    def symbol_of(self, number, year, suffix=""):
        """The printed "số, ký hiệu" of a number; below ten it is padded ("05/NQ-HĐND", Nghị định 30/2020/NĐ-CP)."""
        return self.pattern.replace("{number}", f"{number:02d}{suffix}").replace("{year}", str(year))

    def documents(self, year):
        """The documents with a number of `year`: one QuerySet for each of the two tables that share the register."""
        return (self.resolution_set.numbered_in(self, year), self.issueddocument_set.numbered_in(self, year))

    def holders(self, year, number, suffix=""):
        """The documents, of either table, that hold a number of `year`: one at most where all is well."""
        return [document for documents in self.documents(year) for document in documents.filter(number=number, suffix=suffix)]

    def highest_number(self, year):
        """The highest number of `year` over both tables, 0 where there is none."""
        return max(documents.aggregate(highest=Max("number"))["highest"] or 0 for documents in self.documents(year))


class ResolutionClass(Vocabulary):
    """One of the kinds into which a Council sorts its resolutions in its own reports."""

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "loại nghị quyết"
