"""What the scripts of the staff's pages draw and say is Vietnamese: calendars, suggestions, sums of chosen rows, new lines."""

import pytest

from tests.browser.walk import walker
from tests.factories.councils import PersonFactory
from tests.hdnd_portal.english import english_in
from tests.hdnd_portal.kinds import KINDS, name_of, page

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a browser opens some forty pages

WIDTH = 1366
NOWHERE = "xyzkhôngcó"
TEXTS = """() => {
  const unread = "script, style, svg, .visually-hidden:empty";
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(unread)) found.push(walk.currentNode.textContent);
  for (const name of ["title", "alt", "placeholder", "aria-label", "data-placeholder"])
    for (const element of document.body.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name));
  for (const button of document.querySelectorAll("input[type=submit], input[type=button]")) found.push(button.value);
  return [document.title, ...found];
}"""


def english_of(walked):
    """The English in the open page as the scripts have drawn it."""
    return english_in(walked.page.evaluate(TEXTS))


def open_calendar(at):
    """Let the calendar of the first box for a day be drawn, where the page has one, and put it away."""
    button = at.locator(".datetimeshortcuts a[id^=calendarlink]:visible")
    if button.count():
        button.first.click()
        at.locator(".calendarbox:visible").wait_for()
        at.keyboard.press("Escape")


def search_for_nothing(at):
    """Type into the first box that suggests what no record is called, where the page has one."""
    box = at.locator("select.admin-autocomplete:not([id*=__prefix__]) + .select2 .select2-selection:visible")
    if box.count():
        box.first.click()
        at.keyboard.type(NOWHERE)
        at.locator(".select2-results__message").wait_for()


def add_a_line(at):
    """Begin one more part of the record, where it has parts."""
    button = at.locator(".add-row a:visible")
    if button.count():
        button.first.click()


def test_forms_with_all_that_opens(chromium, live_server, cookies):
    found = {}
    with walker(chromium, live_server.url, width=WIDTH, cookies=cookies) as walked:
        for kind in KINDS:
            walked.open(page(kind, "add"))
            add_a_line(walked.page)
            open_calendar(walked.page)
            search_for_nothing(walked.page)
            found[name_of(kind)] = english_of(walked)

    assert {kind: english for kind, english in found.items() if english} == {}


def test_list_of_several_pages_with_all_rows_chosen(chromium, live_server, cookies):
    people = PersonFactory.create_batch(51)
    with walker(chromium, live_server.url, width=WIDTH, cookies=cookies) as walked:
        walked.open(page(type(people[0]), "changelist"))
        walked.page.locator("#action-toggle").check()
        walked.page.get_by_role("button", name="Chọn cả 51 người").click()
        walked.page.get_by_text("Đã chọn cả 51").wait_for()

        assert english_of(walked) == set()


def test_english_drawn_by_a_script_would_be_noticed(chromium, live_server, cookies):
    with walker(chromium, live_server.url, width=WIDTH, cookies=cookies) as walked:
        walked.open("/quan-tri/")
        walked.page.evaluate("document.body.append(Object.assign(document.createElement('a'), {title: 'Choose a Date'}))")

        assert english_of(walked) == {"Choose", "Date"}
