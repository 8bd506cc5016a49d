"""The council that a record belongs to, and what a member of staff may do with the record in lists and forms."""

from __future__ import annotations

from django.contrib.admin.options import BaseModelAdmin
from django.db.models import Model
from django.http import HttpRequest

from core.records.models import Record
from core.records.rights import council_path_of, permits, staff_user


def owning_council(record: Model) -> Model | None:
    """Return the council of `record`; None if `council_path_of` its model is ""."""
    return record.get_council() if isinstance(record, Record) and council_path_of(type(record)) else None


class CouncilRightsMixin(BaseModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """Permissions of a ModelAdmin or inline by the council and the publication state of the record."""

    def permits(self, request: HttpRequest, action: str, record: Model | None = None) -> bool:
        """Return whether the user may do `action` with `record`, or with some record of this model."""
        return permits(staff_user(request), action, self.opts, record)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.permits(request, "view", obj) or self.permits(request, "change", obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.permits(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.permits(request, "delete", obj)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may publish some record of this model; each record is checked separately."""
        return self.permits(request, "publish")
