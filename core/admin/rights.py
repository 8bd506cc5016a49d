"""To which council a record belongs, and what that lets a member of staff do in lists and forms."""

from core.records.rights import permits


def council_path_of(model):
    """The path from `model` to its council ("term__council"); blank where there is no single one, or for councils themselves."""
    path = getattr(model._default_manager.all(), "council_path", "")
    return "" if path == "pk" else path


def owning_council(record):
    """The council of `record`, or None where `council_path_of` its model is blank."""
    return record.get_council() if council_path_of(type(record)) else None


class CouncilRightsMixin:
    """Permissions of a ModelAdmin or inline that depend on the council of the record and on whether it is public."""

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
