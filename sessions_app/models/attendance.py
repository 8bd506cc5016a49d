"""The roll of the delegates at each sitting."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from core.records.constraints import check, unique
from core.records.history import history
from core.records.models import Record
from core.records.settlement import Happenings
from councils.querysets import CouncilQuerySet
from sessions_app.models.council_sessions import CouncilSession
from sessions_app.models.sittings import Sitting

NO_DELEGATE_THAT_DAY = "Người này không phải đại biểu của khóa vào ngày họp."


class AttendanceQuerySet(CouncilQuerySet["Attendance"]):
    council_path = "sitting__session__term__council"


class Attendance(Record):
    """Whether a delegate was present at a sitting; who came late or left early was present."""

    part_of = ("session",)
    happenings = Happenings(("state", "came_at", "left_at", "reason"), until="held_on", is_whole_row=True)

    class State(models.TextChoices):
        PRESENT = "present", "có mặt"
        EXCUSED = "excused", "vắng có lý do"
        ABSENT = "absent", "vắng"

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="attendances", verbose_name="phiên họp")
    mandate = models.ForeignKey("councils.Mandate", on_delete=models.PROTECT, related_name="attendances", verbose_name="đại biểu")
    state = models.CharField("điểm danh", max_length=7, choices=State, default=State.PRESENT)
    came_at = models.TimeField("đến lúc", null=True, blank=True, help_text="Chỉ ghi khi đến muộn.")
    left_at = models.TimeField("về lúc", null=True, blank=True, help_text="Chỉ ghi khi về sớm.")
    reason = models.CharField("lý do vắng", max_length=200, blank=True, help_text="Chỉ cán bộ thấy.")

    objects = AttendanceQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = verbose_name_plural = "điểm danh"
        ordering = ["mandate__rank", "mandate__person__sort_key", "id"]
        constraints = [
            unique("sitting", "mandate", name="attendance_once", message="Đại biểu này đã điểm danh."),
            check(
                Q(state="present") | Q(came_at__isnull=True, left_at__isnull=True),
                name="attendance_times_of_present",
                message="Chỉ đại biểu có mặt mới có giờ đến, giờ về.",
                beside="came_at",
            ),
            check(
                Q(came_at__isnull=True) | Q(left_at__isnull=True) | Q(left_at__gt=F("came_at")),
                name="attendance_times",
                message="Giờ về phải sau giờ đến.",
                beside="left_at",
            ),
        ]

    def __str__(self):
        return f"{self.mandate.person}: {self.get_state_display()}"

    def clean(self):
        super().clean()
        mandate, sitting = getattr(self, "mandate", None), getattr(self, "sitting", None)
        if mandate is None or sitting is None or not sitting.held_on:
            return
        if mandate.term_id != sitting.session.term_id or not mandate.is_in_force_on(sitting.held_on):
            raise ValidationError({"mandate": NO_DELEGATE_THAT_DAY})

    @property
    def session(self) -> CouncilSession:
        return self.sitting.session

    @property
    def held_on(self) -> date:
        """The day of the sitting."""
        return self.sitting.held_on

    @property
    def is_late(self) -> bool:
        return self.state == self.State.PRESENT and self.came_at is not None
