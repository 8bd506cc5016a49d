import pytest

from resolutions.provisions import document_text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "Điều 1. Bổ sung dự toán.\n\nĐiều 2. Giao UBND quận\ntổ chức.",
            '<h3 id="dieu-1">Điều 1.</h3><p>Bổ sung dự toán.</p>\n\n'
            '<h3 id="dieu-2">Điều 2.</h3><p>Giao UBND quận<br>tổ chức.</p>',
        ),
        (
            "Quyết nghị:\nĐiều 1. Bổ sung.\nĐiều 2. Giao.",
            '<p>Quyết nghị:</p>\n\n<h3 id="dieu-1">Điều 1.</h3><p>Bổ sung.</p>\n\n<h3 id="dieu-2">Điều 2.</h3><p>Giao.</p>',
        ),
        ("Điều 1. Phạm vi\n\n1. Quận.", '<h3 id="dieu-1">Điều 1. Phạm vi</h3>\n\n<p>1. Quận.</p>'),
        ("Chi < 5 tỷ & tiết kiệm", "<p>Chi &lt; 5 tỷ &amp; tiết kiệm</p>"),
        ("<p><strong>Điều 1.</strong> Một.</p>", '<h3 id="dieu-1">Điều 1.</h3><p>Một.</p>'),
        ("<p><b>Điều 1. Một <i>và</i> hai.</b></p>", '<h3 id="dieu-1">Điều 1. Một <i>và</i> hai.</h3>'),
        ("<h3>Điều 3a</h3><p>Theo Điều 1</p>", '<h3 id="dieu-3a">Điều 3a</h3><p>Theo Điều 1</p>'),
        ("<h2>Điều 4đ. Một.</h2>", '<h3 id="dieu-4d">Điều 4đ. Một.</h3>'),
        ("<p>Điều 1.</p><p>Điều 1.</p>", '<h3 id="dieu-1">Điều 1.</h3><p>Điều 1.</p>'),
        ("<p>Điều 5 của Luật quy định.</p>", "<p>Điều 5 của Luật quy định.</p>"),
        ("<p>Điều 2021.</p>", "<p>Điều 2021.</p>"),
        (
            "<table><tr><td>Một</td></tr></table>",
            '<div class="scroll" tabindex="0" role="region" aria-label="Bảng 1">'
            "<table><tbody><tr><td>Một</td></tr></tbody></table></div>",
        ),
        ('<p onclick="x()">Một<script>x()</script></p>', "<p>Một</p>"),
        ("Hai <script>x()</script>", "<p>Hai &lt;script&gt;x()&lt;/script&gt;</p>"),
    ],
)
def test_document_text_returns_safe_html_with_a_heading_for_each_article(text, html):
    assert document_text(text).html == html


def test_document_text_lists_the_articles_with_their_titles():
    text = document_text("<p>Điều 1. Bổ sung dự toán.</p><h3>Điều 2. Chi &amp; thu.</h3><p><b>Điều 3:</b> Giám sát.</p>")

    assert [(article.id, article.label) for article in text.articles] == [
        ("dieu-1", "Điều 1"),
        ("dieu-2", "Điều 2. Chi & thu"),
        ("dieu-3", "Điều 3"),
    ]


LETTERHEAD = "HỘI ĐỒNG NHÂN DÂN\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Điều 1. Giao.", (False, False, False)),
        (f"{LETTERHEAD}\n\nĐiều 1. Giao.", (True, False, False)),
        ("NGHỊ QUYẾT\nVề ngân sách\n\nĐiều 1. Giao.", (False, True, False)),
        ("Căn cứ Nghị quyết số 5;\n\nĐiều 1. Giao.", (False, False, False)),
        ("Điều 1. Giao.\n\nCHỦ TỊCH\n\nNguyễn Văn Chiến", (False, False, True)),
        ("<table><tr><td>Nơi nhận:</td><td>CHỦ TỊCH<br>Nguyễn Văn Chiến</td></tr></table>", (False, False, True)),
    ],
)
def test_document_text_recognises_what_the_office_typed_into_the_text(text, parts):
    content = document_text(text, signer="Nguyễn Văn Chiến")

    assert (content.has_letterhead, content.has_title, content.has_signature) == parts


def test_document_text_recognises_no_signature_without_a_signer():
    assert not document_text("Điều 1. Giao.").has_signature
