"""The next dates and the petitions on the home page: those of all councils with pages on the portal, each with its name."""

import re
from datetime import date, time, timedelta

import pytest

from hdnd_portal.next_dates import MAX_DATES, next_dates
from tests.factories.citizens import PetitionFactory, ReceptionSessionFactory, VoterMeetingFactory
from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.resolutions import ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 30)
PLANNED_RECEPTION = {"life": "planned", "visits": None, "people": None, "matters": None}
PLANNED_MEETING = {"published": True, "life": "planned"}


@pytest.fixture
def portal():
    return CouncilFactory(name="HĐND quận Cầu Giấy", is_portal=True)


@pytest.fixture
def ward():
    return CouncilFactory(ward=True, name="HĐND phường Nghĩa Đô")


def days_ahead(days):
    return TODAY + timedelta(days=days)


def planned_session(council, day, **fields):
    term = council.terms.first() or TermFactory(council=council, ordinal=2)
    return CouncilSessionFactory(**{"published": True, "planned": True, "planned_on": day, "term": term} | fields)


def home(client, time_machine):
    time_machine.move_to(f"{TODAY} 09:00+07:00", tick=False)
    return client.get("/").content.decode()


def section(html, id):
    match = re.search(f'<section class="section" aria-labelledby="{id}">.*?</section>', html, re.S)
    return " ".join(re.sub("<[^>]+>", " ", match[0]).split()) if match else ""


def test_next_dates_are_those_of_all_councils_in_the_order_of_days(portal, ward):
    planned_session(ward, days_ahead(9), number=4, venue="Hội trường")
    VoterMeetingFactory(council=portal, held_on=days_ahead(3), place="Nhà văn hóa", **PLANNED_MEETING)
    ReceptionSessionFactory(
        council=ward, held_on=TODAY, place="Trụ sở", starts_at=time(13, 30), receiver="delegates", **PLANNED_RECEPTION
    )

    dates = [(one.day, one.title, one.place, one.council_name) for one in next_dates(TODAY)]

    assert dates == [
        (TODAY, "Đại biểu HĐND tiếp công dân", "13 giờ 30, Trụ sở", "HĐND phường Nghĩa Đô"),
        (days_ahead(3), "Tiếp xúc cử tri định kỳ", "Nhà văn hóa", "HĐND quận Cầu Giấy"),
        (days_ahead(9), "Kỳ họp thứ 4, khóa II", "Hội trường", "HĐND phường Nghĩa Đô"),
    ]


def test_next_dates_are_only_public_ones_to_come(portal):
    hidden = CouncilFactory(ward=True, is_hosted=False)
    planned_session(portal, days_ahead(-1))
    planned_session(portal, days_ahead(2), published=False)
    planned_session(portal, days_ahead(2), life="postponed")
    planned_session(hidden, days_ahead(2))
    VoterMeetingFactory(council=portal, held_on=days_ahead(2), life="planned")
    VoterMeetingFactory(council=portal, held_on=days_ahead(-2), **PLANNED_MEETING)
    ReceptionSessionFactory(council=hidden, held_on=days_ahead(2), **PLANNED_RECEPTION)
    ReceptionSessionFactory(council=portal, held_on=days_ahead(2), **PLANNED_RECEPTION | {"life": "cancelled"})

    assert next_dates(TODAY) == []


def test_next_dates_are_no_more_than_fit(portal):
    for days in range(MAX_DATES + 2):
        ReceptionSessionFactory(council=portal, held_on=days_ahead(days), **PLANNED_RECEPTION)
    planned_session(portal, days_ahead(1), number=5)

    days = [(one.day - TODAY).days for one in next_dates(TODAY)]

    assert days == [0, 1, 1, 2, 3]


def test_home_view_names_the_council_of_each_row_where_councils_share_the_portal(client, time_machine, portal, ward):
    planned_session(ward, days_ahead(9), number=4)
    ReceptionSessionFactory(council=portal, held_on=days_ahead(2), place="Trụ sở", starts_at=time(8), **PLANNED_RECEPTION)
    PetitionFactory(council=ward, published=True, public_summary="Đề nghị lắp đèn.", received_on=days_ahead(-5))
    PetitionFactory(council=portal, published=True, public_summary="Đề nghị nạo vét mương.", received_on=days_ahead(-9))
    PetitionFactory(council=ward, public_summary="Đề nghị chưa đăng.", received_on=days_ahead(-1))

    ResolutionFactory(session__term__council=portal, signed=True, published=True)

    html = home(client, time_machine)

    assert "HĐND quận Cầu Giấy Kỳ họp thứ" in section(html, "nghi-quyet-moi")
    dates, petitions = section(html, "lich"), section(html, "kien-nghi")
    assert "02 12/2026 Thường trực HĐND tiếp công dân HĐND quận Cầu Giấy 8 giờ, Trụ sở" in dates
    assert "09 12/2026 Kỳ họp thứ 4, khóa II HĐND phường Nghĩa Đô" in dates
    assert re.search(
        "Đề nghị lắp đèn. Đã tiếp nhận HĐND phường Nghĩa Đô .*nạo vét mương. Đã tiếp nhận HĐND quận Cầu Giấy", petitions
    )
    assert "chưa đăng" not in html


def test_home_view_names_no_council_in_the_rows_of_its_only_one(client, time_machine, portal):
    ReceptionSessionFactory(council=portal, held_on=days_ahead(2), **PLANNED_RECEPTION)
    PetitionFactory(council=portal, published=True, public_summary="Đề nghị lắp đèn.", received_on=days_ahead(-5))

    html = home(client, time_machine)

    assert "Đề nghị lắp đèn. Đã tiếp nhận" in section(html, "kien-nghi")
    assert "HĐND quận Cầu Giấy" not in section(html, "kien-nghi") + section(html, "lich")


def test_home_view_without_dates_and_petitions_has_no_such_parts(client, time_machine, portal):
    html = home(client, time_machine)

    assert section(html, "lich") + section(html, "kien-nghi") == ""
