"""What writes several rows of the news."""

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from news.models import Article, ArticleViews

AT_ONCE = 50  # pairs: SQLite refuses a far longer condition


@transaction.atomic
def add_views(*, counts):
    """Add `counts`, a mapping of (article id, day) to a number, to the days' sums; articles that are gone are passed over."""
    known = set(Article.objects.filter(pk__in={article for article, _ in counts}).values_list("pk", flat=True))
    pairs = sorted(pair for pair in counts if pair[0] in known)
    for start in range(0, len(pairs), AT_ONCE):
        add_together({pair: counts[pair] for pair in pairs[start : start + AT_ONCE]})


def add_together(counts):
    """Add `counts` of articles that there are, in two queries."""
    ArticleViews.objects.bulk_create(
        [ArticleViews(article_id=article, day=day) for article, day in counts], ignore_conflicts=True
    )
    rows = {Q(article=article, day=day): number for (article, day), number in counts.items()}
    any_of = Q()
    for row in rows:
        any_of |= row
    added = Case(*(When(row, then=Value(number)) for row, number in rows.items()))
    ArticleViews.objects.filter(any_of).update(count=F("count") + added)
