from dataclasses import replace
from io import BytesIO

import pypdfium2

from reports.formats import pdf
from tests.reports import sample_annexes
from tests.reports.sample_documents import CLOSING, ISSUED


def lines_of(title):
    """The lines of text of the pages of an annex whose one row has `title` in its wide column."""
    row = ("1", title, "Loại", "28/9/2021", "35/35", "7")
    document = replace(ISSUED, blocks=(CLOSING,), notes=(), annexes=(replace(sample_annexes.SESSIONS, rows=(row,)),))
    pages = pypdfium2.PdfDocument(BytesIO(pdf.render_pdf(document)))
    return "\n".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "\n")


def test_render_pdf_prints_the_symbol_of_a_document_on_one_line_of_a_cell():
    titles = ("i" * letters + " số 12/NQ-HĐND nhiệm kỳ 2021 - 2026 khóa VI" for letters in range(1, 40, 3))
    texts = [lines_of(title) for title in titles]

    assert [
        (text.count("12/NQ-HĐND"), text.count("2021 - 2026"), text.count("khóa VI")) for text in texts
    ] == [(1, 1, 1)] * len(texts)  # fmt: skip


def test_render_pdf_breaks_a_symbol_that_is_wider_than_its_cell():
    symbol = "12/2021/NQ-" + "HĐND" * 30

    assert symbol in "".join(lines_of(f"Nghị quyết {symbol}").replace("\ufffe", "-").split())
