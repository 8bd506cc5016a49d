"""What all lists of the staff share: their length, their search, and how they bear what no list offers."""

import re
from datetime import date

from django.contrib import messages
from django.contrib.admin import ShowFacets
from django.http import HttpResponseRedirect

from core.admin.changelist import FilteredChangeList
from core.admin.related_fields import is_primary_key
from core.admin.search import folded_search

NUMBER = re.compile(r"-?\d+")
LONGEST_NUMBER = 18  # digits that every database can compare with
PARTS_OF_DATES = {"year": (date.min.year, date.max.year), "month": (1, 12), "day": (1, 31)}
ERROR_FLAG = "e"  # with which the framework answers a lookup that it cannot read
NO_ACTION = [("", "chọn việc…")]
UNREADABLE = "Không đọc được điều kiện lọc trong địa chỉ, nên danh sách hiện đủ các dòng."


def is_readable(name, value):
    """Whether a database can be asked for the `value` of a lookup called `name`."""
    if "\x00" in value:
        return False
    number = NUMBER.fullmatch(value.strip())
    if number and len(value.strip()) > LONGEST_NUMBER:
        return False
    least, most = PARTS_OF_DATES.get(name.rsplit("__", 1)[-1], (None, None))
    return least is None or bool(number and least <= int(value) <= most)


class RecordListMixin:
    """A list of fifty rows a page, which is searched without diacritics and shown whole where it is asked nonsense."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = ShowFacets.NEVER  # FilteredChangeList counts them all at once

    def get_changelist(self, request, **kwargs):
        return FilteredChangeList

    def get_search_results(self, request, queryset, search_term):
        if search_term.strip():
            queryset = folded_search(queryset, self.get_search_fields(request), search_term)
        return queryset, False

    def changelist_view(self, request, extra_context=None):
        lookups = [(name, value) for name, values in request.GET.lists() if name != "q" for value in values]
        if not all(is_readable(name, value) for name, value in lookups):
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
        if ERROR_FLAG in request.GET:
            self.message_user(request, UNREADABLE, messages.WARNING)
        return super().changelist_view(request, extra_context)

    def get_action_choices(self, request, default_choices=NO_ACTION):
        return super().get_action_choices(request, default_choices)

    def response_action(self, request, queryset):
        if all(map(is_primary_key, request.POST.getlist("_selected_action"))):
            return super().response_action(request, queryset)
        self.message_user(request, "Hãy chọn các dòng trong danh sách.", messages.WARNING)
        return HttpResponseRedirect(request.get_full_path())
