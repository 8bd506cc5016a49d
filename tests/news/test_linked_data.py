from datetime import UTC, datetime

import pytest

from tests.factories.councils import CouncilFactory
from tests.factories.news import ArticleFactory, PhotoFactory
from tests.linked_data import linked_data

pytestmark = pytest.mark.django_db


def test_news_article_describes_the_article(client, settings):
    settings.BASE_URL = "https://hdnd.example.vn"
    article = ArticleFactory(
        council=CouncilFactory(name="HĐND quận Cầu Giấy"),
        title="Hội nghị tổng kết",
        lead="Sáng 26/01/2022.",
        status="published",
        publish_at=datetime(2022, 1, 26, 9, 58, tzinfo=UTC),
    )
    photo = PhotoFactory(article=article)
    PhotoFactory(article=article, order=2)

    data = linked_data(client.get(article.get_absolute_url()))

    assert set(data) == {"NewsArticle", "BreadcrumbList"}
    address = f"https://hdnd.example.vn/tin-tuc/2022/01/hoi-nghi-tong-ket-{article.pk}/"
    assert data["NewsArticle"] == {
        "headline": "Hội nghị tổng kết",
        "description": "Sáng 26/01/2022.",
        "url": address,
        "mainEntityOfPage": address,
        "inLanguage": "vi",
        "datePublished": "2022-01-26T16:58:00+07:00",
        "articleSection": "Hoạt động HĐND",
        "creditText": "Văn phòng HĐND",
        "image": f"https://hdnd.example.vn{photo.url}",
        "publisher": {"@type": "GovernmentOrganization", "name": "Hội đồng nhân dân quận Cầu Giấy"},
    }


def test_news_article_contains_the_time_of_a_changed_text(client, time_machine):
    time_machine.move_to("2022-01-26 09:00+07:00", tick=False)
    article = ArticleFactory(published=True)
    time_machine.move_to("2022-03-05 09:00+07:00", tick=False)
    article.title = "Tiêu đề khác"
    article.save()

    assert linked_data(client.get(article.get_absolute_url()))["NewsArticle"]["dateModified"] == "2022-03-05T09:00:00+07:00"


def test_news_article_leaves_out_a_missing_picture(client):
    data = linked_data(client.get(ArticleFactory(published=True).get_absolute_url()))

    assert "image" not in data["NewsArticle"]
