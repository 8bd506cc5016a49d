from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests.factories.councils import CouncilFactory
from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db


def items(client, path="/tin-tuc/rss.xml"):
    response = client.get(path, headers={"host": "localhost"})
    assert response["Content-Type"].startswith("application/rss+xml")
    return [{part.tag: part.text for part in item} for item in ElementTree.fromstring(response.content).iter("item")]


def test_feed_names_the_published_articles_by_the_address_of_the_portal(client, settings):
    settings.BASE_URL = "https://hdnd.example.vn"
    article = ArticleFactory(
        title="Hội nghị “tổng kết” & ký kết",
        lead="Sáng 26/01/2022.",
        status="published",
        publish_at=datetime(2022, 1, 26, 9, 58, tzinfo=UTC),
        council=CouncilFactory(slug="cau-giay"),
    )
    ArticleFactory(title="Tin đang soạn")
    ArticleFactory(title="Tin hẹn giờ", status="published", publish_at=timezone.now() + timedelta(days=1))
    ArticleFactory(title="Tin đã gỡ", withdrawn=True)

    assert items(client) == [
        {
            "title": "Hội nghị “tổng kết” & ký kết",
            "link": f"https://hdnd.example.vn/tin-tuc/2022/01/hoi-nghi-tong-ket-ky-ket-{article.pk}/",
            "description": "Sáng 26/01/2022.",
            "pubDate": "Wed, 26 Jan 2022 09:58:00 +0000",
            "guid": f"urn:hdnd:cau-giay:article:{article.pk}",
            "category": "Hoạt động HĐND",
        }
    ]


def test_feed_follows_the_query_of_the_list(client):
    ArticleFactory(published=True, title="Về ngân sách")
    ArticleFactory(published=True, title="Về giao thông")

    assert [item["title"] for item in items(client, "/tin-tuc/rss.xml?q=ngan sach")] == ["Về ngân sách"]


def test_article_keeps_its_identity_when_its_title_changes(client):
    article = ArticleFactory(published=True)
    before = items(client)[0]["guid"]
    article.title = "Tiêu đề đã sửa"
    article.save()

    assert items(client)[0]["guid"] == before
