from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests.factories.resolutions import ResolutionFactory

pytestmark = pytest.mark.django_db


def items(client, path="/nghi-quyet/rss.xml"):
    response = client.get(path, headers={"host": "localhost"})
    return [{part.tag: part.text for part in item} for item in ElementTree.fromstring(response.content).iter("item")]


def test_resolution_feed_contains_the_published_resolutions(client, settings):
    settings.BASE_URL = "https://hdnd.example.vn"
    resolution = ResolutionFactory(numbered=True, published=True, title="Về ngân sách", summary="Bổ sung dự toán.")
    ResolutionFactory(signed=True)
    ResolutionFactory(signed=True, status="published", publish_at=timezone.now() + timedelta(days=1))
    ResolutionFactory(signed=True, withdrawn=True)

    assert items(client) == [
        {
            "title": f"Nghị quyết số {resolution.symbol} ngày 28/09/2021: Về ngân sách",
            "link": f"https://hdnd.example.vn{resolution.get_absolute_url()}",
            "description": "Bổ sung dự toán.",
            "pubDate": "Fri, 31 Dec 2021 00:00:00 +0000",
            "guid": f"tag:hdnd.example.vn,2026:resolution:{resolution.pk}",
            "category": "chuyên đề",
        }
    ]


def test_resolution_feed_applies_the_query_of_the_list(client):
    ResolutionFactory(numbered=True, published=True, title="Về ngân sách")
    ResolutionFactory(numbered=True, published=True, title="Về giao thông", legal_kind="normative")

    assert len(items(client, "/nghi-quyet/rss.xml?phap-ly=normative")) == 1
    assert items(client, "/nghi-quyet/rss.xml?nam=abc") == []


def test_resolution_feed_names_its_filters_and_its_url(client, settings):
    settings.BASE_URL = "https://hdnd.example.vn"
    ResolutionFactory(numbered=True, published=True)

    channel = ElementTree.fromstring(client.get("/nghi-quyet/rss.xml?nam=2021&loai=thematic").content)[0]

    assert channel.findtext("title") == "Nghị quyết của Hội đồng nhân dân: Năm 2021, Chuyên đề"
    assert channel.findtext("link") == "https://hdnd.example.vn/nghi-quyet/?nam=2021&loai=thematic"
    own = channel.find("{http://www.w3.org/2005/Atom}link").get("href")
    assert own == "https://hdnd.example.vn/nghi-quyet/rss.xml?nam=2021&loai=thematic"


def test_resolution_list_view_links_the_feed_with_its_filters(client):
    ResolutionFactory(numbered=True, published=True)

    text = client.get("/nghi-quyet/?nam=2021&loai=thematic&trang=1").content.decode()

    address = "/nghi-quyet/rss.xml?nam=2021&loai=thematic".replace("&", "&amp;")
    assert (
        f'<link rel="alternate" type="application/rss+xml" title="Nghị quyết mới, Năm 2021, Chuyên đề" href="{address}">' in text
    )
    assert f'<a href="{address}" type="application/rss+xml">RSS của danh sách này</a>' in text


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [("", 2), ("?nam=2021&loai=thematic", 6)])
def test_resolution_feed_needs_the_same_queries_for_one_and_three_rows(client, django_assert_num_queries, rows, query, queries):
    for _ in range(rows):
        ResolutionFactory(numbered=True, published=True)

    with django_assert_num_queries(queries):
        client.get(f"/nghi-quyet/rss.xml{query}")
