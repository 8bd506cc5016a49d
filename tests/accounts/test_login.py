"""The door of the staff: guessing is slow work, and what is guessed is told to nobody."""

import pytest

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

DOOR = "/quan-tri/login/"
PASSWORD = "/quan-tri/password_change/"
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


def test_stranger_behind_the_same_proxy_does_not_lock_the_office_out(client, settings):
    settings.AXES_CLIENT_IP_CALLABLE = "accounts.client_ip.client_ip_address"
    user = UserFactory(username="can-bo")
    user.set_password("mật khẩu đúng")
    user.save()
    right = WRONG | {"password": "mật khẩu đúng"}

    guesses = [client.post(DOOR, WRONG, headers={"X-Forwarded-For": f"10.0.0.{n}, 203.0.113.9"}).status_code for n in range(5)]

    assert guesses == [200, 200, 200, 200, 429]
    assert client.post(DOOR, right, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 429
    assert client.post(DOOR, right, headers={"X-Forwarded-For": "203.0.113.10"}).status_code == 302


@pytest.mark.parametrize("junk", ["", "abc", "203.0.113.9, abc", "<script>", "1.2.3.4:80"])
def test_junk_in_the_place_of_an_address_is_the_proxys(client, settings, junk):
    settings.AXES_CLIENT_IP_CALLABLE = "accounts.client_ip.client_ip_address"

    statuses = [client.post(DOOR, WRONG, headers={"X-Forwarded-For": junk}).status_code for _ in range(5)]

    assert statuses == [200, 200, 200, 200, 429]


def test_guesses_leave_no_account_in_the_log(client, caplog):
    for _ in range(5):
        client.post(DOOR, WRONG)

    assert "can-bo" not in caplog.text


def test_wrong_password_is_told_on_top_and_only_the_name_is_kept(client):
    page = client.post(DOOR, WRONG | {"next": "/quan-tri/news/"}).content.decode()

    assert "<h2>Có 1 chỗ cần sửa</h2>" in page
    assert 'value="can-bo"' in page
    assert WRONG["password"] not in page
    assert '<input type="hidden" name="next" value="/quan-tri/news/">' in page


def test_blank_box_is_told_beside_it(client):
    page = client.post(DOOR, {"username": "can-bo"}).content.decode()

    assert '<a href="#id_password">Mật khẩu: ' in page
    assert 'aria-describedby="id_password_error"' in page
    assert '<div class="form-error" id="id_password_error">' in page


def test_account_without_rights_is_told_so_and_may_sign_in_as_another(client):
    client.force_login(UserFactory(username="nguoi-doc", is_staff=False))

    page = client.get("/quan-tri/", follow=True).content.decode()

    assert "Tài khoản nguoi-doc không được vào trang này." in page
    assert '<label for="id_username">' in page


def test_own_password_is_changed(client):
    user = UserFactory()
    user.set_password("mật khẩu cũ")
    user.save()
    client.force_login(user)
    new = {"new_password1": "mật khẩu mới 2021", "new_password2": "mật khẩu mới 2021"}

    refused = client.post(PASSWORD, {"old_password": "sai"} | new).content.decode()
    changed = client.post(PASSWORD, {"old_password": "mật khẩu cũ"} | new)
    user.refresh_from_db()

    assert '<a href="#id_old_password">Mật khẩu cũ: ' in refused
    assert "mật khẩu mới 2021" not in refused
    assert changed.status_code == 302
    assert user.check_password("mật khẩu mới 2021")
