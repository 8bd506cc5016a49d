"""The pages that ask before a deletion, and what they cost."""

from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import Article, ArticleViews
from tests.factories.accounts import ServiceFactory
from tests.factories.news import ArticleFactory, ArticleFileFactory, ArticleViewsFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text

pytestmark = pytest.mark.django_db


def article_with_views(days, **article):
    """An article with page views on so many days."""
    article = ArticleFactory(**article)
    first = date(2022, 1, 26)
    ArticleViews.objects.bulk_create(
        ArticleViewsFactory.build(article=article, day=first + timedelta(days=number)) for number in range(days)
    )
    return article


def number_of_queries(request):
    ContentType.objects.clear_cache()  # the log of the admin reads it once for each process
    with CaptureQueriesContext(connection) as queries:
        request()
    return len(queries)


@pytest.mark.parametrize("is_superuser", [True, False])
@pytest.mark.parametrize("posted", [None, {"post": "yes"}])
def test_delete_view_costs_the_same_for_any_number_of_days_with_views(client, is_superuser, posted):
    user = ServiceFactory(role="reviewer", user__is_superuser=is_superuser).user
    client.force_login(user)
    few, many = (article_with_views(days, council=user.councils.get()) for days in (7, 300))
    few_url, many_url = (admin_url(Article, "delete", article.pk) for article in (few, many))
    method = client.post if posted else client.get

    numbers = [number_of_queries(lambda url=url: method(url, posted)) for url in (few_url, many_url)]

    assert numbers[0] == numbers[1]
    assert set(Article.objects.all()) == (set() if posted else {few, many})


def test_delete_selected_costs_the_same_for_any_number_of_days_with_views(admin_client):
    articles = [article_with_views(days) for days in (7, 7, 300, 300)]

    def select(chosen):
        posted = {"action": "delete_selected", "_selected_action": [article.pk for article in chosen]}
        return lambda: admin_client.post(admin_url(Article, "changelist"), posted)

    assert number_of_queries(select(articles[:2])) == number_of_queries(select(articles[2:]))


def test_delete_view_names_five_rows_of_a_model_and_counts_the_others(admin_client):
    article = article_with_views(300, title="Hội nghị tổng kết")
    file = ArticleFileFactory(article=article, title="Chương trình")

    text = " ".join(visible_text(admin_client.get(admin_url(Article, "delete", article.pk))).split())

    assert "Bị xóa theo: 1 tệp của tin bài, 300 lượt xem." in text
    assert text.count("Lượt xem: Hội nghị tổng kết: 1 lượt ngày") == 5
    assert "Lượt xem: và 295 bản ghi khác" in text
    assert f"Tệp của tin bài: {file.title}" in text
