"""Readings are counted in the cache and stored together; both engines of the cache must do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection

from news.actions import add_views
from news.counting import MOVED_AT, count_reading, key_of, move_readings, unmoved_readings
from news.models import ArticleViews
from tests.factories.news import ArticleFactory, ArticleViewsFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 1, 26, 5, tzinfo=UTC)
TODAY = date(2022, 1, 26)


def stored():
    return {(row.article_id, row.day): row.count for row in ArticleViews.objects.all()}


def test_readings_wait_in_the_cache(time_machine, django_assert_num_queries):
    time_machine.move_to(NOON, tick=False)
    article = ArticleFactory()

    with django_assert_num_queries(0):
        for _ in range(3):
            count_reading(article.pk)

    assert unmoved_readings(article.pk) == 3
    assert stored() == {}


def test_readings_are_stored_together_after_a_minute(time_machine):
    time_machine.move_to(NOON, tick=False)
    first, second = ArticleFactory(), ArticleFactory()
    ArticleViewsFactory(article=first, day=TODAY, count=10)
    for article in (first, first, second):
        count_reading(article.pk)

    time_machine.shift(timedelta(minutes=1))
    count_reading(second.pk)

    assert stored() == {(first.pk, TODAY): 12, (second.pk, TODAY): 2}
    assert [unmoved_readings(article.pk) for article in (first, second)] == [0, 0]


def test_readings_of_many_articles_do_not_wait(time_machine):
    time_machine.move_to(NOON, tick=False)
    articles = ArticleFactory.create_batch(MOVED_AT)

    for article in articles:
        count_reading(article.pk)

    assert stored() == {(article.pk, TODAY): 1 for article in articles}


def test_readings_before_and_after_midnight_belong_to_their_days(time_machine):
    article = ArticleFactory()
    time_machine.move_to(datetime(2022, 1, 26, 16, 59, 50, tzinfo=UTC), tick=False)
    count_reading(article.pk)
    time_machine.shift(timedelta(seconds=20))
    count_reading(article.pk)

    assert unmoved_readings(article.pk) == 2
    move_readings()
    assert stored() == {(article.pk, TODAY): 1, (article.pk, date(2022, 1, 27)): 1}


def test_two_processes_that_move_at_once_do_not_change_the_sum(time_machine):
    time_machine.move_to(NOON, tick=False)
    article = ArticleFactory()
    for _ in range(5):
        count_reading(article.pk)
    add_views(counts={(article.pk, TODAY): 5})  # the other has stored, and not yet taken from the cache

    move_readings()
    cache.decr(key_of(article.pk, TODAY), 5)  # now it takes

    assert stored()[article.pk, TODAY] + unmoved_readings(article.pk) == 5
    count_reading(article.pk)
    move_readings()
    assert stored() == {(article.pk, TODAY): 6}


def test_readings_of_a_killed_process_are_stored_with_the_next(time_machine):
    time_machine.move_to(NOON, tick=False)
    article = ArticleFactory()
    cache.set(key_of(article.pk, TODAY - timedelta(days=1)), 7)

    count_reading(article.pk)
    move_readings()

    assert stored() == {(article.pk, TODAY): 1, (article.pk, TODAY - timedelta(days=1)): 7}


def test_readings_wait_while_the_database_is_away(time_machine):
    time_machine.move_to(NOON, tick=False)
    article = ArticleFactory()
    count_reading(article.pk)

    def away(execute, sql, params, many, context):
        raise DatabaseError("away")

    with connection.execute_wrapper(away):
        move_readings()

    assert unmoved_readings(article.pk) == 1
    move_readings()
    assert stored() == {(article.pk, TODAY): 1}


def test_readings_of_a_deleted_article_are_dropped(time_machine):
    time_machine.move_to(NOON, tick=False)
    gone, kept = ArticleFactory(), ArticleFactory()
    for article in (gone, kept):
        count_reading(article.pk)
    gone.delete()

    move_readings()

    assert stored() == {(kept.pk, TODAY): 1}


def test_nothing_counted_stores_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        move_readings()


def test_a_cache_that_is_away_costs_the_count_only(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}}
    article = ArticleFactory()

    count_reading(article.pk)

    assert unmoved_readings(article.pk) == 0
