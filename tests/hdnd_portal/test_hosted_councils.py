"""A council that does not use the portal has no page, list, feed, search result, sitemap or block of its own."""

import pytest

from councils.models import Council
from news.models import Article
from resolutions.models import Resolution
from tests.client import StrictClient
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import CouncilFactory
from tests.hdnd_portal.test_sections import (
    ALL,
    NOON,
    OF_PUBLISHABLE,
    PORTAL,
    feed_links,
    in_every_section,
    in_every_section_of_publishable,
    locations,
    make_file,
    make_public,
    page,
)

pytestmark = pytest.mark.django_db

TITLE = "Việc của phường không dùng cổng"


@pytest.fixture(autouse=True)
def _noon(time_machine, settings):
    time_machine.move_to(NOON, tick=False)
    settings.BASE_URL = PORTAL


def make_not_hosted(section, **fields):
    """A record of a section that would be public if its council used the portal."""
    record = make_public(section, **({"title": TITLE} if section in OF_PUBLISHABLE else {}) | fields)
    Council.objects.filter(pk=record.council.pk).update(is_hosted=False)
    return type(record).objects.get(pk=record.pk)


@in_every_section
def test_council_without_pages_is_in_no_list_nor_sitemap_nor_on_the_home_page(client, section):
    CouncilFactory(is_portal=True)
    record = make_not_hosted(section)

    assert list(section.public_rows()) == []
    for url in (section.url, "/"):
        text = page(client.get(url))
        assert record.get_absolute_url() not in text
        assert record.council.name not in text
    assert [url for url in locations(client) if record.council.slug in url or url.endswith(record.get_absolute_url())] == []
    assert client.get(record.get_absolute_url()).status_code == 404


@in_every_section_of_publishable
def test_council_without_pages_is_in_no_search_feed_or_facet_and_its_files_are_closed(client, section):
    record = make_not_hosted(section)
    attachment = make_file(section, record)

    assert f'href="{record.get_absolute_url()}"' not in page(client.get("/tim-kiem/", {"q": TITLE}))
    assert list(section.searched(TITLE)) == []
    assert feed_links(client, section.feed_url) == []
    assert record.council.name not in page(client.get(section.url))
    assert client.get(attachment.get_absolute_url()).status_code == 404


@in_every_section_of_publishable
def test_council_without_pages_gives_no_reason_of_a_withdrawn_record(client, section):
    record = make_not_hosted(section)
    type(record).objects.filter(pk=record.pk).update(status="withdrawn", withdrawn_reason="Có dữ liệu cá nhân.")

    assert client.get(record.get_absolute_url()).status_code == 404


@in_every_section_of_publishable
def test_staff_of_a_council_without_pages_see_a_preview(section):
    record = make_not_hosted(section)
    client = StrictClient()
    client.force_login(ServiceFactory(council=record.council, role="reviewer").user)

    response = client.get(record.get_absolute_url())

    assert "HĐND NÀY KHÔNG DÙNG CỔNG, CHƯA CÔNG KHAI" in page(response)
    assert response.headers["Cache-Control"] == "private, no-store"


@in_every_section
def test_sitemap_in_the_cache_leaves_out_a_council_that_stops_using_the_portal(client, section, time_machine):
    record = make_public(section)
    assert any(url.endswith(record.get_absolute_url()) for url in locations(client))

    time_machine.shift(1)
    council = record.council
    council.is_hosted = False
    council.save()

    assert not any(url.endswith(record.get_absolute_url()) for url in locations(client))


@pytest.mark.parametrize("path", ["/nghi-quyet/{}/", "/nghi-quyet/{}/2021/", "/van-ban/{}/", "/van-ban/{}/2021/", "/bao-cao/{}/"])
def test_council_without_pages_has_no_short_address(client, path):
    council = CouncilFactory(is_hosted=False)

    assert client.get(path.format(council.slug)).status_code == 404


def test_published_leaves_out_linked_records_of_a_council_without_pages(client):
    records = {section.model: make_public(section) for section in ALL}
    resolution, article = records[Resolution], records[Article]
    article.resolutions.add(resolution)
    assert resolution.get_absolute_url() in page(client.get(article.get_absolute_url()))

    Council.objects.filter(pk=resolution.council.pk).update(is_hosted=False)

    assert resolution.get_absolute_url() not in page(client.get(article.get_absolute_url()))
