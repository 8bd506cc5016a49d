"""The reception of citizens: receivers, time, place and numbers of visits. No data of citizens is stored."""

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from citizens.models.shared_events import SharedEvent, SharedEventQuerySet
from core.records.choices import Life
from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.periods import Period
from core.records.settlement import Happenings


class ReceptionSessionQuerySet(SharedEventQuerySet["ReceptionSession"]):
    """Reception sessions have no publication state: date, place, receiver and totals of all of them are public."""

    def counted(self) -> Self:
        return self.filter(life=Life.HELD)

    def held_in(self, period: Period) -> Self:
        """Sessions that took place in `period`."""
        return self.filter(life=Life.HELD, **period.days_of("held_on"))


class ReceptionSession(SharedEvent):
    """A session at which the Thường trực, delegates or a Ban of a council receive citizens at one place and time."""

    is_personal = True
    HAPPENED_FIELDS = {"held_on": {"life": [Life.HELD]}}
    changes_need_review = True
    happenings = Happenings(("life", "held_on", "starts_at", "place", "visits", "people", "matters"), is_whole_row=True)

    class Receiver(models.TextChoices):
        STANDING = "standing", "Thường trực HĐND"
        DELEGATES = "delegates", "đại biểu HĐND"
        COMMITTEE = "committee", "Ban HĐND"

    class Kind(models.TextChoices):
        DAILY = "daily", "thường xuyên"
        SCHEDULED = "scheduled", "định kỳ"
        EXTRAORDINARY = "extraordinary", "đột xuất"

    council = models.ForeignKey(
        "councils.Council", on_delete=models.PROTECT, related_name="reception_sessions", verbose_name="HĐND"
    )
    receiver = models.CharField("chủ thể tiếp", max_length=10, choices=Receiver)
    kind = models.CharField("hình thức", max_length=15, choices=Kind)
    life = models.CharField("tình trạng", max_length=10, choices=Life, default=Life.PLANNED)
    held_on = models.DateField("ngày tiếp")
    sequence = models.PositiveSmallIntegerField("buổi thứ mấy trong ngày", default=1, validators=[MinValueValidator(1)])
    starts_at = models.TimeField("giờ bắt đầu", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200)
    place_key = NormalFormField("place", verbose_name="khóa của địa điểm")
    area = models.ForeignKey(
        "councils.Area",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reception_sessions",
        verbose_name="địa bàn",
    )
    receivers = models.ManyToManyField(
        "councils.Mandate", blank=True, related_name="reception_sessions", verbose_name="đại biểu tiếp"
    )
    visits = models.PositiveSmallIntegerField(
        "số lượt", null=True, blank=True, help_text="Để trống nếu không rõ; ghi 0 nếu không có công dân đến."
    )
    people = models.PositiveSmallIntegerField("số người", null=True, blank=True)
    matters = models.PositiveSmallIntegerField("số vụ việc", null=True, blank=True)

    objects = ReceptionSessionQuerySet.as_manager()
    history = history(excluded_fields=["place_key"], m2m_fields=["receivers"])

    class Meta:
        verbose_name = "buổi tiếp công dân"
        verbose_name_plural = "buổi tiếp công dân"
        ordering = ["-held_on", "sequence", "id"]
        indexes = [models.Index(fields=["council", "-held_on"], name="citizens_reception_held")]
        constraints = [
            *SharedEvent.Meta.constraints,
            unique(
                *("council", "receiver", "held_on", "place_key", "sequence"),
                name="citizens_reception_once",
                message="Buổi này đã ghi; nếu là buổi khác trong ngày, hãy ghi đúng buổi thứ mấy.",
            ),
            check(
                Q(people__isnull=True) | Q(visits__isnull=True) | Q(people__gte=F("visits")),
                name="citizens_reception_people",
                message="Số người không thể nhỏ hơn số lượt.",
                beside="people",
            ),
            check(
                Q(life="held") | Q(visits__isnull=True, people__isnull=True, matters__isnull=True),
                name="citizens_reception_counts",
                message="Chỉ buổi đã tổ chức mới có số lượt.",
                beside="visits",
            ),
        ]

    def __str__(self):
        return f"Buổi tiếp công dân {self.held_on:%d/%m/%Y}"
