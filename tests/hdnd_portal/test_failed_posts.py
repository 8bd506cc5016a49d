"""A form of the staff whose view fails gets everything typed back: database away, disk full, any other error."""

import errno
import sqlite3

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connections
from django.urls import reverse

from core.admin.records import RecordAdmin
from core.pages.page_forms import NOT_SAVED
from councils.models import Area
from hdnd_portal import failed_posts
from hdnd_portal.failed_posts import DATABASE_AWAY, DISK_FULL, UNEXPECTED
from news.models import Article
from tests.browser_forms import form_with, forms_with, typed
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import AreaFactory, CouncilFactory
from tests.factories.news import ArticleFactory
from tests.hdnd_portal.admin_models import admin_url, visible_text
from tests.uploads import jpeg

pytestmark = pytest.mark.django_db

FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def council():
    return CouncilFactory()


@pytest.fixture
def client(client, council):
    client.raise_request_exception = False
    client.force_login(ServiceFactory(council=council, role="reviewer").user)
    return client


def failing_save(monkeypatch, error):
    def save_model(self, request, obj, form, change):
        raise error

    monkeypatch.setattr(RecordAdmin, "save_model", save_model)


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (OperationalError("server closed the connection unexpectedly"), 503, DATABASE_AWAY),
        (InterfaceError("connection already closed"), 503, DATABASE_AWAY),
        (OperationalError("database is locked"), 503, DATABASE_AWAY),
        (OperationalError("database or disk is full"), 503, DISK_FULL),
        (FULL, 503, DISK_FULL),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), 503, DISK_FULL),
        (OSError(errno.EACCES, "Permission denied"), 500, UNEXPECTED),
        (ZeroDivisionError(), 500, UNEXPECTED),
    ],
)
def test_failed_form_is_given_back_and_can_be_sent_again(client, monkeypatch, error, status, sentence):
    url = f"{admin_url(Area, 'add')}?_changelist_filters=q%3Da"
    data = typed(client, url, name="Dịch Vọng “A” <b>") | {"_addanother": "1"}
    with monkeypatch.context() as patch:
        failing_save(patch, error)
        page = client.post(url, data)

    assert page.status_code == status
    assert sentence in visible_text(page)
    assert page.get("Retry-After") == ("30" if status == 503 else None)
    assert page["Cache-Control"] == "private, no-store"
    address, again = form_with(page, "_form")
    assert address == url
    assert {name: value for name, value in again.items() if name != "csrfmiddlewaretoken"} == {
        name: value if isinstance(value, list) else [value] for name, value in data.items() if name != "csrfmiddlewaretoken"
    }
    assert "Thử gửi lại" in page.content.decode()
    assert client.post(address, again).status_code == 302
    assert Area.objects.get().name == "Dịch Vọng “A” <b>"


def test_failed_form_needs_no_database(client, monkeypatch):
    """Each cursor is refused, as if the server were away: the session cannot be read either."""
    url = admin_url(Area, "add")
    data = typed(client, url, name="Dịch Vọng")

    def refuse(*args, **kwargs):
        raise OperationalError("could not connect to server")

    with monkeypatch.context() as patch:
        patch.setattr(connections["default"], "cursor", refuse)
        page = client.post(url, data)

    assert page.status_code == 503
    assert DATABASE_AWAY in visible_text(page)
    assert form_with(page, "_form")[1]["name"] == ["Dịch Vọng"]


def test_full_disk_of_sqlite_is_recognised_by_its_own_error(tmp_path):
    full = sqlite3.connect(tmp_path / "full.sqlite3")
    full.execute("CREATE TABLE a (b)")
    full.execute("PRAGMA max_page_count = 3")
    with pytest.raises(sqlite3.OperationalError) as raised:
        full.execute("INSERT INTO a VALUES (zeroblob(100000))")
    full.close()

    assert failed_posts.status_and_sentence(raised.value) == (503, DISK_FULL)


def test_storage_without_space_names_the_file_and_opens_the_form_again(client, council, monkeypatch):
    article_url = admin_url(Article, "change", ArticleFactory(council=council).pk)
    photo = {"photos-TOTAL_FORMS": "1", "photos-0-alt": "Hội trường", "photos-0-caption": "Khai mạc", "photos-0-order": "1"}
    data = typed(client, article_url, title="Có ảnh", **photo)

    def save(self, name, content):
        raise FULL

    with monkeypatch.context() as patch:
        failing_save(patch, FULL)
        patch.setattr(FileSystemStorage, "_save", save)
        page = client.post(article_url, data | {"photos-0-image": SimpleUploadedFile("khai mạc.jpg", jpeg())})

    if page.status_code == 200:  # the form itself says that its file could not be stored
        assert "đầy" in visible_text(page)
        return
    assert page.status_code == 503
    assert "Tệp cần chọn lại: khai mạc.jpg." in visible_text(page)
    form = client.post(*form_with(page, "_reopen"))
    assert NOT_SAVED in visible_text(form)
    assert form_with(form, "_form")[1]["title"] == ["Có ảnh"]


def test_failed_form_with_a_password_gives_back_all_but_the_password(admin_client, monkeypatch):
    from accounts.admin import StaffAdmin  # noqa: PLC0415 it registers the admin

    admin_client.raise_request_exception = False
    url = "/quan-tri/accounts/user/add/"
    data = typed(admin_client, url, username="lan", password1="bí mật của Lan", password2="bí mật của Lan")

    def save_model(self, *args):
        raise ZeroDivisionError

    monkeypatch.setattr(StaffAdmin, "save_model", save_model)
    page = admin_client.post(url, data)

    assert page.status_code == 500
    assert "bí mật" not in page.content.decode()
    assert form_with(page, "_reopen")[1]["username"] == ["lan"]


def test_failed_sign_in_gives_nothing_back(client, monkeypatch):
    client.logout()

    def refuse(*args, **kwargs):
        raise OperationalError("could not connect to server")

    monkeypatch.setattr("django.contrib.auth.forms.AuthenticationForm.clean", refuse)
    page = client.post(reverse("admin:login"), {"username": "lan", "password": "bí mật"})

    assert page.status_code == 500
    assert forms_with(page, "username") == []
    assert "bí mật" not in page.content.decode()


def test_failed_page_of_the_public_stays_as_it_was(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("could not connect to server")

    monkeypatch.setattr("hdnd_portal.views.home_blocks", refuse)

    assert "Cổng đang gặp sự cố" in visible_text(client.get("/"))


def test_form_with_the_most_rows_that_an_inline_may_have_is_received(client, council, settings):
    """The largest form of all kinds, with 300 rows in each inline, has fewer fields than Django accepts."""
    from django.contrib import admin  # noqa: PLC0415 beside its use
    from django.test import RequestFactory  # noqa: PLC0415 as above

    from core.admin.inlines import MAX_INLINE_ROWS  # noqa: PLC0415 as above
    from tests.factories.accounts import UserFactory  # noqa: PLC0415 as above

    request = RequestFactory().get("/")
    request.user = UserFactory(administrator=True)
    largest = 0
    for model_admin in admin.site._registry.values():
        rows = [inline.get_formset(request).form.base_fields for inline in model_admin.get_inline_instances(request)]
        number = len(model_admin.get_form(request).base_fields) + sum(MAX_INLINE_ROWS * (len(fields) + 3) + 4 for fields in rows)
        largest = max(largest, number)

    assert largest > 1000  # Django's own limit
    assert largest * 1.2 < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    area = AreaFactory(council=council)
    url = admin_url(Area, "change", area.pk)
    many = {f"{number}": "x" for number in range(largest)}
    assert client.post(url, typed(client, url, name="Mới") | many).status_code == 302
