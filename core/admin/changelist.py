"""A list of the admin that counts the rows of each filter choice, and names the conditions that narrow it.

The rows are counted once, grouped by the values of all filters, so that the number of queries does not depend on the
number of filters. One pass over these groups gives the counts of all choices.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias, cast

from django.contrib.admin import FieldListFilter, ListFilter
from django.contrib.admin.utils import build_q_object_from_lookup_parameters, lookup_spawns_duplicates
from django.contrib.admin.views.main import IGNORED_PARAMS, SEARCH_VAR, ChangeList
from django.db.models import Count
from django.http import HttpRequest, QueryDict
from django.utils.text import Truncator, capfirst

from core.pages.facets import Choice
from core.vietnamese.forms import ModelField

MAX_OPEN_CHOICES = 12  # a filter with more choices is closed until it is used
YES_NO = {True: "1", False: "0"}
MAX_DISPLAYED_QUERY = 60  # characters of the search text in a sentence

Lookups: TypeAlias = Mapping[str, Sequence[str]]  # lookup parameters with their values


@dataclass(frozen=True)
class FilterDisplay:
    """A filter with its title; `all_choice` removes it, `choices` are the values that some row has or that are chosen."""

    title: str
    all_choice: Choice
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> list[Choice]:
        """The chosen values."""
        return [choice for choice in self.choices if choice.is_chosen]

    @property
    def is_useful(self) -> bool:
        """Whether there is anything to choose or to remove."""
        return len(self.choices) > 1 or not self.all_choice.is_chosen

    @property
    def is_open(self) -> bool:
        """Whether the choices are visible before the filter is opened."""
        return len(self.choices) <= MAX_OPEN_CHOICES or not self.all_choice.is_chosen


@dataclass(frozen=True)
class Condition:
    """A condition that narrows the list, and the URL of the list without it."""

    label: str
    url: str


def matches_lookups(value: object, lookups: Lookups) -> bool:
    """Return whether a row whose filtered field has `value` matches the lookups of this filter."""
    for lookup, values in lookups.items():
        if lookup.endswith("__isnull"):
            if (value is None) != (values[-1].lower() not in ("", "0", "false")):
                return False
        elif (YES_NO[value] if isinstance(value, bool) else str(value)) not in values:
            return False
    return True


class FilteredChangeList(ChangeList):
    """The ChangeList of all models."""

    filter_specs: list[FieldListFilter]  # type: ignore[assignment]  # and filters of other classes, which are not counted

    def get_ordering_field(self, field_name: Callable[..., Any] | str) -> Any:  # Any: as in Django's method
        """Return the field to sort by.

        For a foreign key it is the name of the related record if the order of the related model is computed: Django
        cannot follow such an order.
        """
        order = super().get_ordering_field(field_name)
        related_models = {field.name: field.related_model for field in self.opts.concrete_fields if field.many_to_one}
        related_model = related_models.get(order) if isinstance(order, str) else None
        if related_model is None:
            return order
        related_ordering = related_model._meta.ordering or ()
        is_computed = not all(isinstance(field, str) for field in related_ordering)
        return f"{order}__name" if is_computed else order

    def get_filters(self, request: HttpRequest) -> tuple[list[ListFilter], bool, dict[str, Any], bool, bool]:  # Any: Django's
        """Return what Django's method returns, and store the request and the lookups outside of filters."""
        result = super().get_filters(request)
        self.request = request
        self.other_lookups: dict[str, Any] = result[
            2
        ]  # Any: as in Django's result; lookups of the date hierarchy, and of a URL that no filter offers
        return result

    def lookups_of(self, spec: ListFilter, params: Mapping[str, Sequence[str]]) -> Lookups:
        """Return those of `params` that belong to the filter `spec`."""
        return {name: params[name] for name in spec.expected_parameters() if name is not None and name in params}

    def is_counted(self, spec: ListFilter) -> bool:
        """Return whether the filter is of a field with one value in each row; with several a row would be in several groups."""
        return isinstance(spec, FieldListFilter) and not lookup_spawns_duplicates(self.lookup_opts, spec.field_path)

    @cached_property
    def counted_specs(self) -> list[FieldListFilter]:
        """The filters whose choices are counted."""
        return [spec for spec in self.filter_specs if self.is_counted(spec)]

    def groups(self) -> Iterable[tuple[Any, ...]]:  # Any: values of many model fields
        """Return the value in each of `counted_specs` and the number of rows, for each combination of these values.

        The rows are those of the list without the filters in `counted_specs`.
        """
        rows = self.root_queryset.filter(build_q_object_from_lookup_parameters(self.other_lookups))
        for spec in self.filter_specs:
            if not self.is_counted(spec):
                filtered = spec.queryset(self.request, rows)
                rows = rows if filtered is None else filtered
        rows, _ = self.model_admin.get_search_results(self.request, rows, self.query)
        paths = [spec.field_path for spec in self.counted_specs]
        counted = rows.order_by().values(*paths).annotate(rows_of_group=Count("pk", distinct=True))
        return counted.values_list(*paths, "rows_of_group").iterator() if paths else ()

    @cached_property
    def value_counts(self) -> list[Counter[object]]:
        """The number of rows for each value in each of `counted_specs`, within the choices of the other filters.

        A group counts for a filter if it matches the choices of all others: for every filter if it matches all
        choices, for one filter if it matches all but the choice of this filter.
        """
        counts: list[Counter[object]] = [Counter() for _ in self.counted_specs]
        chosen = [self.lookups_of(spec, self.filter_params) for spec in self.counted_specs]
        narrowing = [(position, lookups) for position, lookups in enumerate(chosen) if lookups]
        for *values, number in self.groups():
            unmatched = [position for position, lookups in narrowing if not matches_lookups(values[position], lookups)]
            if len(unmatched) <= 1:
                for position in unmatched or range(len(counts)):
                    counts[position][values[position]] += number
        return counts

    def count(self, spec: FieldListFilter, lookups: Lookups) -> int | None:
        """Return the number of rows if the filter `spec` had these `lookups`; None if it is not counted."""
        if spec not in self.counted_specs:
            return None
        counts = self.value_counts[self.counted_specs.index(spec)]
        return sum(number for value, number in counts.items() if matches_lookups(value, lookups))

    @cached_property
    def filters(self) -> list[FilterDisplay]:
        """The filters in which there is anything to choose."""
        return [each_filter for each_filter in map(self.filter_of, self.filter_specs) if each_filter.is_useful]

    def filter_of(self, spec: FieldListFilter) -> FilterDisplay:
        """Return the FilterDisplay of one of Django's filters, its choices with their counts."""
        choices = []
        for offered in spec.choices(self):
            url = offered["query_string"]
            lookups = self.lookups_of(spec, dict(QueryDict(url[1:]).lists()))
            choices.append(Choice(str(offered["display"]), self.count(spec, lookups), url, bool(offered["selected"])))
        all_choice, *value_choices = choices
        return FilterDisplay(
            capfirst(str(spec.title)),
            all_choice,
            tuple(choice for choice in value_choices if choice.count != 0 or choice.is_chosen),
        )

    # The conditions that narrow the list

    @cached_property
    def conditions(self) -> list[Condition]:
        """All conditions that narrow the list, each with the URL of the list without it."""
        return [*self.search_conditions(), *self.date_conditions(), *self.filter_conditions(), *self.unknown_conditions()]

    def search_conditions(self) -> Iterator[Condition]:
        """Yield the condition of the search, if any."""
        if self.query.strip():
            yield Condition(f"Tìm “{self.displayed_query}”", self.get_query_string({SEARCH_VAR: None}))

    @property
    def displayed_query(self) -> str:
        """The search text, shortened for a sentence."""
        return Truncator(self.query.strip()).chars(MAX_DISPLAYED_QUERY)

    def date_conditions(self) -> Iterator[Condition]:
        """Yield the condition of the date hierarchy, if any."""
        parts = [self.params.get(f"{self.date_hierarchy}__{part}") for part in ("day", "month", "year")]
        if self.date_hierarchy and any(parts):
            label = cast(ModelField, self.lookup_opts.get_field(self.date_hierarchy)).verbose_name
            days = "/".join(part.zfill(2) for part in parts if part)
            yield Condition(f"{capfirst(str(label))}: {days}", self.get_query_string(remove=[f"{self.date_hierarchy}__"]))

    def filter_conditions(self) -> Iterator[Condition]:
        """Yield the chosen values of the filters; "giá trị khác" for a value that a filter does not offer."""
        for each_filter in self.filters:
            unknown = [] if each_filter.all_choice.is_chosen else [Choice("giá trị khác", 0, "")]
            for choice in each_filter.chosen or unknown:
                yield Condition(f"{each_filter.title}: {choice.label}", each_filter.all_choice.url)

    def unknown_conditions(self) -> Iterator[Condition]:
        """Yield one condition for all lookups of the URL that no filter offers."""
        names = {name for spec in self.filter_specs for name in spec.expected_parameters()}
        names |= {f"{self.date_hierarchy}__{part}" for part in ("day", "month", "year")} | set(IGNORED_PARAMS)
        if unknown := set(self.filter_params) - names:
            yield Condition("điều kiện ghi trong địa chỉ", self.get_query_string(dict.fromkeys(unknown)))

    @property
    def unfiltered_url(self) -> str:
        """The URL of the list without conditions; a popup stays a popup."""
        return self.get_query_string(dict.fromkeys(name for name in self.filter_params if not name.startswith("_")))
