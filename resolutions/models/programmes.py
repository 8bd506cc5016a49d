"""Results of support to people, and the programmes of a year."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from core.records.choices import Qualifier
from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Publishable
from core.records.periods import Period
from councils.querysets import PublishableCouncilQuerySet
from councils.same_council import validate_same_council
from resolutions.models.numbered import YEARS


class SupportResultQuerySet(PublishableCouncilQuerySet["SupportResult"]):
    def for_period(self, period: Period) -> Self:
        """Results whose last day lies in `period`; reports count a result by this day."""
        return self.filter(**period.days_of("period_to"))

    def for_list(self) -> Self:
        return self.select_related("council", "resolution")


class SupportResult(Publishable):
    """The number of people or units that were supported in a period, and the amount of money in đồng."""

    HAPPENED_FIELDS = {"period_from": {}}

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, verbose_name="HĐND")
    resolution = models.ForeignKey(
        "resolutions.Resolution",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="support_results",
        verbose_name="theo nghị quyết",
    )
    title = models.CharField("nội dung hỗ trợ", max_length=300)
    title_key = NormalFormField("title", verbose_name="khóa của nội dung")
    period_from = models.DateField("từ ngày")
    period_to = models.DateField("đến ngày", help_text="Kể cả ngày này.")
    beneficiaries = models.PositiveIntegerField("số được hỗ trợ", null=True, blank=True)
    beneficiaries_unit = models.CharField("đơn vị tính", max_length=20, default="đối tượng")
    beneficiaries_qualifier = models.CharField("từ kèm số được hỗ trợ", max_length=10, choices=Qualifier, blank=True)
    amount = models.DecimalField("số tiền (đồng)", max_digits=18, decimal_places=0, null=True, blank=True)
    amount_qualifier = models.CharField("từ kèm số tiền", max_length=10, choices=Qualifier, blank=True)

    objects = SupportResultQuerySet.as_manager()
    history = history(excluded_fields=["title_key"])

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "kết quả hỗ trợ"
        ordering = ["-period_to", "-id"]
        constraints = [
            *Publishable.Meta.constraints,
            unique(
                *("council", "title_key", "period_from", "period_to"),
                name="support_key",
                message="Kết quả này đã ghi.",
                beside="title",
            ),
            check(
                Q(period_to__gte=F("period_from")),
                name="support_period",
                message="Ngày sau không thể trước ngày trước.",
                beside="period_to",
            ),
            check(
                Q(amount__isnull=True) | Q(amount__gte=0), name="support_amount", message="Số tiền không thể âm.", beside="amount"
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.council_id is not None:
            validate_same_council(self.council, self, "resolution")


class ProgrammeQuerySet(PublishableCouncilQuerySet["Programme"]):
    def of_year(self, year: int) -> Self:
        """Programmes for `year`; the day of signature does not matter."""
        return self.filter(year=year)

    def for_list(self) -> Self:
        return self.select_related("council", "document").prefetch_related("parties")


class Programme(Publishable):
    """A programme of a Council for a year: its own work, or cooperation that it has agreed with agencies."""

    HAPPENED_FIELDS = {"signed_on": {}}

    class Kind(models.TextChoices):
        WORK = "work", "chương trình công tác"
        COOPERATION = "cooperation", "chương trình phối hợp"

    council = models.ForeignKey("councils.Council", on_delete=models.PROTECT, verbose_name="HĐND")
    kind = models.CharField("loại chương trình", max_length=15, choices=Kind)
    year = models.PositiveSmallIntegerField("của năm", validators=YEARS)
    title = models.CharField("tên chương trình", max_length=300)
    title_key = NormalFormField("title", verbose_name="khóa của tên")
    parties = models.ManyToManyField("councils.Agency", blank=True, related_name="programmes", verbose_name="các bên phối hợp")
    document = models.OneToOneField(
        "resolutions.IssuedDocument",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="programme",
        verbose_name="văn bản",
    )
    signed_on = models.DateField("ngày ký", null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()
    history = history(excluded_fields=["title_key"], m2m_fields=["parties"])

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "chương trình"
        ordering = ["-year", "title", "id"]
        constraints = [
            *Publishable.Meta.constraints,
            unique(
                *("council", "kind", "year", "title_key"),
                name="programme_key",
                message="Chương trình này đã ghi.",
                beside="title",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.council_id is not None:
            validate_same_council(self.council, self, "document")
