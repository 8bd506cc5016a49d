"""The pages of sessions in a browser, and tasks of visitors."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.browser.browser_page import open_browser_page
from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.sessions_app import AgendaItemFactory, CouncilSessionFactory, SessionDocumentFactory
from tests.full_sessions import add_records

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a browser opens some pages


@pytest.fixture
def sessions(transactional_db):
    """A held session with all kinds of records, and the next one in ten days."""
    council = CouncilFactory(name="HĐND quận Cầu Giấy", slug="cau-giay", is_portal=True)
    term = TermFactory(council=council, start=date(2021, 6, 28))
    held = CouncilSessionFactory(
        term=term, published=True, number=3, recording_url="https://video.example.vn/3", venue="Hội trường UBND quận"
    )
    for number in (1, 2):
        add_records(held, number)
    following = CouncilSessionFactory(
        term=term, published=True, number=4, planned=True, planned_on=timezone.localdate() + timedelta(days=10), planned_drafts=6
    )
    item = AgendaItemFactory(session=following)
    SessionDocumentFactory(session=following, published=True, agenda_item=item, kind="draft_resolution")
    return {"held": held, "next": following}


def paths(sessions):
    return ["/ky-hop/", "/ky-hop/?q=bao cao", "/ky-hop/?nam=1999", *(session.get_absolute_url() for session in sessions.values())]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_session_pages_are_clean(chromium, live_server, sessions, scheme, width):
    problems = {}
    with open_browser_page(chromium, live_server.url, width=width, scheme=scheme) as browser_page:
        for path in paths(sessions):
            browser_page.open(path)
            browser_page.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            problems[path] = (
                browser_page.problems
                + browser_page.external_requests()
                + browser_page.too_many_requests()
                + browser_page.accessibility_problems()
            )

    assert problems == dict.fromkeys(paths(sessions), [])


def test_session_pages_do_not_scroll_horizontally_on_a_small_phone(chromium, live_server, sessions):
    problems = {}
    with open_browser_page(chromium, live_server.url, width=320) as browser_page:
        for path in paths(sessions):
            browser_page.open(path)
            browser_page.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            problems[path] = browser_page.horizontal_scroll()

    assert problems == dict.fromkeys(paths(sessions), [])


def test_next_session_is_one_tap_from_home_to_its_agenda_and_one_to_the_calendar(chromium, live_server, sessions):
    with open_browser_page(chromium, live_server.url, width=375) as browser_page:
        browser_page.open("/")
        with browser_page.page.expect_download() as download:
            browser_page.page.locator(".banner").get_by_role("link", name="Thêm vào lịch").click()
        [event] = Calendar.from_ical(download.value.path().read_bytes()).events
        browser_page.page.locator(".banner").get_by_role("link", name="Chương trình, tài liệu").click()

        assert event.decoded("DTSTART") == sessions["next"].planned_on
        assert browser_page.page.url == f"{live_server.url}{sessions['next'].get_absolute_url()}"
        assert browser_page.page.get_by_role("heading", name="Chương trình dự kiến").is_visible()


def test_recording_of_an_item_is_a_link_to_its_second(chromium, live_server, sessions):
    with open_browser_page(chromium, live_server.url, width=375) as browser_page:
        browser_page.open(sessions["held"].get_absolute_url())
        link = browser_page.page.locator(".agenda").get_by_role("link", name="Bản ghi hình, từ 0:20:00").first

        assert link.get_attribute("href") == "https://video.example.vn/3#t=1200"
