"""The page with the versions of a record and of its parts."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst

from core.admin.related_fields import is_primary_key
from core.records.versions import Part, VersionPage

PAGE = "p"  # the query parameter with the number of the page, as in Django's lists
MAX_PAGE = 100_000
VERSION = "ban"  # the query parameter of a form that is filled in with an older version


def named_rows(site: AdminSite, model: type[Model]) -> QuerySet[Any]:  # Any: of all models
    """Return the rows of `model` with the related records that their names contain."""
    rows = model._default_manager.all()
    model_admin = site.get_model_admin(model) if site.is_registered(model) else None
    return cast(Any, model_admin).with_related_names(rows) if hasattr(model_admin, "with_related_names") else rows


def owner_key(inline: InlineModelAdmin[Any, Any], model: type[Model]) -> str:  # Any: of all models
    """Return the name of the foreign key of an inline to the record of `model` that it belongs to."""
    columns = inline.model._meta.concrete_fields
    return inline.fk_name or next(column.name for column in columns if column.related_model is model)


class HistoryMixin(admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A ModelAdmin with a page of the versions of each record, for who may see the record."""

    object_history_template = "admin/record_history.html"

    def history_parts(self, request: HttpRequest, record: Model) -> list[Part]:
        """Return the models of the inlines that the user may see and that have a history."""
        inlines = [inline for inline in self.get_inline_instances(request, record) if hasattr(inline.model, "history")]
        return [Part(inline.model, owner_key(inline, self.model)) for inline in inlines]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:  # Any: the context of a template
        """Return the page with the versions of a record; Django's own page for a model without history."""
        if not hasattr(self.model, "history"):
            return super().history_view(request, object_id, extra_context)
        record = self.get_object(request, object_id)
        if record is None or not self.has_view_permission(request, record):
            raise Http404
        number = request.GET.get(PAGE, "1")
        page = VersionPage(
            record,
            self.history_parts(request, record),
            partial(named_rows, self.admin_site),
            min(max(int(number), 1), MAX_PAGE) if is_primary_key(number) else 1,
        )
        context = {
            **self.admin_site.each_context(request),
            "title": f"Lịch sử thay đổi: {record}",
            "opts": self.opts,
            "module_name": capfirst(str(self.opts.verbose_name_plural)),
            "object": record,
            "versions": page.versions(),
            "page": page,
            "may_restore": self.has_change_permission(request, record),
        }
        return render(request, self.object_history_template, context)
