from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.news import ArticleFileFactory
from tests.factories.resolutions import PDF

pytestmark = pytest.mark.django_db


def test_article_file_view_sends_the_file_of_a_published_article(client):
    response = client.get(ArticleFileFactory(article__published=True).get_absolute_url())

    assert response.getvalue() == PDF
    assert response["Content-Type"] == "application/pdf"


def test_article_file_view_refuses_files_of_hidden_articles(client):
    ArticleFileFactory(article__published=True)
    tomorrow = timezone.now() + timedelta(days=1)
    hidden = [
        ArticleFileFactory(),
        ArticleFileFactory(article__status="published", article__publish_at=tomorrow),
        ArticleFileFactory(article__withdrawn=True),
    ]

    assert [client.get(file.get_absolute_url()).status_code for file in hidden] == [404, 404, 410]
