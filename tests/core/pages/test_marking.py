import pytest

from core.pages.marking import marked, unbroken
from core.vietnamese.search_query import search_terms


@pytest.mark.parametrize(
    ("text", "typed", "html"),
    [
        ("Về dự toán ngân sách năm 2022", "ngan sach", "Về dự toán <mark>ngân sách</mark> năm 2022"),
        ("Hoà bình, hòa hợp, hoa", "HÒA", "<mark>Hoà</mark> bình, <mark>hòa</mark> hợp, <mark>hoa</mark>"),
        ("Đô thị Đống Đa", "do", "<mark>Đô</mark> thị Đống Đa"),
        ("Năm 2020, 12 và 120", "12", "Năm 2020, <mark>12</mark> và 120"),
        ("Dịch Covid-19", "covid19", "Dịch <mark>Covid-19</mark>"),
        ("<script>alert('x')</script>", "script", "&lt;<mark>script</mark>&gt;alert(&#x27;x&#x27;)&lt;/<mark>script</mark>&gt;"),
        ("a & b", "", "a &amp; b"),
        ("Hỗ trợ, hỗ trợ & hỗ", "ho tro", "<mark>Hỗ trợ</mark>, <mark>hỗ trợ</mark> &amp; <mark>hỗ</mark>"),
        ("Kinh tế - xã hội", "te xa", "Kinh <mark>tế</mark>\N{NO-BREAK SPACE}- <mark>xã</mark> hội"),
        ("Kinh tế - xã hội", "", "Kinh tế\N{NO-BREAK SPACE}- xã hội"),
    ],
)
def test_marked_keeps_the_spelling_of_the_text(text, typed, html):
    assert marked(text, search_terms(typed)) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("số 12/NQ-HĐND, ngày", 'số <span class="unbroken">12/NQ-HĐND,</span> ngày'),
        ("dịch Covid-19 năm 2021 - 2022", 'dịch <span class="unbroken">Covid-19</span> năm 2021\N{NO-BREAK SPACE}- 2022'),
        ("đầu tư công (đợt 2) năm 2021", 'đầu tư công <span class="unbroken">(đợt 2)</span> năm 2021'),
        ("Kỳ họp thứ 4, khóa VI", 'Kỳ họp <span class="unbroken">thứ 4,</span> khóa VI'),
        ("Kỳ họp thứ hai", "Kỳ họp thứ hai"),
        ("HĐND quận Cầu Giấy, phường ấy", 'HĐND <span class="unbroken">quận Cầu Giấy</span>, phường ấy'),
        ("Quận Ứng Hòa và xã", '<span class="unbroken">Quận Ứng Hòa</span> và xã'),
        ("<b>a-b</b> & c", '<span class="unbroken">&lt;b&gt;a-b&lt;/b&gt;</span> &amp; c'),
        ("so-van-ban-rat-dai-tren-man-hinh-hep", "so-van-ban-rat-dai-tren-man-hinh-hep"),
    ],
)
def test_unbroken_leaves_no_symbol_to_a_line_break(text, html):
    assert unbroken(text) == html
