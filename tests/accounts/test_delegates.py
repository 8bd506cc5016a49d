"""Delegates are not staff: they sign in on a page of the portal and have a page of their own."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.sign_in import FOR_DELEGATES, NO_ROLE, REFUSED
from exchange.sample.logins import create_logins
from tests.client import StrictClient
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import BodyFactory, CouncilFactory, MandateFactory, MembershipFactory, TermFactory
from tests.factories.resolutions import ResolutionFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text

pytestmark = pytest.mark.django_db

SIGN_IN, PAGE, PASSWORD_PAGE = "/dang-nhap/", "/trang-dai-bieu/", "/trang-dai-bieu/mat-khau/"
PASSWORD = "mật khẩu của đại biểu"


def with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def delegate():
    return with_password(ServiceFactory(role="delegate", user__username="dai-bieu").user)


@pytest.fixture
def staff():
    return with_password(ServiceFactory(user__username="can-bo").user)


def sign_in(client, user, address=SIGN_IN, **data):
    return client.post(address, {"username": user.username, "password": PASSWORD} | data, follow=True)


def is_staff(user):
    return User.objects.get(pk=user.pk).is_staff


def test_service_save_takes_the_admin_from_a_user_who_is_only_a_delegate():
    delegate = ServiceFactory(role="delegate")
    both = ServiceFactory(role="delegate", user=ServiceFactory(role="records_officer").user)

    assert not is_staff(delegate.user)
    assert is_staff(both.user)


def test_service_delete_takes_the_admin_when_only_the_role_of_a_delegate_is_left():
    clerk = ServiceFactory()
    ServiceFactory(role="delegate", user=clerk.user)

    clerk.delete()

    assert not is_staff(clerk.user)


def test_user_save_refuses_the_admin_to_a_delegate_but_not_to_a_superuser(delegate):
    delegate.is_staff = True
    delegate.save()
    administrator = ServiceFactory(role="delegate", user=UserFactory(administrator=True)).user

    assert not is_staff(delegate)
    assert is_staff(administrator)


def test_staff_admin_says_that_a_delegate_does_not_enter_the_admin(admin_client, delegate):
    service = delegate.services.get()
    data = {
        "username": "dai-bieu",
        "first_name": "Bưởi",
        "last_name": "Trần",
        "is_active": "on",
        "is_staff": "on",
        "services-TOTAL_FORMS": 1,
        "services-INITIAL_FORMS": 1,
        "services-0-id": service.pk,
        "services-0-user": delegate.pk,
        "services-0-council": service.council_id,
        "services-0-role": "delegate",
    }

    text = visible_text(admin_client.post(admin_url(User, "change", delegate.pk), data, follow=True))

    assert "chỉ có vai trò đại biểu nên không vào trang quản trị" in text
    assert not is_staff(delegate)


def test_councils_leaves_out_those_where_the_user_is_only_a_delegate(client):
    service = ServiceFactory(role="reviewer")
    other = ServiceFactory(role="delegate", user=service.user).council
    own_draft = ResolutionFactory(session__term__council=service.council, title="Nghị quyết của ta")
    ResolutionFactory(session__term__council=other, title="Bản nháp nơi khác")
    client.force_login(service.user)

    text = visible_text(client.get(admin_url(type(own_draft), "changelist")))

    assert "Nghị quyết của ta" in text
    assert "Bản nháp nơi khác" not in text


def test_sign_in_view_leads_a_delegate_to_the_delegates_page_and_staff_to_the_admin(client, delegate, staff):
    assert sign_in(client, delegate).redirect_chain == [(PAGE, 302)]
    assert sign_in(StrictClient(), staff).redirect_chain == [("/quan-tri/", 302)]


def test_sign_in_view_sends_signed_in_staff_to_the_admin_and_a_delegate_to_the_own_page(client, delegate, staff):
    client.force_login(staff)
    visitor = StrictClient()
    visitor.force_login(delegate)

    assert client.get(SIGN_IN).url == "/quan-tri/"
    assert visitor.get(SIGN_IN).url == PAGE


def test_sign_in_view_locks_after_five_wrong_passwords_as_the_admin_does(client, delegate):
    wrong = {"username": delegate.username, "password": "đoán"}

    assert [client.post(SIGN_IN, wrong).status_code for _ in range(5)] == [200, 200, 200, 200, 429]
    assert client.post("/quan-tri/login/", wrong).status_code == 429


def test_sign_in_view_refuses_an_account_without_a_role(client):
    user = with_password(UserFactory(is_staff=False))

    assert NO_ROLE in visible_text(sign_in(client, user))


def test_sign_in_view_retains_username_and_next_but_no_password(client):
    html = client.post(SIGN_IN, {"username": "ai-do", "password": "sai rồi", "next": "/tin-tuc/"}).content.decode()

    assert 'value="ai-do"' in html
    assert '<input type="hidden" name="next" value="/tin-tuc/">' in html
    assert "sai rồi" not in html


@pytest.mark.parametrize(
    "unsafe", ["https://example.com/", "//example.com", "/\\example.com", "javascript:alert(1)", "/dang-xuat/", SIGN_IN, "\x00"]
)
def test_sign_in_view_ignores_an_unsafe_next(client, delegate, unsafe):
    assert sign_in(client, delegate, next=unsafe).redirect_chain == [(PAGE, 302)]


def test_sign_in_view_leads_a_delegate_to_public_pages_but_never_to_the_admin(client, delegate):
    assert sign_in(client, delegate, next="/tin-tuc/").redirect_chain == [("/tin-tuc/", 302)]
    assert sign_in(StrictClient(), delegate, next="/quan-tri/resolutions/resolution/").redirect_chain == [(PAGE, 302)]


@pytest.mark.parametrize("address", [SIGN_IN, "/quan-tri/login/"])
@pytest.mark.parametrize("wanted", ["/nghi-quyet/2021/khong-co/", "/quan-tri/accounts/service/", "/quan-tri/khong-co/"])
def test_refused_page_middleware_leads_staff_to_the_desk_with_a_sentence(client, staff, address, wanted):
    response = sign_in(client, staff, address, next=wanted)

    assert response.redirect_chain[-1] == ("/quan-tri/", 302)
    assert response.status_code == 200
    assert REFUSED in visible_text(response)


def test_refused_page_middleware_leads_a_delegate_to_the_own_page_with_a_sentence(client, delegate):
    response = sign_in(client, delegate, next="/nghi-quyet/2021/khong-co/")

    assert response.redirect_chain[-1] == (PAGE, 302)
    assert REFUSED in visible_text(response)


def test_refused_page_middleware_leaves_later_refusals_alone(client, staff):
    sign_in(client, staff, next="/quan-tri/")

    assert client.get("/nghi-quyet/2021/khong-co/").status_code == 404
    assert client.get("/quan-tri/accounts/service/").status_code == 403


def test_admin_site_shows_a_delegate_a_page_that_leads_on(client, delegate):
    client.force_login(delegate)

    response = client.get("/quan-tri/resolutions/resolution/", follow=True)

    assert response.status_code == 403
    assert len(response.redirect_chain) == 1
    assert "Trang này dành cho cán bộ" in visible_text(response)
    assert f'href="{PAGE}"' in response.content.decode()


def test_admin_site_tells_a_delegate_with_the_right_password_only_where_to_sign_in(client, delegate):
    sentence = FOR_DELEGATES.format(path=SIGN_IN)

    assert sentence in visible_text(sign_in(client, delegate, "/quan-tri/login/"))
    guess = client.post("/quan-tri/login/", {"username": delegate.username, "password": "đoán"})
    assert sentence not in visible_text(guess)


def test_delegate_page_names_the_mandates_of_today_with_unit_and_bodies(client, delegate, time_machine):
    time_machine.move_to("2022-05-20 09:00+07:00")
    term = TermFactory(start="2021-07-01", end=None)
    mandate = MandateFactory(term=term, start="2021-07-01")
    body = BodyFactory(council=term.council, name="Ban Pháp chế", kind="committee", start="2021-07-01")
    MembershipFactory(mandate=mandate, body=body, start="2021-07-01")
    delegate.person = mandate.person
    delegate.save()
    client.force_login(delegate)

    text = visible_text(client.get(PAGE))

    assert str(mandate.person) in text
    assert term.council.full_name in text
    assert str(term) in text
    assert "01/07/2021" in text
    assert "Ban Pháp chế" in text
    assert f'href="/ky-hop/?hd={term.council.slug}"' in client.get(PAGE).content.decode()


def test_delegate_page_shows_the_last_mandate_after_its_end(client, delegate, time_machine):
    time_machine.move_to("2025-07-01 09:00+07:00")
    mandate = MandateFactory(start="2021-07-01", end="2025-07-01", end_reason="council_ended")
    MembershipFactory(mandate=mandate, body__council=mandate.term.council, body__name="Ban Pháp chế", end="2025-07-01")
    delegate.person = mandate.person
    delegate.save()
    client.force_login(delegate)

    text = visible_text(client.get(PAGE))

    assert "Thôi làm đại biểu từ ngày 01/07/2025" in text
    assert "Ban Pháp chế" in text


def test_delegate_page_says_what_to_do_without_a_mandate(client, delegate):
    client.force_login(delegate)

    assert "Tài khoản này chưa gắn với đại biểu nào đang giữ nhiệm vụ." in visible_text(client.get(PAGE))


def test_delegate_page_is_for_delegates_only(client, staff):
    assert client.get(PAGE).url == f"{SIGN_IN}?next={PAGE}"
    client.force_login(staff)
    assert client.get(PAGE).url == "/quan-tri/"
    client.force_login(UserFactory(is_staff=False))
    assert client.get(PAGE, follow=True).redirect_chain == [(SIGN_IN, 302)]


def test_delegate_page_is_also_for_staff_who_are_delegates(client, staff):
    ServiceFactory(role="delegate", user=staff)
    client.force_login(staff)

    assert 'href="/quan-tri/"' in client.get(PAGE).content.decode()


def test_password_view_changes_the_own_password(client, delegate):
    client.force_login(delegate)
    new = {"new_password1": "mật khẩu mới 2021", "new_password2": "mật khẩu mới 2021"}

    refused = client.post(PASSWORD_PAGE, {"old_password": "sai"} | new)
    changed = client.post(PASSWORD_PAGE, {"old_password": PASSWORD} | new, follow=True)

    assert "Có 1 chỗ cần sửa" in visible_text(refused)
    assert "Đã đổi mật khẩu" in visible_text(changed)
    assert User.objects.get(pk=delegate.pk).check_password("mật khẩu mới 2021")


def test_sign_out_view_signs_out_by_post_only(client, delegate):
    client.force_login(delegate)

    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").url == "/"
    assert client.get(PAGE).status_code == 302


def test_pages_of_delegates_are_never_stored_nor_indexed(client, delegate):
    anonymous = [client.get(SIGN_IN), client.get(PAGE), client.post(SIGN_IN, {}), client.post("/dang-xuat/")]
    client.force_login(delegate)
    signed_in = [client.get(path) for path in (SIGN_IN, PAGE, PASSWORD_PAGE, f"{PASSWORD_PAGE}da-doi/", "/quan-tri/login/")]

    assert {response["Cache-Control"] for response in [*anonymous, *signed_in]} == {"private, no-store"}
    pages = [response for response in [*anonymous, *signed_in] if response.status_code in (200, 403)]
    assert all('<meta name="robots" content="noindex">' in page.content.decode() for page in pages)
    assert not any(path in Client().get("/sitemap.xml").content.decode() for path in (SIGN_IN, PAGE))


def test_create_logins_gives_the_delegate_a_person_with_an_open_mandate(settings, tmp_path):
    settings.VAR = tmp_path
    CouncilFactory(slug="phuong-mai-dich", ward=True)
    council = CouncilFactory(slug="cau-giay")
    mandate = MandateFactory(term__council=council)

    create_logins(council)

    assert User.objects.get(username="delegate").person == mandate.person
    assert not User.objects.get(username="delegate").is_staff
