"""The public list of sessions."""

import re
from datetime import date

import pytest

from core.models import FormerAddress
from tests.factories.councils import CouncilFactory, MandateFactory, TermFactory
from tests.factories.resolutions import ResolutionFactory
from tests.factories.sessions_app import (
    AgendaItemFactory,
    AttendanceFactory,
    CouncilSessionFactory,
    SessionDocumentFactory,
    SittingFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2022-03-10 09:00+07:00", tick=False)


@pytest.fixture
def council():
    return CouncilFactory(slug="cau-giay", name="HĐND quận Cầu Giấy", is_portal=True)


@pytest.fixture
def term(council):
    return TermFactory(council=council, start=date(2021, 6, 28))


def session(term, number, **fields):
    return CouncilSessionFactory(**{"published": True, "term": term, "number": number} | fields)


def listed(client, **query):
    return [str(row) for row in client.get("/ky-hop/", query).context["object_list"]]


def text_of(client, **query):
    html = client.get("/ky-hop/", query).content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_list_has_the_next_session_first_then_those_of_each_term_from_the_last(client, council, term):
    former = TermFactory(council=council, ordinal=5, slug="2016-2021", label="2016-2021", start=date(2016, 6, 1), end=term.start)
    session(former, 15, opened_on=date(2021, 3, 26))
    session(term, 1, opened_on=date(2021, 7, 18))
    session(term, 3, opened_on=date(2021, 12, 20))
    session(term, 5, planned=True, planned_on=date(2022, 12, 15))
    session(term, 4, planned=True, planned_on=date(2022, 7, 6))
    session(term, 2, planned=True, planned_on=date(2022, 2, 1), life="cancelled")

    assert listed(client) == [
        "Kỳ họp thứ 4, khóa VI",
        "Kỳ họp thứ 5, khóa VI",
        "Kỳ họp thứ 2, khóa VI",
        "Kỳ họp thứ 3, khóa VI",
        "Kỳ họp thứ nhất, khóa VI",
        "Kỳ họp thứ 15, khóa V",
    ]
    headings = re.findall('<h3 class="list-group">(.*?)</h3>', client.get("/ky-hop/").content.decode())
    assert headings == [
        "Đang họp và sắp tới",
        "Khóa VI, nhiệm kỳ 2021-2026, HĐND quận Cầu Giấy",
        "Khóa V, nhiệm kỳ 2016-2021, HĐND quận Cầu Giấy",
    ]


def test_row_has_the_roll_of_the_first_sitting_and_planned_and_adopted_numbers(client, term):
    row = session(term, 3, planned_drafts=8)
    sitting = SittingFactory(session=row, number=1)
    mandates = [MandateFactory(term=term, start=date(2021, 6, 30)) for _ in range(3)]
    for place, mandate in enumerate(mandates):
        AttendanceFactory(sitting=sitting, mandate=mandate, state="present" if place else "excused")
    ResolutionFactory.create_batch(2, session=row, signed=True, published=True)
    ResolutionFactory(session=row)

    text = text_of(client)

    assert "Có mặt 2/3 đại biểu" in text
    assert "2 nghị quyết; 8 dự thảo dự kiến" in text


def test_search_of_the_portal_calls_nothing_planned_that_a_held_session_has_done(client, term):
    session(term, 3, planned_drafts=8)

    page = client.get("/tim-kiem/", {"q": "kỳ họp thứ 3"}).content.decode()

    assert "Kỳ họp thứ 3</a>" in re.sub("</?mark>", "", page)
    assert "Dự kiến" not in page


def test_row_of_a_session_without_a_roll_names_no_number_present(client, term):
    SittingFactory(session=session(term, 3), number=1)

    assert "Có mặt" not in text_of(client)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"planned": True, "planned_on": date(2022, 3, 19)}, "Còn 9 ngày"),
        ({"opened_on": date(2022, 3, 10), "closed_on": None}, "Đang họp"),
        ({"planned": True, "planned_on": date(2022, 3, 1)}, "Chưa ghi kết quả"),
        ({"planned": True, "planned_on": date(2022, 3, 1), "life": "postponed"}, "Đã hoãn"),
        ({"planned": True, "planned_on": date(2022, 3, 1), "life": "cancelled"}, "Đã hủy"),
    ],
)
def test_row_says_what_is_special_about_a_session(client, term, fields, expected):
    session(term, 4, **fields)

    assert f"Trạng thái: {expected}" in text_of(client)


def test_filters_narrow_the_list(client, council, term):
    ward = CouncilFactory(ward=True, slug="nghia-do", name="HĐND phường Nghĩa Đô")
    session(term, 3, opened_on=date(2021, 12, 20), kind="thematic", is_regular=False)
    session(term, 4, planned=True, planned_on=date(2022, 7, 6))
    session(TermFactory(council=ward, ordinal=2, start=date(2021, 6, 28), slug="khoa-2", label="khóa 2"), 1)

    assert listed(client, hd="nghia-do") == ["Kỳ họp thứ nhất, khóa II"]
    assert listed(client, khoa="2021-2026", nam="2021") == ["Kỳ họp thứ 3, khóa VI"]
    assert listed(client, nam="2022") == ["Kỳ họp thứ 4, khóa VI"]
    assert listed(client, loai="thematic") == ["Kỳ họp thứ 3, khóa VI"]
    assert 'href="/ky-hop/lich.ics?hd=nghia-do"' in client.get("/ky-hop/?hd=nghia-do").content.decode()


def test_year_lines_have_the_sessions_of_this_and_the_nearest_year_by_month(client, term):
    session(term, 3, opened_on=date(2021, 12, 20))
    session(term, 4, planned=True, planned_on=date(2022, 7, 6))
    session(term, 1, opened_on=date(2020, 1, 1))

    lines = client.get("/ky-hop/").context["year_lines"]

    by_month = {(line.year, month.number): [str(one) for one in month.sessions] for line in lines for month in line.months}
    assert [line.year for line in lines] == [2022, 2021]
    assert by_month[2022, 7] == ["Kỳ họp thứ 4, khóa VI"]
    assert by_month[2021, 12] == ["Kỳ họp thứ 3, khóa VI"]
    assert sum(map(len, by_month.values())) == 2


def test_year_lines_say_that_a_session_does_not_take_place(client, term):
    session(term, 4, planned=True, planned_on=date(2022, 7, 6), life="cancelled")

    response = client.get("/ky-hop/")

    assert "Kỳ họp thứ 4, đã hủy" in " ".join(response.content.decode().split())
    assert not any(month.is_ahead for line in response.context["year_lines"] for month in line.months)


@pytest.mark.parametrize("query", ["'", "?", "%", "\\", "…"])
def test_search_for_signs_lists_all_sessions(client, term, query):
    session(term, 3, opened_on=date(2021, 12, 20))

    assert listed(client, q=query) == ["Kỳ họp thứ 3, khóa VI"]
    assert client.get("/ky-hop/lich.ics", {"q": query}).status_code == 200


@pytest.mark.parametrize("query", ["kỳ họp thứ 3", "ky hop thu ba", "kỳ họp III", "KỲ HỌP 3", "kỳ họp thứ 3 cầu giấy 2021"])
def test_search_finds_a_session_by_its_number_in_every_form(client, term, query):
    expected = session(term, 3, opened_on=date(2021, 12, 20))
    session(term, 13)

    assert listed(client, q=query) == ["Kỳ họp thứ 3, khóa VI"]
    [group] = [
        group for group in client.get("/tim-kiem/", {"q": query}).context["groups"] if group.section.namespace == "sessions"
    ]
    assert group.rows == [expected]


def test_search_finds_a_session_by_its_agenda_and_its_public_documents(client, term):
    row = session(term, 3)
    AgendaItemFactory(session=row, title="Đặt tên một số tuyến phố")
    SessionDocumentFactory(session=row, published=True, title="Tờ trình đầu tư công")
    SessionDocumentFactory(session=row, title="Biên bản kiểm phiếu")
    SessionDocumentFactory(session=row, published=True, visibility="staff", title="Danh sách cán bộ")
    SessionDocumentFactory(session=row, published=True, visibility="delegates", title="Phương án nhân sự")

    assert listed(client, q="dat ten tuyen pho") == ["Kỳ họp thứ 3, khóa VI"]
    assert listed(client, q="đầu tư công") == ["Kỳ họp thứ 3, khóa VI"]
    assert listed(client, q="đầu tư công kỳ họp thứ 3") == ["Kỳ họp thứ 3, khóa VI"]
    for hidden in ("kiểm phiếu", "danh sách cán bộ", "phương án nhân sự", "tài liệu không công khai"):
        assert listed(client, q=hidden) == []


def test_search_puts_the_session_that_is_named_first(client, term):
    AgendaItemFactory(session=session(term, 4, opened_on=date(2021, 12, 20)), title="Kết quả kỳ họp thứ 3")
    session(term, 3, opened_on=date(2021, 9, 28))

    assert listed(client, q="kỳ họp thứ 3") == ["Kỳ họp thứ 3, khóa VI", "Kỳ họp thứ 4, khóa VI"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/ky-hop/cau-giay/", "/ky-hop/?hd=cau-giay"),
        ("/ky-hop/cau-giay/2021-2026/", "/ky-hop/?hd=cau-giay&khoa=2021-2026"),
    ],
)
def test_shortened_address_leads_to_the_list(client, term, path, expected):
    response = client.get(path)

    assert (response.status_code, response.url) == (302, expected)


@pytest.mark.parametrize("path", ["/ky-hop/khong-co/", "/ky-hop/cau-giay/2016-2021/"])
def test_shortened_address_of_nothing_is_not_there(client, term, path):
    assert client.get(path).status_code == 404


def test_address_with_a_former_slug_of_the_term_leads_on(client, term):
    row = session(term, 3)
    before = row.get_absolute_url()
    term.slug = "khoa-6"
    term.save()

    assert client.get("/ky-hop/cau-giay/khoa-6/3/").status_code == 200
    assert (client.get(before).status_code, client.get(before).url) == (301, "/ky-hop/cau-giay/khoa-6/3/")
    assert not FormerAddress.objects.about(row).exists()
