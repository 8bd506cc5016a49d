"""The options that all lists of the admin share: length, search, and the handling of invalid query parameters."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.views.main import ERROR_FLAG, ORDER_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from core.admin.changelist import FilteredChangeList
from core.admin.list_versions import ListVersionsMixin
from core.admin.search import folded_search

NUMBER = re.compile(r"-?\d+")
MAX_NUMBER_LENGTH = 18  # a number of so many characters fits into a column of both databases
DATE_PART_RANGES = {"year": (date.min.year, date.max.year), "month": (1, 12), "day": (1, 31)}
NO_ACTION = [("", "chọn việc…")]
UNREADABLE = "Không đọc được điều kiện lọc trong địa chỉ, nên danh sách hiện đủ các dòng."


def is_readable(name: str, value: str) -> bool:
    """Return whether a database can evaluate the lookup `name` with `value`."""
    if "\x00" in value:
        return False
    number = NUMBER.fullmatch(value.strip())
    if number and len(value.strip()) > MAX_NUMBER_LENGTH:
        return False
    date_range = DATE_PART_RANGES.get(name.rsplit("__", 1)[-1])
    return date_range is None or bool(number and date_range[0] <= int(value) <= date_range[1])


class RecordListMixin(ListVersionsMixin, admin.ModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A list of 50 rows a page, searched without diacritics; with an invalid lookup it shows all rows."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = ShowFacets.NEVER  # FilteredChangeList counts the rows of all filters with one query

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # Any: as in Django's method
        return FilteredChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:  # Any: rows of all models
        if search_term.strip():
            fields, in_order = self.get_search_fields(request), ORDER_VAR not in request.GET
            queryset = folded_search(queryset, fields, search_term, in_order=in_order)
        return queryset, False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:  # Any: the context of a template
        lookups = [(name, value) for name, values in request.GET.lists() if name != "q" for value in values]
        if not all(is_readable(name, str(value)) for name, value in lookups):
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
        if ERROR_FLAG in request.GET:
            self.message_user(request, UNREADABLE, messages.WARNING)
        response = super().changelist_view(request, extra_context)
        # Django says that the database is broken if a second address in a row cannot be read.
        is_unreadable = getattr(response, "template_name", "") == "admin/invalid_setup.html"
        return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1") if is_unreadable else response

    def get_action_choices(
        self, request: HttpRequest, default_choices: list[tuple[str, str]] = NO_ACTION
    ) -> list[tuple[str, str]]:
        return super().get_action_choices(request, default_choices)
