"""Changes to news that write several rows: all of them or none."""

from collections.abc import Mapping
from datetime import date

from django.db import connection, transaction

from news.models import Article, ArticleViews

BATCH_SIZE = 100  # pairs of article and day; SQLite refuses a statement with very many values


@transaction.atomic
def add_views(*, counts: Mapping[tuple[int, date], int]) -> None:
    """Add page views to the daily sums; `counts` maps (article id, day) to a number. Deleted articles are ignored."""
    existing_ids = set(Article.objects.filter(pk__in={article for article, _ in counts}).values_list("pk", flat=True))
    pairs = sorted(pair for pair in counts if pair[0] in existing_ids)
    for start in range(0, len(pairs), BATCH_SIZE):
        add_batch({pair: counts[pair] for pair in pairs[start : start + BATCH_SIZE]})


def add_batch(counts: Mapping[tuple[int, date], int]) -> None:
    """Add `counts` of existing articles in one statement, which Django's `bulk_create` cannot write: it would replace."""
    table = connection.ops.quote_name(ArticleViews._meta.db_table)
    rows = ", ".join(["(%s, %s, %s)"] * len(counts))
    statement = (
        f"INSERT INTO {table} (article_id, day, count) VALUES {rows}"
        f" ON CONFLICT (article_id, day) DO UPDATE SET count = {table}.count + EXCLUDED.count"
    )
    values = [value for (article, day), number in counts.items() for value in (article, day.isoformat(), number)]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
