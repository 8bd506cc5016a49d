"""Every list and form of the staff as a browser shows it: nothing to say for axe, in light and in dark."""

import pytest
from django.urls import reverse

from core.records.models import Publishable
from tests.browser.walk import walker
from tests.hdnd_portal.kinds import FACTORIES, KINDS, name_of, page, published

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a browser opens some hundred pages

WIDTH = 1366
NARROW = (768, 375)
MATTER = "#content"  # the head and the side are the same everywhere; other pages are looked at whole


@pytest.fixture
def rows(transactional_db):
    """A row of every kind."""
    return {kind: published(kind) if issubclass(kind, Publishable) else FACTORIES[kind]() for kind in KINDS}


def problems_of(walked):
    """What a page does wrong; what axe itself does to it comes after."""
    return [*walked.complaints, *walked.foreign_requests(), *walked.sideways_scroll()]


def scrolling(walked):
    """Whether the open page scrolls sideways in narrow windows."""
    found = []
    for width in NARROW:
        walked.page.set_viewport_size({"width": width, "height": 800})
        found += walked.sideways_scroll()
    walked.page.set_viewport_size({"width": WIDTH, "height": 800})
    return found


def test_lists_and_empty_forms_are_clean_in_light(chromium, live_server, rows, cookies):
    paths = [reverse("admin:index"), *(page(kind, name) for kind in rows for name in ("changelist", "add"))]
    problems = {}
    with walker(chromium, live_server.url, width=WIDTH, cookies=cookies) as walked:
        for path in paths:
            walked.open(path)
            problems[path] = problems_of(walked) + scrolling(walked) + walked.violations(within=MATTER)

    assert {path: found for path, found in problems.items() if found} == {}


def test_forms_of_records_are_clean_in_dark(chromium, live_server, rows, cookies):
    problems = {}
    with walker(chromium, live_server.url, width=WIDTH, scheme="dark", cookies=cookies) as walked:
        for kind, row in rows.items():
            path = page(kind, "change", row.pk)
            walked.open(path)
            problems[path] = problems_of(walked) + scrolling(walked) + walked.violations(within=MATTER)

    assert {path: found for path, found in problems.items() if found} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_other_pages_are_clean(chromium, live_server, rows, cookies, scheme):
    kinds = {name_of(kind): kind for kind in rows}
    body, article = kinds["councils.Body"], kinds["news.Article"]
    paths = [
        page(body, "changelist"),
        page(article, "changelist"),
        f"{page(body, 'changelist')}?q=khong+co",
        page(body, "delete", rows[body].pk),
        page(body, "history", rows[body].pk),
        page(article, "add"),
        f"{page(body, 'add')}?_popup=1",
        reverse("admin:auth_user_password_change", args=[rows[kinds["accounts.User"]].pk]),
        reverse("admin:password_change"),
        reverse("admin:password_change_done"),
    ]
    problems = {}
    with walker(chromium, live_server.url, width=WIDTH, scheme=scheme, cookies=cookies) as walked:
        for path in paths:
            walked.open(path)
            problems[path] = problems_of(walked) + walked.violations()

    assert {path: found for path, found in problems.items() if found} == {}


def test_refused_form_is_clean(chromium, live_server, rows, cookies):
    resolution = next(kind for kind in rows if name_of(kind) == "resolutions.Resolution")
    with walker(chromium, live_server.url, width=WIDTH, cookies=cookies) as walked:
        walked.open(page(resolution, "add"))
        walked.page.locator("[name=adopted_on]").fill("31/02/2021")
        walked.page.locator("[name=_save]").click()
        walked.page.locator(".errornote").wait_for()

        assert problems_of(walked) + walked.violations() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_refused_short_form_is_clean_and_read_first(chromium, live_server, rows, cookies, scheme):
    with walker(chromium, live_server.url, width=375, scheme=scheme, cookies=cookies) as walked:
        walked.open(reverse("admin:password_change"))
        walked.page.locator("[name=old_password]").fill("sai")
        walked.page.locator(".form button").click()
        walked.page.locator(".form-errors").wait_for()

        assert walked.page.evaluate("document.activeElement.className") == "form-errors"
        assert problems_of(walked) + walked.violations(within=MATTER) + scrolling(walked) == []

        walked.page.get_by_role("link", name="Mật khẩu cũ").click()
        assert walked.page.evaluate("document.activeElement.name") == "old_password"
