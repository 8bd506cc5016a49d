"""Facets: the choices that narrow a list, each with the number of rows that it would leave.

A list counts its rows once, grouped by the stored values of all facets: ids, years, choices. The counts of all choices are
computed from these groups; the labels of ids are looked up afterwards, with one query for each table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

from django.db.models import TextChoices
from django.utils.text import capfirst

MAX_IN_SIGHT = 9  # choices of a facet


@dataclass(frozen=True)
class Choice:
    """One value of a facet; `url` chooses it or, if it is chosen, removes it. `count` is None if it was not counted."""

    label: str
    count: int | None
    url: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """A query parameter that narrows the list, with its heading and its choices in their order."""

    parameter: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> Choice | None:
        """The chosen value, if any."""
        return next((choice for choice in self.choices if choice.is_chosen), None)

    @property
    def first_choices(self) -> tuple[Choice, ...]:
        """The choices that are in sight: the first ones, and the chosen one wherever it stands."""
        return tuple(choice for i, choice in enumerate(self.choices) if i < MAX_IN_SIGHT or choice.is_chosen)

    @property
    def other_choices(self) -> tuple[Choice, ...]:
        """The choices that the reader has to unfold."""
        return tuple(choice for choice in self.choices[MAX_IN_SIGHT:] if not choice.is_chosen)

    @property
    def is_useful(self) -> bool:
        """Whether there is anything to choose or to remove."""
        return len(self.choices) > 1 or self.chosen is not None


@dataclass(frozen=True)
class FacetValue:
    """A value that rows have: as it is in the query, in words, and its sort key.

    A query may contain `other_text` instead, which several values can share.
    """

    text: str
    label: str
    order: tuple[Any, ...]  # Any: values that can be compared
    other_text: str = ""


# A function that returns the FacetValue of each of some stored values, and none for one that is not to be a choice, such
# as None. Any: values of many model fields.
ValuesOf: TypeAlias = Callable[[Iterable[Any]], Mapping[Any, FacetValue]]


@dataclass(frozen=True)
class Group:
    """The number of rows that have the same values; `values` maps parameters to them and lacks one that the rows lack."""

    values: Mapping[str, FacetValue]
    count: int

    def matches(self, parameter: str, text: str) -> bool:
        """Return whether the rows have the value `text` of a parameter."""
        value = self.values.get(parameter)
        return value is not None and text in (value.text, value.other_text)


@dataclass(frozen=True)
class Dimension:
    """How a Facet is made from the rows of a list.

    The rows are grouped by their `column`; `values_of` returns the FacetValue of each stored value. `other_label` names
    all other values, as in "3 nghị quyết ở năm khác". A facet with more than `max_choices` choices is not offered until
    another facet has narrowed the list. `parent` is the parameter without which this one has no meaning: to change or
    remove the choice of the parent removes this choice too.
    """

    parameter: str
    label: str
    column: str
    values_of: ValuesOf
    other_label: str
    max_choices: int = 60
    parent: str = ""


@dataclass(frozen=True)
class RelaxedFilter:
    """The list without one of its filters: which filter is removed, where the rows are then, how many, and the URL."""

    removed_label: str
    other_label: str
    count: int
    url: str


class Facets:
    """The facets of one list.

    Rows without a value of a dimension are counted by the other dimensions, but are no choice of this one. `query` maps
    parameters to their values, "" if nothing is chosen; it may contain other parameters, which are not removed. `url_of`
    returns the URL of the list for such a mapping. If a text search leaves no group of a chosen value,
    `groups_without_search` are the groups without this search: they provide the label of the value.
    """

    def __init__(
        self,
        dimensions: Sequence[Dimension],
        groups: Iterable[Group],
        query: Mapping[str, str],
        url_of: Callable[[dict[str, str]], str],
        groups_without_search: Iterable[Group] = (),
    ) -> None:
        self.dimensions, self.groups, self.url_of = dimensions, list(groups), url_of
        self.groups_without_search = list(groups_without_search)
        self.chosen = {dimension.parameter: query.get(dimension.parameter, "") for dimension in dimensions}
        self.query = {parameter: value for parameter, value in query.items() if value}
        self.parents = {dimension.parameter: dimension.parent for dimension in dimensions}

    @cached_property
    def by_parameter(self) -> dict[str, Facet]:
        """The facets of all dimensions, in the order of these."""
        return {dimension.parameter: self.facet(dimension) for dimension in self.dimensions}

    @property
    def all(self) -> list[Facet]:
        """The facets in which there is anything to choose."""
        return [facet for facet in self.by_parameter.values() if facet.is_useful]

    @property
    def active(self) -> list[Choice]:
        """The chosen choices, each with the URL that removes it."""
        return [facet.chosen for facet in self.by_parameter.values() if facet.chosen]

    @property
    def clear_url(self) -> str:
        """The URL of the list with no facet chosen."""
        return self.url_of({parameter: value for parameter, value in self.query.items() if parameter not in self.chosen})

    @cached_property
    def relaxed_filters(self) -> list[RelaxedFilter]:
        """The lists that an empty list offers instead: without one choice, else without all choices; without the search."""
        chosen = [dimension for dimension in self.dimensions if self.chosen[dimension.parameter]]
        relaxed_filters = [relaxed for relaxed in map(self.relaxed_filter_without, chosen) if relaxed.count]
        if self.groups and not relaxed_filters:
            count = total_count(self.groups)
            relaxed_filters = [RelaxedFilter("các bộ lọc này", "nếu bỏ mọi bộ lọc", count, self.clear_url)]
        if self.groups_without_search and (count := total_count(self.matching("", self.groups_without_search))):
            url = self.url_of({parameter: value for parameter, value in self.query.items() if parameter in self.chosen})
            relaxed_filters.append(RelaxedFilter("chữ đã gõ", "nếu không tìm theo chữ", count, url))
        return relaxed_filters

    def relaxed_filter_without(self, dimension: Dimension) -> RelaxedFilter:
        """Return the list without the choice of `dimension`, which must be chosen."""
        choice = next(choice for choice in self.by_parameter[dimension.parameter].choices if choice.is_chosen)
        count = self.count(ignoring=dimension.parameter)
        return RelaxedFilter(f"bộ lọc {choice.label}", dimension.other_label, count, choice.url)

    def count(self, ignoring: str = "") -> int:
        """Return how many rows match the choices, without that of the parameter `ignoring`."""
        return total_count(self.matching(ignoring, self.groups))

    def matching(self, ignoring: str, groups: list[Group]) -> list[Group]:
        """Return the `groups` that match the choices, without those of the parameter `ignoring` and of its children."""
        conditions = [
            (parameter, value)
            for parameter, value in self.chosen.items()
            if value and not (ignoring and ignoring in (parameter, self.parents[parameter]))
        ]
        return [group for group in groups if all(group.matches(parameter, value) for parameter, value in conditions)]

    def facet(self, dimension: Dimension) -> Facet:
        """Return the Facet of a dimension."""
        parameter, chosen = dimension.parameter, self.chosen[dimension.parameter]
        counts: dict[str, int] = {}
        values: dict[str, FacetValue] = {}
        for group in self.matching(parameter, self.groups):
            if value := group.values.get(parameter):
                counts[value.text] = counts.get(value.text, 0) + group.count
                values.setdefault(value.text, value)
        if chosen and chosen not in counts:
            counts[chosen] = total_count(
                group for group in self.matching(parameter, self.groups) if group.matches(parameter, chosen)
            )
            values[chosen] = self.chosen_value(dimension)
        offered = (
            values.values()
            if len(counts) <= dimension.max_choices
            else [value for value in values.values() if value.text == chosen]
        )
        in_order = sorted(offered, key=lambda value: (not value.order, value.order))
        choices = (self.choice(parameter, value.text, value.label, counts[value.text]) for value in in_order)
        return Facet(parameter, dimension.label, tuple(choices))

    def chosen_value(self, dimension: Dimension) -> FacetValue:
        """Return the chosen value of a dimension; its text is the label if no row has it or if several values share it."""
        parameter, chosen = dimension.parameter, self.chosen[dimension.parameter]
        groups = (*self.groups, *self.groups_without_search)
        same = [group.values[parameter] for group in groups if group.matches(parameter, chosen)]
        if len({value.label for value in same}) != 1:
            return FacetValue(chosen, f"{dimension.label} “{chosen[:40]}”", ())
        return replace(same[0], text=chosen)

    def choice(self, parameter: str, value: str, label: str, count: int) -> Choice:
        """Return the choice of `value`; to choose or remove it removes the choices of child parameters."""
        is_chosen = value == self.chosen[parameter]
        others = {name: other for name, other in self.query.items() if self.parents.get(name) != parameter}
        return Choice(label, count, self.url_of(others | {parameter: "" if is_chosen else value}), is_chosen)


def total_count(groups: Iterable[Group]) -> int:
    """Return the number of rows in `groups`."""
    return sum(group.count for group in groups)


def year_values(years: Iterable[int | None]) -> dict[int | None, FacetValue]:
    """Return the FacetValue of each year, the newest first."""
    return {year: FacetValue(str(year), f"Năm {year}", (-year,)) for year in years if year is not None}


def choice_values(choices: type[TextChoices]) -> ValuesOf:
    """Return the function for a field with `choices`, which are sorted as they are declared."""
    values = {
        choice.value: FacetValue(choice.value, capfirst(str(choice.label)), (order,)) for order, choice in enumerate(choices)
    }
    return lambda _: values
