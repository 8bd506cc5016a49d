"""The search in all public records: one group of results for each model, exact numbers first."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.views.generic import TemplateView

from core.pages.addresses import query_values, with_query
from core.records.querysets import mentions, search_terms
from core.vietnamese.dates import short_date
from core.vietnamese.text import slugify
from news.models import Article
from resolutions.models import Resolution

MAX_ROWS = 5  # of each group
EXAMPLE_WORDS = 4
MAX_WORDS = 8  # of a query whose words are left out one by one
MAX_SHORTER_QUERIES = 3


@dataclass(frozen=True)
class SearchGroup:
    """The results of one model: its label, the template of its rows, the first rows, the number of all rows."""

    label: str
    template: str
    rows: QuerySet
    count: int
    more_url: str


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
        return super().get_context_data(
            query=query,
            search_terms=terms,
            groups=[group for group in groups if group.count],
            total=total,
            shorter_queries=[] if total else shorter_queries(query),
            similar_resolutions=Resolution.objects.published().with_similar_number(query).select_related("council")[:MAX_ROWS],
            examples=[] if terms else example_queries(newest_resolution(), newest_article()),
            **kwargs,
        )


def search_groups(query):
    """One SearchGroup for each model."""
    resolutions = Resolution.objects.published().searched(query)
    articles = Article.objects.published().searched(query)
    return [
        search_group("Nghị quyết", "resolutions/_search_result.html", resolutions, "resolutions:list", query),
        search_group("Tin tức", "news/_search_result.html", articles, "news:list", query),
    ]


def search_group(label, template, rows, list_name, query):
    more_url = with_query(reverse(list_name), [("q", query)])
    return SearchGroup(label, template, rows.for_rows()[:MAX_ROWS], rows.count(), more_url)


def shorter_queries(query):
    """The ShorterQueries with the most results, each without one word of `query`."""
    words = query.split()
    if not 1 < len(words) <= MAX_WORDS:
        return []
    remainders = [" ".join(words[:i] + words[i + 1 :]) for i in range(len(words))]
    aggregates = {
        f"without_{i}": Count("pk", filter=mentions(remainder))
        for i, remainder in enumerate(remainders)
        if search_terms(remainder)
    }
    counts = Counter()
    for model in (Resolution, Article):
        counts.update(model.objects.published().aggregate(**aggregates))
    shorter = [
        ShorterQuery(word, search_url(remainder), counts[f"without_{i}"])
        for i, (word, remainder) in enumerate(zip(words, remainders, strict=True))
    ]
    with_results = [candidate for candidate in shorter if candidate.count]
    return sorted(with_results, key=lambda candidate: -candidate.count)[:MAX_SHORTER_QUERIES]


def search_url(query):
    return with_query(reverse("search"), [("q", query)])


def newest_resolution():
    return Resolution.objects.published().filter(number__isnull=False).first()


def newest_article():
    return Article.objects.published().first()


def example_queries(resolution, article):
    """(query, url) pairs that find the two records: by number, by date, by words without diacritics."""
    queries = []
    if resolution and resolution.number:
        queries += [f"nq {resolution.number} {resolution.year}", short_date(resolution.adopted_on)]
    if article and (words := slugify(article.title).split("-")[:EXAMPLE_WORDS]):
        queries.append(" ".join(words))
    return [(query, search_url(query)) for query in queries]
