"""The shape of the statements of public pages, on which their cost depends, and what the cache saves."""

import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.news import ArticleFactory, CategoryFactory
from tests.factories.resolutions import IssuedDocumentFactory, ResolutionFactory, VoteFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db

LISTS = {
    "/nghi-quyet/": "resolutions_resolution",
    "/van-ban/": "resolutions_issueddocument",
    "/tin-tuc/": "news_article",
}
NO_CACHE = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@pytest.fixture
def records():
    """A published resolution with its final vote, a published document and a published article."""
    resolution = ResolutionFactory(numbered=True, published=True)
    VoteFactory(session=resolution.session, resolution=resolution, is_final=True)
    IssuedDocumentFactory(numbered=True, published=True)
    ArticleFactory(published=True)


def statements(client, url):
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return [query["sql"] for query in queries]


def facet_choices(response):
    """{facet: {label: count}} of a list."""
    return {facet.label: {one.label: one.count for one in facet.choices} for facet in response.context["facets"].all}


@pytest.mark.parametrize(("url", "table"), LISTS.items())
@pytest.mark.parametrize("query", ["", "?q=giai phap", "?trang=2"])
def test_list_counts_its_rows_without_joins_and_annotations(client, records, url, table, query):
    (counted,) = [sql for sql in statements(client, url + query) if sql.startswith("SELECT COUNT(*)")]

    assert re.match(rf'SELECT COUNT\(\*\) AS "__count" FROM "{table}" WHERE ', counted)
    assert "JOIN" not in counted


@pytest.mark.parametrize(("url", "table"), LISTS.items())
@pytest.mark.parametrize("query", ["", "?q=giai phap"])
def test_facets_group_rows_by_stored_values_of_their_own_table(client, records, url, table, query):
    (grouped,) = [sql for sql in statements(client, url + query) if "GROUP BY" in sql]

    columns = re.search(r"GROUP BY (.+)", grouped)[1].split(", ")
    assert all(column.isdecimal() or column.startswith(f'"{table}".') for column in columns)
    assert "JOIN" not in grouped
    assert not re.search(r"date_trunc|extract", grouped, re.I)


@pytest.mark.parametrize(("url", "table"), LISTS.items())
def test_facets_of_all_rows_are_counted_once_a_minute(client, cache_in_process, records, url, table, time_machine):
    time_machine.move_to(datetime(2026, 6, 1, tzinfo=UTC), tick=False)

    def is_counted():
        return any("GROUP BY" in sql for sql in statements(client, url))

    first, second = is_counted(), is_counted()
    time_machine.shift(61)

    assert [first, second, is_counted()] == [True, False, True]


def test_facets_of_a_search_are_counted_each_time(client, records):
    for _ in range(2):
        assert any("GROUP BY" in sql for sql in statements(client, "/nghi-quyet/?q=giai phap"))


def test_list_has_a_new_record_at_once_and_its_facets_within_a_minute(client, cache_in_process, time_machine):
    time_machine.move_to(datetime(2026, 6, 1, tzinfo=UTC), tick=False)
    session = CouncilSessionFactory()
    ResolutionFactory(session=session, numbered=True, published=True, legal_kind="normative")
    ResolutionFactory(session=session, numbered=True, published=True)
    client.get("/nghi-quyet/")
    new = ResolutionFactory(session=session, numbered=True, published=True)

    at_once = client.get("/nghi-quyet/")
    time_machine.shift(61)
    later = client.get("/nghi-quyet/")

    assert new in at_once.context["object_list"]
    assert at_once.context["paginator"].count == 3
    assert facet_choices(at_once)["Tính chất pháp lý"] == {"Quy phạm pháp luật": 1, "Cá biệt": 1}
    assert facet_choices(later)["Tính chất pháp lý"] == {"Quy phạm pháp luật": 1, "Cá biệt": 2}


def test_facets_are_counted_again_for_a_value_that_the_cache_lacks(client):
    first = CategoryFactory(key="hoat-dong", label="Hoạt động")
    ArticleFactory(published=True, council=first.council, category=first)
    client.get("/tin-tuc/")
    new = CategoryFactory(key="giam-sat", label="Giám sát", council=first.council)
    ArticleFactory(published=True, council=first.council, category=new)

    response = client.get("/tin-tuc/?chuyen-muc=giam-sat")

    assert facet_choices(response)["Chuyên mục"] == {"Hoạt động": 1, "Giám sát": 1}


def test_facets_do_not_depend_on_what_was_chosen_before(client):
    """One entry of the cache serves each choice."""
    session = CouncilSessionFactory()
    for kind, year in (("normative", 2021), ("individual", 2021), ("individual", 2020)):
        ResolutionFactory(
            session=session, numbered=True, published=True, legal_kind=kind, adopted_on=datetime(year, 5, 1, tzinfo=UTC).date()
        )
    narrowed = client.get("/nghi-quyet/?nam=2021")
    all_rows = client.get("/nghi-quyet/")
    cache.clear()

    assert facet_choices(all_rows) == facet_choices(client.get("/nghi-quyet/"))
    assert facet_choices(narrowed)["Tính chất pháp lý"] == {"Quy phạm pháp luật": 1, "Cá biệt": 1}
    assert facet_choices(all_rows)["Năm thông qua"] == {"Năm 2021": 2, "Năm 2020": 1}


def test_facets_are_counted_for_each_page_without_a_cache(client, settings, records):
    settings.CACHES = NO_CACHE

    for _ in range(2):
        assert any("GROUP BY" in sql for sql in statements(client, "/nghi-quyet/?nam=2021"))


@pytest.fixture
def failing_cache(monkeypatch):
    """A cache whose server does not answer."""

    def fail(*args, **options):
        raise ConnectionError("Connection refused")

    for name in ("get", "set"):
        monkeypatch.setattr(f"core.pages.shared_cache.cache.{name}", fail, raising=False)


@pytest.mark.parametrize("url", [*LISTS, "/tin-tuc/rss.xml?chuyen-muc=khong-co", "/sitemap.xml", "/sitemap-news.xml"])
def test_pages_are_made_without_a_cache_that_fails(client, records, failing_cache, url):
    assert client.get(url).status_code == 200


def test_failure_of_the_cache_is_logged_once(client, records, failing_cache, caplog, monkeypatch):
    monkeypatch.setattr("core.pages.shared_cache.shared_cache.is_failing", False)

    for url in LISTS:
        client.get(url)

    assert [record.message for record in caplog.records] == ["The cache fails; pages are made without it."]


def test_unknown_value_of_a_facet_does_not_write_the_cache(client, records, monkeypatch):
    client.get("/nghi-quyet/")
    written = []
    monkeypatch.setattr("core.pages.filters.shared_cache.set", lambda *values: written.append(values))

    for query in ("?loai=khong-co", "?nam=1999"):
        client.get(f"/nghi-quyet/{query}")
        client.get(f"/nghi-quyet/rss.xml{query}")

    assert written == []


def test_empty_list_offers_the_rows_of_this_moment(client, time_machine):
    time_machine.move_to(datetime(2026, 6, 1, tzinfo=UTC), tick=False)
    resolution = ResolutionFactory(numbered=True, published=True, legal_kind="normative")
    ResolutionFactory(numbered=True, published=True, session=resolution.session, legal_kind="individual")
    client.get("/nghi-quyet/")
    resolution.status, resolution.withdrawn_reason = "withdrawn", "Có dữ liệu cá nhân."
    resolution.save()

    response = client.get("/nghi-quyet/?phap-ly=normative")

    assert [relaxed.count for relaxed in response.context["facets"].relaxed_filters] == [1]


def test_months_of_news_are_a_facet_of_the_chosen_year_only(client):
    for moment in (datetime(2021, 1, 5, tzinfo=UTC), datetime(2022, 1, 5, tzinfo=UTC), datetime(2022, 3, 5, tzinfo=UTC)):
        ArticleFactory(published=True, publish_at=moment)
    client.get("/tin-tuc/")

    assert facet_choices(client.get("/tin-tuc/2022/"))["Tháng"] == {"Tháng 3/2022": 1, "Tháng 1/2022": 1}
    assert "Tháng" not in facet_choices(client.get("/tin-tuc/"))


def test_neighbours_are_selected_from_one_side_of_the_article_only(client):
    article = ArticleFactory(published=True, publish_at=datetime(2022, 1, 26, tzinfo=UTC))

    by_date = [sql for sql in statements(client, article.get_absolute_url()) if 'ORDER BY "news_article"."publish_at"' in sql]

    older, newer = (re.findall(r'"publish_at" ([<>]=) \'([0-9-]{10})', statement) for statement in by_date)
    assert set(older) == {("<=", "2022-01-26")}
    assert {bound for bound in newer if bound[0] == ">="} == {(">=", "2022-01-26")}
