"""The door of the staff: guessing is slow work, and what is guessed is told to nobody."""

import pytest

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

DOOR = "/quan-tri/login/"
WRONG = {"username": "can-bo", "password": "mật khẩu đoán"}


def test_fifth_wrong_guess_closes_the_door(client):
    UserFactory(username="can-bo")

    statuses = [client.post(DOOR, WRONG).status_code for _ in range(5)]

    assert statuses == [200, 200, 200, 200, 429]


def test_closed_door_stays_closed_to_the_right_password_and_open_to_another_address(client):
    user = UserFactory(username="can-bo")
    user.set_password("mật khẩu đúng")
    user.save()
    right = WRONG | {"password": "mật khẩu đúng"}
    for _ in range(5):
        client.post(DOOR, WRONG)

    assert client.post(DOOR, right).status_code == 429
    assert client.post(DOOR, right, REMOTE_ADDR="10.0.0.7").status_code == 302


def test_guesses_leave_no_account_in_the_log(client, caplog):
    for _ in range(5):
        client.post(DOOR, WRONG)

    assert "can-bo" not in caplog.text
