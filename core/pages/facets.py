"""Facets: the choices by which a list may be narrowed, each with the number of rows that it would leave.

A list counts its rows once, grouped by every facet; from these groups the numbers of all facets follow, so that a
list costs the same however many facets it has.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Choice:
    """One value of a facet: a link that chooses it or, where it is chosen, gives it up."""

    label: str
    count: int
    url: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """What the rows can be told apart by: its key in the query, its heading, its choices in their order."""

    key: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self):
        return next((choice for choice in self.choices if choice.is_chosen), None)

    @property
    def is_useful(self):
        return len(self.choices) > 1 or self.chosen is not None


@dataclass(frozen=True)
class Dimension:
    """How a list makes a Facet of its groups.

    `describe` gives a group's label and its place in the order, a tuple. `elsewhere` says where the rows of all other
    values are. More than `most` choices are not offered before another facet has thinned them out. A choice of the
    dimension `within`, if any, undoes the choice of this.
    """

    key: str
    label: str
    describe: Callable
    elsewhere: str
    most: int = 60
    within: str = ""


@dataclass(frozen=True)
class RelaxedFilter:
    """What an empty list would hold without one thing that was asked for: what to give up, where the rows then are."""

    given_up: str
    elsewhere: str
    count: int
    url: str


class Facets:
    """The facets of one list.

    `groups` are dictionaries: for each dimension its value as it stands in the query, and `count`. `chosen` maps keys
    to the values in the query, blank where nothing is chosen. `url_of` makes the address for such a mapping. Where the
    words of the query leave no group of what is chosen, `groups_without_words` are the groups without the words: they name it.
    """

    def __init__(self, dimensions, groups, chosen, url_of, groups_without_words=()):
        self.dimensions, self.groups, self.url_of = dimensions, list(groups), url_of
        self.groups_without_words = list(groups_without_words)
        self.chosen = {dimension.key: chosen.get(dimension.key, "") for dimension in dimensions}
        self.kept = {key: value for key, value in chosen.items() if value}
        self.within = {dimension.key: dimension.within for dimension in dimensions}

    @cached_property
    def all(self):
        """The facets that tell any rows apart."""
        return [facet for facet in map(self.facet, self.dimensions) if facet.is_useful]

    @cached_property
    def active(self):
        """The chosen choices, each with the address without it."""
        return [facet.chosen for facet in map(self.facet, self.dimensions) if facet.chosen]

    @property
    def clear_url(self):
        """The address with no facet chosen."""
        return self.url_of({key: value for key, value in self.kept.items() if key not in self.chosen})

    @cached_property
    def relaxed_filters(self):
        """The RelaxedFilters of an empty list: without one choice each, else without all of them; without the words."""
        chosen = [dimension for dimension in self.dimensions if self.chosen[dimension.key]]
        found = [relaxed for relaxed in map(self.relaxed_filter_without, chosen) if relaxed.count]
        if self.groups and not found:
            found = [RelaxedFilter("các bộ lọc này", "nếu bỏ mọi bộ lọc", sum_of(self.groups), self.clear_url)]
        if self.groups_without_words and (left := sum_of(self.matching("", self.groups_without_words))):
            url = self.url_of({key: value for key, value in self.kept.items() if key in self.chosen})
            found.append(RelaxedFilter("chữ đã gõ", "nếu không tìm theo chữ", left, url))
        return found

    def relaxed_filter_without(self, dimension):
        choice = self.facet(dimension).chosen
        return RelaxedFilter(f"bộ lọc {choice.label}", dimension.elsewhere, self.count(dimension.key), choice.url)

    def count(self, free=""):
        """How many rows match what is chosen, the facet `free`, if any, left open."""
        return sum_of(self.matching(free, self.groups))

    def matching(self, free, groups):
        """Those of `groups` that match what is chosen in the facets but `free` and those within it."""
        asked = [(key, value) for key, value in self.chosen.items() if value and not (free and free in (key, self.within[key]))]
        return [group for group in groups if all(group[key] == value for key, value in asked)] if asked else groups

    def facet(self, dimension):
        """The Facet of a dimension. A chosen value that no row has is named as it was typed."""
        key, chosen, counts, examples = dimension.key, self.chosen[dimension.key], {}, {}
        for group in self.matching(key, self.groups):
            value = group[key]
            counts[value] = counts.get(value, 0) + group["count"]
            examples.setdefault(value, group)
        if chosen and chosen not in counts:
            counts[chosen] = 0
            examples[chosen] = next((group for group in (*self.groups, *self.groups_without_words) if group[key] == chosen), None)
        offered = counts if len(counts) <= dimension.most else [value for value in counts if value == chosen]
        described = {value: described_by(dimension, value, examples[value]) for value in offered}
        order = sorted(offered, key=lambda value: (not described[value][1], described[value][1]))
        return Facet(key, dimension.label, tuple(self.choice(key, value, described[value][0], counts[value]) for value in order))

    def choice(self, key, value, label, count):
        is_chosen = value == self.chosen[key]
        others = {other: kept for other, kept in self.kept.items() if self.within.get(other) != key}
        return Choice(label, count, self.url_of(others | {key: "" if is_chosen else value}), is_chosen)


def sum_of(groups):
    return sum(group["count"] for group in groups)


def described_by(dimension, value, group):
    """The label of a value and its place in the order; a value without a group stands last, as it was typed."""
    return dimension.describe(group) if group else (f"{dimension.label} “{value[:40]}”", ())
