"""How long a user stays signed in: a day of work from signing in, an hour more for each press of the button, no more."""

import pytest
from django.urls import reverse

from tests.browser.staff_page import PASSWORD
from tests.factories.accounts import ServiceFactory

pytestmark = pytest.mark.django_db

HOUR = 3600
START = "2026-06-01T01:00:00Z"


@pytest.fixture
def signed_in(client, time_machine):
    time_machine.move_to(START, tick=False)
    user = ServiceFactory(role="reviewer").user
    user.set_password(PASSWORD)
    user.save()
    client.post(reverse("admin:login"), {"username": user.username, "password": PASSWORD, "next": reverse("admin:index")})
    return client


def seconds(client):
    return client.get(reverse("admin:session_time")).json()["seconds"]


def test_session_ends_a_day_of_work_after_signing_in_whatever_is_opened(signed_in, time_machine):
    assert seconds(signed_in) == 12 * HOUR
    time_machine.shift(11 * HOUR)
    signed_in.get(reverse("admin:index"))
    assert seconds(signed_in) == HOUR

    time_machine.shift(HOUR)
    assert signed_in.get(reverse("admin:index")).status_code == 302


def test_button_prolongs_the_session_by_an_hour_at_most(signed_in, time_machine):
    assert signed_in.post(reverse("admin:session_time")).json() == {"seconds": 12 * HOUR}  # not shortened
    time_machine.shift(12 * HOUR - 60)

    assert signed_in.post(reverse("admin:session_time")).json() == {"seconds": HOUR}
    time_machine.shift(HOUR - 1)
    assert seconds(signed_in) == 1
    time_machine.shift(1)
    assert signed_in.get(reverse("admin:index")).status_code == 302


def test_pages_of_staff_say_when_the_session_ends(signed_in, time_machine):
    time_machine.shift(2 * HOUR)

    page = signed_in.get(reverse("admin:index")).content.decode()

    assert f'data-session-seconds="{10 * HOUR}"' in page


def test_delegate_stays_signed_in_for_a_day_of_work_too(client, time_machine):
    time_machine.move_to(START, tick=False)
    user = ServiceFactory(role="delegate").user
    user.set_password(PASSWORD)
    user.save()
    client.post(reverse("sign_in"), {"username": user.username, "password": PASSWORD})
    time_machine.shift(12 * HOUR - 1)
    assert client.get(reverse("delegate_page")).status_code == 200

    time_machine.shift(1)
    assert client.get(reverse("delegate_page")).status_code == 302


def test_anonymous_user_has_no_time(client):
    assert client.get(reverse("admin:session_time")).status_code == 302
    assert client.post(reverse("admin:session_time")).status_code == 302
