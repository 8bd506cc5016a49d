"""The base class of the filters of public lists: query parameters, text search, facets, and a label of the query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Count, Model, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django_filters import Filter, FilterSet

from core.pages.addresses import query_values, with_query
from core.pages.facets import Dimension, Facets, FacetValue, Group
from core.pages.shared_cache import shared_cache
from core.vietnamese.search_query import search_terms

SECONDS_IN_CACHE = 60  # of the counts of all rows


class PublicFilterSet(FilterSet):
    """The rows that match the query of a list; none if the query contains an unknown value.

    `namespace` is that of the URLs "list" and "feed"; `queryset` has all public rows of this list. `query_parameters` are
    the names of the parameters in the order in which URLs contain them; `text_parameters` are those in which people type
    text.
    """

    namespace: ClassVar[str]
    query_parameters: ClassVar[Sequence[str]] = ()
    text_parameters: ClassVar[Sequence[str]] = ("q",)
    dimensions: Sequence[Dimension] = ()

    def __init__(self, query: QueryDict, queryset: QuerySet[Model]) -> None:
        self.query = query_values(query, self.query_parameters)
        super().__init__(self.query, queryset)

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        """Return the filters by parameter name: "phap-ly" for the attribute `phap_ly`."""
        return {name.replace("_", "-"): declared for name, declared in super().get_filters().items()}

    @classmethod
    def list_path(cls, chosen: Mapping[str, str]) -> str:
        """Return the path of the list; a subclass whose path contains values takes them from the mapping."""
        return reverse(f"{cls.namespace}:list")

    @classmethod
    def list_url(cls, chosen: Mapping[str, str]) -> str:
        """Return the URL of the list for a mapping of parameters to values."""
        return with_query(cls.list_path(chosen), [(name, chosen.get(name, "")) for name in cls.query_parameters])

    @classmethod
    def feed_url(cls, chosen: Mapping[str, str]) -> str:
        """Return the URL of the feed for a mapping of parameters to values; values of the path are ignored."""
        return with_query(reverse(f"{cls.namespace}:feed"), [(name, chosen.get(name, "")) for name in cls.query_parameters])

    def searched(self, queryset: QuerySet[Model], name: str, value: str) -> QuerySet[Model]:
        """Return the rows that match the search text `value`; all rows if it has no search terms."""
        if not search_terms(value):
            return queryset
        matches: QuerySet[Model] = queryset.searched(value)  # type: ignore[attr-defined]  # each QuerySet with a list has it
        return matches

    @property
    def chosen(self) -> dict[str, str]:
        """The chosen value of each parameter; a subclass adds those from the path."""
        return self.query

    @property
    def label(self) -> str:
        """The query in words, for a heading; it needs one database query if anything is chosen."""
        choices = self.facets().active if any(self.query.values()) else []
        texts = [self.query[name] for name in self.text_parameters if self.query[name]]
        return ", ".join([choice.label for choice in choices] + [f"“{text}”" for text in texts])

    def facets(self, *, is_counted_now: bool = False) -> Facets:
        """Return the Facets of the rows that match the text search; `is_counted_now` leaves the cache aside."""
        rows = self.queryset
        for name in self.text_parameters:
            rows = self.filters[name].filter(rows, self.query[name])
        if rows is self.queryset:
            all_groups = self.grouped(rows) if is_counted_now else self.all_groups()
            return Facets(self.dimensions, all_groups, self.chosen, self.list_url)
        groups = self.grouped(rows)
        groups_without_search = [] if self.has_chosen_values(groups) else self.all_groups()
        return Facets(self.dimensions, groups, self.chosen, self.list_url, groups_without_search)

    def all_groups(self) -> list[Group]:
        """Return the groups of all rows, which the cache has for a minute: everybody sees the same ones.

        If they lack a chosen value, which may be that of a record published a moment ago, they are counted again. For a
        value that no record has, the cache stays as it is.
        """
        key = ":".join(["facets", self.namespace, *(dimension.parameter for dimension in self.dimensions)])
        cached: list[Group] | None = shared_cache.get(key)
        if cached is not None and self.has_chosen_values(cached):
            return cached
        groups = self.grouped(self.queryset)
        if cached is None or self.has_chosen_values(groups):
            shared_cache.set(key, groups, SECONDS_IN_CACHE)
        return groups

    def has_chosen_values(self, groups: list[Group]) -> bool:
        """Return whether each chosen value is that of a group, which has its label."""
        parameters = [dimension.parameter for dimension in self.dimensions]
        chosen = [(parameter, self.chosen[parameter]) for parameter in parameters if self.chosen[parameter]]
        return all(any(group.matches(parameter, value) for group in groups) for parameter, value in chosen)

    def grouped(self, rows: QuerySet[Model]) -> list[Group]:
        """Return the number of `rows` for each combination of the values of the dimensions."""
        columns = list(dict.fromkeys(dimension.column for dimension in self.dimensions))
        counted = list(rows.order_by().values(*columns).annotate(rows_of_group=Count("pk")))
        values = {
            dimension.parameter: dimension.values_of({row[dimension.column] for row in counted}) for dimension in self.dimensions
        }
        return [self.group_of(row, values) for row in counted]

    def group_of(self, row: Mapping[str, Any], values: Mapping[str, Mapping[Any, FacetValue]]) -> Group:  # Any: stored values
        """Return the Group of a counted `row`; `values` maps the stored values of each dimension."""
        stored = ((dimension.parameter, row[dimension.column]) for dimension in self.dimensions)
        return Group({name: values[name][value] for name, value in stored if value in values[name]}, row["rows_of_group"])
