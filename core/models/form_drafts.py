"""What staff have typed in forms about private persons and not saved yet."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from django.db import models
from django.utils import timezone

from core.records.constraints import unique
from core.records.rights import StaffUser

KEPT_DAYS = 7


class FormDraftQuerySet(models.QuerySet["FormDraft"]):
    """Drafts of forms."""

    def visible_to(self, user: StaffUser) -> FormDraftQuerySet:
        """Return what `user` has typed; nobody else sees it, not even the technical administrator."""
        return self.filter(by_id=cast(Any, user).pk)  # Any: the user model is in an app above core

    def expired_at(self, moment: datetime) -> FormDraftQuerySet:
        """Return the drafts that are older than a week at `moment`."""
        return self.filter(at__lt=moment - timedelta(days=KEPT_DAYS))


class FormDraft(models.Model):
    """The encrypted text of a form that a user has changed and not saved, for seven days at most.

    The row itself says only whose form it is, where it stands, which opening of it (`number`), and when it was typed. The
    forms of other kinds wait in the browser.
    """

    by_id = models.BigIntegerField("mã người gõ")
    page = models.CharField("trang", max_length=200)
    number = models.CharField("mã lần mở", max_length=32, default="")
    content = models.TextField("nội dung đã mã hóa")
    at = models.DateTimeField("lúc", default=timezone.now, db_index=True)

    objects = FormDraftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "bản chưa lưu"
        ordering = ["-at", "-id"]
        constraints = [
            unique("by_id", "page", "number", name="core_form_draft_page", message="Biểu mẫu này đã có một bản chưa lưu.")
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
