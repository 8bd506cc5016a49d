import pytest

from tests.client import page_problems

GOOD = '<!doctype html><html lang="vi"><head><title>Trang</title></head><body><h1>Trang</h1>{}</body></html>'


def test_a_careful_page_has_no_problems():
    assert (
        page_problems(GOOD.format('<img src="a.png" alt=""><p>Nonette</p><script type="application/ld+json">{}</script>')) == []
    )


@pytest.mark.parametrize(
    ("careless", "problem"),
    [
        ("<p>{{ report.title }}</p>", "unrendered {{"),
        ("<p>{% load vi %}</p>", "unrendered {%"),
        ("<td>None</td>", "None as text: None"),
        ('<p style="color: red">Đỏ</p>', "inline style in <p>"),
        ("<style>p {}</style>", "inline style in <style>"),
        ('<a onclick="x()">Mở</a>', "inline handler onclick in <a>"),
        ('<script src="/static/a.js"></script>', "script"),
        ("<h1>Hai</h1>", "2 h1"),
        ('<img src="a.png">', "picture without alt: a.png"),
    ],
)
def test_a_careless_page_is_told(careless, problem):
    assert page_problems(GOOD.replace("{}", careless)) == [problem]


def test_a_page_without_language_and_title_is_told():
    assert page_problems("<html><body><h1>Trang</h1></body></html>") == ["language None", "no title"]


def test_external_scripts_pass_where_they_are_allowed():
    page = GOOD.format('<script src="/static/a.js"></script><script>x()</script>')

    assert page_problems(page, scripts_allowed=True) == ["script"]
