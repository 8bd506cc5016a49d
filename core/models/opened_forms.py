"""Who has the form of a record open at the moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from core.records.constraints import unique

FORGOTTEN_AFTER = timedelta(days=1)
DISPLAYED_FOR = timedelta(hours=1)  # after the form was last seen; a form in the background is not


class OpenedFormQuerySet(QuerySet["OpenedForm"]):
    """The rows of OpenedForm."""

    def visible_to(self, user: Any) -> OpenedFormQuerySet:  # Any: the user model is in an app above core
        """Return the forms that `user` has open; who may open a record sees those of others by `of_others`."""
        return self.filter(user_id=user.pk)

    def about(self, record: Model) -> OpenedFormQuerySet:
        """Return the rows about `record`."""
        return self.filter(kind=record._meta.label_lower, object_id=record.pk)

    def of_others(self, record: Model, user_id: int, *, at: datetime | None = None) -> OpenedFormQuerySet:
        """Return the rows about `record` of other users than `user_id` whose form was seen shortly before `at`."""
        seen = self.about(record).filter(seen_at__gt=(at or timezone.now()) - DISPLAYED_FOR)
        return seen.exclude(user_id=user_id).order_by("opened_at", "pk")

    def refresh(self, record: Model, user_id: int, *, at: datetime | None = None) -> None:
        """Store that `user_id` has the form of `record` open, with one statement."""
        at = at or timezone.now()
        row = OpenedForm(kind=record._meta.label_lower, object_id=record.pk, user_id=user_id, opened_at=at, seen_at=at)
        keys = ["kind", "object_id", "user_id"]
        self.bulk_create([row], update_conflicts=True, unique_fields=keys, update_fields=["seen_at"])

    def close(self, user_id: int, record: Model | None = None, *, at: datetime | None = None) -> None:
        """Delete what `user_id` has open, only the form of `record` if it is given, and rows that are a day old."""
        mine = Q(user_id=user_id)
        if record is not None:
            mine &= Q(kind=record._meta.label_lower, object_id=record.pk)
        self.filter(mine | Q(seen_at__lt=(at or timezone.now()) - FORGOTTEN_AFTER)).delete()


class OpenedForm(models.Model):
    """The statement that a user has the form of a record open; it is deleted when the form is saved or left."""

    kind = models.CharField("loại bản ghi", max_length=60)
    object_id = models.BigIntegerField("mã bản ghi")
    user_id = models.BigIntegerField("mã người dùng", db_index=True)
    opened_at = models.DateTimeField("mở lúc", default=timezone.now)
    seen_at = models.DateTimeField("còn mở lúc", default=timezone.now, db_index=True)

    objects = OpenedFormQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "biểu mẫu đang mở"
        constraints = [
            unique("kind", "object_id", "user_id", name="core_opened_form_key", message="Biểu mẫu này đang mở."),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
