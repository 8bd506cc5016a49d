"""Awards that were given to a Council, its bodies and its people."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Publishable
from core.records.periods import Period
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_count
from councils.models.council import Council
from councils.models.people import Agency
from councils.querysets import PublishableCouncilQuerySet


class CommendationQuerySet(PublishableCouncilQuerySet["Commendation"]):
    def for_period(self, period: Period) -> Self:
        """Awards for work whose last day lies in `period`; the day of presentation does not matter."""
        return self.filter(**period.days_of("period_to"))

    def presented_in(self, period: Period) -> Self:
        return self.filter(**period.days_of("presented_on"))


class Commendation(Publishable):
    """The awards of one decision, as numbers of collectives, individuals and households."""

    HAPPENED_FIELDS = {"period_from": {}, "decided_on": {}, "presented_on": {}}

    class Kind(models.TextChoices):
        FLAG = "flag", "Cờ thi đua"
        MERIT = "merit", "Bằng khen"
        CERTIFICATE = "certificate", "Giấy khen"
        ORDER = "order", "Huân chương"
        MEDAL = "medal", "Kỷ niệm chương"
        TITLE = "title", "Danh hiệu thi đua"

    class Span(models.TextChoices):
        YEAR = "year", "thành tích năm"
        TERM = "term", "tổng kết nhiệm kỳ"
        OTHER = "other", "chuyên đề, đột xuất"

    council = models.ForeignKey(Council, models.PROTECT, related_name="commendations", verbose_name="HĐND")
    kind = models.CharField("hình thức", max_length=11, choices=Kind)
    title = models.CharField("tên như trong quyết định", max_length=150)
    title_key = NormalFormField("title", verbose_name="khóa của tên")
    span = models.CharField("khen cho", max_length=5, choices=Span)
    authority = models.CharField(
        "người quyết định khen",
        max_length=150,
        help_text='Ví dụ "Chủ tịch UBND thành phố".',
    )
    authority_key = NormalFormField("authority", verbose_name="khóa của người quyết định")
    authority_level = models.CharField("cấp quyết định", max_length=8, choices=Agency.Level)
    collectives = models.PositiveIntegerField("số tập thể", default=0)
    individuals = models.PositiveIntegerField("số cá nhân", default=0)
    households = models.PositiveIntegerField("số hộ gia đình", default=0)
    period_from = models.DateField("thành tích từ ngày")
    period_to = models.DateField(
        "đến hết ngày",
        help_text="Ngày này quyết định khen thưởng tính vào báo cáo năm nào.",
    )
    decision_symbol = models.CharField("số, ký hiệu quyết định", max_length=60, blank=True)
    decision_symbol_key = NormalFormField("decision_symbol", verbose_name="khóa của số quyết định")
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    presented_on = models.DateField("ngày trao", null=True, blank=True)
    occasion = models.CharField("dịp trao", max_length=200, blank=True)

    history = history(excluded_fields=["title_key", "authority_key", "decision_symbol_key"])
    objects = CommendationQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "khen thưởng"
        ordering = ["-period_to", "kind", "id"]
        constraints = [
            *Publishable.Meta.constraints,
            unique(
                *(
                    "council",
                    "kind",
                    "title_key",
                    "authority_key",
                    "span",
                    "period_to",
                    "decision_symbol_key",
                ),
                name="councils_commendation_key",
                message="Khen thưởng này đã ghi.",
                beside="title",
            ),
            check(
                Q(period_to__gte=F("period_from")),
                name="councils_commendation_period",
                message="Ngày sau không thể trước ngày trước.",
                beside="period_to",
            ),
            check(
                Q(collectives__gt=0) | Q(individuals__gt=0) | Q(households__gt=0),
                name="councils_commendation_counted",
                message="Phải ghi số tập thể, cá nhân hoặc hộ.",
                beside="collectives",
            ),
            check(
                ~Q(kind="flag") | Q(individuals=0),
                name="councils_commendation_flag",
                message="Cờ thi đua chỉ tặng tập thể.",
                beside="individuals",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.counts_phrase} ({self.period_phrase})"

    @property
    def counts_phrase(self) -> str:
        """The numbers with their nouns: "09 tập thể, 15 cá nhân"."""
        counts = (
            (self.collectives, "tập thể"),
            (self.individuals, "cá nhân"),
            (self.households, "hộ gia đình"),
        )
        return ", ".join(f"{format_count(count, padded=True)} {noun}" for count, noun in counts if count)

    @property
    def period_phrase(self) -> str:
        """The period of the work: "năm 2021", "nhiệm kỳ 2016-2021" or "đến 31/3/2021"."""
        if self.span == self.Span.YEAR:
            return f"năm {self.period_to.year}"
        if self.span == self.Span.TERM:
            return f"nhiệm kỳ {self.period_from.year}-{self.period_to.year}"
        return f"đến {short_date(self.period_to)}"
