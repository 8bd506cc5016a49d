"""The search over all kinds: each in a group of its own, what was asked for by number first."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.views.generic import TemplateView

from core.addresses import asked, with_query
from core.dates import short_date
from core.querysets import sought_words
from core.text import slugify
from news.models import Article
from resolutions.models import Resolution

SHOWN = 5  # of each kind
EXAMPLE_WORDS = 4


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
        typed = asked(self.request.GET, ["q"])["q"]
        words = sought_words(typed)
        groups = found(typed) if words else []
        return super().get_context_data(
            typed=typed,
            words=words,
            groups=[group for group in groups if group.count],
            total=sum(group.count for group in groups),
            examples=[] if words else examples(newest_resolution(), newest_article()),
            **kwargs,
        )


def found(typed):
    """One Group for each kind, in the order in which people ask for them."""
    resolutions = Resolution.objects.published().searched(typed)
    articles = Article.objects.published().searched(typed)
    return [
        group("Nghị quyết", "resolutions/_found.html", resolutions, "resolutions:list", typed),
        group("Tin tức", "news/_found.html", articles, "news:list", typed),
    ]


def group(label, template, rows, list_name, typed):
    more_url = with_query(reverse(list_name), [("q", typed)])
    return Group(label, template, rows.for_rows()[:SHOWN], rows.count(), more_url)


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
    return [(words, with_query(reverse("search"), [("q", words)])) for words in typed]
