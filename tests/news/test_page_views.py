"""Page views are written to a file, which stays when a process ends, and stored together."""

import fcntl
import os
import signal
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from news.actions import BATCH_SIZE
from news.models import ArticleViews
from news.page_views import count_view, locked, pending_views, store_views
from tests.factories.news import ArticleFactory, ArticleViewsFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 1, 26, 5, tzinfo=UTC)
TODAY = date(2022, 1, 26)


def stored():
    return {(row.article_id, row.day): row.count for row in ArticleViews.objects.all()}


def test_count_view_writes_to_the_file_and_not_to_the_database(time_machine, django_assert_num_queries):
    time_machine.move_to(NOON, tick=False)
    article = ArticleFactory()

    with django_assert_num_queries(0):
        for _ in range(3):
            count_view(article.pk)

    assert pending_views(article.pk) == 3
    assert stored() == {}


def test_count_view_stores_all_views_after_a_minute(time_machine, django_assert_num_queries):
    time_machine.move_to(NOON, tick=False)
    first, second = ArticleFactory(), ArticleFactory()
    ArticleViewsFactory(article=first, day=TODAY, count=10)
    for article in (first, first, second):
        count_view(article.pk)

    time_machine.shift(timedelta(minutes=1))
    with django_assert_num_queries(4):  # a savepoint and its release, the articles, the sums
        count_view(second.pk)

    assert stored() == {(first.pk, TODAY): 12, (second.pk, TODAY): 2}
    assert [pending_views(article.pk) for article in (first, second)] == [0, 0]


def test_count_view_stores_all_views_of_a_long_file(time_machine, monkeypatch):
    time_machine.move_to(NOON, tick=False)
    monkeypatch.setattr("news.page_views.STORE_AT_SIZE", 100)
    first, second = ArticleFactory(), ArticleFactory()

    for _ in range(3):
        count_view(first.pk)
        count_view(second.pk)

    assert sum(stored().values()) > 0
    for article in (first, second):
        assert stored().get((article.pk, TODAY), 0) + pending_views(article.pk) == 3


def test_store_views_stores_more_articles_than_one_batch(time_machine):
    time_machine.move_to(NOON, tick=False)
    articles = ArticleFactory.create_batch(BATCH_SIZE + 1)
    for article in articles:
        count_view(article.pk)

    store_views()

    assert stored() == {(article.pk, TODAY): 1 for article in articles}


def test_store_views_separates_the_days_at_midnight(time_machine):
    article = ArticleFactory()
    time_machine.move_to(datetime(2022, 1, 26, 16, 59, 50, tzinfo=UTC), tick=False)
    count_view(article.pk)
    time_machine.shift(timedelta(seconds=20))
    count_view(article.pk)

    assert pending_views(article.pk) == 2
    store_views()
    assert stored() == {(article.pk, TODAY): 1, (article.pk, date(2022, 1, 27)): 1}


def test_count_view_survives_a_killed_process():
    article = ArticleFactory()

    if not (reader := os.fork()):
        count_view(article.pk)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(reader, 0)

    assert pending_views(article.pk) == 1
    store_views()
    assert list(stored().values()) == [1]


def test_store_views_continues_after_a_killed_process(time_machine):
    time_machine.move_to(NOON, tick=False)
    article = ArticleFactory()
    count_view(article.pk)
    (settings.PAGE_VIEWS / "waiting").rename(settings.PAGE_VIEWS / "moving")
    count_view(article.pk)

    assert pending_views(article.pk) == 2
    store_views()
    store_views()
    assert stored() == {(article.pk, TODAY): 2}


def test_store_views_runs_in_one_process_at_a_time():
    article = ArticleFactory()
    count_view(article.pk)

    with locked("move", fcntl.LOCK_EX):
        store_views()
        assert stored() == {}

    store_views()
    assert list(stored().values()) == [1]


def test_store_views_ignores_an_incomplete_line():
    article = ArticleFactory()
    count_view(article.pk)
    with (settings.PAGE_VIEWS / "waiting").open("a") as waiting:
        waiting.write(f"{article.pk} 2022-01\n")

    store_views()

    assert list(stored().values()) == [1]


def test_store_views_leaves_the_file_after_a_database_error(time_machine):
    time_machine.move_to(NOON, tick=False)
    article = ArticleFactory()
    count_view(article.pk)

    def away(execute, sql, params, many, context):
        raise DatabaseError("away")

    with connection.execute_wrapper(away):
        store_views()

    assert pending_views(article.pk) == 1
    store_views()
    assert stored() == {(article.pk, TODAY): 1}


def test_store_views_ignores_deleted_articles(time_machine):
    time_machine.move_to(NOON, tick=False)
    deleted, remaining = ArticleFactory(), ArticleFactory()
    for article in (deleted, remaining):
        count_view(article.pk)
    deleted.delete()

    store_views()

    assert stored() == {(remaining.pk, TODAY): 1}


def test_store_views_needs_no_query_without_views(django_assert_num_queries):
    with django_assert_num_queries(0):
        store_views()


def test_count_view_ignores_an_os_error(settings, tmp_path):
    settings.PAGE_VIEWS = tmp_path / "file"
    settings.PAGE_VIEWS.touch()
    article = ArticleFactory()

    count_view(article.pk)

    assert pending_views(article.pk) == 0
