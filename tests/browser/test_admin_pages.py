"""Every changelist and form of the admin in a browser: no errors and no accessibility problems, in light and dark mode."""

import pytest
from django.urls import reverse

from core.records.models import Publishable
from tests.browser.browser_page import open_browser_page
from tests.hdnd_portal.admin_models import FACTORIES, MODELS, admin_url, create_published, model_label

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a browser opens some hundred pages

WIDTH = 1366
NARROW_WIDTHS = (768, 375, 320)
PLUS_SIGNS = """() => [...document.querySelectorAll("a, button, summary, input[type=submit]")]
  .filter((element) => [element.textContent, ...["::before", "::after"].map((part) => getComputedStyle(element, part).content)]
    .some((text) => text.includes("+")))
  .map((element) => element.outerHTML)"""
CONTENT = "#content"  # header and sidebar are equal everywhere; other pages are checked completely


@pytest.fixture
def rows(transactional_db):
    """{model: record} for every model."""
    return {model: create_published(model) if issubclass(model, Publishable) else FACTORIES[model]() for model in MODELS}


def problems_of(browser_page):
    """The problems of a page. Call it before axe, which itself causes some."""
    return [
        *browser_page.problems,
        *browser_page.external_requests(),
        *browser_page.horizontal_scroll(),
        *stock_files_of(browser_page),
        *signs_of(browser_page),
    ]


def stock_files_of(browser_page):
    """The pictures and stylesheets of Django's admin that a page loads; ours has words for pictures."""
    return [f"stock file: {url}" for url in browser_page.requests if "/static/admin/img/" in url or "/static/admin/css/" in url]


def signs_of(browser_page):
    """The links and buttons of a page that have a plus sign where the admin has the word "Thêm"."""
    return [f"plus sign: {html}" for html in browser_page.page.evaluate(PLUS_SIGNS)]


def accessibility_problems_of(browser_page, **options):
    """The problems that axe finds at the end of a page, where the bar of buttons covers nothing."""
    browser_page.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    return browser_page.accessibility_problems(**options)


def horizontal_scroll_of(browser_page):
    """The problem of a page that scrolls horizontally in a narrow window."""
    problems_of_path = []
    for width in NARROW_WIDTHS:
        browser_page.page.set_viewport_size({"width": width, "height": 800})
        problems_of_path += browser_page.horizontal_scroll()
    browser_page.page.set_viewport_size({"width": WIDTH, "height": 800})
    return problems_of_path


def test_changelist_and_add_views_are_clean_in_light_mode(chromium, live_server, rows, cookies):
    paths = [reverse("admin:index"), *(admin_url(model, name) for model in rows for name in ("changelist", "add"))]
    problems = {}
    with open_browser_page(chromium, live_server.url, width=WIDTH, cookies=cookies) as browser_page:
        for path in paths:
            browser_page.open(path)
            problems[path] = (
                problems_of(browser_page)
                + horizontal_scroll_of(browser_page)
                + accessibility_problems_of(browser_page, within=CONTENT)
            )

    assert {path: problems_of_path for path, problems_of_path in problems.items() if problems_of_path} == {}


def test_change_views_are_clean_in_dark_mode(chromium, live_server, rows, cookies):
    problems = {}
    with open_browser_page(chromium, live_server.url, width=WIDTH, scheme="dark", cookies=cookies) as browser_page:
        for model, row in rows.items():
            path = admin_url(model, "change", row.pk)
            browser_page.open(path)
            problems[path] = (
                problems_of(browser_page)
                + horizontal_scroll_of(browser_page)
                + accessibility_problems_of(browser_page, within=CONTENT)
            )

    assert {path: problems_of_path for path, problems_of_path in problems.items() if problems_of_path} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_other_admin_views_are_clean(chromium, live_server, rows, cookies, scheme):
    models = {model_label(model): model for model in rows}
    body, article = models["councils.Body"], models["news.Article"]
    paths = [
        admin_url(body, "changelist"),
        admin_url(article, "changelist"),
        f"{admin_url(body, 'changelist')}?q=khong+co",
        admin_url(body, "delete", rows[body].pk),
        admin_url(body, "history", rows[body].pk),
        admin_url(article, "add"),
        f"{admin_url(body, 'add')}?_popup=1",
        reverse("admin:auth_user_password_change", args=[rows[models["accounts.User"]].pk]),
        reverse("admin:password_change"),
        reverse("admin:password_change_done"),
    ]
    problems = {}
    with open_browser_page(chromium, live_server.url, width=WIDTH, scheme=scheme, cookies=cookies) as browser_page:
        for path in paths:
            browser_page.open(path)
            problems[path] = problems_of(browser_page) + accessibility_problems_of(browser_page)

    assert {path: problems_of_path for path, problems_of_path in problems.items() if problems_of_path} == {}


def test_add_view_with_errors_is_clean(chromium, live_server, rows, cookies):
    resolution = next(model for model in rows if model_label(model) == "resolutions.Resolution")
    with open_browser_page(chromium, live_server.url, width=WIDTH, cookies=cookies) as browser_page:
        browser_page.open(admin_url(resolution, "add"))
        browser_page.page.locator("[name=adopted_on]").fill("31/02/2021")
        browser_page.page.locator("[name=_save]").click()
        browser_page.page.locator(".errornote").wait_for()

        assert problems_of(browser_page) + accessibility_problems_of(browser_page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_password_change_with_errors_is_clean_and_focuses_the_errors(chromium, live_server, rows, cookies, scheme):
    with open_browser_page(chromium, live_server.url, width=375, scheme=scheme, cookies=cookies) as browser_page:
        browser_page.open(reverse("admin:password_change"))
        browser_page.page.locator("[name=old_password]").fill("sai")
        browser_page.page.locator(".form button").click()
        browser_page.page.locator(".form-errors").wait_for()

        assert browser_page.page.evaluate("document.activeElement.className") == "form-errors"
        assert (
            problems_of(browser_page)
            + accessibility_problems_of(browser_page, within=CONTENT)
            + horizontal_scroll_of(browser_page)
            == []
        )

        browser_page.page.get_by_role("link", name="Mật khẩu cũ").click()
        assert browser_page.page.evaluate("document.activeElement.name") == "old_password"


def test_frame_is_compact_on_a_phone(signed_in_as, council):
    with signed_in_as("records_officer") as staff:
        staff.page.set_viewport_size({"width": 375, "height": 812})
        staff.add_record("Nghị quyết")
        name, account, rail = (
            staff.page.locator(selector).bounding_box() for selector in (".masthead-home", ".user-tools", ".rail")
        )

        assert account["y"] >= name["y"] + name["height"]
        assert rail["height"] <= 150
        assert not staff.page.locator(".keys").is_visible()
