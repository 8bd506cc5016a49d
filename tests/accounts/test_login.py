"""Sign-in of staff: it locks after wrong passwords and reveals no username."""

import pytest

from tests.factories.accounts import ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db

LOGIN_URL = "/quan-tri/login/"
PASSWORD_CHANGE_URL = "/quan-tri/password_change/"
WRONG = {"username": "can-bo", "password": "mật khẩu đoán"}


def test_login_view_locks_after_five_wrong_passwords(client):
    UserFactory(username="can-bo")

    statuses = [client.post(LOGIN_URL, WRONG).status_code for _ in range(5)]

    assert statuses == [200, 200, 200, 200, 429]


def test_login_view_stays_locked_for_the_right_password_but_not_for_another_address(client):
    user = UserFactory(username="can-bo")
    user.set_password("mật khẩu đúng")
    user.save()
    right = WRONG | {"password": "mật khẩu đúng"}
    for _ in range(5):
        client.post(LOGIN_URL, WRONG)

    assert client.post(LOGIN_URL, right).status_code == 429
    assert client.post(LOGIN_URL, right, REMOTE_ADDR="10.0.0.7").status_code == 302


def test_client_ip_address_separates_clients_behind_one_proxy(client, settings):
    settings.AXES_CLIENT_IP_CALLABLE = "accounts.client_ip.client_ip_address"
    user = UserFactory(username="can-bo")
    user.set_password("mật khẩu đúng")
    user.save()
    right = WRONG | {"password": "mật khẩu đúng"}

    guesses = [
        client.post(LOGIN_URL, WRONG, headers={"X-Forwarded-For": f"10.0.0.{n}, 203.0.113.9"}).status_code for n in range(5)
    ]

    assert guesses == [200, 200, 200, 200, 429]
    assert client.post(LOGIN_URL, right, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 429
    assert client.post(LOGIN_URL, right, headers={"X-Forwarded-For": "203.0.113.10"}).status_code == 302


@pytest.mark.parametrize("invalid", ["", "abc", "203.0.113.9, abc", "<script>", "1.2.3.4:80"])
def test_client_ip_address_is_that_of_the_proxy_for_an_invalid_header(client, settings, invalid):
    settings.AXES_CLIENT_IP_CALLABLE = "accounts.client_ip.client_ip_address"

    statuses = [client.post(LOGIN_URL, WRONG, headers={"X-Forwarded-For": invalid}).status_code for _ in range(5)]

    assert statuses == [200, 200, 200, 200, 429]


def test_login_view_does_not_log_usernames(client, caplog):
    for _ in range(5):
        client.post(LOGIN_URL, WRONG)

    assert "can-bo" not in caplog.text


def test_login_view_reports_a_wrong_password_and_retains_the_username_only(client):
    page = client.post(LOGIN_URL, WRONG | {"next": "/quan-tri/news/"}).content.decode()

    assert "<h2>Có 1 chỗ cần sửa</h2>" in page
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy gõ lại, chú ý chữ hoa và chữ thường." in page
    assert 'value="can-bo"' in page
    assert WRONG["password"] not in page
    assert '<input type="hidden" name="next" value="/quan-tri/news/">' in page


def test_login_view_reports_a_blank_field_beside_it(client):
    page = client.post(LOGIN_URL, {"username": "can-bo"}).content.decode()

    assert '<a href="#id_password">Mật khẩu: ' in page
    assert 'aria-describedby="id_password_error"' in page
    assert '<div class="form-error" id="id_password_error">' in page


def test_login_view_names_an_account_without_permission_and_offers_to_sign_in_as_another(client):
    client.force_login(UserFactory(username="nguoi-doc", is_staff=False))

    page = client.get("/quan-tri/", follow=True).content.decode()

    assert "Tài khoản nguoi-doc không được vào trang này." in page
    assert '<label for="id_username">' in page


def test_password_change_view_changes_the_users_own_password(client):
    user = UserFactory()
    user.set_password("mật khẩu cũ")
    user.save()
    client.force_login(user)
    new = {"new_password1": "mật khẩu mới 2021", "new_password2": "mật khẩu mới 2021"}

    refused = client.post(PASSWORD_CHANGE_URL, {"old_password": "sai"} | new).content.decode()
    changed = client.post(PASSWORD_CHANGE_URL, {"old_password": "mật khẩu cũ"} | new)
    user.refresh_from_db()

    assert '<a href="#id_old_password">Mật khẩu cũ ' in refused
    assert "mật khẩu mới 2021" not in refused
    assert changed.status_code == 302
    assert user.check_password("mật khẩu mới 2021")


@pytest.mark.parametrize("wanted", ["/không-có/", "/a b", "/%00", "/khong-co/?trang=á", "/khong-co/#muc"])
def test_refused_page_that_was_wanted_leads_to_the_desk_however_it_is_written(client, wanted):
    user = ServiceFactory().user
    user.set_password("mật khẩu 2021")
    user.save()

    for address in ("/dang-nhap/", LOGIN_URL):
        client.logout()
        data = {"username": user.username, "password": "mật khẩu 2021", "next": wanted}
        page = client.post(address, data, follow=True)

        assert (page.status_code, page.redirect_chain[-1][0]) == (200, "/quan-tri/")


def test_refused_page_below_the_login_page_leads_to_the_desk(client):
    user = ServiceFactory().user
    user.set_password("mật khẩu 2021")
    user.save()

    page = client.post(LOGIN_URL, {"username": user.username, "password": "mật khẩu 2021", "next": " khong-co/"}, follow=True)

    assert (page.status_code, page.redirect_chain[-1][0]) == (200, "/quan-tri/")
