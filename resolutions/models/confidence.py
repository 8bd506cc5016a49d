"""Confidence ballots (lấy phiếu tín nhiệm): totals for each person, as the Council announced them."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from core.records.constraints import check, unique
from core.records.history import history
from core.records.models import Publishable, Record
from core.records.periods import Period
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_percent
from councils.models import Council
from councils.querysets import CouncilQuerySet, PublishableCouncilQuerySet
from resolutions.models.votes import whole_number

ISSUED_OVER_TOTAL = "Số phiếu phát ra không thể lớn hơn tổng số đại biểu."


class ConfidenceBallotQuerySet(PublishableCouncilQuerySet["ConfidenceBallot"]):
    council_path = "session__term__council"

    def held_in(self, period: Period) -> Self:
        """Ballots that were held in `period`."""
        return self.filter(**period.days_of("held_on"))

    def for_list(self) -> Self:
        return self.select_related("session__term__council", "resolution")


class ConfidenceBallot(Publishable):
    """One confidence ballot of a session; percentages are of the total number of delegates (Nghị quyết 96/2023/QH15)."""

    HAPPENED_FIELDS = {"held_on": {}}

    session = models.ForeignKey(
        "sessions_app.CouncilSession", on_delete=models.PROTECT, related_name="confidence_ballots", verbose_name="kỳ họp"
    )
    held_on = models.DateField("ngày lấy phiếu")
    total_delegates = models.PositiveSmallIntegerField(
        "tổng số đại biểu", help_text="Tổng số đại biểu của HĐND vào ngày lấy phiếu; tỷ lệ tính trên số này."
    )
    resolution = models.ForeignKey(
        "resolutions.Resolution",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="confidence_ballots",
        verbose_name="nghị quyết xác nhận kết quả",
    )

    objects = ConfidenceBallotQuerySet.as_manager()
    history = history()

    class Meta(Publishable.Meta):
        verbose_name = verbose_name_plural = "lấy phiếu tín nhiệm"
        ordering = ["-held_on", "-id"]
        constraints = [
            *Publishable.Meta.constraints,
            unique("session", "held_on", name="confidence_once", message="Lần lấy phiếu này đã ghi."),
            check(
                Q(total_delegates__gte=1),
                name="confidence_total",
                message="Tổng số đại biểu phải từ 1.",
                beside="total_delegates",
            ),
        ]

    def __str__(self):
        return f"Lấy phiếu tín nhiệm ngày {short_date(self.held_on)}"

    def clean(self):
        super().clean()
        errors = {}
        session = getattr(self, "session", None)
        if session is not None and self.held_on and not session.covers(self.held_on):
            errors["held_on"] = "Ngày lấy phiếu nằm ngoài thời gian của kỳ họp."
        if session is not None and self.resolution is not None and self.resolution.session_id != session.pk:
            errors["resolution"] = "Nghị quyết không thuộc kỳ họp này."
        if errors:
            raise ValidationError(errors)

    @property
    def council(self) -> Council:
        return self.session.council


class ConfidenceResultQuerySet(CouncilQuerySet["ConfidenceResult"]):
    council_path = "ballot__session__term__council"


class ConfidenceResult(Record):
    """The ballots about one person: high, middle and low confidence."""

    part_of = ("ballot",)

    ballot = models.ForeignKey(
        ConfidenceBallot, on_delete=models.CASCADE, related_name="results", verbose_name="lần lấy phiếu tín nhiệm"
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    person = models.ForeignKey(
        "councils.Person", on_delete=models.PROTECT, related_name="confidence_results", verbose_name="người được lấy phiếu"
    )
    office_title = models.CharField("chức vụ", max_length=150)
    issued = models.PositiveSmallIntegerField("phiếu phát ra")
    returned = models.PositiveSmallIntegerField("phiếu thu về")
    valid = models.PositiveSmallIntegerField("phiếu hợp lệ")
    high = models.PositiveSmallIntegerField("tín nhiệm cao")
    middle = models.PositiveSmallIntegerField("tín nhiệm")
    low = models.PositiveSmallIntegerField("tín nhiệm thấp")

    objects = ConfidenceResultQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = verbose_name_plural = "kết quả tín nhiệm"
        ordering = ["order", "id"]
        constraints = [
            unique("ballot", "person", name="confidence_person", message="Người này đã có kết quả."),
            check(
                Q(valid=whole_number("high") + F("middle") + F("low")),
                name="confidence_sum",
                message="Ba mức cộng lại phải bằng số phiếu hợp lệ.",
                beside="low",
            ),
            check(
                Q(valid__lte=F("returned"), returned__lte=F("issued")),
                name="confidence_ballots",
                message="Phiếu hợp lệ ≤ thu về ≤ phát ra.",
                beside="valid",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.office_title}"

    def clean(self):
        super().clean()
        ballot = getattr(self, "ballot", None)
        if ballot and ballot.total_delegates and self.issued is not None and self.issued > ballot.total_delegates:
            raise ValidationError({"issued": ISSUED_OVER_TOTAL})

    def percent_of(self, level: str) -> str:
        """The share of all delegates with this level ("high", "middle", "low"), rounded as the Council rounds: "88,6%"."""
        council = self.ballot.council
        return format_percent(
            getattr(self, level), self.ballot.total_delegates, places=council.percent_places, rounding=council.percent_rounding
        )
