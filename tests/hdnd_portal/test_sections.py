"""What every public section must do; a new section is tested by being registered."""

import pytest

from core.pages.sections import public_sections

pytestmark = pytest.mark.django_db

MAX_MENU_LABEL = 10  # characters, so that four labels fit beside each other on a phone

# The places of the menu; those whose section does not exist yet stay empty.
PLACES = ["Nghị quyết", "Kỳ họp", "Đại biểu", "Kiến nghị", "Giám sát", "Tiếp dân", "Báo cáo", "Tin tức"]


@pytest.fixture(params=public_sections(), ids=lambda section: section.namespace)
def section(request):
    return request.param


def links(html, name):
    """The links of the element `nav` with the label `name`."""
    nav = html.partition(f'aria-label="{name}"')[2].partition("</nav>")[0]
    return [part.partition('"')[0] for part in nav.split('href="')[1:]]


def test_menu_has_the_sections_in_their_places(client):
    in_menu = [section for section in public_sections() if section.menu_position]

    labels = [section.menu_label or section.label for section in in_menu]

    assert labels == [PLACES[section.menu_position - 1] for section in in_menu]
    assert [label for label in labels if len(label) > MAX_MENU_LABEL] == []
    assert links(client.get("/").content.decode(), "Trình đơn chính") == [section.url for section in in_menu]


def test_section_is_in_the_footer_and_on_the_page_for_unknown_urls(client, section):
    footer = links(client.get("/").content.decode(), "Các mục của cổng")
    not_found = client.get("/khong-co/").content.decode().partition("<main")[2].partition("</main>")[0]

    assert section.url in footer
    assert f'<a href="{section.url}">{section.label}</a>' in not_found


def test_section_marks_its_menu_item_as_current(client, section):
    response = client.get(section.url)

    assert [item.url for item in response.context["menu"] if item.is_current] == [section.url] * bool(section.menu_position)
