import pytest

from resolutions.provisions import provisions


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "Điều 1. Bổ sung dự toán.\n\nĐiều 2. Giao UBND quận\ntổ chức.",
            '<p id="dieu-1">Điều 1. Bổ sung dự toán.</p>\n\n<p id="dieu-2">Điều 2. Giao UBND quận<br>tổ chức.</p>',
        ),
        ("Chi < 5 tỷ & tiết kiệm", "<p>Chi &lt; 5 tỷ &amp; tiết kiệm</p>"),
        ("<p><strong>Điều 1.</strong> Một</p>", '<p id="dieu-1"><strong>Điều 1.</strong> Một</p>'),
        ("<h3>Điều 3a</h3><p>Theo Điều 1</p>", '<h3 id="dieu-3a">Điều 3a</h3><p>Theo Điều 1</p>'),
        ("<p>Điều 1</p><p>Điều 1</p>", '<p id="dieu-1">Điều 1</p><p>Điều 1</p>'),
        ('<p onclick="x()">Một<script>x()</script></p>', "<p>Một</p>"),
        ("Hai <script>x()</script>", "<p>Hai &lt;script&gt;x()&lt;/script&gt;</p>"),
    ],
)
def test_provisions_returns_safe_html_with_ids(text, html):
    assert provisions(text) == html
