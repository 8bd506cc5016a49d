"""A list of the staff that counts what its filters would leave, and says by what it is narrowed.

The rows are counted once, grouped by every filter, so that a list costs the same however many filters it has.
"""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.admin.utils import build_q_object_from_lookup_parameters, lookup_spawns_duplicates
from django.contrib.admin.views.main import IGNORED_PARAMS, SEARCH_VAR, ChangeList
from django.db.models import Count
from django.http import QueryDict
from django.utils.text import Truncator, capfirst

from core.pages.facets import Choice

SHORT = 12  # choices that stand open beside a list
YES_NO = {True: "1", False: "0"}
MAX_DISPLAYED_QUERY = 60  # signs of what was searched that a sentence repeats


@dataclass(frozen=True)
class Filter:
    """What a list can be narrowed by: `everything` leaves it open, `choices` are what some row has or the user has chosen."""

    title: str
    everything: Choice
    choices: tuple[Choice, ...]

    @property
    def chosen(self):
        return [choice for choice in self.choices if choice.is_chosen]

    @property
    def is_useful(self):
        return len(self.choices) > 1 or not self.everything.is_chosen

    @property
    def is_open(self):
        return len(self.choices) <= SHORT or not self.everything.is_chosen


@dataclass(frozen=True)
class Condition:
    """One thing that a list is narrowed by, and the address without it."""

    label: str
    url: str


def fits(value, asked):
    """Whether a row with `value` in the column of a filter is among those that `asked`, lookups with their values, names."""
    for lookup, values in asked.items():
        if lookup.endswith("__isnull"):
            if (value is None) != (values[-1].lower() not in ("", "0", "false")):
                return False
        elif YES_NO.get(value, str(value)) not in values:
            return False
    return True


class FilteredChangeList(ChangeList):
    """The rows of one list."""

    def get_ordering_field(self, field_name):
        """Sorts by a key to a kind whose own order is computed by its name: the framework cannot follow such an order."""
        order = super().get_ordering_field(field_name)
        keys = {field.name: field.related_model for field in self.opts.concrete_fields if field.many_to_one}
        is_computed = order in keys and not all(isinstance(step, str) for step in keys[order]._meta.ordering)
        return f"{order}__name" if is_computed else order

    def get_filters(self, request):
        found = super().get_filters(request)
        self.request = request
        self.other_lookups = found[2]  # days of the calendar, and what an address asks beside the filters
        return found

    def asked_of(self, spec, params):
        """What `params` ask of the filter `spec`."""
        return {name: params[name] for name in spec.expected_parameters() if name in params}

    def is_counted(self, spec):
        """Whether each row has one value in the filter: with several it would stand in several groups."""
        return not lookup_spawns_duplicates(self.lookup_opts, spec.field_path)

    @cached_property
    def groups(self):
        """How many rows have which values in the counted filters, whatever is chosen in these."""
        rows = self.root_queryset.filter(build_q_object_from_lookup_parameters(self.other_lookups))
        for spec in self.filter_specs:
            if not self.is_counted(spec):
                rows = spec.queryset(self.request, rows)
        rows, _ = self.model_admin.get_search_results(self.request, rows, self.query)
        paths = [spec.field_path for spec in self.filter_specs if self.is_counted(spec)]
        return list(rows.order_by().values(*paths).annotate(rows_of_group=Count("pk", distinct=True))) if paths else []

    def count(self, spec, asked):
        """How many rows there would be with `asked` of the filter `spec`, or None where that is not counted."""
        if not self.is_counted(spec):
            return None
        others = [(other, self.asked_of(other, self.filter_params)) for other in self.filter_specs if other is not spec]
        conditions = [(other.field_path, chosen) for other, chosen in others if chosen and self.is_counted(other)]
        conditions.append((spec.field_path, asked))
        return sum(
            group["rows_of_group"] for group in self.groups if all(fits(group[path], chosen) for path, chosen in conditions)
        )

    @cached_property
    def filters(self):
        """The filters that tell any rows apart."""
        return [found for found in map(self.filter_of, self.filter_specs) if found.is_useful]

    def filter_of(self, spec):
        found = []
        for offered in spec.choices(self):
            asked = self.asked_of(spec, dict(QueryDict(offered["query_string"][1:]).lists()))
            found.append(Choice(offered["display"], self.count(spec, asked), offered["query_string"], bool(offered["selected"])))
        everything, *choices = found
        return Filter(
            capfirst(str(spec.title)),
            everything,
            tuple(choice for choice in choices if choice.count != 0 or choice.is_chosen),
        )

    # What the list is narrowed by

    @cached_property
    def conditions(self):
        """Everything that leaves rows out of the list, each with the address of the list without it."""
        return [*self.searched, *self.chosen_days, *self.chosen_values, *self.unnamed]

    @property
    def searched(self):
        if self.query.strip():
            yield Condition(f"Tìm “{self.displayed_query}”", self.get_query_string({SEARCH_VAR: None}))

    @property
    def displayed_query(self):
        """What was searched, as far as a sentence can repeat it."""
        return Truncator(self.query.strip()).chars(MAX_DISPLAYED_QUERY)

    @property
    def chosen_days(self):
        parts = [self.params.get(f"{self.date_hierarchy}__{part}") for part in ("day", "month", "year")]
        if self.date_hierarchy and any(parts):
            label = self.lookup_opts.get_field(self.date_hierarchy).verbose_name
            days = "/".join(part.zfill(2) for part in parts if part)
            yield Condition(f"{capfirst(label)}: {days}", self.get_query_string(remove=[f"{self.date_hierarchy}__"]))

    @property
    def chosen_values(self):
        for found in self.filters:
            for choice in found.chosen or ([] if found.everything.is_chosen else [Choice("giá trị khác", 0, "")]):
                yield Condition(f"{found.title}: {choice.label}", found.everything.url)

    @property
    def unnamed(self):
        """What an address asks that no filter offers."""
        known = {name for spec in self.filter_specs for name in spec.expected_parameters()}
        known |= {f"{self.date_hierarchy}__{part}" for part in ("day", "month", "year")} | set(IGNORED_PARAMS)
        if left := set(self.filter_params) - known:
            yield Condition("điều kiện ghi trong địa chỉ", self.get_query_string(dict.fromkeys(left)))

    @property
    def unfiltered_url(self):
        """The address of the list with nothing left out, in a popup still."""
        return self.get_query_string(dict.fromkeys(name for name in self.filter_params if not name.startswith("_")))
