"""Which records a member of staff may see, and what may be done with them."""

from typing import Any, Protocol

from django.contrib.auth import get_permission_codename

from core.records.models import Publishable

APPROVED = (Publishable.Status.PUBLISHED, Publishable.Status.WITHDRAWN)


class StaffUser(Protocol):
    """What core needs to know of a user; the model itself stands in an app above core."""

    is_staff: bool
    is_superuser: bool
    councils: Any  # the related manager of the councils that the user serves

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...


def is_visible(record, user: StaffUser):
    """Whether `record` is among the records of its kind that are visible to `user`.

    Models of other packages have no `visible_to`; they hold no records of a council.
    """
    rows = type(record)._default_manager.filter(pk=record.pk)
    return not hasattr(rows, "visible_to") or rows.visible_to(user).exists()


def permission(action, opts):
    return f"{opts.app_label}.{get_permission_codename(action, opts)}"


def is_approved(record):
    return isinstance(record, Publishable) and record.status in APPROVED


def permits(user, action, opts, record=None):
    """Whether `user` may do `action` with `record`, or with any record of the kind of `opts`.

    What the public sees, or saw, is written only by those who may publish it.
    """
    if not user.has_perm(permission(action, opts), record):
        return False
    if action in ("add", "change", "delete") and is_approved(record):
        return user.has_perm(permission("publish", record._meta), record)
    return True
