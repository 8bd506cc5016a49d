"""Changelists on a desktop and on a phone: the visible columns, and the filters."""

import pytest

from reports.models import ReportedTotal
from resolutions.models import Resolution, Vote
from tests.browser.browser_page import open_browser_page
from tests.factories.citizens import PetitionFactory
from tests.factories.reports import ReportedTotalFactory
from tests.factories.resolutions import IssuedDocumentFactory, ResolutionFactory, VoteFactory
from tests.hdnd_portal.admin_models import admin_url

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # each test waits for a browser

WIDTH = 1366
WHITE_SPACE = "cell => getComputedStyle(cell).whiteSpace"


def visible_cells(browser_page):
    """{column: top position} for the visible columns of the first row."""
    cells = browser_page.page.locator("#result_list tbody tr").first.locator("td, th").all()
    boxes = {cell.get_attribute("class").split()[0]: cell.bounding_box() for cell in cells if cell.is_visible()}
    return {name.removeprefix("field-"): round(box["y"]) for name, box in boxes.items()}


def test_changelist_on_a_phone_displays_number_state_and_title(chromium, live_server, cookies):
    resolution = ResolutionFactory(published=True, signed=True)
    with open_browser_page(chromium, live_server.url, width=375, cookies=cookies) as browser_page:
        browser_page.open(admin_url(type(resolution), "changelist"))
        tops = visible_cells(browser_page)

        assert set(tops) == {"action-checkbox", "symbol", "publication_state", "title"}
        assert tops["symbol"] == tops["publication_state"] < tops["title"]


def test_changelist_on_a_phone_displays_what_tells_its_rows_apart(chromium, live_server, cookies, council):
    session = council.terms.get().sessions.get()
    for number in (1, 2):
        resolution = ResolutionFactory(session=session, symbol=f"0{number}/NQ-HĐND")
        VoteFactory(resolution=resolution, session=session, subject="Thông qua toàn văn nghị quyết")
    for value in (42, 163):
        ReportedTotalFactory(council=council, value=value, source=f"Nguồn {value}")
    with open_browser_page(chromium, live_server.url, width=375, cookies=cookies) as browser_page:
        for model in (Vote, ReportedTotal):
            browser_page.open(admin_url(model, "changelist"))
            texts = browser_page.page.locator("#result_list tbody tr").all_inner_texts()

            assert len(set(texts)) == 2, texts


def test_list_filter_is_closed_on_a_phone_and_open_on_a_desktop(chromium, live_server, cookies):
    PetitionFactory(published=True, public_summary="Đèn đường hỏng.")
    draft = PetitionFactory()
    is_filter_visible = {}
    for width in (375, WIDTH):
        with open_browser_page(chromium, live_server.url, width=width, cookies=cookies) as browser_page:
            browser_page.open(admin_url(type(draft), "changelist"))
            choice, search = browser_page.page.get_by_role("link", name="bản nháp"), browser_page.page.locator("#searchbar")
            is_filter_visible[width] = choice.is_visible()
            if width == 375:
                line = browser_page.page.locator("#changelist-filter")
                assert search.bounding_box()["y"] < line.bounding_box()["y"] < visible_cells(browser_page)["code"]
                line.get_by_text("Lọc", exact=True).click()
                choice.click()
                browser_page.page.wait_for_url("**status__exact=draft")

    assert is_filter_visible == {375: False, WIDTH: True}


def test_changelist_does_not_wrap_dates_numbers_and_states(chromium, live_server, cookies):
    document = IssuedDocumentFactory(published=True, signed=True)
    with open_browser_page(chromium, live_server.url, width=WIDTH, cookies=cookies) as browser_page:
        browser_page.open(admin_url(type(document), "changelist"))
        row = browser_page.page.locator("#result_list tbody tr").first
        names = ("symbol", "issued_on", "council", "publication_state")

        assert {name: row.locator(f".field-{name}").evaluate(WHITE_SPACE) for name in names} == dict.fromkeys(names, "nowrap")
        assert row.bounding_box()["height"] <= 44


def test_changelist_with_a_very_long_word_does_not_scroll(signed_in_as, council):
    ResolutionFactory(session=council.terms.get().sessions.get(), title="X" * 1000)
    with signed_in_as("reviewer") as staff:
        staff.page.goto(f"{staff.browser_page.server}{admin_url(Resolution, 'changelist')}")
        for width in (1366, 768, 375, 320):
            staff.page.set_viewport_size({"width": width, "height": 800})
            assert staff.browser_page.horizontal_scroll() == []
