"""Forms that could not be saved are opened again with what was typed: after signing in again, for the same user only."""

import pytest
from django.contrib.messages import get_messages
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from citizens.models import Petition
from core.admin.carried_forms import PURPOSE
from core.admin.form_requests import NOT_REOPENED, OTHER_USER, SIGNED_IN_AGAIN
from core.admin.form_versions import SALT
from core.models import Waiver
from core.pages.page_forms import NOT_SAVED, form_of_token
from core.records.encryption import decrypted
from councils.models import Area
from news.models import Article
from tests.browser.staff_page import PASSWORD
from tests.browser_forms import form_with, forms_with, typed
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.citizens import PetitionFactory
from tests.factories.councils import AreaFactory, CouncilFactory
from tests.factories.news import ArticleFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text

pytestmark = pytest.mark.django_db

TEXT = "Dòng đầu <b>“đậm”</b> & hết.\r\nDòng hai."


@pytest.fixture
def council():
    return CouncilFactory()


def staff(council, role="reviewer", password=PASSWORD):
    user = ServiceFactory(council=council, role=role).user
    user.set_password(password)
    user.save()
    return user


def sign_in(client, response, user, password=PASSWORD):
    """Type name and password into the page for signing in that `response` is."""
    address, data = form_with(response, "_carried")
    return client.post(address, data | {"username": user.username, "password": password})


def reopened(client, response):
    """The form that the button of a page opens again."""
    address, data = form_with(response, "_reopen")
    return client.post(address, data)


def messages_of(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def user(client, council):
    user = staff(council)
    client.force_login(user)
    return user


def test_form_posted_without_session_is_opened_again_after_signing_in(client, council, user):
    article = ArticleFactory(council=council, title="Tên cũ", body="Nội dung cũ")
    url = admin_url(Article, "change", article.pk)
    data = typed(client, url, title="Tên mới", body=TEXT) | {"_save": "Lưu"}
    client.cookies.pop("sessionid")

    page = client.post(url, data)
    assert page.status_code == 200
    assert "Phiên làm việc đã hết nên biểu mẫu chưa được lưu." in visible_text(page)
    assert page["Cache-Control"] == "private, no-store"
    assert "Tên mới" not in page.content.decode()  # who does not sign in reads nothing of it

    between = sign_in(client, page, user)
    assert SIGNED_IN_AGAIN in visible_text(between)
    form = reopened(client, between)
    assert form.status_code == 200
    assert NOT_SAVED in visible_text(form)
    assert "errornote" not in form.content.decode()
    assert Article.objects.get().title == "Tên cũ"

    address, fields = form_with(form, "_form")
    assert address == url
    assert (fields["title"], fields["body"]) == (["Tên mới"], [TEXT])
    assert form_of_token(fields["_form"][0]) == form_of_token(data["_form"][0])
    versions = [signing.loads(values["_version"][0], salt=SALT) for values in (fields, data)]
    assert versions[0] == versions[1]  # so that a change since then is merged
    assert client.post(address, fields | {"_save": "Lưu"}).status_code == 302
    assert Article.objects.get().title == "Tên mới"


def test_form_is_carried_through_a_wrong_password(client, council, user):
    url = admin_url(Area, "add")
    data = typed(client, url, name="Dịch Vọng")
    client.cookies.pop("sessionid")

    wrong = sign_in(client, client.post(url, data), user, password="sai")
    form = reopened(client, sign_in(client, wrong, user))

    assert form_with(form, "_form")[1]["name"] == ["Dịch Vọng"]


def test_form_with_query_and_inline_rows_is_opened_again(client, council, user):
    url = f"{admin_url(Petition, 'add')}?_changelist_filters=q%3Da"
    data = typed(client, url, content=TEXT, **{"statuses-TOTAL_FORMS": "2", "statuses-1-text": "Đang xem xét"})
    client.cookies.pop("sessionid")

    form = reopened(client, sign_in(client, client.post(url, data), user))

    fields = form_with(form, "_form")[1]
    assert form.wsgi_request.get_full_path() == url
    assert fields["statuses-TOTAL_FORMS"] == ["2"]
    assert fields["statuses-1-text"] == ["Đang xem xét"]
    assert fields["content"] == [TEXT]
    assert Petition.objects.count() == 0


def test_form_of_another_user_is_not_opened_again(client, council, user):
    other = staff(council)
    url = admin_url(Area, "add")
    data = typed(client, url, name="Dịch Vọng")
    client.cookies.pop("sessionid")

    response = sign_in(client, client.post(url, data), other)

    assert response.status_code == 302
    assert response.url == reverse("admin:index")
    assert "Dịch Vọng" not in client.get(response.url).content.decode()
    assert messages_of(response) == [OTHER_USER]


def test_form_without_the_mark_of_its_user_is_not_carried(client, council, user):
    url = admin_url(Area, "add")
    data = typed(client, url, name="Dịch Vọng")
    client.cookies.pop("sessionid")

    for token in ("", "x", data["_form"][0][:-1]):
        response = client.post(url, data | {"_form": token})
        assert response.status_code == 302
        assert response.url == f"{reverse('admin:login')}?next={url}"


def test_passwords_are_not_carried(client, council):
    administrator = UserFactory(administrator=True)
    administrator.set_password(PASSWORD)
    administrator.save()
    client.force_login(administrator)
    url = admin_url(type(administrator), "add")
    data = typed(client, url, username="lan", password1="bí mật của Lan", password2="bí mật của Lan")
    client.cookies.pop("sessionid")

    page = client.post(url, data)
    carried = decrypted(form_with(page, "_carried")[1]["_carried"][0], PURPOSE)
    form = reopened(client, sign_in(client, page, administrator))

    assert "lan" in carried
    assert "csrf" not in carried
    assert "m\\u1eadt c\\u1ee7a Lan" not in carried
    fields = form_with(form, "_form")[1]
    assert (fields["username"], fields["password1"]) == (["lan"], [""])


def test_files_of_a_form_that_is_opened_again_are_named(client, council, user):
    url = admin_url(Article, "add")
    data = typed(client, url, title="Có ảnh", **{"photos-TOTAL_FORMS": "1"})
    client.cookies.pop("sessionid")

    page = client.post(url, data | {"photos-0-image": SimpleUploadedFile("lễ khai mạc.jpg", b"x")})
    form = reopened(client, sign_in(client, page, user))

    assert "Tệp cần chọn lại: lễ khai mạc.jpg." in visible_text(form)
    assert form_with(form, "_form")[1]["title"] == ["Có ảnh"]


def test_form_too_large_to_be_posted_again_is_not_carried(client, council, user, settings):
    url = admin_url(Article, "add")
    data = typed(client, url, body="x" * 100_000)
    client.cookies.pop("sessionid")
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 150_000

    assert client.post(url, data).status_code == 302


def test_carried_form_expires(client, council, user, time_machine):
    time_machine.move_to(1_796_000_000, tick=False)
    client.force_login(user)
    url = admin_url(Area, "add")
    data = typed(client, url, name="Dịch Vọng")
    client.cookies.pop("sessionid")
    page = client.post(url, data)
    time_machine.shift(12 * 3600 + 1)

    assert sign_in(client, page, user).status_code == 302


def test_reopened_publication_button_publishes_nothing(client, council, user):
    article = ArticleFactory(council=council)
    url = admin_url(Article, "change", article.pk)
    data = typed(client, url) | {"_publish": "1", "_reopen": "form"}

    assert NOT_SAVED in visible_text(client.post(url, data))

    article.refresh_from_db()
    assert article.status == Article.Status.DRAFT


def test_view_that_cannot_open_a_form_again_does_nothing(client, council, user):
    area = AreaFactory(council=council)
    url = admin_url(Area, "delete", area.pk)

    response = client.post(url, {"post": "yes", "_reopen": "form"})

    assert (response.status_code, response.url) == (302, url)
    assert messages_of(response) == [NOT_REOPENED]
    assert Area.objects.filter(pk=area.pk).exists()


@pytest.mark.parametrize("page", ["/quan-tri/khac/", ""])
def test_form_of_another_page_is_not_opened(client, council, user, page):
    first, second = AreaFactory(council=council), AreaFactory(council=council)
    data = typed(client, admin_url(Area, "change", first.pk), name="Gõ ở bản ghi thứ nhất")

    response = client.post(admin_url(Area, "change", second.pk), data | {"_reopen": "form"})

    assert response.status_code == 302
    assert messages_of(response) == [NOT_REOPENED]


def test_verb_page_is_opened_again_with_its_preview_and_confirms_nothing(client, council, user):
    petition = PetitionFactory(council=council)
    url = admin_url(Petition, "ghi_dien_bien", petition.pk)
    data = typed(client, url, text="Đã chuyển Sở Xây dựng")
    client.cookies.pop("sessionid")

    page = client.post(url, data | {"_confirm": "1"})
    form = reopened(client, sign_in(client, page, user))

    assert form_with(form, "_form")[1]["text"] == ["Đã chuyển Sở Xây dựng"]
    assert petition.statuses.count() == 0


def test_action_of_a_list_is_opened_again_and_withdraws_nothing(client, council, user):
    article = ArticleFactory(council=council, published=True)
    url = admin_url(Article, "changelist")
    action = {"action": "withdraw_selected", "_selected_action": [article.pk]}
    data = form_with(client.post(url, action), "_form")[1] | {"reason": "Chưa đúng"}
    client.cookies.pop("sessionid")

    form = reopened(client, sign_in(client, client.post(url, data), user))

    assert form_with(form, "_form")[1]["reason"] == ["Chưa đúng"]
    article.refresh_from_db()
    assert article.status == Article.Status.PUBLISHED


def test_csrf_failure_of_the_same_user_gives_the_form_back(council, user):
    strict = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})
    strict.force_login(user)
    url = admin_url(Area, "add")
    data = typed(strict, url, name="Dịch Vọng")
    data["csrfmiddlewaretoken"] = ["z" * 64]  # that of a session before

    page = strict.post(url, data)
    form = reopened(strict, page)

    assert page.status_code == 403
    assert "mở lại biểu mẫu, xem lại rồi lưu" in visible_text(page)
    assert form_with(form, "_form")[1]["name"] == ["Dịch Vọng"]
    assert not Area.objects.filter(name="Dịch Vọng").exists()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://example.org", "sec-fetch-site": "same-origin"},
        {"origin": "null"},
        {"referer": "http://example.org/quan-tri/"},
    ],
)
def test_csrf_failure_of_another_site_gives_nothing_back(council, user, headers):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    url = admin_url(Area, "add")
    data = typed(strict, url, name="Dịch Vọng") | {"csrfmiddlewaretoken": ["z" * 64]}

    page = strict.post(url, data, headers=headers)

    assert page.status_code == 403
    assert forms_with(page, "_reopen") == []
    assert "Dịch Vọng" not in page.content.decode()


def test_csrf_failure_gives_nothing_to_another_user(council, user):
    strict = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})
    strict.force_login(user)
    url = admin_url(Area, "add")
    data = typed(strict, url, name="Dịch Vọng")
    strict.force_login(staff(council))
    data["csrfmiddlewaretoken"] = ["z" * 64]

    page = strict.post(url, data)

    assert page.status_code == 403
    assert "Dịch Vọng" not in page.content.decode()


def test_csrf_failure_without_session_leads_to_the_page_for_signing_in(council, user):
    strict = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})
    strict.force_login(user)
    url = admin_url(Area, "add")
    data = typed(strict, url, name="Dịch Vọng")
    strict.cookies.clear()

    page = strict.post(url, data)
    form = reopened(strict, sign_in(strict, page, user))

    assert form_with(form, "_form")[1]["name"] == ["Dịch Vọng"]
    assert Waiver.objects.count() == 0
