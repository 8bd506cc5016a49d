"""Nothing typed is lost in a browser: a page left or closed, a session that ended. Nothing of it stays for others to read."""

import pytest
from django.contrib.sessions.models import Session

from citizens.models import Petition
from core.models import FormDraft
from councils.models import Area
from news.models import Article
from tests.browser.browser_page import BrowserPage
from tests.browser.staff_page import PASSWORD, StaffPage
from tests.factories.accounts import ServiceFactory
from tests.factories.citizens import PetitionFactory
from tests.factories.councils import AreaFactory
from tests.factories.news import ArticleFactory
from tests.hdnd_portal.admin_models import admin_url

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # each waits for a browser

STORED = "Object.keys(localStorage).filter((key) => key.startsWith('draft:'))"
OFFER = "text=Bản chưa lưu lúc"


def wait_until(staff, condition):
    """Wait for a condition on the page; Playwright's own function needs `eval`, which the portal forbids."""
    look = f"const look = () => ({condition}) ? resolve() : requestAnimationFrame(look); look();"
    staff.page.evaluate(f"() => new Promise((resolve) => {{ {look} }})")


def wait_for_draft(staff):
    """Until the text of the form is stored in the browser."""
    wait_until(staff, f"{STORED}.length > 0")


def new_window(staff):
    """Another page in the same browser, as after a crash of the first one."""
    return StaffPage(BrowserPage(staff.page.context.new_page(), staff.browser_page.server))


def open_form(staff, url):
    """Open a form and wait until its scripts are ready."""
    staff.page.goto(f"{staff.browser_page.server}{url}")
    staff.page.wait_for_load_state("networkidle")


def sign_in_again(staff, user):
    staff.type_into("username", user.username)
    staff.type_into("password", PASSWORD)
    staff.click(staff.page.get_by_role("button", name="Đăng nhập"))


def sign_out(staff):
    staff.page.get_by_role("button", name="Đăng xuất").click()
    staff.page.wait_for_load_state()


@pytest.fixture
def typed_article(signed_in_as, council):
    """A form of an article with a new title and two photo rows, in a page that was closed without saving."""
    article = ArticleFactory(council=council, title="Tên cũ")
    with signed_in_as("reviewer") as staff:
        staff.page.on("dialog", lambda dialog: dialog.accept())
        open_form(staff, admin_url(Article, "change", article.pk))
        staff.type_into("title", "Tên mới “gõ dở”")
        staff.page.locator("#photos-group .add-row a").click()
        staff.type_into("photos-0-caption", "Khai mạc")
        wait_for_draft(staff)
        staff.article, staff.url = article, admin_url(Article, "change", article.pk)
        yield staff


def test_text_of_a_closed_page_is_offered_and_opened_again(typed_article):
    staff = new_window(typed_article)
    typed_article.page.close()
    open_form(staff, typed_article.url)

    staff.page.locator(OFFER).wait_for()
    staff.follow("Khôi phục")
    staff.page.get_by_text("Nội dung dưới đây chưa được lưu.").wait_for()
    assert staff.page.locator("[name=title]").input_value() == "Tên mới “gõ dở”"
    assert staff.page.locator("[name=photos-0-caption]").input_value() == "Khai mạc"
    assert staff.page.locator(OFFER).count() == 0
    assert staff.browser_page.problems == []
    assert Article.objects.get().title == "Tên cũ"


def test_text_is_stored_when_the_page_is_left_at_once(signed_in_as, council):
    area = AreaFactory(council=council, name="Dịch Vọng")
    with signed_in_as("reviewer") as staff:
        staff.page.on("dialog", lambda dialog: dialog.accept())
        url = admin_url(Area, "change", area.pk)
        open_form(staff, url)
        staff.type_into("name", "Dịch Vọng Hậu")
        staff.page.goto(f"{staff.browser_page.server}/quan-tri/")
        open_form(staff, url)

        staff.page.locator(OFFER).wait_for()


def test_saved_text_is_offered_no_more(signed_in_as, council):
    area = AreaFactory(council=council, name="Dịch Vọng")
    with signed_in_as("reviewer") as staff:
        url = admin_url(Area, "change", area.pk)
        open_form(staff, url)
        staff.type_into("name", "Dịch Vọng Hậu")
        wait_for_draft(staff)
        staff.follow("Lưu")
        staff.page.wait_for_url(f"**{admin_url(Area, 'changelist')}")
        wait_until(staff, f"{STORED}.length === 0")
        open_form(staff, url)

        assert staff.page.locator("[name=name]").input_value() == "Dịch Vọng Hậu"
        assert staff.page.locator(OFFER).count() == 0
        assert "forms_done" not in staff.page.evaluate("document.cookie")


def test_refused_form_stays_stored_and_is_offered_after_it_was_left(typed_article):
    staff = typed_article
    staff.type_into("title", "")
    staff.follow("Lưu")
    staff.page.locator(".errornote").wait_for()
    staff.type_into("lead", "Gõ thêm sau lỗi")
    wait_until(staff, "Object.values(localStorage).some((text) => text.includes('Gõ thêm sau lỗi'))")
    open_form(staff, staff.url)

    staff.follow("Khôi phục")
    staff.page.get_by_text("Nội dung dưới đây chưa được lưu.").wait_for()
    assert staff.page.locator("[name=lead]").input_value() == "Gõ thêm sau lỗi"


def test_discarded_text_is_offered_no_more(typed_article):
    staff = new_window(typed_article)
    typed_article.page.close()
    open_form(staff, typed_article.url)
    staff.follow("Bỏ")

    assert staff.page.locator(OFFER).count() == 0
    assert staff.page.evaluate(STORED) == []


def test_text_of_another_user_is_not_offered_in_the_same_browser(typed_article, council):
    staff = typed_article
    other = ServiceFactory(council=council, role="reviewer").user
    other.set_password(PASSWORD)
    other.save()
    Session.objects.all().delete()  # the first user's session ended; nobody signed out
    staff.page.goto(f"{staff.browser_page.server}{staff.url}")
    sign_in_again(staff, other)
    staff.page.wait_for_url(f"**{staff.url}")
    staff.page.wait_for_load_state("networkidle")

    assert staff.page.locator(OFFER).count() == 0
    assert staff.page.locator("[name=title]").input_value() == "Tên cũ"


def test_signing_out_erases_the_text(typed_article):
    sign_out(typed_article)

    assert typed_article.page.evaluate(STORED) == []


def test_form_goes_on_after_the_session_has_ended(typed_article):
    staff = typed_article
    user = ServiceFactory._meta.model.objects.get().user
    Session.objects.all().delete()
    staff.follow("Lưu")
    staff.page.get_by_text("Phiên làm việc đã hết nên biểu mẫu chưa được lưu.").wait_for()
    sign_in_again(staff, user)

    staff.page.get_by_text("Nội dung dưới đây chưa được lưu.").wait_for()
    assert staff.page.url.endswith(staff.url)
    assert staff.page.locator("[name=title]").input_value() == "Tên mới “gõ dở”"
    assert staff.page.locator("[name=photos-0-caption]").input_value() == "Khai mạc"
    assert staff.browser_page.problems == []


def test_text_about_private_persons_leaves_nothing_in_the_browser(signed_in_as, council):
    with signed_in_as("records_officer") as staff:
        staff.page.on("dialog", lambda dialog: dialog.accept())
        url = admin_url(Petition, "add")
        open_form(staff, url)
        staff.type_into("content", "Bà Nguyễn Thị A, 0912 345 678")
        staff.page.goto(f"{staff.browser_page.server}/quan-tri/")
        staff.page.wait_for_load_state("networkidle")
        assert staff.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
        open_form(staff, url)
        staff.page.locator(OFFER).wait_for()
        assert FormDraft.objects.get().page == url
        staff.follow("Khôi phục")
        staff.page.get_by_text("Nội dung dưới đây chưa được lưu.").wait_for()
        assert staff.page.locator("[name=content]").input_value() == "Bà Nguyễn Thị A, 0912 345 678"
        assert staff.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
        assert staff.browser_page.problems == []

        sign_out(staff)
        assert FormDraft.objects.count() == 0


def test_form_waits_for_the_answer_about_its_draft(signed_in_as, council):
    with signed_in_as("records_officer") as staff:
        url = admin_url(Petition, "change", PetitionFactory(council=council).pk)
        open_form(staff, url)
        staff.type_into("content", "Bà Nguyễn Thị A, 0912 345 678")
        routes = []
        staff.page.route("**/quan-tri/ban-chua-luu/", lambda route: routes.append(route))
        with staff.page.expect_request("**/quan-tri/ban-chua-luu/"):
            staff.page.evaluate("window.dispatchEvent(new Event('pagehide'))")
        staff.page.evaluate("window.dispatchEvent(new Event('pageshow'))")
        staff.page.get_by_role("button", name="Lưu", exact=True).click()
        assert staff.page.url.endswith(url)

        routes[0].continue_()
        staff.page.wait_for_url(f"**{admin_url(Petition, 'changelist')}")
        assert Petition.objects.get().content == "Bà Nguyễn Thị A, 0912 345 678"
        assert FormDraft.objects.count() == 0


def test_dialog_before_the_session_ends_prolongs_it(signed_in_as, council):
    with signed_in_as("reviewer") as staff:
        staff.page.clock.install()
        open_form(staff, admin_url(Area, "add"))
        staff.page.route("**/quan-tri/phien/", lambda route: route.fulfill(json={"seconds": 240}))
        staff.page.clock.fast_forward("11:56:00")
        dialog = staff.page.get_by_role("dialog", name="Phiên làm việc sắp hết")
        dialog.wait_for()
        assert staff.browser_page.accessibility_problems("dialog") == []

        staff.page.unroute("**/quan-tri/phien/")
        dialog.get_by_role("button", name="Tiếp tục làm việc").click()
        dialog.wait_for(state="hidden")
        assert staff.browser_page.problems == []
