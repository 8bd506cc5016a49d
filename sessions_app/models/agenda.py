"""The agenda (chương trình) of a session."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from core.records.constraints import check, unique
from core.records.history import history
from core.records.keys import NormalFormField
from core.records.models import Folded
from core.records.settlement import Happenings
from councils.querysets import CouncilQuerySet
from sessions_app.models.council_sessions import CouncilSession
from sessions_app.models.sittings import Sitting

OTHER_SESSION = "Phiên họp này thuộc một kỳ họp khác."
MOVED_TO_ITSELF = "Nội dung đã ở phiên họp này; hãy chọn phiên họp khác."


class AgendaItemQuerySet(CouncilQuerySet["AgendaItem"]):
    council_path = "session__term__council"

    def public(self) -> Self:
        """Items that the public sees: those of published sessions, without what a closed sitting discusses."""
        return self.filter(session__in=CouncilSession.objects.published()).of_open_sittings()

    def of_open_sittings(self) -> Self:
        """Items without what a closed sitting discusses."""
        return self.exclude(pk__in=AgendaItem.objects.of_closed_sittings())

    def of_closed_sittings(self) -> Self:
        """Items that a closed sitting discusses: planned for it, or moved to it."""
        moved = Q(state=AgendaItem.State.MOVED, moved_to__isnull=False)
        return self.filter((moved & Q(moved_to__is_closed=True)) | (~moved & Q(sitting__is_closed=True)))


class AgendaItem(Folded):
    """One item of the agenda of a session, in its order, with what became of it."""

    part_of = ("session",)
    happenings = Happenings(("state", "state_reason", "moved_to", "started_at", "ended_at", "recording_second"))

    class Kind(models.TextChoices):
        OPENING = "opening", "khai mạc"
        REPORT = "report", "báo cáo, tờ trình"
        NOTICE = "notice", "thông báo"
        DISCUSSION = "discussion", "thảo luận"
        QUESTIONS = "questions", "chất vấn"
        ELECTION = "election", "nhân sự, bầu cử"
        VOTE = "vote", "biểu quyết"
        SPEECH = "speech", "phát biểu"
        BREAK = "break", "nghỉ"
        CLOSING = "closing", "bế mạc"
        OTHER = "other", "khác"

    class State(models.TextChoices):
        PLANNED = "planned", "dự kiến"
        RUNNING = "running", "đang tiến hành"
        DONE = "done", "đã xong"
        DROPPED = "dropped", "rút khỏi chương trình"
        MOVED = "moved", "chuyển phiên"

    session = models.ForeignKey(CouncilSession, on_delete=models.CASCADE, related_name="agenda", verbose_name="kỳ họp")
    sitting = models.ForeignKey(
        Sitting, on_delete=models.SET_NULL, null=True, blank=True, related_name="agenda", verbose_name="phiên họp"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại nội dung", max_length=10, choices=Kind, default=Kind.OTHER)
    title = models.CharField("nội dung", max_length=500)
    title_key = NormalFormField("title", verbose_name="khóa của nội dung")
    presenter = models.ForeignKey(
        "councils.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="agenda", verbose_name="người trình bày"
    )
    presenter_title = models.CharField(
        "cơ quan, chức vụ trình bày", max_length=200, blank=True, help_text="Ví dụ UBND quận; Trưởng ban Ban Pháp chế."
    )
    starts_at = models.TimeField("dự kiến lúc", null=True, blank=True)
    state = models.CharField("tình hình", max_length=7, choices=State, default=State.PLANNED)
    state_reason = models.CharField("lý do rút, chuyển", max_length=300, blank=True)
    moved_to = models.ForeignKey(
        Sitting, on_delete=models.SET_NULL, null=True, blank=True, related_name="moved_items", verbose_name="chuyển sang phiên"
    )
    started_at = models.TimeField("bắt đầu lúc", null=True, blank=True)
    ended_at = models.TimeField("kết thúc lúc", null=True, blank=True)
    recording_second = models.PositiveIntegerField("giây trong bản ghi hình", null=True, blank=True)

    objects = AgendaItemQuerySet.as_manager()
    history = history(excluded_fields=["title_key", "search_key"])

    class Meta:
        verbose_name = verbose_name_plural = "nội dung chương trình"
        ordering = ["order", "id"]
        constraints = [
            unique("session", "order", name="agenda_order", message="Số thứ tự này đã có."),
            check(
                ~Q(state__in=("dropped", "moved")) | ~Q(state_reason=""),
                name="agenda_state_reason",
                message="Rút hoặc chuyển thì phải ghi lý do.",
                beside="state_reason",
            ),
            check(
                Q(ended_at__isnull=True) | Q(started_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="agenda_times",
                message="Giờ kết thúc không thể trước giờ bắt đầu.",
                beside="ended_at",
            ),
        ]

    def __str__(self):
        return f"{self.order}. {self.title}"

    def clean(self):
        super().clean()
        errors = {}
        for name in ("sitting", "moved_to"):
            sitting = getattr(self, name)
            if sitting is not None and self.session_id and sitting.session_id != self.session_id:
                errors[name] = OTHER_SESSION
        if self.moved_to_id and self.moved_to_id == self.sitting_id:
            errors["moved_to"] = MOVED_TO_ITSELF
        if errors:
            raise ValidationError(errors)

    def search_text(self):
        return f"{self.title} {self.presenter_title}"

    @property
    def is_dropped(self) -> bool:
        return self.state == self.State.DROPPED

    @property
    def is_in_closed_sitting(self) -> bool:
        """Whether a closed sitting discusses the item."""
        is_moved = self.state == self.State.MOVED and self.moved_to is not None
        sitting = self.moved_to if is_moved else self.sitting
        return sitting is not None and sitting.is_closed

    @property
    def presented_by(self) -> str:
        """Who presents the item: "Nguyễn Văn A, Chủ tịch UBND quận"; blank if nobody is recorded."""
        return ", ".join(filter(None, (self.presenter.full_name if self.presenter else "", self.presenter_title)))
