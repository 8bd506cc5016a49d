"""What a reader is told where the list of resolutions is empty."""

import re
from datetime import date

import pytest

from resolutions.numbers import probable_typos
from tests.factories.councils import CouncilFactory, TermFactory
from tests.factories.resolutions import RegisterFactory, ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db


def told(client, query, **extra):
    """The paragraphs of the empty list as text, and the addresses in them."""
    response = client.get(f"/nghi-quyet/?{query}", **extra)
    assert list(response.context["object_list"]) == []
    empty = re.search(r'<div class="empty">(.*?)</div>', response.content.decode(), re.S)[1]
    words = [re.sub("<[^>]+>", "", part).strip() for part in re.findall(r"<p>(.*?)</p>", empty, re.S)]
    return words, [address.replace("&amp;", "&") for address in re.findall('href="([^"]*)"', empty)]


@pytest.fixture
def make():
    """Makes public resolutions of one council."""
    session = CouncilSessionFactory(term=TermFactory(council=CouncilFactory(slug="cau-giay", is_hosted=True)))
    register = RegisterFactory(council=session.term.council)

    def made(number, year=2021, **fields):
        given = {"published": True, "register": register, "session": session} | fields
        return ResolutionFactory(numbered=True, number=number, year=year, **given)

    return made


def test_year_that_empties_the_list_is_named_with_what_other_years_have(client, make):
    make(1, title="Về ngân sách")
    make(2, title="Về ngân sách quận")
    make(3, title="Về giao thông", adopted_on=date(2020, 7, 10), issued_on=date(2020, 7, 10))

    words, addresses = told(client, "nam=2020&q=ngan sach")

    assert words == [
        "Không có nghị quyết nào khớp với ngan sach theo bộ lọc: Năm 2020.",
        "Không có với bộ lọc Năm 2020; có 2 nghị quyết ở năm khác.",
        "Không có với chữ đã gõ; có 1 nghị quyết nếu không tìm theo chữ.",
        "Xem tất cả nghị quyết",
    ]
    assert addresses == ["/nghi-quyet/?q=ngan+sach", "/nghi-quyet/?nam=2020", "/nghi-quyet/"]


def test_words_that_nothing_has_are_given_up_within_the_filter_whose_name_stays(client, make):
    make(1)
    make(2)

    words, addresses = told(client, "nam=2021&q=khong thay")

    assert words == [
        "Không có nghị quyết nào khớp với khong thay theo bộ lọc: Năm 2021.",
        "Không có với chữ đã gõ; có 2 nghị quyết nếu không tìm theo chữ.",
        "Xem tất cả nghị quyết",
    ]
    assert addresses == ["/nghi-quyet/?nam=2021", "/nghi-quyet/"]


def test_facets_do_not_stand_beside_an_empty_list_but_what_is_chosen_does(client, make):
    make(1)

    text = client.get("/nghi-quyet/?nam=2021&q=khong thay").content.decode()

    assert 'class="facets"' not in text
    assert "Năm thông qua “2021”" not in text
    assert re.findall(r'<p class="active-facets">Đang lọc: <a href="([^"]*)">([^<]*)', text) == [
        ("/nghi-quyet/?q=khong+thay", "Năm 2021")
    ]


@pytest.mark.parametrize(
    ("typed", "near"),
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
def test_number_that_is_none_is_answered_with_near_ones(client, make, typed, near):
    for number, year in ((9, 2021), (12, 2019), (12, 2021)):
        make(number, year)
    make(99, published=False, signed=True)

    words, addresses = told(client, f"q={typed}")

    assert [part for part in words if part.startswith("Có phải")] == ([f"Có phải: {'; '.join(near)}?"] if near else [])
    assert len(addresses) == len(near) + 1


def test_near_number_of_another_council_names_it(client, make):
    session = CouncilSessionFactory(term__council__name="HĐND quận Đống Đa")
    ResolutionFactory(numbered=True, published=True, session=session, number=9)

    assert "Có phải: 09/NQ-HĐND năm 2021, HĐND quận Đống Đa?" in told(client, "q=nq 99 2021")[0]


def test_number_that_a_filter_hides_is_not_called_a_slip(client, make):
    make(99, title="Về ngân sách")
    make(9, year=2020)

    words, addresses = told(client, "loai=khong-co&q=nq 99 2021")

    assert words[1:] == ["Không có với bộ lọc Loại “khong-co”; có 1 nghị quyết thuộc loại khác.", "Xem tất cả nghị quyết"]


@pytest.mark.parametrize(
    ("number", "likely"), [(99, {9}), (12, {1, 2, 21}), (123, {12, 13, 23, 132, 213}), (7, set()), (10, {1})]
)
def test_slips_are_a_digit_too_many_or_two_changed_over(number, likely):
    assert probable_typos(number) == likely


@pytest.mark.parametrize("rows", [1, 3])
def test_empty_list_costs_five_queries_whatever_there_is(client, make, django_assert_num_queries, rows):
    for number in range(rows):
        make(number + 1)
        make(9, year=2010 + number)

    with django_assert_num_queries(5):
        client.get("/nghi-quyet/?nam=2021&q=nq 99 2021")
