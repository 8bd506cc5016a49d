"""What the filters of the public's lists share: keys as addresses write them, words, facets, their name in words."""

from django.db.models import Count
from django_filters import FilterSet

from core.pages.addresses import query_values
from core.pages.facets import Facets
from core.records.querysets import search_terms


class ListFilter(FilterSet):
    """The rows that a query asks for; none where it asks for something that there is not.

    `keys` stand in addresses in this order; `words` are those of them that people type. `group` are the values by which
    `dimensions` tell the rows apart. Each list brings two methods: `by_key(group)` writes these values as addresses do,
    `list_url(chosen)` makes the address of the list narrowed by a mapping of keys to values.
    """

    keys = ()
    words = ("q",)
    group = {}
    dimensions = ()

    def __init__(self, query, queryset):
        self.query = query_values(query, self.keys)
        super().__init__(self.query, queryset)

    @classmethod
    def get_filters(cls):
        """The filters by the names that addresses use, some of which Python cannot write."""
        return {name.replace("_", "-"): declared for name, declared in super().get_filters().items()}

    def searched(self, queryset, name, value):
        return queryset.searched(value) if search_terms(value) else queryset

    @property
    def chosen(self):
        """What is asked for, with whatever the path says."""
        return self.query

    @property
    def label(self):
        """What is asked for, in words; one query where there is anything."""
        choices = self.facets().active if any(self.query.values()) else []
        return ", ".join([choice.label for choice in choices] + [f"“{self.query[key]}”" for key in self.words if self.query[key]])

    def facets(self):
        """The Facets of the rows that the words of the query leave."""
        rows = self.queryset
        for key in self.words:
            rows = self.filters[key].filter(rows, self.query[key])
        groups = self.grouped(rows)
        chosen = [(dimension.key, self.chosen[dimension.key]) for dimension in self.dimensions if self.chosen[dimension.key]]
        is_named = all(any(group[key] == value for group in groups) for key, value in chosen)
        groups_without_words = [] if is_named or rows is self.queryset else self.grouped(self.queryset)
        return Facets(self.dimensions, groups, self.chosen, self.list_url, groups_without_words)

    def grouped(self, rows):
        return [self.by_key(group) for group in rows.order_by().values(**self.group).annotate(count=Count("pk"))]
