"""Sessions as calendar files, read back by a parser."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from tests.factories.councils import CouncilFactory
from tests.factories.sessions_app import CouncilSessionFactory, SittingFactory

pytestmark = pytest.mark.django_db

DAY = date(2021, 12, 20)
VIETNAM = timedelta(hours=7)


@pytest.fixture(autouse=True)
def _portal(settings):
    settings.BASE_URL = "https://hdnd.example.vn"


def opened(client, url):
    response = client.get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    lines = response.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75  # RFC 5545 folds longer lines
    return Calendar.from_ical(response.content)


def events(client, url):
    return opened(client, url).events


def planned(**fields):
    return CouncilSessionFactory(**{"published": True, "planned": True, "planned_on": DAY, "number": 4} | fields)


def test_session_without_sittings_is_a_whole_day(client):
    session = planned(venue="Hội trường UBND quận, số 36; phố Cầu Giấy")

    calendar = opened(client, session.calendar_url)
    [event] = calendar.events

    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (DAY, DAY + timedelta(days=1))
    assert event["SUMMARY"] == f"Kỳ họp thứ 4, {session.council.name}"
    assert event["LOCATION"] == "Hội trường UBND quận, số 36; phố Cầu Giấy"
    assert event["UID"] == f"ky-hop-{session.pk}@hdnd.example.vn"
    assert event["STATUS"] == "TENTATIVE"
    assert event["URL"] == f"https://hdnd.example.vn{session.get_absolute_url()}"
    assert calendar["VERSION"] == "2.0"


def test_day_of_a_session_without_a_sitting_is_a_whole_day(client):
    session = CouncilSessionFactory(published=True, opened_on=DAY, closed_on=DAY + timedelta(days=1))
    SittingFactory(session=session, number=1, starts_at=time(8))

    first, second = events(client, session.calendar_url)

    assert first.decoded("DTSTART") == datetime(2021, 12, 20, 1, tzinfo=UTC)
    assert (second.decoded("DTSTART"), second.decoded("DTEND")) == (DAY + timedelta(days=1), DAY + timedelta(days=2))
    assert second["UID"] == f"ky-hop-{session.pk}-20211221@hdnd.example.vn"


def test_session_of_several_days_ends_after_its_last_day(client):
    session = CouncilSessionFactory(published=True, opened_on=DAY, closed_on=DAY + timedelta(days=1))

    [event] = events(client, session.calendar_url)

    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (DAY, DAY + timedelta(days=2))
    assert event["STATUS"] == "CONFIRMED"


def test_sittings_have_their_hours_in_the_time_of_vietnam(client):
    session = CouncilSessionFactory(published=True, opened_on=DAY)
    SittingFactory(session=session, number=1, starts_at=time(8), ends_at=time(11, 30))
    SittingFactory(session=session, number=2, part_of_day="afternoon", starts_at=time(13, 30))
    SittingFactory(session=session, number=3, part_of_day="evening")

    calendar = opened(client, session.calendar_url)
    morning, afternoon, evening = calendar.events

    assert morning.decoded("DTSTART").astimezone(UTC) == datetime(2021, 12, 20, 1, tzinfo=UTC)
    assert morning.decoded("DTEND").astimezone(UTC) == datetime(2021, 12, 20, 4, 30, tzinfo=UTC)
    assert morning["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert "phiên sáng" in morning["SUMMARY"]
    assert afternoon.decoded("DTSTART").utcoffset() == VIETNAM
    assert evening.decoded("DTSTART") == DAY
    [zone] = calendar.walk("VTIMEZONE")
    [standard] = zone.walk("STANDARD")
    assert (zone["TZID"], standard["TZOFFSETTO"].td) == ("Asia/Ho_Chi_Minh", VIETNAM)
    assert len({event["UID"] for event in calendar.events}) == 3


def test_first_sitting_takes_the_place_of_the_whole_day(client):
    session = planned()
    [before] = events(client, session.calendar_url)
    SittingFactory(session=session, number=1, starts_at=time(8))

    [after] = events(client, session.calendar_url)

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_identity_stays_and_sequence_rises_when_the_session_is_corrected(client):
    session = planned()
    [before] = events(client, session.calendar_url)
    session.number, session.planned_on = 5, DAY + timedelta(days=2)
    session.save()

    [after] = events(client, session.calendar_url)

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART") == DAY + timedelta(days=2)


def test_sequence_rises_when_a_sitting_is_changed_or_deleted(client):
    session = planned()
    sitting = SittingFactory(session=session, number=1, starts_at=time(8))
    sequences = [events(client, session.calendar_url)[0]["SEQUENCE"]]
    sitting.starts_at = time(9)
    sitting.save()
    sequences.append(events(client, session.calendar_url)[0]["SEQUENCE"])
    sitting.delete()
    sequences.append(events(client, session.calendar_url)[0]["SEQUENCE"])

    assert sequences == sorted(set(sequences))


@pytest.mark.parametrize("life", ["postponed", "cancelled"])
def test_session_that_does_not_take_place_stays_as_cancelled(client, life):
    planned(life=life)

    [event] = events(client, "/ky-hop/lich.ics")

    assert event["STATUS"] == "CANCELLED"


def test_calendar_is_the_same_until_a_record_changes(client, time_machine):
    time_machine.move_to("2021-12-01 08:00+07:00", tick=False)
    session = planned()
    first = client.get("/ky-hop/lich.ics")
    time_machine.move_to("2021-12-02 08:00+07:00", tick=False)

    assert client.get("/ky-hop/lich.ics").content == first.content
    assert client.get("/ky-hop/lich.ics", headers={"If-None-Match": first["ETag"]}).status_code == 304

    session.venue = "Nhà văn hóa"
    session.save()
    assert client.get("/ky-hop/lich.ics", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_calendar_of_all_sessions_has_the_filter_of_the_list(client):
    ward = CouncilFactory(ward=True, slug="nghia-do")
    planned(number=4)
    planned(number=5, term__council=ward)
    planned(number=6, status="draft", publish_at=None)
    CouncilSessionFactory(published=True, planned=True, planned_on=None, number=7)

    assert len(events(client, "/ky-hop/lich.ics")) == 2
    [event] = events(client, "/ky-hop/lich.ics?hd=nghia-do")
    assert event["SUMMARY"] == f"Kỳ họp thứ 5, {ward.name}"


def test_calendar_of_all_sessions_costs_the_same_for_one_and_three(client, django_assert_num_queries):
    for number in (1, 2, 3):
        session = planned(number=number)
        SittingFactory(session=session, number=1)
        if number in (1, 3):
            with django_assert_num_queries(4):
                client.get("/ky-hop/lich.ics")


def test_calendar_of_a_session_that_is_not_public_is_not_there(client):
    assert client.get(CouncilSessionFactory().calendar_url).status_code == 404
    assert client.get("/ky-hop/khong-co/2021-2026/3/lich.ics").status_code == 404
