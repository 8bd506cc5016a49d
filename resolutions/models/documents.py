"""The documents of a Council that are no resolution of the Council itself, with their files."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator, capfirst

from core.records.constraints import check
from core.records.expressions import YearOf
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Attachment
from core.records.querysets import LockingQuerySet
from councils.querysets import CouncilQuerySet
from resolutions.models.numbered import NumberedDocument, NumberedDocumentQuerySet, feed_index, list_index

LOCKED = "Văn bản này là báo cáo đã ban hành nên không sửa, gỡ hay xóa được; muốn sửa, hãy lập bản đính chính của báo cáo."


class IssuedDocumentQuerySet(NumberedDocumentQuerySet["IssuedDocument"], LockingQuerySet["IssuedDocument"]):
    locked, lock_reason = Q(annualreport__isnull=False), LOCKED

    def opinions(self) -> Self:
        """Documents that give an opinion ("văn bản cho ý kiến")."""
        return self.filter(doc_type=IssuedDocument.Type.OPINION)

    def for_list(self) -> Self:
        return super().for_list().select_related("issuer")

    def for_page(self) -> Self:
        """The related rows that the page of a document needs; some documents are annual reports."""
        return super().for_page().select_related("annualreport").defer("annualreport__content")


class IssuedDocument(NumberedDocument):
    """A document of the Council, its Thường trực or a Ban that is not a resolution of the Council itself."""

    class Type(models.TextChoices):
        RESOLUTION = "resolution", "nghị quyết của Thường trực"
        DECISION = "decision", "quyết định"
        REGULATION = "regulation", "quy chế"
        SCHEME = "scheme", "đề án"
        PROGRAMME = "programme", "chương trình"
        PLAN = "plan", "kế hoạch"
        REPORT = "report", "báo cáo"
        SUBMISSION = "submission", "tờ trình"
        NOTICE = "notice", "thông báo"
        OPINION = "opinion", "văn bản cho ý kiến"
        LETTER = "letter", "công văn"
        OTHER = "other", "khác"

    SAME_COUNCIL_FIELDS = (*NumberedDocument.SAME_COUNCIL_FIELDS, "issuer")

    symbol_key = NormalFormField("symbol", verbose_name="khóa của số, ký hiệu")
    doc_type = models.CharField("loại văn bản", max_length=10, choices=Type)
    issuer = models.ForeignKey(
        "councils.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issued_documents",
        verbose_name="cơ quan ban hành",
        help_text="Để trống nếu là văn bản của HĐND.",
    )
    issued_year = models.GeneratedField(
        expression=YearOf("issued_on"), output_field=models.IntegerField(), db_persist=True, verbose_name="năm ký"
    )

    objects = IssuedDocumentQuerySet.as_manager()
    history = history(excluded_fields=["search_key", "issued_year", "title_key", "symbol_key"])

    class Meta(NumberedDocument.Meta):
        verbose_name = verbose_name_plural = "văn bản"
        ordering = ["-issued_on", "-id"]
        indexes = [
            models.Index(fields=["council", "-issued_on"], name="document_council_issued"),
            list_index("issued_on", "document_issued"),
            feed_index("document_feed"),
            # All columns of the facets: the list is counted without the rows themselves.
            models.Index(
                fields=["issued_year", "doc_type", "issuer", "field", "council", "status", "publish_at"], name="document_facets"
            ),
        ]
        constraints = [
            *NumberedDocument.Meta.constraints,
            check(
                ~Q(doc_type="resolution") | Q(issuer__isnull=False),
                name="document_resolution_issuer",
                message="Nghị quyết của HĐND ghi ở mục Nghị quyết.",
                beside="issuer",
            ),
        ]

    def __str__(self):
        kind = capfirst("văn bản" if self.doc_type == self.Type.OTHER else self.get_doc_type_display())
        if not self.symbol:
            return f"{kind} chưa có số: {Truncator(self.title).chars(60)}"
        return f"{kind} số {self.symbol}"

    @property
    def kind(self) -> str:
        return self.doc_type

    @staticmethod
    def url_from(council: str, number_year: int | None, issued_on: date | None, slug: str, pk: int) -> str:
        """The public address, with the year of signature; a document without a signature has the current year."""
        year = (issued_on or timezone.localdate()).year
        return reverse("documents:detail", args=[council, year, slug or "van-ban", pk])

    @property
    def lock_reason(self) -> str:
        """Why the document may no longer change, or ""."""
        return LOCKED if self.pk and self.report else ""

    def clean(self):
        """Raises ValidationError for any change of the document of an issued report."""
        if self.lock_reason and self._differs_from_stored():
            raise ValidationError(self.lock_reason)
        super().clean()

    def _differs_from_stored(self) -> bool:
        stored = self.as_stored()
        columns = [field.attname for field in self._meta.concrete_fields if not field.generated]
        return any(getattr(self, name) != getattr(stored, name) for name in columns)

    def delete(self, *args, **kwargs):
        """Raises ProtectedError for the document of an issued report."""
        if self.lock_reason:
            raise ProtectedError(self.lock_reason, {self.report})
        return super().delete(*args, **kwargs)

    @property
    def report(self):
        """The annual report whose document it is, or None."""
        return getattr(self, "annualreport", None)


class DocumentFileQuerySet(CouncilQuerySet["DocumentFile"]):
    council_path = "document__council"


class DocumentFile(Attachment):
    """A file of an issued document."""

    part_of, OWNER = ("document",), "document"
    document = models.ForeignKey(IssuedDocument, on_delete=models.CASCADE, related_name="files", verbose_name="văn bản")
    objects = DocumentFileQuerySet.as_manager()
    history = history(excluded_fields=["title_key"], is_late=True)

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "tệp văn bản"

    def get_absolute_url(self):
        return reverse("documents:file", args=[self.pk, self.file_name])
