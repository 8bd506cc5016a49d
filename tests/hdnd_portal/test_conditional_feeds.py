"""Feeds answer 304 to a reader that has them, and to no other."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories.news import ArticleFactory

pytestmark = pytest.mark.django_db

FEEDS = ("/nghi-quyet/rss.xml", "/van-ban/rss.xml", "/tin-tuc/rss.xml")


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(datetime(2022, 1, 26, tzinfo=UTC), tick=False)
    return time_machine


@pytest.mark.parametrize("url", FEEDS)
@pytest.mark.parametrize(("header", "sent"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")])
def test_empty_feed_answers_304_to_a_reader_that_has_it(client, clock, url, header, sent):
    first = client.get(url)
    clock.shift(timedelta(days=1))

    second = client.get(url, headers={header: first[sent]})

    assert (second.status_code, second.content) == (304, b"")


def test_feed_that_a_filter_empties_answers_304(client, clock):
    ArticleFactory(published=True)
    clock.shift(timedelta(minutes=1))
    first = client.get("/tin-tuc/rss.xml?chuyen-muc=khong-co")
    clock.shift(timedelta(days=1))

    assert client.get("/tin-tuc/rss.xml?chuyen-muc=khong-co", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_feed_decides_by_the_etag_where_both_are_sent(client, clock):
    ArticleFactory(published=True)
    clock.shift(timedelta(minutes=1))
    modified = client.get("/tin-tuc/rss.xml")["Last-Modified"]

    response = client.get("/tin-tuc/rss.xml", headers={"If-None-Match": '"another"', "If-Modified-Since": modified})

    assert response.status_code == 200


def test_feed_with_a_change_in_the_same_second_is_sent_again(client, clock):
    ArticleFactory(published=True)
    first = client.get("/tin-tuc/rss.xml")
    clock.shift(timedelta(milliseconds=500))
    ArticleFactory(published=True, title="Tin thứ hai")
    clock.shift(timedelta(minutes=1))

    second = client.get("/tin-tuc/rss.xml", headers={"If-Modified-Since": "Wed, 26 Jan 2022 00:00:00 GMT"})

    assert "Last-Modified" not in first
    assert "Last-Modified" in second


def test_feed_varies_by_encoding_with_and_without_content(client, clock):
    ArticleFactory.create_batch(3, published=True)
    first = client.get("/tin-tuc/rss.xml", headers={"Accept-Encoding": "gzip"})

    second = client.get("/tin-tuc/rss.xml", headers={"If-None-Match": first["ETag"], "Accept-Encoding": "gzip"})

    assert (first["Vary"], second["Vary"], second.status_code) == ("Accept-Encoding", "Accept-Encoding", 304)
