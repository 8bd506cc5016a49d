"""The stored versions of a record for readers: when, by whom, and which fields changed from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.admin.utils import display_for_field
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Field, Model
from django.utils.text import capfirst

from core.vietnamese.numbers import format_number

ACTIONS = {"+": "thêm", "~": "sửa", "-": "xóa"}
UNKNOWN = "–"


@dataclass(frozen=True)
class Change:
    """One field that a version changed; `old` and `new` are the values as displayed."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Version:
    """One version of a record; `user_name` is "" if the account is unknown or deleted."""

    saved_at: datetime
    user_name: str
    action: str
    reason: str
    changes: tuple[Change, ...]


def versions(record: Model, limit: int = 100) -> list[Version]:
    """Return the newest `limit` versions of `record`, the newest first."""
    history = record.history  # type: ignore[attr-defined]  # simple_history adds it to the model
    rows = list(history.order_by("-history_date", "-history_id")[: limit + 1])
    users = get_user_model()._default_manager.in_bulk({row.history_user_id for row in rows if row.history_user_id})
    return [
        Version(
            saved_at=new.history_date,
            user_name=str(users.get(new.history_user_id, "")),
            action=ACTIONS[new.history_type],
            reason=new.history_change_reason or "",
            changes=tuple(changes(new, old)) if old else (),
        )
        for new, old in zip(rows[:limit], [*rows[1:], None], strict=False)
    ]


def changes(new: Any, old: Any) -> Iterator[Change]:  # Any: simple_history makes the class of a history row at run time
    """Yield the fields in which two history rows differ, in the order of the model."""
    for field in new.tracked_fields:
        if field.editable and getattr(old, field.attname) != getattr(new, field.attname):
            yield Change(capfirst(str(field.verbose_name)), display_value(old, field), display_value(new, field))


def display_value(row: Model, field: Field[Any, Any]) -> str:  # Any: fields of all value types
    """Return the value of a field of a history row as text; the record of a foreign key may be deleted."""
    try:
        value = getattr(row, field.name)
    except ObjectDoesNotExist:
        return "bản ghi đã xóa"
    if field.is_relation:
        return UNKNOWN if value is None else str(value)
    if isinstance(value, Decimal):
        return format_number(value)
    return str(display_for_field(value, field, UNKNOWN))
