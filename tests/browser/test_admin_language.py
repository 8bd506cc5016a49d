"""Texts that scripts add to the admin are Vietnamese: suggestions, selected rows, new inline rows."""

import pytest

from tests.browser.browser_page import open_browser_page
from tests.factories.councils import PersonFactory
from tests.hdnd_portal.admin_models import MODELS, admin_url, model_label
from tests.hdnd_portal.english import english_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # a browser opens some forty pages

WIDTH = 1366
UNKNOWN_TEXT = "xyzkhôngcó"
TEXTS = """() => {
  const ignored = "script, style, svg, .visually-hidden:empty";
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(ignored)) texts.push(walker.currentNode.textContent);
  for (const name of ["title", "alt", "placeholder", "aria-label", "data-placeholder"])
    for (const element of document.body.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name));
  for (const button of document.querySelectorAll("input[type=submit], input[type=button]")) texts.push(button.value);
  return [document.title, ...texts];
}"""


def english_of(browser_page):
    """The English texts of the open page, including those of scripts."""
    return english_in(browser_page.page.evaluate(TEXTS))


def search_without_results(staff):
    """Type a text without results into the first autocomplete field, if any."""
    field = staff.locator("select.admin-autocomplete:not([id*=__prefix__]) + .select2 .select2-selection:visible")
    if field.count():
        field.first.click()
        staff.keyboard.type(UNKNOWN_TEXT)
        staff.locator(".select2-results__message").wait_for()


def add_inline_row(staff):
    """Add an inline row, if the form has inlines."""
    button = staff.locator(".add-row a:visible")
    if button.count():
        button.first.click()


def test_add_views_with_opened_widgets_are_vietnamese(chromium, live_server, cookies):
    english_by_model = {}
    with open_browser_page(chromium, live_server.url, width=WIDTH, cookies=cookies) as browser_page:
        for model in MODELS:
            browser_page.open(admin_url(model, "add"))
            add_inline_row(browser_page.page)
            search_without_results(browser_page.page)
            english_by_model[model_label(model)] = english_of(browser_page)

    assert {model: english for model, english in english_by_model.items() if english} == {}


def test_changelist_with_all_rows_selected_is_vietnamese(chromium, live_server, cookies):
    persons = PersonFactory.create_batch(51)
    with open_browser_page(chromium, live_server.url, width=WIDTH, cookies=cookies) as browser_page:
        browser_page.open(admin_url(type(persons[0]), "changelist"))
        browser_page.page.locator("#action-toggle").check()
        browser_page.page.get_by_role("button", name="Chọn cả 51 người").click()
        browser_page.page.get_by_text("Đã chọn cả 51").wait_for()

        assert english_of(browser_page) == set()


def test_english_in_returns_english_of_a_script(chromium, live_server, cookies):
    with open_browser_page(chromium, live_server.url, width=WIDTH, cookies=cookies) as browser_page:
        browser_page.open("/quan-tri/")
        browser_page.page.evaluate("document.body.append(Object.assign(document.createElement('a'), {title: 'Choose a Date'}))")

        assert english_of(browser_page) == {"Choose", "Date"}
