"""Whose rows a member of staff sees, and what may be done with them."""

from django.contrib.auth import get_permission_codename

from core.records.models import Publishable

APPROVED = (Publishable.Status.PUBLISHED, Publishable.Status.WITHDRAWN)


def rows_of(user, queryset):
    """The rows of `queryset` that `user` may see; kinds that belong to no council are left whole."""
    return user.rows(queryset) if hasattr(queryset, "of") else queryset


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
