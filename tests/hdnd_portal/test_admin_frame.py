"""The frame of the staff's pages: whose council it is, the navigation, the way back, no stylesheet of Django."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import reverse

from councils.models import Area, Person
from resolutions.models import IssuedDocument, Resolution
from tests.admin_forms import post_add_form, user_of
from tests.factories.accounts import ServiceFactory, UserFactory
from tests.factories.councils import AreaFactory, BodyFactory
from tests.hdnd_portal.admin_models import admin_url
from tests.hdnd_portal.test_budgets import compressed_size, stylesheet
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

MAX_STYLESHEET = 11 * 1024
RAIL = re.compile(r'<nav class="rail".*?</nav>', re.DOTALL)
ADMIN = Path(admin.__file__).parent
GENERATED = (
    "attention-",
    "column-",
    "errorlist",
    "field-",
    "message-",
    "model-",
    "select2-",
    "state-",
    "toggle-",
    "votes-",
)  # of Django, or with a name or a state
ITEM = re.compile(r'<a href="([^"]*)"( aria-current="page")?>([^<]*)</a>|<span class="rail-group">([^<]*)</span>')


def admin_rules():
    """The text of the admin's own stylesheets, without comments."""
    texts = [path.read_text() for path in (settings.BASE_DIR / "static" / "css" / "admin").glob("*.css")]
    return re.sub(r"/\*.*?\*/", "", "\n".join(texts), flags=re.DOTALL)


def rail_of(client, url):
    """(label, whether it is the current page) for the items of the navigation; a name of a divided group is no link."""
    html = RAIL.search(client.get(url).content.decode())[0]
    return [(label or group, bool(current)) for _, current, label, group in ITEM.findall(html)]


def council_of(client, url):
    return re.search(r'<span class="masthead-name">Quản trị <b>(.*?)</b></span>', client.get(url).content.decode())[1]


def test_rail_lists_groups_and_the_kinds_of_the_current_group(admin_client):
    items = rail_of(admin_client, admin_url(IssuedDocument, "changelist"))

    assert items[:6] == [
        ("Bàn làm việc", False),
        ("Kỳ họp", False),
        ("Nghị quyết", False),
        ("Nghị quyết", False),
        ("Văn bản", True),
        ("Biểu quyết", False),
    ]
    assert [label for label, current in items if current] == ["Văn bản"]
    assert "Người" not in dict(items)


def test_rail_marks_the_kind_of_a_form(admin_client):
    assert ("Người", True) in rail_of(admin_client, admin_url(Person, "add"))


def test_rail_marks_the_index_page(admin_client):
    items = rail_of(admin_client, reverse("admin:index"))

    assert items[0] == ("Bàn làm việc", True)
    assert [label for label, current in items[1:] if current] == []


def test_rail_omits_what_the_user_may_not_view(client):
    client.force_login(ServiceFactory(role="news_editor").user)

    assert "Hệ thống" not in dict(rail_of(client, reverse("admin:index")))


def test_page_that_closes_a_popup_is_vietnamese(client):
    client.force_login(UserFactory(administrator=True))

    response = post_add_form(client, unsaved(AreaFactory), _popup="1")

    assert "<h1>Đã lưu. Bạn có thể đóng cửa sổ này.</h1>" in response.content.decode()


def test_rail_is_absent_in_a_popup(admin_client):
    html = admin_client.get(admin_url(Area, "add"), {"_popup": "1"}).content.decode()

    assert RAIL.search(html) is None
    assert "masthead" not in html


def test_rail_costs_no_query(admin_client, django_assert_num_queries):
    admin_client.get(reverse("admin:index"))  # content types and permissions are cached

    # The session, the user, the recent actions, the council of the portal, the council sessions without a result.
    with django_assert_num_queries(5):
        admin_client.get(reverse("admin:index"))


def test_council_name_is_that_of_the_only_council(client):
    service = ServiceFactory(council__name="HĐND quận Cầu Giấy")
    ServiceFactory(user=service.user, council=service.council, role="reviewer")
    client.force_login(service.user)

    assert council_of(client, reverse("admin:index")) == "HĐND quận Cầu Giấy"


def test_council_name_is_that_of_the_portal_for_several_councils_administrators_and_visitors(client, admin_client):
    service = ServiceFactory()
    ServiceFactory(user=service.user)
    client.force_login(service.user)

    assert council_of(client, reverse("admin:index")) == "Cổng HĐND"
    assert user_of(admin_client).is_superuser
    assert council_of(admin_client, reverse("admin:index")) == "Cổng HĐND"
    client.logout()
    assert council_of(client, reverse("admin:login")) == "Cổng HĐND"


def test_index_names_a_group_of_one_kind_once(admin_client):
    html = admin_client.get(reverse("admin:index")).content.decode()
    names = re.findall(r'<h2 id="[^"]*"( class="visually-hidden")?>(.*?)</h2>', html)

    assert [name for is_hidden, name in names if is_hidden] == ["Giám sát", "Tin bài"]


@pytest.mark.parametrize("view", ["delete", "history"])
def test_breadcrumb_leads_back_to_the_list_and_the_record(admin_client, view):
    body = BodyFactory()
    html = admin_client.get(admin_url(type(body), view, body.pk)).content.decode()
    breadcrumb = re.search(r'<nav class="breadcrumb".*?</nav>', html, re.DOTALL)[0]

    assert re.findall(r'href="([^"]*)"', breadcrumb) == [
        admin_url(type(body), "changelist"),
        admin_url(type(body), "change", body.pk),
    ]


@pytest.mark.parametrize("name", ["changelist", "add"])
def test_staff_pages_load_one_stylesheet(admin_client, name):
    html = admin_client.get(admin_url(Resolution, name)).content.decode()

    assert re.findall(r'<link rel="stylesheet" href="([^"]*)"|href="([^"]*)" media="', html) == [("/static/css/admin.css", "")]


def test_admin_css_is_one_small_file():
    text = stylesheet("css/admin.css")

    assert compressed_size(text.encode()) <= MAX_STYLESHEET
    assert re.findall(r"@import|url\(", text) == []


def test_admin_css_has_no_id_and_no_palette_of_its_own():
    """A colour or an id would begin with a number sign."""
    assert re.findall(r"#[\w-]+", admin_rules()) == []


def test_admin_css_has_no_unused_class():
    folders = [*(settings.BASE_DIR / name for name in ("templates", "static/js", "core", "accounts")), ADMIN]
    paths = [path for folder in folders for path in folder.rglob("*") if path.suffix in {".html", ".js", ".py"}]
    words = set(re.findall(r"[\w-]+", "\n".join(path.read_text() for path in paths)))
    classes = set(re.findall(r"\.([a-z_][\w-]+)", admin_rules()))

    assert {name for name in classes - words if not name.startswith(GENERATED)} == set()


def test_sign_out_is_a_button_for_a_signed_in_user_only(client):
    client.force_login(UserFactory(administrator=True))
    assert "Đăng xuất" in client.get(reverse("admin:index")).content.decode()

    client.logout()
    assert "Đăng xuất" not in client.get(reverse("admin:login")).content.decode()
