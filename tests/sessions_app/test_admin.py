"""Staff see which sessions have no recorded result although their day has passed."""

from datetime import date

import pytest
from django.urls import reverse

from tests.client import StrictClient
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.sessions_app import CouncilSessionFactory
from tests.hdnd_portal.admin_models import listed_rows, visible_text

pytestmark = pytest.mark.django_db

LIST = "admin:sessions_app_councilsession_changelist"


@pytest.fixture
def term():
    return TermFactory(council=CouncilFactory(name="HĐND quận Cầu Giấy"))


@pytest.fixture
def staff(term, time_machine):
    time_machine.move_to("2022-07-07 09:00+07:00", tick=False)
    client = StrictClient()
    client.force_login(ServiceFactory(council=term.council, role="records_officer").user)
    return client


def planned(term, day, number):
    return CouncilSessionFactory(term=term, number=number, planned=True, planned_on=date(2022, 7, day))


def text_of(response):
    return " ".join(visible_text(response).split())


def test_changelist_says_of_which_sessions_nothing_is_recorded(staff, term):
    planned(term, 6, 4)
    planned(term, 7, 5)

    text = text_of(staff.get(reverse(LIST)))

    assert text.count("dự kiến, chưa ghi kết quả") == 1


def test_result_filter_lists_sessions_without_a_result(staff, term):
    late = planned(term, 6, 4)
    planned(term, 7, 5)

    assert listed_rows(staff.get(reverse(LIST), {"ket-qua": "chua-ghi"})) == {late}


def test_desk_leads_to_the_sessions_of_the_own_council_without_a_result(staff, term):
    planned(term, 7, 9)
    assert "Chưa ghi kết quả" not in text_of(staff.get(reverse("admin:index")))

    sessions = [planned(term, day, number) for number, day in enumerate((1, 2, 3, 4), start=4)]
    planned(TermFactory(council=CouncilFactory(name="HĐND phường khác")), 1, 4)

    response = staff.get(reverse("admin:index"))

    assert f"Chưa ghi kết quả: {sessions[0]}, HĐND quận Cầu Giấy" in text_of(response)
    assert "và cả 4 kỳ họp" in text_of(response)
    assert reverse("admin:sessions_app_councilsession_change", args=[sessions[0].pk]) in response.content.decode()
    assert "HĐND phường khác" not in text_of(response)
