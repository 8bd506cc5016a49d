"""Registers, which number documents, and the kinds of resolutions that a Council defines."""

import re
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q

from core.models import Keyed
from core.records.constraints import unique
from core.records.history import history
from core.vietnamese.text import fold
from councils.models import Body, Vocabulary
from councils.querysets import CouncilQuerySet
from councils.same_council import validate_same_council
from resolutions.series import Series, series_of

if TYPE_CHECKING:  # their models refer to Register by name
    from resolutions.models.documents import IssuedDocumentQuerySet
    from resolutions.models.numbered import NumberedDocument
    from resolutions.models.resolutions import ResolutionQuerySet

RESOLUTION_OF_COUNCIL = "council_resolution"
PERSONNEL_KEYS = ("personnel", "nhan-su")  # of a new class of resolutions on people
KIND_SEPARATOR = re.compile(r"\s*[,;]\s*")
WORD_BEFORE_NUMBER = r"(?:số\s*:?\s*)?"  # as printed on documents: "Số: 12/NQ-HĐND"
LEADING_NUMBER = r"0*(\d+)([a-zđ]{0,3})(?![a-zđ\d])"


class RegisterQuerySet(CouncilQuerySet["Register"]):
    def for_kind(self, kind: str, issuer: Body | None = None) -> Self:
        """Registers for documents of `kind` by `issuer`: its own ones if there are any, otherwise those without an issuer.

        A register without kinds takes all documents. A body has a row for each of its times; its slug stays the same.
        """
        of_kind = self.filter(for_kinds__contains=f",{kind},")
        own = of_kind.filter(issuer__slug=issuer.slug, issuer__council=issuer.council_id) if issuer else of_kind.none()
        own_keys = list(own.values_list("pk", flat=True))
        chosen = Q(pk__in=own_keys) if own_keys else Q(for_kinds__contains=f",{kind},", issuer__isnull=True)
        return self.filter(chosen | Q(for_kinds=""))

    def for_documents(self) -> Self:
        """Registers for documents that are no resolution of the Council itself."""
        return self.exclude(for_kinds=f",{RESOLUTION_OF_COUNCIL},")


class Register(Keyed):
    """A series of document numbers that starts again each year; its row is locked while a number is taken.

    A council may number its normative and individual resolutions, or the documents of its Thường trực, in one register
    or in several. `for_kinds` are the kinds of its documents, each between commas: ",report,plan,".
    """

    CSV_TABLE, KEY_FIELD = "registers", "key"

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, verbose_name="HĐND")
    key = models.SlugField("mã", max_length=40, db_index=False)
    name = models.CharField("tên sổ", max_length=150)
    pattern = models.CharField(
        "mẫu số, ký hiệu",
        max_length=60,
        help_text="{number} là số, {year} là năm; ví dụ {number}/NQ-HĐND hoặc {number}/{year}/NQ-HĐND.",
    )
    for_kinds = models.CharField(
        "dùng cho loại văn bản",
        max_length=300,
        blank=True,
        help_text="Tên các loại, cách nhau bằng dấu phẩy, ví dụ báo cáo, kế hoạch; để trống thì nhận mọi văn bản.",
    )
    issuer = models.ForeignKey(
        "councils.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cơ quan ban hành",
        help_text="Chỉ ghi khi sổ là của riêng cơ quan ấy; để trống nếu là sổ của HĐND hoặc sổ chung.",
    )

    objects = RegisterQuerySet.as_manager()
    history = history(is_late=True)

    class Meta:
        verbose_name = verbose_name_plural = "sổ văn bản"
        ordering = ["council", "name", "id"]
        constraints = [unique("council", "key", name="register_key", message="Mã này đã có.")]

    def __str__(self):
        return self.name

    @staticmethod
    def kinds() -> dict[str, str]:
        """The kinds of documents with their names; `council_resolution` is a Resolution, the others are of IssuedDocument."""
        from resolutions.models.documents import IssuedDocument  # noqa: PLC0415 it refers to this module

        return {RESOLUTION_OF_COUNCIL: "nghị quyết của HĐND"} | {kind.value: str(kind.label) for kind in IssuedDocument.Type}

    @property
    def kind_list(self) -> list[str]:
        return [kind for kind in KIND_SEPARATOR.split(self.for_kinds.strip()) if kind]

    @property
    def kinds_text(self) -> str:
        """The names of the kinds: "báo cáo, kế hoạch"; "mọi văn bản" without any."""
        names = self.kinds()
        return ", ".join(names.get(kind, kind) for kind in self.kind_list) or "mọi văn bản"

    @property
    def example(self) -> str:
        """A symbol by which staff recognise the register: "05/NQ-HĐND"."""
        return self.symbol_of(5, 2021)

    def normalise(self):
        """Store the kinds by their keys in one order, whether names or keys are given."""
        super().normalise()
        names = self.kinds()
        by_name = {fold(name): kind for kind, name in names.items()}
        kinds = {by_name.get(fold(kind), kind) for kind in self.kind_list}
        ordered = [kind for kind in names if kind in kinds] + sorted(kinds - names.keys())
        self.for_kinds = f",{','.join(ordered)}," if ordered else ""

    def clean(self):
        super().clean()
        if self.council_id is not None:
            validate_same_council(self.council, self, "issuer")
        if unknown := [kind for kind in self.kind_list if kind not in self.kinds()]:
            names = ", ".join(self.kinds().values())
            raise ValidationError({"for_kinds": f"Không có loại “{unknown[0]}”. Hãy ghi trong các loại: {names}."})
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

    def number_in(self, symbol: str) -> tuple[int, str] | None:
        """The number and its suffix in a symbol, by the place where the pattern has the number; None without one there."""
        before, _, after = self.pattern.partition("{number}")
        start = re.escape(before).replace(re.escape("{year}"), r"\d{4}")
        match = re.match(WORD_BEFORE_NUMBER + start + LEADING_NUMBER, symbol.strip(), re.IGNORECASE) if after or before else None
        return (int(match[1]), match[2].lower()) if match and len(match[1]) <= 9 else None

    def takes(self, kind: str, issuer: Body | None) -> bool:
        """Whether documents of `kind` by `issuer` are numbered here."""
        if self.for_kinds == "" or (kind in self.kind_list and issuer is None and self.issuer_id is None):
            return True
        return (
            kind in self.kind_list
            and Register.objects.filter(council=self.council_id).for_kind(kind, issuer).filter(pk=self.pk).exists()
        )

    def lock(self) -> None:
        """Lock the row until the end of the transaction; SQLite locks the whole database instead (IMMEDIATE)."""
        Register.objects.select_for_update(no_key=True).order_by().filter(pk=self.pk).values_list("pk").first()

    def documents(self, year: int) -> "tuple[ResolutionQuerySet, IssuedDocumentQuerySet]":
        """The documents with a number in `year`: one QuerySet for each of the two tables."""
        return (self.resolution_set.numbered_in(self, year), self.issueddocument_set.numbered_in(self, year))

    def documents_with_number(self, year: int, number: int, suffix: str = "") -> "list[NumberedDocument]":
        """The documents of both tables with this number in `year`: normally one at most."""
        return [document for documents in self.documents(year) for document in documents.filter(number=number, suffix=suffix)]

    def series(self, year: int) -> Series:
        """The numbers of `year` in both tables, as the database counts them."""
        return series_of(connection, [documents.model._meta.db_table for documents in self.documents(year)], self.pk, year)

    def highest_number(self, year: int) -> int:
        """The highest number in `year` in both tables; 0 without any."""
        return self.series(year).highest


class ResolutionClass(Vocabulary):
    """A kind of resolutions that a Council distinguishes in its reports."""

    CSV_TABLE = "resolution_classes"

    is_personnel = models.BooleanField(
        "nghị quyết nhân sự",
        default=False,
        help_text="Nghị quyết loại này phải có biểu quyết toàn văn được thông qua thì mới công khai được.",
    )

    history = history(excluded_fields=["label_key"], is_late=True)

    class Meta(Vocabulary.Meta):
        verbose_name = verbose_name_plural = "loại nghị quyết"

    def normalise(self):
        """Recognise a new class of resolutions on people by its key; the key of a stored one may be changed to any other."""
        super().normalise()
        if self.pk is None and self.key in PERSONNEL_KEYS:
            self.is_personnel = True
