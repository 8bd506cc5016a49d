"""Which records a member of staff may see, and which actions the user may do with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeGuard, cast

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.db.models.options import Options
from django.http import HttpRequest

from core.records.models import Publishable
from core.records.querysets import RecordT

IDS_OF_QUERY = 500  # SQLite refuses a condition with very many values
APPROVED = (Publishable.Status.PUBLISHED, Publishable.Status.WITHDRAWN)


class StaffUser(Protocol):
    """What core needs of a user; the user model itself is in an app above core."""

    is_staff: bool
    is_superuser: bool

    @property
    def councils(self) -> QuerySet[Any]:  # Any: the model Council, in an app above core
        """The councils that the user serves, each once."""

    def has_perm(self, perm: str, obj: Model | None = None) -> bool:
        """Return whether the user has the permission `perm`, for the record `obj` if it is given."""

    def locked_columns(self, opts: Options[Any], *, is_new: bool) -> frozenset[str]:  # Any: of any model
        """Return the columns that only the technical administrator may set, in a new or in a stored record."""


def editable_columns(opts: Options[Any]) -> frozenset[str]:  # Any: of any model
    """Return the names of the columns and many-to-many fields that a form may have."""
    return frozenset(field.name for field in (*opts.concrete_fields, *opts.many_to_many) if field.editable)


def settable_columns(user: StaffUser, opts: Options[Any], *, is_new: bool) -> frozenset[str]:  # Any: of any model
    """Return the columns that `user` may set, in a new or in a stored record, if the user may write the record at all."""
    return editable_columns(opts) - user.locked_columns(opts, is_new=is_new)


def staff_user(request: HttpRequest) -> StaffUser:
    """Return the user of a request to a view that only staff can open, such as those of the admin."""
    return cast(StaffUser, request.user)


def visible_rows(rows: QuerySet[RecordT], user: StaffUser) -> QuerySet[RecordT]:
    """Return `rows.visible_to(user)`: the records that `user` may see.

    The QuerySets of our models have this method from an app above core.
    """
    visible: QuerySet[RecordT] = rows.visible_to(user)  # type: ignore[attr-defined]  # a test checks that each of them has it
    return visible


def is_visible(record: Model, user: StaffUser) -> bool:
    """Return whether `user` may see `record`.

    Models of other packages have no `visible_to`; they hold no records of a council, so they are visible.
    """
    return bool(visible_records([record], user))


def visible_records(records: Iterable[Model], user: StaffUser) -> set[Model]:
    """Return those of `records` that `user` may see, as `is_visible` decides; with one query for each model."""
    records_by_model: dict[type[Model], list[Model]] = {}
    for record in records:
        records_by_model.setdefault(type(record), []).append(record)
    visible: set[Model] = set()
    for model, records_of_model in records_by_model.items():
        rows = model._default_manager.all()
        if not hasattr(rows, "visible_to"):
            visible.update(records_of_model)
            continue
        for start in range(0, len(records_of_model), IDS_OF_QUERY):
            ids = [record.pk for record in records_of_model[start : start + IDS_OF_QUERY]]
            visible.update(visible_rows(rows.filter(pk__in=ids), user).only("pk"))
    return visible


def council_path_of(model: type[Model]) -> str:
    """Return the lookup path from `model` to its council ("term__council").

    "" for the Council model itself, and for a model that does not belong to one council.
    """
    path: str = getattr(model._default_manager.all(), "council_path", "")
    return "" if path == "pk" else path


def permission(action: str, opts: Options[Any]) -> str:  # Any: of any model
    """Return the name of the permission for `action` on a model: "resolutions.change_resolution"."""
    return f"{opts.app_label}.{get_permission_codename(action, opts)}"


def is_approved(record: Model | None) -> TypeGuard[Publishable]:
    """Return whether `record` is publishable and was approved, so that figures count it."""
    return isinstance(record, Publishable) and record.status in APPROVED


def public_owner(record: Model | None) -> Model | None:
    """Return the record that the public sees and that `record` is, or is part of; None if there is none.

    A model names its owners in `part_of`. A model without publication state says by `changes_need_review`, an attribute
    or a property, whether a record is treated as one that the public sees.
    """
    if record is None or is_approved(record) or getattr(record, "changes_need_review", False):
        return record
    owners = (getattr(record, name, None) for name in getattr(record, "part_of", ()))
    return next((owner for owner in owners if is_approved(owner)), None)


def permits(
    user: StaffUser | AnonymousUser,
    action: str,
    opts: Options[Any],  # Any: of any model
    record: Model | None = None,
) -> bool:
    """Return whether `user` may do `action` with `record`, or with some record of the model of `opts`.

    An approved record and its parts are changed and deleted only by a user who may publish it; what others may write at
    once, and how their other changes wait for a reviewer, is in `core.records.settlement`.
    """
    if not user.has_perm(permission(action, opts), record):
        return False
    owner = public_owner(record) if action in ("add", "change", "delete") else None
    if owner is None or (action == "add" and owner is record and not is_approved(record)):
        return True
    return user.has_perm(permission("publish", owner._meta), owner)
