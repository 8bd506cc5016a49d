"""The search over all kinds: each in a group of its own, what was asked for by number first."""

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

SHOWN = 5  # of each kind
EXAMPLE_WORDS = 4
MOST_WORDS = 8  # of which each is tried to be left out
MOST_SHORTER = 3


@dataclass(frozen=True)
class Group:
    """What was found of one kind: how it is named, drawn by which template, its first rows, how many there are."""

    label: str
    template: str
    rows: QuerySet
    count: int
    more_url: str


class SearchView(TemplateView):
    """What the words of `?q=` find; without words, what may be asked."""

    template_name = "hdnd_portal/search.html"

    def get_context_data(self, **kwargs):
        typed = query_values(self.request.GET, ["q"])["q"]
        words = search_terms(typed)
        groups = found(typed) if words else []
        total = sum(group.count for group in groups)
        return super().get_context_data(
            typed=typed,
            search_terms=words,
            groups=[group for group in groups if group.count],
            total=total,
            shorter=[] if total else shorter(typed),
            similar_resolutions=Resolution.objects.published().with_similar_number(typed).select_related("council")[:SHOWN],
            examples=[] if words else examples(newest_resolution(), newest_article()),
            **kwargs,
        )


def found(typed):
    """One Group for each kind, in the order in which people ask for them."""
    resolutions = Resolution.objects.published().searched(typed)
    articles = Article.objects.published().searched(typed)
    return [
        group("Nghị quyết", "resolutions/_search_result.html", resolutions, "resolutions:list", typed),
        group("Tin tức", "news/_search_result.html", articles, "news:list", typed),
    ]


def group(label, template, rows, list_name, typed):
    more_url = with_query(reverse(list_name), [("q", typed)])
    return Group(label, template, rows.for_rows()[:SHOWN], rows.count(), more_url)


def shorter(typed):
    """What finds something once one word of `typed` is left out: the word, the address of the rest, how many it finds."""
    words = typed.split()
    if not 1 < len(words) <= MOST_WORDS:
        return []
    rests = [(word, " ".join(words[:at] + words[at + 1 :])) for at, word in enumerate(words)]
    asked_for = {f"rest_{at}": Count("pk", filter=mentions(rest)) for at, (_, rest) in enumerate(rests) if search_terms(rest)}
    counts = Counter()
    for kind in (Resolution, Article):
        counts.update(kind.objects.published().aggregate(**asked_for))
    left_out = [(word, search_url(rest), counts[f"rest_{at}"]) for at, (word, rest) in enumerate(rests)]
    return sorted((one for one in left_out if one[2]), key=lambda one: -one[2])[:MOST_SHORTER]


def search_url(typed):
    return with_query(reverse("search"), [("q", typed)])


def newest_resolution():
    return Resolution.objects.published().filter(number__isnull=False).first()


def newest_article():
    return Article.objects.published().first()


def examples(resolution, article):
    """Queries that find something on this very portal, in writings that are allowed: by number, by day, without signs."""
    typed = []
    if resolution and resolution.number:
        typed += [f"nq {resolution.number} {resolution.year}", short_date(resolution.adopted_on)]
    if article and (words := slugify(article.title).split("-")[:EXAMPLE_WORDS]):
        typed.append(" ".join(words))
    return [(words, search_url(words)) for words in typed]
