from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests.factories.news import ArticleFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import ResolutionFactory

pytestmark = pytest.mark.django_db

NAMESPACES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(autouse=True)
def _portal(settings):
    settings.BASE_URL = "https://hdnd.example.vn"


def lastmod_by_url(client):
    tree = ElementTree.fromstring(client.get("/sitemap.xml", headers={"host": "localhost"}).content)
    return {url.findtext("map:loc", namespaces=NAMESPACES): url.findtext("map:lastmod", namespaces=NAMESPACES) for url in tree}


def test_sitemaps_list_every_public_page_and_no_other(client):
    tomorrow = timezone.now() + timedelta(days=1)
    for hidden in ({}, {"status": "published", "publish_at": tomorrow}, {"withdrawn": True}):
        ArticleFactory(**hidden)
        ResolutionFactory(signed=True, **hidden)
    AnnualReportFactory()
    public = [
        ArticleFactory(published=True),
        ResolutionFactory(numbered=True, published=True),
        ResolutionFactory(signed=True, published=True),
        AnnualReportFactory(issued=True),
    ]

    urls = set(lastmod_by_url(client))

    list_urls = {"/", "/tin-tuc/", "/nghi-quyet/", "/bao-cao/"}
    assert urls == {f"https://hdnd.example.vn{path}" for path in list_urls | {row.get_absolute_url() for row in public}}


def test_lastmod_is_the_time_of_the_last_change(client, time_machine):
    time_machine.move_to(datetime(2022, 1, 26, tzinfo=UTC), tick=False)
    article = ArticleFactory(published=True)
    time_machine.move_to(datetime(2022, 3, 5, tzinfo=UTC), tick=False)
    article.title = "Tiêu đề đã sửa"
    article.save()

    assert lastmod_by_url(client)[f"https://hdnd.example.vn{article.get_absolute_url()}"] == "2022-03-05"


def test_robots_allows_all_pages_except_admin_and_search(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /quan-tri/",
        "Disallow: /tim-kiem/?",
        "Sitemap: https://hdnd.example.vn/sitemap.xml",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_sitemaps_cost_six_queries_for_any_number_of_rows(client, django_assert_num_queries, rows):
    for _ in range(rows):
        ArticleFactory(published=True)
        ResolutionFactory(numbered=True, published=True)
        AnnualReportFactory(issued=True)

    with django_assert_num_queries(6):
        client.get("/sitemap.xml")
