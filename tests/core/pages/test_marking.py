import pytest

from core.pages.marking import marked
from core.records.querysets import search_terms


@pytest.mark.parametrize(
    ("text", "typed", "html"),
    [
        ("Về dự toán ngân sách năm 2022", "ngan sach", "Về dự toán <mark>ngân</mark> <mark>sách</mark> năm 2022"),
        ("Hoà bình, hòa hợp, hoa", "HÒA", "<mark>Hoà</mark> bình, <mark>hòa</mark> hợp, <mark>hoa</mark>"),
        ("Đô thị Đống Đa", "do", "<mark>Đô</mark> thị Đống Đa"),
        ("Năm 2020, 12 và 120", "12", "Năm 2020, <mark>12</mark> và 120"),
        ("Dịch Covid-19", "covid19", "Dịch <mark>Covid</mark>-<mark>19</mark>"),
        ("<script>alert('x')</script>", "script", "&lt;<mark>script</mark>&gt;alert(&#x27;x&#x27;)&lt;/<mark>script</mark>&gt;"),
        ("a & b", "", "a &amp; b"),
    ],
)
def test_marked_keeps_the_spelling_of_the_text(text, typed, html):
    assert marked(text, search_terms(typed)) == html
