"""Errors of checks that a reviewer has accepted with a reason."""

from django.db import models
from django.utils import timezone

from core.models.querysets import CouncilIdQuerySet
from core.records.constraints import check, unique


class Waiver(models.Model):
    """The statement that a record stays as it is although a check finds an error in it.

    `sentence_hash` is the SHA-256 of the sentence of the check; the waiver no longer holds when the sentence changes.
    """

    check_code = models.CharField("mã kiểm tra", max_length=80)
    kind = models.CharField("loại bản ghi", max_length=60)
    object_id = models.BigIntegerField("mã bản ghi")
    council_id = models.BigIntegerField("mã HĐND", null=True, blank=True, db_index=True)
    sentence_hash = models.CharField("mã băm của câu", max_length=64)
    reason = models.CharField("lý do", max_length=300)
    by_id = models.BigIntegerField("mã người chấp nhận")
    on = models.DateTimeField("lúc", default=timezone.now)

    objects = CouncilIdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "chấp nhận có lý do"
        ordering = ["-on", "-id"]
        constraints = [
            unique(
                "kind", "object_id", "check_code", "sentence_hash", name="core_waiver_key", message="Điều này đã được chấp nhận."
            ),
            check(~models.Q(reason=""), name="core_waiver_reason", message="Phải ghi lý do.", beside="reason"),
        ]

    def __str__(self) -> str:
        return self.reason
