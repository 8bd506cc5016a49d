"""The sittings (phiên họp) of a session: its mornings, afternoons and evenings."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from core.records.constraints import check, unique
from core.records.history import history
from core.records.models import Record
from core.records.periods import Period
from core.records.settlement import Happenings
from core.vietnamese.dates import short_date
from councils.models import Council, Mandate
from councils.querysets import CouncilQuerySet
from sessions_app.models.council_sessions import CouncilSession

OUTSIDE_SESSION = "Ngày họp nằm ngoài thời gian của kỳ họp ({days})."


def delegates_on(day: str, term: str) -> Coalesce:
    """The expression for the number of mandates of a term on a day, by the lookups of the outer row; 0 without any."""
    valid = Mandate.objects.filter(Q(end__isnull=True) | Q(end__gt=OuterRef(day)), term=OuterRef(term), start__lte=OuterRef(day))
    count = valid.order_by().values("term").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(count), 0, output_field=IntegerField())


class SittingQuerySet(CouncilQuerySet["Sitting"]):
    council_path = "session__term__council"

    def held_in(self, period: Period) -> Self:
        """Sittings of sessions that took place and opened in `period`."""
        return self.filter(session__in=CouncilSession.objects.held_in(period))

    def with_attendance(self) -> Self:
        """Annotate with `present`, `excused`, `absent`, `late` (rows of the roll) and `base` (mandates on that day)."""
        states = {name: Count("attendances", filter=Q(attendances__state=name)) for name in ("present", "excused", "absent")}
        late = Count("attendances", filter=Q(attendances__state="present", attendances__came_at__isnull=False))
        return self.annotate(**states, late=late, base=delegates_on("held_on", "session__term"))


class Sitting(Record):
    """One part of a session, usually half a day; the attendance of the first one is that of the session."""

    part_of = ("session",)
    happenings = Happenings(("starts_at", "ends_at", "is_closed", "has_questions"), until="held_on")

    class PartOfDay(models.TextChoices):
        MORNING = "morning", "sáng"
        AFTERNOON = "afternoon", "chiều"
        EVENING = "evening", "tối"

    session = models.ForeignKey(CouncilSession, on_delete=models.CASCADE, related_name="sittings", verbose_name="kỳ họp")
    number = models.PositiveSmallIntegerField("phiên thứ")
    held_on = models.DateField("ngày họp")
    part_of_day = models.CharField("buổi", max_length=9, choices=PartOfDay, default=PartOfDay.MORNING)
    starts_at = models.TimeField("bắt đầu lúc", null=True, blank=True)
    ends_at = models.TimeField("kết thúc lúc", null=True, blank=True)
    is_closed = models.BooleanField(
        "họp kín", default=False, help_text="Nội dung của phiên họp kín không hiện trên trang công khai."
    )
    has_questions = models.BooleanField("có chất vấn", default=False)

    objects = SittingQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = verbose_name_plural = "phiên họp"
        ordering = ["number", "id"]
        constraints = [
            unique("session", "number", name="sitting_number", message="Số thứ tự này đã có."),
            check(Q(number__gte=1), name="sitting_number_from_one", message="Số phiên họp bắt đầu từ 1.", beside="number"),
            check(
                Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="sitting_times",
                message="Giờ kết thúc phải sau giờ bắt đầu.",
                beside="ends_at",
            ),
        ]

    def __str__(self):
        return f"Phiên {self.number}, {self.get_part_of_day_display()} {short_date(self.held_on)}"

    def clean(self):
        super().clean()
        session = getattr(self, "session", None)
        if session is None or not self.held_on:
            return
        if not session.covers(self.held_on):
            days = " – ".join(short_date(day) for day in dict.fromkeys((session.opened_on, session.closed_on)) if day)
            raise ValidationError({"held_on": OUTSIDE_SESSION.format(days=days)})

    @property
    def council(self) -> Council:
        return self.session.council
