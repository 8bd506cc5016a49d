"""The suggestions of an empty list of resolutions."""

import re
from datetime import date

import pytest

from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.resolutions import RegisterFactory, ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db


def paragraphs_and_urls(client, query, **extra):
    """The paragraphs of the empty list as text, and the URLs in them."""
    response = client.get(f"/nghi-quyet/?{query}", **extra)
    assert list(response.context["object_list"]) == []
    empty = re.search(r'<div class="empty">(.*?)</div>', response.content.decode(), re.S)[1]
    texts = (re.sub("<[^>]+>", "", part) for part in re.findall(r"<p>(.*?)</p>", empty, re.S))
    paragraphs = [re.sub(r"\s+", " ", text).strip() for text in texts]
    return paragraphs, [address.replace("&amp;", "&") for address in re.findall('href="([^"]*)"', empty)]


@pytest.fixture
def make():
    """A function that creates a published resolution of one council."""
    session = CouncilSessionFactory(term=TermFactory(council=CouncilFactory(slug="cau-giay", is_portal=True)))
    register = RegisterFactory(council=session.term.council)

    def make_resolution(number, year=2021, **fields):
        values = {"published": True, "register": register, "session": session} | fields
        return ResolutionFactory(numbered=True, number=number, year=year, **values)

    return make_resolution


def test_resolution_list_view_suggests_to_remove_the_year_or_the_text(client, make):
    make(1, title="Về ngân sách")
    make(2, title="Về ngân sách quận")
    make(3, title="Về giao thông", adopted_on=date(2020, 7, 10), issued_on=date(2020, 7, 10))

    paragraphs, addresses = paragraphs_and_urls(client, "nam=2020&q=ngan sach")

    assert paragraphs == [
        "Không có nghị quyết nào khớp với ngan sach theo bộ lọc: Năm 2020.",
        "Không có với bộ lọc Năm 2020; có 2 nghị quyết ở năm khác.",
        "Không có với chữ đã gõ; có 1 nghị quyết nếu không tìm theo chữ.",
        "Xem tất cả nghị quyết",
    ]
    assert addresses == ["/nghi-quyet/?q=ngan+sach", "/nghi-quyet/?nam=2020", "/nghi-quyet/"]


def test_resolution_list_view_suggests_to_remove_the_text_and_leave_the_filter(client, make):
    make(1)
    make(2)

    paragraphs, addresses = paragraphs_and_urls(client, "nam=2021&q=khong thay")

    assert paragraphs == [
        "Không có nghị quyết nào khớp với khong thay theo bộ lọc: Năm 2021.",
        "Không có với chữ đã gõ; có 2 nghị quyết nếu không tìm theo chữ.",
        "Xem tất cả nghị quyết",
    ]
    assert addresses == ["/nghi-quyet/?nam=2021", "/nghi-quyet/"]


def test_resolution_list_view_hides_the_facets_of_an_empty_list_but_displays_active_filters(client, make):
    make(1)

    text = client.get("/nghi-quyet/?nam=2021&q=khong thay").content.decode()

    assert 'class="facets"' not in text
    assert "Năm thông qua “2021”" not in text
    assert re.findall(r'<p class="active-facets">\s*Đang lọc:\s*<a href="([^"]*)">([^<]*)', text) == [
        ("/nghi-quyet/?q=khong+thay", "Năm 2021")
    ]


@pytest.mark.parametrize(
    ("typed", "similar"),
    [
        ("nq 99 2021", ["09/NQ-HĐND năm 2021"]),
        ("21/NQ-HĐND 2021", ["12/NQ-HĐND năm 2021"]),
        ("9/NQ-HĐND 2020", ["09/NQ-HĐND năm 2021"]),
        ("12a/NQ-HĐND", ["12/NQ-HĐND năm 2021", "12/NQ-HĐND năm 2019"]),
        ("nq 77 2021", []),
        ("1/1/2020", []),
        ("khong thay", []),
    ],
)
def test_resolution_list_view_suggests_similar_numbers_for_an_unknown_one(client, make, typed, similar):
    for number, year in ((9, 2021), (12, 2019), (12, 2021)):
        make(number, year)
    make(99, published=False, signed=True)

    paragraphs, addresses = paragraphs_and_urls(client, f"q={typed}")

    assert [part for part in paragraphs if part.startswith("Có phải")] == ([f"Có phải: {'; '.join(similar)}?"] if similar else [])
    assert len(addresses) == len(similar) + 1


def test_resolution_list_view_names_the_council_of_a_similar_number(client, make):
    session = CouncilSessionFactory(term__council__name="HĐND quận Đống Đa")
    ResolutionFactory(numbered=True, published=True, session=session, number=9)

    assert "Có phải: 09/NQ-HĐND năm 2021, HĐND quận Đống Đa?" in paragraphs_and_urls(client, "q=nq 99 2021")[0]


def test_resolution_list_view_suggests_no_similar_number_for_one_that_a_filter_hides(client, make):
    make(99, title="Về ngân sách")
    make(9, year=2020)

    paragraphs, addresses = paragraphs_and_urls(client, "loai=khong-co&q=nq 99 2021")

    assert paragraphs[1:] == ["Không có với bộ lọc Loại “khong-co”; có 1 nghị quyết thuộc loại khác.", "Xem tất cả nghị quyết"]


@pytest.mark.parametrize("rows", [1, 3])
def test_resolution_list_view_needs_the_same_queries_for_an_empty_list(client, make, django_assert_num_queries, rows):
    for number in range(rows):
        make(number + 1)
        make(9, year=2010 + number)

    with django_assert_num_queries(8):
        client.get("/nghi-quyet/?nam=2021&q=nq 99 2021")
