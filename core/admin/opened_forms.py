"""“Đang mở: Lê Thị Bình, 3 phút trước” on the form of a record that somebody else has open."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.models.opened_forms import OpenedForm

logger = logging.getLogger(__name__)

SEEN_LATELY = timedelta(minutes=3)  # the script of the form reports each minute
MAX_WAIT = 100  # ms, for another writer of SQLite
OPEN = "Đang mở: {names}."
MAY_BE_OPEN = "{name} mở {time}, có thể chưa đóng"


def time_ago(moment: datetime, now: datetime) -> str:
    """Return how long ago `moment` is, in minutes or hours."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    if minutes == 0:
        return "vừa xong"
    return f"{minutes} phút trước" if minutes < 60 else f"{minutes // 60} giờ trước"


def opened_by(record: Model, user_id: int) -> str:
    """Return the sentence that names the others who have the form of `record` open; "" if nobody has."""
    now = timezone.now()
    rows = list(OpenedForm.objects.of_others(record, user_id, at=now))
    if not rows:
        return ""
    users = get_user_model()._default_manager.in_bulk({row.user_id for row in rows})
    names = []
    for row in rows:
        if user := users.get(row.user_id):
            time, is_open = time_ago(row.opened_at, now), now - row.seen_at < SEEN_LATELY
            names.append(f"{user}, {time}" if is_open else MAY_BE_OPEN.format(name=user, time=time))
    return OPEN.format(names="; ".join(names)) if names else ""


def without_waiting(write: Callable[[], None]) -> None:
    """Call `write`, waiting at most MAX_WAIT for another writer of SQLite; go on if the database refuses it.

    The page matters more. SQLite may refuse already the beginning of the transaction.
    """
    is_sqlite = connection.vendor == "sqlite"
    try:
        if is_sqlite:
            set_busy_timeout(MAX_WAIT)
        with transaction.atomic():
            write()
    except DatabaseError:
        logger.info("Who has a form open could not be stored.")
    finally:
        if is_sqlite:
            set_busy_timeout(int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000))


def set_busy_timeout(milliseconds: int) -> None:
    """Set how long SQLite waits for another writer."""
    connection.ensure_connection()
    connection.connection.execute(f"PRAGMA busy_timeout = {milliseconds}")


def note_opened(request: HttpRequest, record: Model) -> None:
    """Store that the user has the form of `record` open."""
    without_waiting(lambda: OpenedForm.objects.refresh(record, request.user.pk or 0))


def note_closed(request: HttpRequest, record: Model | None = None) -> None:
    """Store that the user has left the form of `record`, or all forms."""
    without_waiting(lambda: OpenedForm.objects.close(request.user.pk or 0, record))


class OpenedFormsMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A ModelAdmin whose forms say who else has them open."""

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:  # Any: the context of a template
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if object_id is None:
            return response
        if not isinstance(response, TemplateResponse):
            record = self.get_object(request, object_id) if request.method == "POST" and response.status_code == 302 else None
            if record is not None:
                note_closed(request, record)
            return response
        context = response.context_data
        if context and (record := context.get("original")) is not None:
            if self.has_change_permission(request, record):
                note_opened(request, record)
            context["opened_by"] = opened_by(record, request.user.pk or 0)
            context["opened_form_url"] = reverse("admin:opened_form", args=[record._meta.label_lower, record.pk])
        return response


@require_POST
def opened_form(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """Store that the form is still open, or that it is left, and return who else has it open. Raises Http404.

    It answers only for a record whose form the user may open.
    """
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if not admin.site.is_registered(model):
        raise Http404
    model_admin = admin.site.get_model_admin(model)
    record = model_admin.get_object(request, str(pk))
    if record is None or not model_admin.has_view_permission(request, record):
        raise Http404
    if "leave" in request.POST:
        note_closed(request, record)
        return HttpResponse(status=204)
    if model_admin.has_change_permission(request, record):
        note_opened(request, record)
    return JsonResponse({"text": opened_by(record, request.user.pk or 0)})
