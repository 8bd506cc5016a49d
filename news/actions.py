"""Changes to news that write several rows: all of them or none."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from news.models import Article, ArticleViews

BATCH_SIZE = 50  # pairs of article and day; SQLite refuses a much longer condition


@transaction.atomic
def add_views(*, counts: Mapping[tuple[int, date], int]) -> None:
    """Add page views to the daily sums; `counts` maps (article id, day) to a number. Deleted articles are ignored."""
    existing_ids = set(Article.objects.filter(pk__in={article for article, _ in counts}).values_list("pk", flat=True))
    pairs = sorted(pair for pair in counts if pair[0] in existing_ids)
    for start in range(0, len(pairs), BATCH_SIZE):
        add_batch({pair: counts[pair] for pair in pairs[start : start + BATCH_SIZE]})


def add_batch(counts: Mapping[tuple[int, date], int]) -> None:
    """Add `counts` of existing articles in two queries."""
    ArticleViews.objects.bulk_create(
        [ArticleViews(article_id=article, day=day) for article, day in counts], ignore_conflicts=True
    )
    numbers = {Q(article=article, day=day): number for (article, day), number in counts.items()}
    condition = Q()
    for row in numbers:
        condition |= row
    added = Case(*(When(row, then=Value(number)) for row, number in numbers.items()))
    ArticleViews.objects.filter(condition).update(count=F("count") + added)
