import pytest

from core.pages.markup import clean_html, with_table_regions

SAFE = (
    "<h2>Mục 1</h2><p>Sáng <strong>26/01/2022</strong>, <em>Thường trực</em> họp.<br></p>"
    "<ul><li>Một</li></ul><blockquote>Trích</blockquote><figure><figcaption>Sơ đồ</figcaption></figure>"
    '<table><thead><tr><th scope="col">Ban</th></tr></thead><tbody><tr><td colspan="2">4</td></tr></tbody></table>'
)


def test_clean_html_keeps_allowed_markup():
    assert clean_html(SAFE) == SAFE


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<style>p{color:red}</style><p>a</p>", "<p>a</p>"),
        ('<p style="color:red" class="x" id="y" onclick="alert(1)">a</p>', "<p>a</p>"),
        ('<p>a<img src="https://a.example/theo-doi.gif" onerror="alert(1)">b</p>', "<p>ab</p>"),
        ('<iframe src="https://a.example"></iframe><p>a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="data:text/html,a">a</a>', '<a rel="noopener noreferrer">a</a>'),
        (
            '<a href="https://a.example/" target="_blank">a</a>',
            '<a href="https://a.example/" rel="noopener noreferrer">a</a>',
        ),
        ('<a href="/nghi-quyet/">a</a>', '<a href="/nghi-quyet/" rel="noopener noreferrer">a</a>'),
        ("<h1>Tên</h1>", "Tên"),
        ("<svg><script>alert(1)</script></svg><p>a</p>", "<p>a</p>"),
        ("<p>chưa đóng", "<p>chưa đóng</p>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
    ],
)
def test_clean_html_removes_everything_else(typed, stored):
    assert clean_html(typed) == stored
    assert clean_html(stored) == stored


def region(number, table):
    """A table in its region, as a page has it."""
    return f'<div class="scroll" tabindex="0" role="region" aria-label="Bảng {number}">{table}</div>'


def test_with_table_regions_surrounds_each_outermost_table():
    inner = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    outer = f"<table><tbody><tr><td>{inner}</td></tr></tbody></table>"

    assert with_table_regions(f"<p>a</p>{outer}{inner}") == f"<p>a</p>{region(1, outer)}{region(2, inner)}"


def test_with_table_regions_changes_nothing_else():
    text = "<p>&lt;table&gt;</p><p>a</p>"

    assert with_table_regions(text) == text
