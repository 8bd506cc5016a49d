"""To which council a record belongs, and what that lets a member of staff do in lists and forms."""

from core.records.rights import permits


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
        return permits(request.user, action, self.opts, record)

    def has_view_permission(self, request, obj=None):
        return self.permits(request, "view", obj) or self.permits(request, "change", obj)

    def has_change_permission(self, request, obj=None):
        return self.permits(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self.permits(request, "delete", obj)

    def has_publish_permission(self, request):
        """Whether the user may publish some record of this kind; each record is asked about by itself."""
        return self.permits(request, "publish")
