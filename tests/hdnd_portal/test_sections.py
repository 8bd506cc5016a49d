"""What every public section must do; a new section is tested by being registered, and by its line in RECORDS."""

from datetime import UTC, datetime, timedelta
from functools import partial
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.pages.sections import public_sections
from core.records.models import Publishable
from tests.client import StrictClient
from tests.factories.accounts import ServiceFactory
from tests.factories.councils import CouncilFactory
from tests.factories.news import ArticleFactory, ArticleFileFactory
from tests.factories.reports import AnnualReportFactory
from tests.factories.resolutions import PDF, DocumentFileFactory, IssuedDocumentFactory, ResolutionFactory, ResolutionFileFactory
from tests.factories.sessions_app import (
    AgendaItemFactory,
    CouncilSessionFactory,
    QuestionFactory,
    SessionDocumentFactory,
    StandingMeetingFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 1, 26, 5, tzinfo=UTC)
PORTAL = "https://hdnd.example.vn"
HIDDEN = {
    "draft": ({"status": "draft"}, 404),
    "waiting": ({"status": "review"}, 404),
    "scheduled": ({"status": "published", "publish_at": NOON + timedelta(days=1)}, 404),
    "withdrawn": ({"status": "withdrawn", "withdrawn_reason": "Có dữ liệu cá nhân."}, 410),
}
PUBLIC = {"status": "published", "publish_at": NOON - timedelta(days=1)}


def session_about(title="Báo cáo kinh tế - xã hội", **fields):
    """A session whose only agenda item, and whose venue, have the text: a session has no title of its own."""
    session = CouncilSessionFactory(venue=title, **fields)
    AgendaItemFactory(session=session, title=title)
    return session


# Of each section: how to make a record that may be published, and a file of it; a public record if it is no Publishable.
RECORDS = {
    "sessions": (session_about, partial(SessionDocumentFactory, published=True)),
    "documents": (partial(IssuedDocumentFactory, signed=True), DocumentFileFactory),
    "meetings": (StandingMeetingFactory, None),
    "news": (ArticleFactory, ArticleFileFactory),
    "questions": (QuestionFactory, None),
    "reports": (partial(AnnualReportFactory, issued=True), None),
    "resolutions": (partial(ResolutionFactory, signed=True), ResolutionFileFactory),
}
TITLES = {"meetings": "subject", "questions": "text"}  # the field in which a record has its title
MAX_MENU_LABEL = 10  # characters, so that four labels fit beside each other on a phone

# The places of the menu; those whose section does not exist yet stay empty.
PLACES = ["Nghị quyết", "Kỳ họp", "Đại biểu", "Kiến nghị", "Giám sát", "Tiếp dân", "Báo cáo", "Tin tức"]


ALL = public_sections()
OF_PUBLISHABLE = [section for section in ALL if issubclass(section.model, Publishable)]
in_every_section = pytest.mark.parametrize("section", ALL, ids=lambda section: section.namespace)
in_every_section_of_publishable = pytest.mark.parametrize("section", OF_PUBLISHABLE, ids=lambda section: section.namespace)
in_every_hidden_state = pytest.mark.parametrize("state", HIDDEN)


@pytest.fixture(autouse=True)
def _noon(time_machine, settings):
    time_machine.move_to(NOON, tick=False)
    settings.BASE_URL = PORTAL


def make(section, **fields):
    """A record of a section."""
    if "title" in fields:
        fields[TITLES.get(section.namespace, "title")] = fields.pop("title")
    return RECORDS[section.namespace][0](**fields)


def make_public(section, **fields):
    return make(section, **(PUBLIC if section in OF_PUBLISHABLE else {}) | fields)


def make_file(section, record):
    """A file of a record; the record itself where records have no files."""
    if RECORDS[section.namespace][1] is None:
        return record
    factory = RECORDS[section.namespace][1]
    owner = {"news": "article", "documents": "document", "sessions": "session"}.get(section.namespace, "resolution")
    return factory(**{owner: record})


def staff_client(council):
    client = StrictClient()
    client.force_login(ServiceFactory(council=council, role="reviewer").user)
    return client


def page(response):
    return response.content.decode()


def main(response):
    """The content of a page without masthead, menu and footer."""
    return page(response).partition("<main")[2].partition("</main>")[0]


def feed_links(client, url, **headers):
    response = client.get(url, headers=headers)
    return [item.findtext("link") for item in ElementTree.fromstring(response.content).iter("item")]


def locations(client, url="/sitemap.xml"):
    """The URLs in a sitemap, and in those that it names."""
    tree = ElementTree.fromstring(client.get(url).content)
    urls = [entry.text for entry in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    if not tree.tag.endswith("index"):
        return urls
    return [location for url in urls for location in locations(client, url.removeprefix(PORTAL))]


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


@in_every_section
def test_section_is_in_the_footer_and_on_the_page_for_unknown_urls(client, section):
    footer = links(client.get("/").content.decode(), "Các mục của cổng")
    not_found = client.get("/khong-co/").content.decode().partition("<main")[2].partition("</main>")[0]

    assert section.url in footer
    assert f'<a href="{section.url}">{section.label}</a>' in not_found


@in_every_section
def test_section_marks_its_menu_item_as_current(client, section):
    response = client.get(section.url)

    assert [item.url for item in response.context["menu"] if item.is_current] == [section.url] * bool(section.menu_position)


@in_every_section_of_publishable
@in_every_hidden_state
def test_section_list_view_lists_public_records_only(client, section, state):
    public = make_public(section)
    hidden = make(section, title="Bản ghi kín", **HIDDEN[state][0])

    for reader in (client, staff_client(hidden.council)):
        response = reader.get(section.url)
        assert list(response.context["object_list"]) == [public]
        assert f'href="{public.get_absolute_url()}"' in main(response)
        assert "Bản ghi kín" not in page(response)


@in_every_section
def test_section_list_view_says_that_it_is_empty(client, section):
    text = main(client.get(section.url))

    assert f"{section.record_name} nào" in text


@in_every_section_of_publishable
def test_section_list_view_is_empty_for_unknown_values_of_every_parameter(client, section):
    make_public(section)

    for name in section.filterset_class.query_parameters:
        response = client.get(section.url, {name: "khong-co-gia-tri"})
        assert (response.status_code, list(response.context["object_list"])) == (200, [])
        assert f"Không có {section.record_name} nào" in main(response)
        assert f'<a href="{section.url}">Xem tất cả {section.record_name}</a>' in main(response)


@in_every_section_of_publishable
@pytest.mark.parametrize("number", ["0", "-1", "99", "abc", "9" * 5000])
def test_section_list_view_displays_the_nearest_page_for_an_unknown_one(client, section, number):
    public = make_public(section)

    response = client.get(section.url, {"trang": number})

    assert (response.status_code, list(response.context["object_list"])) == (200, [public])


@in_every_section_of_publishable
def test_section_list_view_costs_the_same_for_one_and_three_rows(client, section):
    costs = []
    for rows in (1, 2):
        for _ in range(rows):
            make_public(section)
        cache.clear()  # the second page would have the facets of the first
        with CaptureQueriesContext(connection) as captured:
            client.get(section.url)
        costs.append(len(captured))

    assert costs[0] == costs[1] <= 8


@in_every_section
def test_section_pages_print_their_url(client, section):
    assert f"Bản in từ http://testserver{section.url}" in page(client.get(section.url))


@in_every_section_of_publishable
def test_published_detail_view_has_canonical_url_and_breadcrumbs(client, section):
    record = make_public(section, title="Về ngân sách")

    text = page(client.get(record.get_absolute_url()))

    assert f'<link rel="canonical" href="{PORTAL}{record.get_absolute_url()}">' in text
    assert f'<a href="{section.url}">{section.label}</a>' in text
    assert "Về ngân sách" in text
    assert "Bản in từ" in text


@in_every_section
def test_url_from_is_the_url_of_the_record(section):
    record = make_public(section)

    [values] = section.public_rows().values_list(*section.model.URL_FIELDS)

    assert section.model.url_from(*values) == record.get_absolute_url()


@in_every_section_of_publishable
@in_every_hidden_state
def test_published_detail_view_hides_pages_and_files_from_the_public(client, section, state):
    fields, status = HIDDEN[state]
    record = make(section, title="Bản ghi kín", **fields)
    file = make_file(section, record)

    responses = [client.get(url) for url in (record.get_absolute_url(), file.get_absolute_url())]

    assert [response.status_code for response in responses] == [status] * 2
    assert not any("Bản ghi kín".encode() in response.getvalue() for response in responses)


@in_every_section_of_publishable
@in_every_hidden_state
def test_published_detail_view_previews_pages_and_files_for_staff_of_the_council(section, state):
    record = make(section, title="Bản ghi kín", **HIDDEN[state][0])
    file = make_file(section, record)
    client = staff_client(record.council)

    responses = [client.get(url) for url in (record.get_absolute_url(), file.get_absolute_url())]

    assert [(response.status_code, response["Cache-Control"]) for response in responses] == [(200, "private, no-store")] * 2
    assert responses[1].getvalue() == PDF or file is record
    assert "Bản ghi kín" in page(responses[0])
    assert '<meta name="robots" content="noindex">' in page(responses[0])
    assert staff_client(CouncilFactory()).get(record.get_absolute_url()).status_code == HIDDEN[state][1]


@in_every_section_of_publishable
def test_section_feed_has_public_records_and_the_filter_of_the_list(client, section):
    record, other = make_public(section, title="Về ngân sách"), make_public(section, title="Về giao thông")
    for fields, _ in HIDDEN.values():
        make(section, title="Về ngân sách", **fields)

    assert set(feed_links(client, section.feed_url)) == {f"{PORTAL}{row.get_absolute_url()}" for row in (record, other)}
    assert feed_links(client, f"{section.feed_url}?q=ngan+sach") == [f"{PORTAL}{record.get_absolute_url()}"]
    assert feed_links(client, f"{section.feed_url}?hd=khong-co&chuyen-muc=khong-co") == []
    listed = page(client.get(section.url, {"q": "ngan sach"}))
    assert f'<link rel="alternate" type="application/rss+xml" title="{section.feed_label}' in listed
    assert f'href="{section.feed_url}?q=ngan+sach"' in listed


@in_every_section_of_publishable
@pytest.mark.parametrize(("sent", "received"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")])
@pytest.mark.parametrize(
    "change", [{"title": "Tiêu đề đã sửa"}, {"status": "withdrawn", "withdrawn_reason": "Có dữ liệu cá nhân."}], ids=str
)
def test_section_feed_answers_304_until_a_record_changes(client, time_machine, section, sent, received, change):
    record = make_public(section)
    make_public(section)
    time_machine.shift(timedelta(minutes=1))
    first = client.get(section.feed_url)
    headers = {sent: first[received]}

    assert (first.status_code, client.get(section.feed_url, headers=headers).status_code) == (200, 304)

    time_machine.shift(timedelta(minutes=1))
    for name, value in change.items():
        setattr(record, TITLES.get(section.namespace, name) if name == "title" else name, value)
    record.save()

    assert client.get(section.feed_url, headers=headers).status_code == 200


@in_every_section_of_publishable
@pytest.mark.parametrize(("sent", "received"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")])
def test_section_feed_has_a_scheduled_record_at_its_moment(client, time_machine, section, sent, received):
    make_public(section)
    make(section, **HIDDEN["scheduled"][0])
    time_machine.shift(timedelta(minutes=1))
    first = client.get(section.feed_url)
    time_machine.shift(timedelta(days=1))

    second = client.get(section.feed_url, headers={sent: first[received]})

    assert (second.status_code, second.content.count(b"<item>")) == (200, 2)


@in_every_section
def test_section_sitemap_lists_every_public_record_and_no_other(client, section):
    public = [make_public(section), make_public(section)]
    if section in OF_PUBLISHABLE:
        for fields, _ in HIDDEN.values():
            make(section, **fields)

    listed = locations(client, f"/sitemap-{section.namespace}.xml")

    assert listed == [f"{PORTAL}{record.get_absolute_url()}" for record in public]
    assert set(listed) | {f"{PORTAL}{section.url}"} <= set(locations(client))


@in_every_section_of_publishable
def test_searched_sections_find_public_records(client, section):
    record = make_public(section, title="Về ngân sách")
    for fields, _ in HIDDEN.values():
        make(section, title="Về ngân sách", **fields)

    response = client.get("/tim-kiem/?q=NGAN SACH")

    assert [(group.section.namespace, group.rows) for group in response.context["groups"]] == [(section.namespace, [record])]
    assert f'href="{record.get_absolute_url()}"' in main(response)
