"""Who has saved rows after a moment, from their history, or from the log of the admin where a kind has no history."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from core.vietnamese.dates import short_moment

SLOWEST_SAVE = timedelta(seconds=30)  # between the moment that a history row names and its commit


@dataclass(frozen=True)
class Author:
    """Who saved a row after a moment, and when; `name` is "" if nobody has recorded it."""

    name: str = ""
    at: datetime | None = None
    record_name: str = ""  # of a deleted row

    def sentence(self, verb: str) -> str:
        """Return who did `verb` and when: "Nguyễn Văn An sửa lúc 05/06/2026 09:30"."""
        moment = f" lúc {short_moment(self.at)}" if self.at else ""
        return f"{self.name or 'chưa rõ ai'} {verb}{moment}"


def later_history(model: type[Model], at: datetime, user_id: int | None) -> QuerySet[Any]:  # Any: rows of a history table
    """Return the history rows of `model` that may have been stored after the moment `at`.

    A row of another user may name a moment shortly before its commit; one of the same user was stored before the page.
    """
    rows: QuerySet[Any] = model.history.all()  # type: ignore[attr-defined]  # simple_history adds it; Any: as above
    others = Q(history_date__gt=at - SLOWEST_SAVE) & (Q(history_user_id__isnull=True) | ~Q(history_user_id=user_id))
    return rows.filter(Q(history_date__gt=at) | others)


def authors_since(
    model: type[Model], pks: Collection[int], at: datetime, user_id: int | None, *, without: Q | None = None
) -> dict[int, Author]:
    """Return who has last saved or deleted each of the rows `pks` after `at`, as far as it is recorded.

    `user_id` is the user who reads it; `without` are history rows that do not count.
    """
    users = get_user_model()._default_manager
    if hasattr(model, "history"):
        later = later_history(model, at, user_id).filter(id__in=pks).exclude(without or Q(pk__in=()))
        rows = {row.id: row for row in later.order_by("history_date", "history_id")}
        names = users.in_bulk({row.history_user_id for row in rows.values() if row.history_user_id})
        return {pk: Author(str(names.get(row.history_user_id, "")), row.history_date) for pk, row in rows.items()}
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id__in=list(map(str, pks)), action_time__gt=at
    )
    authors = {}
    for entry in entries.select_related("user").order_by("action_time", "pk"):
        name = entry.object_repr if entry.action_flag == DELETION else ""
        authors[int(entry.object_id or 0)] = Author(str(entry.user), entry.action_time, name)
    return authors
