"""A form that is saved while another request saves the same rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.contrib import admin
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse

Arguments = ParamSpec("Arguments")
Response = TypeVar("Response")


def retry_on_conflict(view: Callable[Arguments, Response], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Response:
    """Return the response of `view`; call it again if another request saved a row between its validation and its saving.

    The first attempt was rolled back; the second finds the row of the other request and shows an error beside the field.
    """
    try:
        return view(*args, **kwargs)
    except (IntegrityError, ProtectedError):
        return view(*args, **kwargs)


class RetryOnConflictMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A ModelAdmin whose forms are validated a second time if another request came between."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:  # Any: the context of a template
        return retry_on_conflict(super().changeform_view, request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:  # Any: as above
        return retry_on_conflict(super().delete_view, request, object_id, extra_context)
