"""Actions of lists that touch no row which another person has changed since the list was displayed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

from core.admin.list_editing import ListEditingMixin
from core.admin.related_fields import is_primary_key
from core.admin.row_versions import ROW_VERSIONS, RowChange, RowVersions, changes_since, locked_rows
from core.records.authors import Author, authors_since, later_history

NOT_CARRIED = frozenset({"csrfmiddlewaretoken", ACTION_CHECKBOX_NAME, ROW_VERSIONS, "select_across", "index"})
ADDED_LATER = "dòng mới, chưa có khi danh sách hiện ra"
NO_MOMENT = "Chưa làm gì: không rõ danh sách này hiện ra lúc nào. Hãy mở lại danh sách rồi chọn lại các dòng."
NO_HISTORY = (
    "Chưa làm gì: loại bản ghi này không có lịch sử nên không biết các dòng ở trang khác của danh sách có đổi hay không. "
    "Hãy chọn các dòng trong từng trang."
)


class ListVersionsMixin(ListEditingMixin, admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A list that posts which version of its rows it displayed, also over the pages that ask before an action."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:  # Any: the context of a template
        displayed_at = timezone.now()
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None)
        if context and "cl" in context and (context.get("action_form") or context["cl"].formset):
            rows = RowVersions.of(self.model, context["cl"].result_list, at=displayed_at)
            context["versions"] = rows.token(request.user.pk)
        return response

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:  # type: ignore[override]  # the stubs are of Django 6.1; Any: rows of all models
        """Call the action with its rows locked; if one of them has changed since the list was displayed, ask first."""
        selected = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(map(is_primary_key, selected)):
            self.message_user(request, "Hãy chọn các dòng trong danh sách.", messages.WARNING)
            return HttpResponseRedirect(request.get_full_path())
        with transaction.atomic():
            is_across = request.POST.get("select_across", "0") not in ("", "0")
            rows = locked_rows(queryset if is_across else self.get_queryset(request).filter(pk__in=selected))
            refusal = self.refusal_of_action(request, rows, None if is_across else list(map(int, selected)))
            if refusal is not None:
                return refusal
            response = super().response_action(request, queryset)
            if isinstance(response, TemplateResponse) and response.context_data is not None:
                response.context_data["versions"] = RowVersions.of(self.model, rows.values()).token(request.user.pk)
            return response

    def refusal_of_action(
        self, request: HttpRequest, rows: dict[int, Any], selected: list[int] | None
    ) -> HttpResponse | None:  # Any: as above
        """Return the page that is displayed instead of the action, if any; `selected` is None for all pages of the list."""
        versions = RowVersions.read(request.POST.get(ROW_VERSIONS), self.model, request.user.pk)
        if selected is not None:
            changed = changes_since(versions, self.model, selected, rows, request.user.pk)
        else:
            sentence = NO_MOMENT if versions is None else "" if hasattr(self.model, "history") else self.unlisted(versions, rows)
            if sentence or versions is None:
                self.message_user(request, sentence, messages.ERROR)
                return HttpResponseRedirect(request.get_full_path())
            listed = [pk for pk in rows if pk in versions.digests]
            changed = changes_since(versions, self.model, listed, rows, request.user.pk)
            changed += self.changed_on_other_pages(request, versions, rows)
        return self.render_list_conflict(request, rows, changed) if changed else None

    def unlisted(self, versions: RowVersions, rows: dict[int, Any]) -> str:  # Any: as above
        """Return why an action cannot run on rows of other pages of a list without history; "" if there are none."""
        return NO_HISTORY if rows.keys() - versions.digests.keys() else ""

    def changed_on_other_pages(
        self, request: HttpRequest, versions: RowVersions, rows: dict[int, Any]
    ) -> list[RowChange]:  # Any: as above
        """Return those of `rows` that the page did not display and that somebody saved after it."""
        if not hasattr(self.model, "history"):
            return []
        others = rows.keys() - versions.digests.keys()
        later = later_history(self.model, versions.at, request.user.pk)
        saved = set(later.filter(id__in=others).order_by().values_list("id", flat=True)) if others else set()
        added = set(later.filter(id__in=saved, history_type="+").order_by().values_list("id", flat=True)) if saved else set()
        authors = authors_since(self.model, saved, versions.at, request.user.pk) if saved else {}
        return [RowChange(pk, rows[pk], authors.get(pk, Author()), [ADDED_LATER] if pk in added else []) for pk in sorted(saved)]

    def render_list_conflict(
        self, request: HttpRequest, rows: dict[int, Any], changed: Sequence[RowChange]
    ) -> HttpResponse:  # Any: as above
        """Return the page that names the changed rows; the others stay selected, and what was typed is carried on."""
        changed_pks = {change.pk for change in changed}
        action = request.POST.get("action", "")
        context = {
            **self.admin_site.each_context(request),
            "title": f"{self.get_action_label(request, action)}: có dòng vừa đổi",
            "opts": self.opts,
            "changes": changed,
            "unchanged": [row for pk, row in rows.items() if pk not in changed_pks],
            "carried": [(name, value) for name, values in request.POST.lists() if name not in NOT_CARRIED for value in values],
            "versions": RowVersions.of(self.model, rows.values()).token(request.user.pk),
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "back": request.get_full_path(),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/list_conflict.html", context, status=409)

    def get_action_label(self, request: HttpRequest, action: str) -> str:
        """Return the label of an action, without the dots that say that it asks first."""
        label = dict(self.get_action_choices(request)).get(action, "Việc đã chọn")
        return str(label).removesuffix("…")
