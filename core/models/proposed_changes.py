"""Changes of public records that wait for a reviewer."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.models.querysets import CouncilIdQuerySet
from core.records.constraints import check, unique


class ProposedChange(models.Model):
    """A change of a public record that somebody proposes who may not publish it.

    `payload` holds old and new values by field. `version` is the newest history id of the record when it was proposed.
    `object_id` is empty for a new record, whose payload names the public record that it would become part of.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "chờ duyệt"
        ACCEPTED = "accepted", "đã nhận"
        RETURNED = "returned", "trả lại"

    kind = models.CharField("loại bản ghi", max_length=60)
    object_id = models.BigIntegerField("mã bản ghi", null=True, blank=True)
    council_id = models.BigIntegerField("mã HĐND", null=True, blank=True, db_index=True)
    version = models.CharField("phiên bản", max_length=64, blank=True)
    payload = models.JSONField("nội dung sửa", default=dict)
    by_id = models.BigIntegerField("mã người đề nghị")
    at = models.DateTimeField("lúc", default=timezone.now)
    state = models.CharField("trạng thái", max_length=8, choices=State, default=State.WAITING)
    note = models.CharField("ý kiến của người duyệt", max_length=500, blank=True)
    decided_by_id = models.BigIntegerField("mã người duyệt", null=True, blank=True)
    decided_at = models.DateTimeField("duyệt lúc", null=True, blank=True)

    objects = CouncilIdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "bản sửa chờ duyệt"
        ordering = ["-at", "-id"]
        constraints = [
            unique(
                "kind",
                "object_id",
                "by_id",
                name="core_proposed_change_waiting",
                message="Bạn đã có một bản sửa chờ duyệt cho bản ghi này.",
                when=Q(state="waiting"),
            ),
            check(
                ~Q(state="returned") | ~Q(note=""),
                name="core_proposed_change_note",
                message="Hãy ghi một câu cho biết vì sao trả lại.",
                beside="note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def record_name(self) -> tuple[str, int]:
        """The label and the id of the record that it is about, for a new one of the public record that gets a new part."""
        name: tuple[str, int] = tuple(self.payload.get("owner") or (self.kind, self.object_id))
        return name
