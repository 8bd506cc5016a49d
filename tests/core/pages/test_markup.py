import pytest

from core.pages.markup import clean_html

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
