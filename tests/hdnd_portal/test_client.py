import pytest

from tests.client import page_problems

CORRECT_PAGE = '<!doctype html><html lang="vi"><head><title>Trang</title></head><body><h1>Trang</h1>{}</body></html>'


def test_page_problems_is_empty_for_a_correct_page():
    assert (
        page_problems(CORRECT_PAGE.format('<img src="a.png" alt=""><p>Nonette</p><script type="application/ld+json">{}</script>'))
        == []
    )


@pytest.mark.parametrize(
    ("mistake", "problem"),
    [
        ("<p>{{ report.title }}</p>", "unrendered {{"),
        ("<p>{% load vi %}</p>", "unrendered {%"),
        ("<p>undefined variable: report.title</p>", "unrendered undefined variable: "),
        ("<td>None</td>", "None as text: None"),
        ('<p style="color: red">Đỏ</p>', "inline style in <p>"),
        ("<style>p {}</style>", "inline style in <style>"),
        ('<a onclick="x()">Mở</a>', "inline handler onclick in <a>"),
        ('<script src="/static/a.js"></script>', "script"),
        ("<h1>Hai</h1>", "2 h1"),
        ('<img src="a.png">', "picture without alt: a.png"),
    ],
)
def test_page_problems_names_each_mistake(mistake, problem):
    assert page_problems(CORRECT_PAGE.replace("{}", mistake)) == [problem]


def test_page_problems_names_a_missing_language_and_title():
    assert page_problems("<html><body><h1>Trang</h1></body></html>") == ["language None", "no title"]


def test_page_problems_accepts_external_scripts_if_allowed():
    page = CORRECT_PAGE.format('<script src="/static/a.js"></script><script>x()</script>')

    assert page_problems(page, scripts_allowed=True) == ["script"]
