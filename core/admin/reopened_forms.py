"""Forms of the admin that are opened again with what was typed and not saved: after signing in, an error, a crash.

A POST with the input `_reopen` displays the form and saves nothing. Only views with the decorator `reopenable` accept it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from core.admin.carried_forms import LOST_FILE, REOPEN, CarriedForm, typed_fields, without_buttons
from core.admin.form_drafts import draft_fields
from core.admin.form_errors import forms_of_page
from core.admin.related_fields import is_primary_key
from core.models import FormDraft
from core.pages.page_forms import NOT_SAVED, is_reopened, page_of, posted_page_form
from core.records.rights import staff_user

LOST_FILES = "Tệp cần chọn lại: {names}."

View = TypeVar("View", bound=Callable[..., HttpResponse])


def reopenable(view: View) -> View:
    """Mark a view that only displays its form if the request is one to open the form again."""
    view.is_reopenable = True  # type: ignore[attr-defined]  # stored here; wrappers of the view copy it
    return view


def may_be_reopened(form: CarriedForm) -> bool:
    """Return whether the page at the address of `form` opens its form again."""
    try:
        view = resolve(form.address.partition("?")[0]).func
    except Resolver404:
        return False
    return bool(getattr(view, "is_reopenable", False))


def prepare_reopened(request: HttpRequest) -> bool:
    """Take what is to be displayed in place of the posted data; return False if there is nothing, or it is of another user."""
    choice = request.POST.get(REOPEN, "")
    fields = typed_fields(request.POST)
    if is_primary_key(choice):
        draft = FormDraft.objects.visible_to(staff_user(request)).filter(pk=choice, page=page_of(request)).first()
        fields = draft_fields(draft) if draft else ()
    data = without_buttons(fields)
    opened = posted_page_form(data)
    if opened is None or (opened.user_id, opened.page) != (request.user.pk, page_of(request)):
        return False
    names = data.pop(LOST_FILE, [])
    request.POST = data  # type: ignore[assignment]  # a QueryDict may be mutable
    request.hold_reason = NOT_SAVED  # type: ignore[attr-defined]  # stored here
    request.is_reopened = True  # type: ignore[attr-defined]  # stored here
    request.lost_files = LOST_FILES.format(names=", ".join(names)) if names else ""  # type: ignore[attr-defined]  # stored here
    return True


class ReopenedFormMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A ModelAdmin whose forms can be opened again with what was typed."""

    @reopenable
    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:  # Any: of a template
        return super().add_view(request, form_url, extra_context)

    @reopenable
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:  # Any: the context of a template
        return super().change_view(request, object_id, form_url, extra_context)

    @reopenable
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # Any: the context of a template
        return super().changelist_view(request, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:  # Any: the context of a template and the other arguments of Django's method
        """Say that a form which is opened again is not saved; errors appear only when the user tries to save it."""
        if is_reopened(request) and getattr(request, "hold_reason", "") == NOT_SAVED:
            for form in forms_of_page(context["adminform"].form, context["inline_admin_formsets"]):
                form.errors.clear()
            for inline in context["inline_admin_formsets"]:
                inline.formset.non_form_errors().clear()
            context["errors"] = []
        return super().render_change_form(request, context, *args, **kwargs)
