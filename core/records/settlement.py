"""What staff may write at once on a record that the public sees: happenings, until they are settled.

A model declares its Happenings beside its columns. A change of anything else waits for a reviewer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from core.records.rights import StaffUser, permission, permits, public_owner

PLANNED = "planned"  # the state of every Life before anything has happened
REFUSED = (
    "Bản ghi đã công khai hoặc đã duyệt: {} (ví dụ người duyệt) mới ghi được thay đổi này; "
    "hãy sửa trong biểu mẫu để gửi chờ duyệt."
)
LOCKED = "Chỉ quản trị kỹ thuật đặt được: {}; hãy bỏ cột ấy hoặc giữ nguyên giá trị đã ghi."
WHO_MAY_PUBLISH = "chỉ người có quyền đăng của HĐND này"


@dataclass(frozen=True)
class Happenings:
    """The columns in which staff record what happened.

    They are settled from the second day after the day in the column `until`; without it, from the second day after the
    value was entered. `is_whole_row` is set where the row itself is a happening, so that it may be added and removed.
    Readers see the columns `reviewed` only once somebody who may publish has accepted them; CSV refuses them to others.
    """

    columns: tuple[str, ...]
    until: str = ""
    is_whole_row: bool = False
    reviewed: tuple[str, ...] = ()


def happenings_of(model: type[Model]) -> Happenings | None:
    """Return the Happenings that `model` declares; None if it has none."""
    declared: Happenings | None = getattr(model, "happenings", None)
    return declared


def may_only_propose(user: StaffUser, record: Model | None) -> bool:
    """Return whether `user` keeps the kind of the public `record` without the right to publish it."""
    if record is None or public_owner(record) is None:
        return False
    return user.has_perm(permission("change", record._meta), record) and not permits(user, "change", record._meta, record)


def entered_on(record: Any, name: str) -> date | None:  # Any: a record with history
    """Return the day on which the present value of the column `name` was entered; None if that is not recorded."""
    manager, attname = record.history, record._meta.get_field(name).attname
    if not hasattr(manager.model, attname):  # left out of the history: as old as the row
        moment = manager.filter(history_type="+").values_list("history_date", flat=True).first()
        return moment and timezone.localdate(moment)
    moment = None
    value = getattr(record, attname)
    for at, old in manager.order_by("-history_date", "-history_id").values_list("history_date", attname):
        if old != value:
            break
        moment = at
    return moment and timezone.localdate(moment)


def is_settled(record: Model, happenings: Happenings, name: str) -> bool:
    """Return whether the value of the column `name`, one of `happenings`, of the stored `record` is settled today."""
    last: date | None = getattr(record, happenings.until) if happenings.until else entered_on(record, name)
    if last is None:
        return not happenings.until
    return timezone.localdate() > last + timedelta(days=1)


def is_unstated(value: Any) -> bool:  # Any: the value of any column
    """Return whether a column says nothing yet, so that a value in it is added and not corrected."""
    return value in (None, "", PLANNED)


def is_direct_change(stored: Model, names: Collection[str]) -> bool:
    """Return whether staff without the right to publish may change the columns `names` of the public `stored` record."""
    happenings = happenings_of(type(stored))
    if not names:
        return True
    if happenings is None or not set(names) <= set(happenings.columns):
        return False
    return all(is_unstated(getattr(stored, name)) or not is_settled(stored, happenings, name) for name in names)


def is_direct_removal(stored: Model) -> bool:
    """Return whether staff without the right to publish may delete the public `stored` record: an unsettled happening."""
    happenings = happenings_of(type(stored))
    if happenings is None or not happenings.is_whole_row:
        return False
    return not is_settled(stored, happenings, happenings.columns[0])


def is_direct_addition(model: type[Model]) -> bool:
    """Return whether staff without the right to publish may add a row of `model` to a public record."""
    happenings = happenings_of(model)
    return happenings is not None and happenings.is_whole_row


def locked_columns_written(user: StaffUser, stored: Model | None, record: Model, names: Collection[str]) -> frozenset[str]:
    """Return the columns that are written although only the technical administrator may set them."""
    opts = record._meta
    locked = user.locked_columns(opts, is_new=stored is None)
    if stored is not None:
        related = {field.name for field in opts.many_to_many} if "*" in names else set()  # "*" stands for all of them
        return locked & {*names, *related}
    stated = [field for field in opts.concrete_fields if not field.generated]  # an unsaved record has no generated values
    filled = {field.name for field in stated if getattr(record, field.attname) != field.get_default()}
    return locked & filled


def write_refusal(user: StaffUser, stored: Model | None, record: Model, names: Collection[str]) -> str:
    """Return why `user` may not write `record`, by name of who may; "" if the user may.

    `stored` is the record as it is in the database, None if it is new; `names` are the columns that differ from it.
    """
    action = "add" if stored is None else "change"
    if locked := locked_columns_written(user, stored, record, names):
        fields = (*record._meta.concrete_fields, *record._meta.many_to_many)
        return LOCKED.format(", ".join(str(field.verbose_name) for field in fields if field.name in locked))
    if permits(user, action, record._meta, record) and (stored is None or permits(user, action, stored._meta, stored)):
        return ""
    if not user.has_perm(permission(action, record._meta), record):
        return "Tài khoản này không có quyền ghi loại bản ghi này của HĐND; hãy nhờ chuyên viên HĐND hoặc người duyệt."
    if public_owner(record) is not None and (public_owner(stored) is not None if stored else True):
        is_direct = is_direct_addition(type(record)) if stored is None else is_direct_change(stored, names)
        happenings = happenings_of(type(record))
        reviewed = happenings.reviewed if happenings else ()
        if is_direct and not any(getattr(record, name) for name in reviewed if stored is None or name in names):
            return ""
    return REFUSED.format(WHO_MAY_PUBLISH)
