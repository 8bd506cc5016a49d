"""The annual report: computed from the records while it is a draft, frozen once it is issued."""

import datetime
import re
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, ProtectedError, Q
from django.urls import reverse
from django.utils.text import capfirst

from core.models import Addressed
from core.records.constraints import check, unique
from core.records.history import history
from core.records.periods import Period
from core.records.querysets import LockingQuerySet
from councils.querysets import CouncilQuerySet
from reports.scope import Mode, Scope, default_mode
from resolutions.models import IssuedDocument

WITH_PREDECESSORS_SLUG = "-gom-truoc-sap-xep"
NO_PREDECESSORS = "HĐND này không có HĐND tiền thân nào; bỏ chọn mục này, hoặc ghi HĐND tiền thân ở trang của HĐND."
ISSUED = "Báo cáo đã ban hành, không sửa được; hãy lập bản đính chính."


class AnnualReportQuerySet(CouncilQuerySet["AnnualReport"], LockingQuerySet["AnnualReport"]):
    locked = Q(status="issued")
    lock_reason = ISSUED

    def issued(self) -> Self:
        """The reports that the public may read."""
        return self.filter(status="issued")

    def newest_versions(self) -> Self:
        """The newest version of each report among these rows."""
        newest = self.filter(council=models.OuterRef("council"), slug=models.OuterRef("slug")).order_by("-version")
        return self.filter(pk=models.Subquery(newest.values("pk")[:1]))

    def for_list(self) -> Self:
        return (
            self.select_related("council", "issued_document")
            .defer("content")
            .order_by("-period_to", "council__name", "slug", "-version")
        )

    def for_rows(self) -> Self:
        """The related rows that search results need."""
        return self.select_related("council", "issued_document").defer("content")

    def searched(self, text: str) -> Self:
        """Issued reports whose document has the number `text` or mentions it; first those with its diacritics."""
        documents = IssuedDocument.objects.filter(pk__in=self.values("issued_document")).searched(text)
        pks = [document.pk for document in documents.only("pk")]  # PostgreSQL sorts by selected expressions only
        order = models.Case(*(models.When(issued_document=pk, then=place) for place, pk in enumerate(pks)), default=len(pks))
        return self.filter(issued_document__in=pks).annotate(place=order).order_by("place", "-period_to", "-version")

    def with_figures(self) -> Self:
        """Annotate each report with `published_figures`, the content of its figures.json; None for a draft. Load its files."""
        return self.annotate(published_figures=F("content__figures")).prefetch_related("files")


class AnnualReport(Addressed):
    """A council's report on its work in a period, in one scope; an issued version never changes."""

    HAPPENED_FIELDS = {"issued_at": {}}

    class Status(models.TextChoices):
        DRAFT = "draft", "đang soạn"
        ISSUED = "issued", "đã ban hành"

    class SignMode(models.TextChoices):
        CHAIR = "chair", "Chủ tịch ký"
        DEPUTY = "deputy", "Phó Chủ tịch ký thay"
        OFFICE = "office", "Chánh Văn phòng ký thừa lệnh"

    URL_FIELDS = ("council__slug", "slug")

    council = models.ForeignKey("councils.Council", models.PROTECT, verbose_name="Hội đồng nhân dân")
    slug = models.SlugField(
        "đường dẫn", max_length=60, blank=True, help_text="Để trống: lấy theo năm và phạm vi, ví dụ 2021, 2021-gop."
    )
    version = models.PositiveSmallIntegerField("bản", default=1)
    title = models.CharField("trích yếu", max_length=300)
    period_label = models.CharField("tên kỳ", max_length=60, help_text="Như in trong câu, ví dụ: năm 2021.")
    period_from = models.DateField("từ ngày")
    period_to = models.DateField("đến hết ngày")
    cut_off = models.DateField("chốt số liệu đến hết ngày")
    scope = models.CharField("phạm vi", max_length=12, choices=Mode, default=Mode.BY_LEVEL)
    with_predecessors = models.BooleanField("gồm cả HĐND trước sắp xếp", default=False)
    status = models.CharField("trạng thái", max_length=6, choices=Status, default=Status.DRAFT, editable=False)
    correction_reason = models.CharField("lý do đính chính", max_length=300, blank=True)
    issued_document = models.OneToOneField(
        "resolutions.IssuedDocument", models.PROTECT, null=True, blank=True, editable=False, verbose_name="văn bản"
    )
    signer = models.ForeignKey("councils.Person", models.PROTECT, null=True, blank=True, verbose_name="người ký")
    sign_mode = models.CharField("cách ký", max_length=6, choices=SignMode, blank=True)
    recipients = models.TextField("nơi nhận", blank=True, help_text="Mỗi nơi một dòng, không gạch đầu dòng.")
    content = models.JSONField("nội dung đã ban hành", null=True, blank=True, editable=False)
    issued_at = models.DateTimeField("ban hành lúc", null=True, blank=True, editable=False)
    issued_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, editable=False, verbose_name="người ban hành"
    )

    objects = AnnualReportQuerySet.as_manager()
    history = history(excluded_fields=["content"])

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ["-period_to", "-version", "id"]
        constraints = [
            unique("council", "slug", "version", name="reports_report_key", message="Đã có bản này.", beside="slug"),
            unique(
                "council",
                "slug",
                when=Q(status="draft"),
                name="reports_report_one_draft",
                message="Đã có bản đang soạn.",
                beside="slug",
            ),
            check(
                Q(period_to__gte=F("period_from")),
                name="reports_report_period",
                message="Ngày sau không thể trước ngày trước.",
                beside="period_to",
            ),
            check(
                Q(status="draft", issued_at__isnull=True)
                | Q(
                    status="issued",
                    issued_at__isnull=False,
                    issued_by__isnull=False,
                    content__isnull=False,
                    issued_document__isnull=False,
                ),
                name="reports_report_issued",
                message="Báo cáo đã ban hành phải có số, người ban hành và nội dung đóng băng.",
                beside="title",
            ),
            check(
                Q(version__lte=1) | ~Q(correction_reason=""),
                name="reports_report_correction",
                message="Bản đính chính phải ghi lý do.",
                beside="correction_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """The title without "Báo cáo", the kind of the document, which is printed above it or before it."""
        subject = re.sub(r"^báo\s+cáo\b[\s:.,–-]*", "", self.title.strip(), flags=re.IGNORECASE)
        return capfirst(subject or self.period_label)

    def normalise(self) -> None:
        """Clean the text, and fill a blank slug."""
        super().normalise()
        has_period = None not in (self.period_from, self.period_to) and self.period_from <= self.period_to
        if not self.slug and self.council_id and has_period:
            self.slug = self.default_slug()

    def clean(self) -> None:
        """Raises ValidationError for a cut-off before the period, and for predecessors of a council that has none.

        An issued report is refused as a whole.
        """
        self._refuse_once_issued()
        errors = {}
        if None not in (self.period_from, self.cut_off) and self.cut_off < self.period_from:
            errors["cut_off"] = "Ngày chốt số liệu không thể trước ngày đầu kỳ."
        if self.with_predecessors and self.council_id and not self.council.predecessors.exists():
            errors["with_predecessors"] = NO_PREDECESSORS
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: whatever Django passes on
        """Raises ValidationError for a report that is issued already."""
        self._refuse_once_issued()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:  # Any: whatever Django passes on
        """Raises ProtectedError for an issued report."""
        if type(self).objects.issued().filter(pk=self.pk).exists():
            raise ProtectedError(ISSUED, {self})
        return super().delete(*args, **kwargs)

    def _refuse_once_issued(self) -> None:
        if self.pk and type(self).objects.issued().filter(pk=self.pk).exists():
            raise ValidationError(ISSUED)

    @staticmethod
    def url_from(council: str, slug: str) -> str:
        """The public address, which leads to the newest version."""
        return reverse("reports:detail", args=[council, slug])

    def get_absolute_url(self) -> str:
        return self.url_from(self.council.slug, self.slug)

    @classmethod
    def public_rows(cls) -> models.QuerySet[Any]:
        """The issued reports."""
        return cls._default_manager.filter(status=cls.Status.ISSUED)

    @property
    def version_url(self) -> str:
        """The public address of this version."""
        return f"{self.get_absolute_url()}?ban={self.version}"

    @property
    def pdf_url(self) -> str:
        return reverse("reports:pdf", args=[self.council.slug, self.slug])

    @property
    def is_issued(self) -> bool:
        return self.status == self.Status.ISSUED

    @property
    def newer_version(self) -> "AnnualReport | None":
        """The newest version after this one."""
        versions = type(self).objects.filter(council=self.council_id, slug=self.slug, version__gt=self.version)
        return versions.defer("content").order_by("-version").first()

    def wrong_version(self) -> str:
        """Why the number of the version cannot follow those that are stored, or ""."""
        others = type(self).objects.filter(council=self.council_id, slug=self.slug).exclude(pk=self.pk)
        newest: int = others.aggregate(newest=models.Max("version"))["newest"] or 0
        if newest and self.version > newest + 1:
            return f"Bản mới nhất của báo cáo này là bản {newest}; bản tiếp theo phải là bản {newest + 1}."
        return "" if newest or self.version == 1 else "Báo cáo này chưa có bản nào; bản đầu tiên phải là bản 1."

    def why_not_corrected(self) -> str:
        """Why no correction of this version can be made, or ""."""
        if not self.is_issued:
            return "Báo cáo đang soạn thì sửa thẳng; chỉ báo cáo đã ban hành mới cần bản đính chính."
        newer = self.newer_version
        return f"Đã có bản {newer.version}, {newer.get_status_display()}; hãy làm tiếp ở bản ấy." if newer else ""

    @property
    def period(self) -> Period:
        return Period.inclusive(self.period_from, self.period_to)

    def as_scope(self) -> Scope:
        """The Scope that the figures of this report are computed for."""
        return Scope(self.council, Mode(self.scope), self.period, self.cut_off, self.slug, self.with_predecessors)

    def as_draft(self, *, cut_off: datetime.date) -> Self:
        """This report turned into a draft without number, computed at `cut_off`; nothing is saved."""
        self.status, self.issued_at, self.content = self.Status.DRAFT, None, None
        self.issued_document = None
        self.cut_off = cut_off
        return self

    def default_slug(self) -> str:
        """The slug of the period and the mode.

        "2021" for a calendar year in the default mode, "2021-gop" for consolidated, "2021-rieng" for own where this is not
        the default; other periods than a year are named by their first and last day. With predecessors it ends with
        "-gom-truoc-sap-xep".
        """
        period = self.period
        slug = str(period.first.year)
        if period != Period.year(period.first.year):
            slug = f"{period.first:%Y%m%d}-{period.last:%Y%m%d}"
        ending = WITH_PREDECESSORS_SLUG if self.with_predecessors else ""
        if self.scope == Mode.CONSOLIDATED:
            return f"{slug}-gop{ending}"
        usual = default_mode(self.council, period, with_predecessors=self.with_predecessors)
        if self.scope == Mode.OWN and usual != Mode.OWN:
            return f"{slug}-rieng{ending}"
        return f"{slug}{ending}"
