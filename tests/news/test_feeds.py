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


def test_article_feed_contains_published_articles_with_absolute_urls(client, settings):
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
            "guid": f"tag:hdnd.example.vn,2026:article:{article.pk}",
            "category": "Hoạt động HĐND",
        }
    ]


def test_article_feed_applies_the_query_of_the_list(client):
    ArticleFactory(published=True, title="Về ngân sách")
    ArticleFactory(published=True, title="Về giao thông")

    assert [item["title"] for item in items(client, "/tin-tuc/rss.xml?q=ngan sach")] == ["Về ngân sách"]


def test_item_guid_does_not_change_with_the_title(client):
    article = ArticleFactory(published=True)
    before = items(client)[0]["guid"]
    article.title = "Tiêu đề đã sửa"
    article.save()

    assert items(client)[0]["guid"] == before


def test_article_feed_names_its_filters_and_its_url(client, settings):
    settings.BASE_URL = "https://hdnd.example.vn"
    ArticleFactory(published=True)

    channel = ElementTree.fromstring(client.get("/tin-tuc/rss.xml?chuyen-muc=hoat-dong").content)[0]

    assert channel.findtext("title") == "Tin tức của Hội đồng nhân dân: Hoạt động HĐND"
    assert channel.findtext("link") == "https://hdnd.example.vn/tin-tuc/?chuyen-muc=hoat-dong"
    own = channel.find("{http://www.w3.org/2005/Atom}link").get("href")
    assert own == "https://hdnd.example.vn/tin-tuc/rss.xml?chuyen-muc=hoat-dong"


def test_article_list_view_links_the_feed_with_its_filters(client):
    ArticleFactory(published=True)

    text = client.get("/tin-tuc/?chuyen-muc=hoat-dong&trang=1").content.decode()

    address = "/tin-tuc/rss.xml?chuyen-muc=hoat-dong".replace("&", "&amp;")
    assert f'<link rel="alternate" type="application/rss+xml" title="Tin mới, Hoạt động HĐND" href="{address}">' in text
    assert f'<a href="{address}" type="application/rss+xml">RSS của danh sách này</a>' in text


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [("", 2), ("?chuyen-muc=hoat-dong", 4)])
def test_article_feed_needs_the_same_queries_for_one_and_three_rows(client, django_assert_num_queries, rows, query, queries):
    for _ in range(rows):
        ArticleFactory(published=True)

    with django_assert_num_queries(queries):
        client.get(f"/tin-tuc/rss.xml{query}")


def test_article_list_view_of_a_year_links_the_feed_of_all_news(client):
    ArticleFactory(published=True)

    text = client.get("/tin-tuc/2021/?chuyen-muc=hoat-dong").content.decode()

    assert '<link rel="alternate" type="application/rss+xml" title="Tin mới" href="/tin-tuc/rss.xml">' in text
    assert "RSS của danh sách này" not in text
