"""The base class of the filters of public lists: query parameters, text search, facets, and a label of the query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Count, Model, QuerySet
from django.db.models.expressions import Combinable
from django.http import QueryDict
from django.urls import reverse
from django_filters import Filter, FilterSet

from core.pages.addresses import query_values, with_query
from core.pages.facets import CountedValues, Dimension, Facets
from core.records.querysets import search_terms


class PublicFilterSet(FilterSet):
    """The rows that match the query of a list; none if the query contains an unknown value.

    `namespace` is that of the URLs "list" and "feed". `query_parameters` are the names of the parameters in the order in
    which URLs contain them; `text_parameters` are those in which people type text. `group_values` are the values by which
    rows are grouped and counted for `dimensions`.
    """

    namespace: ClassVar[str]
    query_parameters: ClassVar[Sequence[str]] = ()
    text_parameters: ClassVar[Sequence[str]] = ("q",)
    group_values: ClassVar[Mapping[str, Combinable]] = {}
    dimensions: Sequence[Dimension] = ()

    def __init__(self, query: QueryDict, queryset: QuerySet[Model]) -> None:
        self.query = query_values(query, self.query_parameters)
        super().__init__(self.query, queryset)

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        """Return the filters by parameter name: "phap-ly" for the attribute `phap_ly`."""
        return {name.replace("_", "-"): declared for name, declared in super().get_filters().items()}

    def as_parameters(self, group: dict[str, Any]) -> CountedValues:  # Any: values of many model fields
        """Return `group` with the values of its dimensions as they are in the query."""
        raise NotImplementedError("each list writes its own parameters")

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

    def facets(self) -> Facets:
        """Return the Facets of the rows that match the text search."""
        rows = self.queryset
        for name in self.text_parameters:
            rows = self.filters[name].filter(rows, self.query[name])
        groups = self.grouped(rows)
        parameters = [dimension.parameter for dimension in self.dimensions]
        chosen = [(parameter, self.chosen[parameter]) for parameter in parameters if self.chosen[parameter]]
        has_labels = all(any(group[parameter] == value for group in groups) for parameter, value in chosen)
        groups_without_search = [] if has_labels or rows is self.queryset else self.grouped(self.queryset)
        return Facets(self.dimensions, groups, self.chosen, self.list_url, groups_without_search)

    def grouped(self, rows: QuerySet[Model]) -> list[CountedValues]:
        """Return the number of `rows` for each combination of the values of `group_values`."""
        return [self.as_parameters(group) for group in rows.order_by().values(**self.group_values).annotate(count=Count("pk"))]
