"""Whose rows a member of staff sees, and what may be done with them."""

from django.contrib.auth import get_permission_codename

from core.models import Publishable

APPROVED = (Publishable.Status.PUBLISHED, Publishable.Status.WITHDRAWN)


def rows_of(user, queryset):
    """The rows of `queryset` that `user` may see; kinds that belong to no council are left whole."""
    return user.rows(queryset) if hasattr(queryset, "of") else queryset


def permission(action, opts):
    return f"{opts.app_label}.{get_permission_codename(action, opts)}"


def is_approved(record):
    return isinstance(record, Publishable) and record.status in APPROVED


def owner_path(model):
    """The keys that lead from a row of `model` to its council ("term__council"); blank where there is no one path."""
    path = getattr(model._default_manager.all(), "council_path", "")
    return "" if path == "pk" else path


def owner_of(record):
    """The council that `record` belongs to, or None where it has no one council or is a council itself."""
    path = owner_path(type(record))
    for step in path.split("__") if path else ():
        record = getattr(record, step)
    return record if path else None


class ByCouncil:
    """What lists and inlines share: rights that depend on the council of the record, and on what the public sees."""

    def permits(self, request, action, record=None):
        """Whether the user may do `action` with `record`, or with any record of this kind.

        What the public sees, or saw, is written only by those who may publish it.
        """
        if not request.user.has_perm(permission(action, self.opts), record):
            return False
        if action in ("add", "change", "delete") and is_approved(record):
            return request.user.has_perm(permission("publish", record._meta), record)
        return True

    def has_view_permission(self, request, obj=None):
        return self.permits(request, "view", obj) or self.permits(request, "change", obj)

    def has_change_permission(self, request, obj=None):
        return self.permits(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self.permits(request, "delete", obj)

    def has_publish_permission(self, request):
        """Whether the user may publish some record of this kind; each record is asked about by itself."""
        return self.permits(request, "publish")
