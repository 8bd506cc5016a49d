"""Registers, which number documents, and the kinds of resolutions that a Council defines."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max

from core.records.constraints import unique
from core.records.models import Record
from councils.models import Vocabulary
from councils.querysets import CouncilQuerySet

if TYPE_CHECKING:  # their models refer to Register by name
    from resolutions.models.documents import IssuedDocumentQuerySet, NumberedDocument
    from resolutions.models.resolutions import ResolutionQuerySet


class Register(Record):
    """A series of document numbers that starts again each year; its row is locked while a number is taken.

    A council may number its normative and individual resolutions, or the documents of its Thường trực, in one register
    or in several.
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

    def symbol_of(self, number: int, year: int, suffix: str = "") -> str:
        """The printed "số, ký hiệu" of a number: "05/NQ-HĐND".

        A number below ten has a leading zero (Nghị định 30/2020/NĐ-CP).
        """
        return self.pattern.replace("{number}", f"{number:02d}{suffix}").replace("{year}", str(year))

    def documents(self, year: int) -> "tuple[ResolutionQuerySet, IssuedDocumentQuerySet]":
        """The documents with a number in `year`: one QuerySet for each of the two tables."""
        return (self.resolution_set.numbered_in(self, year), self.issueddocument_set.numbered_in(self, year))

    def documents_with_number(self, year: int, number: int, suffix: str = "") -> "list[NumberedDocument]":
        """The documents of both tables with this number in `year`: normally one at most."""
        return [document for documents in self.documents(year) for document in documents.filter(number=number, suffix=suffix)]

    def highest_number(self, year: int) -> int:
        """The highest number in `year` in both tables; 0 without any."""
        return max(documents.aggregate(highest=Max("number"))["highest"] or 0 for documents in self.documents(year))


class ResolutionClass(Vocabulary):
    """A kind of resolutions that a Council distinguishes in its reports."""

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "loại nghị quyết"
