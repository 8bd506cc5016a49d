"""Public lists and feeds read their rows from an index in their order; without one, the database sorts all rows each time."""

import pytest
from django.db import connection
from django.db.models import Count

from core.pages.feeds import MAX_ITEMS
from news.models import Article
from resolutions.models import IssuedDocument, Resolution

pytestmark = pytest.mark.django_db

MODELS = (Resolution, IssuedDocument, Article)


def plan_of(rows):
    """Return the plan of a query. PostgreSQL would sort the few rows of a test, so it is to do so only where it must."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    return rows.explain()


def is_sorted(plan):
    return "TEMP B-TREE" in plan or "Sort" in plan


@pytest.mark.parametrize("model", MODELS)
def test_newest_rows_are_read_in_the_order_of_an_index(model):
    assert not is_sorted(plan_of(model.objects.published().for_rows()[:25]))


@pytest.mark.parametrize("model", MODELS)
def test_newest_rows_for_feeds_are_read_in_the_order_of_an_index(model):
    assert not is_sorted(plan_of(model.objects.published().last_published_first()[:MAX_ITEMS]))


@pytest.mark.parametrize("model", [Resolution, IssuedDocument])
def test_rows_for_staff_are_read_in_the_order_of_an_index(model):
    assert not is_sorted(plan_of(model.objects.all()[:25]))


@pytest.mark.parametrize(
    ("model", "columns", "index"),
    [
        (Resolution, ("adopted_year", "resolution_class", "legal_kind", "session", "council"), "resolution_facets"),
        (IssuedDocument, ("issued_year", "doc_type", "issuer", "field", "council"), "document_facets"),
        (Article, ("publish_month", "category"), "news_article_published"),
    ],
)
def test_facets_are_counted_in_the_index_that_has_all_their_columns(model, columns, index):
    [indexed] = [declared.fields for declared in model._meta.indexes if declared.name == index]
    assert {*columns, "status"} <= {name.removeprefix("-") for name in indexed}

    if connection.vendor == "sqlite":  # PostgreSQL reads an index only where its statistics say that this is faster
        plan = plan_of(model.objects.published().order_by().values(*columns).annotate(rows=Count("pk")))
        assert f"USING INDEX {index}" in plan
