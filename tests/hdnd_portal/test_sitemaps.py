from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.pages.sections import public_sections
from hdnd_portal.sitemaps import PortalSitemap
from tests.factories.news import ArticleFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import ResolutionFactory

pytestmark = pytest.mark.django_db

NAMESPACES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(autouse=True)
def _portal(settings):
    settings.BASE_URL = "https://hdnd.example.vn"


def tree_of(client, url):
    return ElementTree.fromstring(client.get(url, headers={"host": "localhost"}).content)


def lastmod_by_url(client, url):
    entries = tree_of(client, url)
    return {url.findtext("map:loc", namespaces=NAMESPACES): url.findtext("map:lastmod", namespaces=NAMESPACES) for url in entries}


def index_urls(client):
    return [entry.findtext("map:loc", namespaces=NAMESPACES) for entry in tree_of(client, "/sitemap.xml")]


def test_sitemap_index_names_a_sitemap_of_lists_and_one_of_each_section_with_records(client):
    ArticleFactory(published=True)
    ResolutionFactory(numbered=True, published=True)

    assert index_urls(client) == [f"https://hdnd.example.vn/sitemap-{name}.xml" for name in ("pages", "resolutions", "news")]
    assert client.get("/sitemap.xml")["X-Robots-Tag"] == "noindex"
    assert list(lastmod_by_url(client, "/sitemap-pages.xml")) == [
        f"https://hdnd.example.vn{path}" for path in ("/", *(section.url for section in public_sections()))
    ]


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

    listed = [list(lastmod_by_url(client, f"/sitemap-{name}.xml")) for name in ("news", "resolutions", "reports")]

    article, numbered, unnumbered, report = (f"https://hdnd.example.vn{row.get_absolute_url()}" for row in public)
    assert listed == [[article], [numbered, unnumbered], [report]]


def test_lastmod_is_the_time_of_the_last_change(client, time_machine):
    time_machine.move_to(datetime(2022, 1, 26, tzinfo=UTC), tick=False)
    article = ArticleFactory(published=True)
    time_machine.move_to(datetime(2022, 3, 5, tzinfo=UTC), tick=False)
    article.title = "Tiêu đề đã sửa"
    article.save()

    assert lastmod_by_url(client, "/sitemap-news.xml") == {f"https://hdnd.example.vn{article.get_absolute_url()}": "2022-03-05"}


def test_robots_allows_all_pages_except_admin_and_search(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /quan-tri/",
        "Disallow: /tim-kiem/?",
        "Sitemap: https://hdnd.example.vn/sitemap.xml",
    ]


def test_sitemaps_have_a_limited_number_of_urls(client, monkeypatch):
    monkeypatch.setattr(PortalSitemap, "limit", 2)
    articles = [ArticleFactory(published=True) for _ in range(5)]

    pages = [list(lastmod_by_url(client, f"/sitemap-news.xml{query}")) for query in ("", "?p=2", "?p=3")]

    urls = [f"https://hdnd.example.vn{article.get_absolute_url()}" for article in articles]
    assert pages == [urls[:2], urls[2:4], urls[4:]]
    news = [url.partition("news.xml")[2] for url in index_urls(client) if "sitemap-news" in url]
    assert news == ["", "?p=2", "?p=3"]


@pytest.mark.parametrize(
    "url", ["news.xml?p=2", "news.xml?p=0", "news.xml?p=01", "news.xml?p=abc", f"news.xml?p={'9' * 5000}", "khong-co.xml"]
)
def test_sitemaps_return_404_for_unknown_ones(client, url):
    ArticleFactory(published=True)

    assert client.get(f"/sitemap-{url}").status_code == 404


def test_sitemaps_are_cached_until_a_record_is_saved(client, time_machine, django_assert_num_queries):
    time_machine.move_to(datetime(2022, 1, 26, tzinfo=UTC), tick=False)
    article, withdrawn = ArticleFactory(published=True), ArticleFactory(published=True)
    first = client.get("/sitemap-news.xml")
    with django_assert_num_queries(2):
        second = client.get("/sitemap-news.xml")
    not_modified = client.get("/sitemap-news.xml", headers={"if-none-match": first["ETag"]})
    time_machine.shift(timedelta(minutes=1))
    withdrawn.status, withdrawn.withdrawn_reason = "withdrawn", "Có dữ liệu cá nhân."
    withdrawn.save()

    assert (second.content, not_modified.status_code) == (first.content, 304)
    assert list(lastmod_by_url(client, "/sitemap-news.xml")) == [f"https://hdnd.example.vn{article.get_absolute_url()}"]


def test_sitemap_index_follows_the_records_at_once(client, monkeypatch, time_machine):
    monkeypatch.setattr(PortalSitemap, "limit", 2)
    time_machine.move_to(datetime(2022, 1, 26, tzinfo=UTC), tick=False)
    ArticleFactory.create_batch(2, published=True)

    def news():
        time_machine.shift(timedelta(minutes=1))
        return [url.partition("news.xml")[2] for url in index_urls(client) if "sitemap-news" in url]

    before = news()
    third = ArticleFactory(published=True)
    with_third = news()
    third.delete()

    assert [before, with_third, news()] == [[""], ["", "?p=2"], [""]]


def test_sitemaps_list_a_scheduled_record_from_its_publication_on(client, cache_in_process, time_machine):
    time_machine.move_to(datetime(2022, 1, 26, tzinfo=UTC), tick=False)
    article = ArticleFactory(status="published", publish_at=timezone.now() + timedelta(minutes=2))
    before = index_urls(client), list(lastmod_by_url(client, "/sitemap-news.xml"))
    time_machine.shift(timedelta(minutes=2, seconds=1))

    after = index_urls(client), list(lastmod_by_url(client, "/sitemap-news.xml"))

    news = "https://hdnd.example.vn/sitemap-news.xml"
    assert (news in before[0], before[1]) == (False, [])
    assert (news in after[0], after[1]) == (True, [f"https://hdnd.example.vn{article.get_absolute_url()}"])


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("url", "queries"),
    [("/sitemap-news.xml", 6), ("/sitemap-resolutions.xml", 6), ("/sitemap.xml", 1 + 3 * len(public_sections()))],
)
def test_sitemaps_cost_the_same_queries_for_any_number_of_rows(client, django_assert_num_queries, rows, url, queries):
    for _ in range(rows):
        ArticleFactory(published=True)
        ResolutionFactory(numbered=True, published=True)
        AnnualReportFactory(issued=True)

    with django_assert_num_queries(queries):
        client.get(url)


def test_sitemaps_read_plain_values_without_a_subquery_for_each_row(client):
    ResolutionFactory(numbered=True, published=True)

    with CaptureQueriesContext(connection) as captured:
        client.get("/sitemap-resolutions.xml")

    [rows] = [query["sql"].partition(" FROM ")[0] for query in captured if "ORDER BY" in query["sql"]]
    assert not [name for name in ("title", "body", "summary", "search_key") if f'"{name}"' in rows]
    common = 'IN (SELECT U0."id" FROM "councils_council" U0 WHERE NOT U0."is_hosted")'  # the same for all rows
    assert [query["sql"] for query in captured if query["sql"].replace(common, "").count("SELECT") > 1] == []
