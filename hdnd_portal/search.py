"""The search in all public records: one group of results for each section, exact numbers first."""

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import Count
from django.urls import reverse
from django.views.generic import TemplateView

from core.pages.addresses import query_values, with_query
from core.pages.sections import PublicSection, public_sections
from core.vietnamese.numbers import format_count
from core.vietnamese.search_query import search_terms
from resolutions.numbers import mentions_document

MAX_WORDS = 8  # of a query whose words are left out one by one
MAX_SHORTER_QUERIES = 3


@dataclass(frozen=True)
class SearchGroup:
    """The results of one section: the first rows, and the number of all rows."""

    section: PublicSection
    query: str
    rows: list
    count: int

    @property
    def anchor(self):
        """The id of its heading on the page."""
        return f"ket-qua-{self.section.namespace}"

    @property
    def template(self):
        """The template of the rows."""
        return self.section.search_template or self.section.rows_template

    @property
    def url(self):
        """The URL of the list of all rows; blank if the search page has them all."""
        return self.section.filterset_class.list_url({"q": self.query}) if self.count > self.section.max_search_rows else ""

    @property
    def link_label(self):
        """The label of the link to this list."""
        return f"Cả {format_count(self.count)} kết quả" if self.url else ""

    @property
    def note(self):
        """The number of rows; "khác" if the exact result stands above them."""
        other = " khác" if len(self.rows) < self.count else ""
        return "" if self.url else f"{format_count(len(self.rows))} kết quả{other}"

    @property
    def exact_rows(self):
        """The rows with the number or the day that was searched for, if the section has numbers."""
        return [row for row in self.rows if getattr(row, "has_searched_number", False)]


@dataclass(frozen=True)
class ShorterQuery:
    """A query without its word `left_out`, and the number of its results."""

    left_out: str
    url: str
    count: int


class SearchView(TemplateView):
    """The results for `?q=`, or examples of queries if it has no word to search for."""

    template_name = "hdnd_portal/search.html"

    def get_context_data(self, **kwargs):
        query = query_values(self.request.GET, ["q"])["q"]
        terms = search_terms(query)
        groups = search_groups(query) if terms else []
        total = sum(group.count for group in groups)
        exact_group = only_exact_result(groups)
        return super().get_context_data(
            query=query,
            search_terms=terms,
            exact_group=exact_group,
            groups=groups_without(groups, exact_group),
            total=total,
            shorter_queries=[] if total else shorter_queries(query),
            searched_labels=searched_labels(),
            similar_rows=[] if total else [row for section in searched_sections() for row in section.similar(query)],
            examples=[] if terms else example_queries((section, section.newest()) for section in searched_sections()),
            **kwargs,
        )


def searched_sections():
    """The sections that the search looks in."""
    return [section for section in public_sections() if section.is_searched]


def searched_labels():
    """The labels of these sections in a sentence: "nghị quyết, văn bản và tin tức"."""
    *first, last = [section.label_in_sentence for section in searched_sections()]
    return f"{', '.join(first)} và {last}" if first else last


def search_groups(query):
    """The SearchGroups that have results."""
    groups = [search_group(section, query) for section in searched_sections()]
    return [group for group in groups if group.count]


def search_group(section, query):
    rows = section.searched(query)
    count = rows.count()
    return SearchGroup(section, query, list(rows.for_rows()[: section.max_search_rows]) if count else [], count)


def only_exact_result(groups):
    """The SearchGroup of the one record whose number or day was searched for.

    None if two records have it, or if there is no other result, above which the record could stand.
    """
    exact = [replace(group, rows=group.exact_rows) for group in groups if group.exact_rows]
    has_others = sum(group.count for group in groups) > 1
    return exact[0] if has_others and len(exact) == 1 and len(exact[0].rows) == 1 else None


def groups_without(groups, exact_group):
    """The SearchGroups without the row of `exact_group`, which stands above them."""
    exact_rows = exact_group.rows if exact_group else []
    others = [replace(group, rows=[row for row in group.rows if row not in exact_rows]) for group in groups]
    return [group for group in others if group.rows]


def shorter_queries(query):
    """The ShorterQueries with the most results, each without one word of `query`."""
    words = query.split()
    if not 1 < len(words) <= MAX_WORDS:
        return []
    remainders = [" ".join(words[:i] + words[i + 1 :]) for i in range(len(words))]
    aggregates = {
        f"without_{i}": Count("pk", filter=mentions_document(remainder))
        for i, remainder in enumerate(remainders)
        if search_terms(remainder)
    }
    counts = Counter()
    for section in searched_sections():
        counts.update(section.rows_with_search_key().aggregate(**aggregates))
    shorter = [
        ShorterQuery(word, search_url(remainder), counts[f"without_{i}"])
        for i, (word, remainder) in enumerate(zip(words, remainders, strict=True))
    ]
    with_results = [candidate for candidate in shorter if candidate.count]
    return sorted(with_results, key=lambda candidate: -candidate.count)[:MAX_SHORTER_QUERIES]


def search_url(query):
    return with_query(reverse("search"), [("q", query)])


def example_queries(newest):
    """(query, URL) pairs that find records; `newest` are pairs of a section and its newest records."""
    queries = [query for section, rows in newest for query in section.example_queries(rows)]
    return [(query, search_url(query)) for query in queries]
