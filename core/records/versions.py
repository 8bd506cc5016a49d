"""The kept versions of a record, told as a reader would: when, who, and what became of which field."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.utils import display_for_field
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.utils.text import capfirst

DONE = {"+": "thêm", "~": "sửa", "-": "xóa"}
UNKNOWN = "–"


@dataclass(frozen=True)
class Change:
    """One field that a version changed; `old` and `new` as printed."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Version:
    """One moment in a record's life; `by` is blank where the account is unknown or gone."""

    at: datetime
    by: str
    done: str
    reason: str
    changes: tuple


def versions(record, limit=100):
    """The newest `limit` versions of `record`, newest first."""
    stored = list(record.history.order_by("-history_date", "-history_id")[: limit + 1])
    users = get_user_model().objects.in_bulk({row.history_user_id for row in stored if row.history_user_id})
    return [
        Version(
            at=new.history_date,
            by=str(users.get(new.history_user_id, "")),
            done=DONE[new.history_type],
            reason=new.history_change_reason or "",
            changes=tuple(changes(new, old)) if old else (),
        )
        for new, old in zip(stored[:limit], [*stored[1:], None], strict=False)
    ]


def changes(new, old):
    """The fields by which two versions differ, in the order of the model."""
    for field in new.tracked_fields:
        if field.editable and getattr(old, field.attname) != getattr(new, field.attname):
            yield Change(capfirst(str(field.verbose_name)), shown(old, field), shown(new, field))


def shown(version, field):
    """A field's value as printed; what a key pointed to may be gone by now."""
    try:
        value = getattr(version, field.name)
    except ObjectDoesNotExist:
        return "bản ghi đã xóa"
    if field.is_relation:
        return UNKNOWN if value is None else str(value)
    return str(display_for_field(value, field, UNKNOWN))
