"""Deletion pages that delete only what they displayed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict

from core.admin.row_versions import record_changes, record_token

DELETED_ROWS = "_deletion"  # the hidden input of the page about several rows


def deletion_digest(request: HttpRequest) -> str:
    """Return the hash of the rows that `get_deleted_objects` has last named for the page of `request`."""
    digest: str = getattr(request, "deletion_digest", "")
    return digest


class DeletionVersionsMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A ModelAdmin whose deletion page says which version of the record, and of the rows below it, it displayed."""

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # Any: Django's
        """Display the page again, and delete nothing, if the record or what is deleted with it has changed since."""
        if request.method != "POST" or getattr(request, "is_reviewed", False):
            return super().delete_view(request, object_id, extra_context)
        with transaction.atomic():
            record = self.get_object(request, object_id)
            changed = record_changes(request, record, extra=lambda: self.deletion_extra(request, record)) if record else []
            if not changed:
                return super().delete_view(request, object_id, extra_context)
            posted, request.POST = request.POST, QueryDict()
            if IS_POPUP_VAR in posted:
                request.GET = QueryDict(f"{IS_POPUP_VAR}=1")
            request.changes_of_record = changed  # type: ignore[attr-defined]  # stored here
            response = super().delete_view(request, object_id, extra_context)
            response.status_code = 409
            return response

    def deletion_extra(self, request: HttpRequest, record: Model) -> str:
        """Return the hash of the rows that are deleted with `record`."""
        self.get_deleted_objects([record], request)
        return deletion_digest(request)

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:  # Any: of a template
        return super().render_delete_form(request, context | deletion_context(request, context["object"]))


def deletion_context(request: HttpRequest, record: Model) -> dict[str, Any]:  # Any: the context of a template
    """Return the version for the page that asks, and what has changed since it was first displayed."""
    changed = getattr(request, "changes_of_record", [])
    return {"version": record_token(request, record, extra=deletion_digest(request)), "changes_of_record": changed}


def is_same_deletion(request: HttpRequest) -> bool:
    """Return whether the page about several rows named the rows that `get_deleted_objects` has just named."""
    return request.POST.get(DELETED_ROWS) == deletion_digest(request)
