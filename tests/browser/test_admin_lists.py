"""The lists of the staff on a desk and on a phone: what can be seen of a row, and where the filters are."""

import pytest

from tests.browser.walk import walker
from tests.factories.citizens import PetitionFactory
from tests.factories.resolutions import IssuedDocumentFactory, ResolutionFactory
from tests.hdnd_portal.kinds import page

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # each test waits for a browser

WIDTH = 1366
UNBROKEN = "cell => getComputedStyle(cell).whiteSpace"


def shown_cells(walked):
    """The columns of the first row that can be seen, with the top of each."""
    cells = walked.page.locator("#result_list tbody tr").first.locator("td, th").all()
    seen = {cell.get_attribute("class").split()[0]: cell.bounding_box() for cell in cells if cell.is_visible()}
    return {name.removeprefix("field-"): round(box["y"]) for name, box in seen.items()}


def test_row_on_a_phone_is_its_number_its_state_and_below_them_its_matter(chromium, live_server, cookies):
    resolution = ResolutionFactory(published=True, signed=True)
    with walker(chromium, live_server.url, width=375, cookies=cookies) as walked:
        walked.open(page(type(resolution), "changelist"))
        tops = shown_cells(walked)

        assert set(tops) == {"action-checkbox", "symbol", "publication_state", "title"}
        assert tops["symbol"] == tops["publication_state"] < tops["title"]


def test_filters_are_one_closed_line_on_a_phone_and_open_on_a_desk(chromium, live_server, cookies):
    PetitionFactory(published=True, public_summary="Đèn đường hỏng.")
    draft = PetitionFactory()
    shown = {}
    for width in (375, WIDTH):
        with walker(chromium, live_server.url, width=width, cookies=cookies) as walked:
            walked.open(page(type(draft), "changelist"))
            choice, search = walked.page.get_by_role("link", name="bản nháp"), walked.page.locator("#searchbar")
            shown[width] = choice.is_visible()
            if width == 375:
                line = walked.page.locator("#changelist-filter")
                assert search.bounding_box()["y"] < line.bounding_box()["y"] < shown_cells(walked)["code"]
                line.get_by_text("Lọc", exact=True).click()
                choice.click()
                walked.page.wait_for_url("**status__exact=draft")

    assert shown == {375: False, WIDTH: True}


def test_days_numbers_and_states_of_a_list_stand_in_one_line(chromium, live_server, cookies):
    document = IssuedDocumentFactory(published=True, signed=True)
    with walker(chromium, live_server.url, width=WIDTH, cookies=cookies) as walked:
        walked.open(page(type(document), "changelist"))
        row = walked.page.locator("#result_list tbody tr").first
        names = ("symbol", "issued_on", "council", "publication_state")

        assert {name: row.locator(f".field-{name}").evaluate(UNBROKEN) for name in names} == dict.fromkeys(names, "nowrap")
        assert row.bounding_box()["height"] <= 44
