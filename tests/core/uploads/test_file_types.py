import hashlib
import io

import pytest
from PIL import Image

from core.uploads import file_types
from core.uploads.clean_files import MAX_SIZE
from tests.uploads import PDF, cleaned, docx, jpeg, message_of, ole, remarks_of, zip_archive

WORD_HEAD = b"\xec\xa5\xc1\0"
DOC, XLS, PPT = ole(WordDocument=WORD_HEAD), ole(Workbook=b"\x09\x08\x10\0"), ole(**{"PowerPoint Document": b"\x0f"})
DOCX = docx()
XLSX = zip_archive({"xl/workbook.xml": "<x/>"})
PPTX = zip_archive({"ppt/presentation.xml": "<x/>"})
ODT = zip_archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
ODS = zip_archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
JPEG = jpeg()


def png():
    content = io.BytesIO()
    Image.new("RGB", (60, 40)).save(content, "PNG")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("Nghị quyết.PDF", PDF),
        ("a.doc", DOC),
        ("a.docx", DOCX),
        ("a.docx", docx(main="word/document2.xml")),
        ("a.docx", zip_archive({"word/document2.xml": "<x/>"})),
        ("a.xls", XLS),
        ("a.xlsx", XLSX),
        ("a.ppt", PPT),
        ("a.pptx", PPTX),
        ("a.odt", ODT),
        ("a.ods", ODS),
        ("a.jpg", JPEG),
        ("a.jpeg", JPEG),
        ("a.png", png()),
    ],
    ids=[
        "pdf",
        "upper-case",
        "doc",
        "docx",
        "document2",
        "document2-without-relationship",
        "xls",
        "xlsx",
        "ppt",
        "pptx",
        "odt",
        "ods",
        "jpg",
        "jpeg",
        "png",
    ],
)
def test_clean_document_accepts_content_that_matches_the_name(name, content):
    file = cleaned(name, content)

    assert file.measures["content_type"] == file_types.type_of_name(name).content_type
    assert file.measures["source_sha256"] == hashlib.sha256(content).hexdigest()
    assert file.measures["sha256"] == hashlib.sha256(file.read()).hexdigest()
    assert remarks_of(file) == (0, 0)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", b"<html><script>alert(1)</script></html>", "PDF"),
        ("a.pdf", DOCX, "PDF"),
        ("a.pdf", b" " * 1025 + PDF, "PDF"),
        ("a.docx", PDF, "Word (docx)"),
        ("a.docx", XLSX, "Word (docx)"),
        ("a.xlsx", XLS, "Excel (xlsx)"),
        ("a.doc", PDF, "Word (doc)"),
        ("a.doc", XLS, "Word (doc)"),
        ("a.odt", ODS, "OpenDocument (odt)"),
        ("a.png", JPEG, "ảnh PNG"),
        ("a.jpg", PDF, "ảnh JPEG"),
    ],
    ids=[
        "html",
        "docx-as-pdf",
        "late-head",
        "pdf-as-docx",
        "xlsx-as-docx",
        "xls-as-xlsx",
        "pdf-as-doc",
        "xls-as-doc",
        "ods-as-odt",
        "jpeg-as-png",
        "pdf-as-jpg",
    ],
)
def test_clean_document_refuses_content_that_does_not_match_the_name(name, content, kind):
    expected = f"Tệp không phải là {kind} như đuôi tệp ghi; hãy lưu lại đúng loại hoặc chọn tệp khác."

    assert message_of(name, content) == expected


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "Tệp trống; hãy chọn tệp khác."),
        ("a.pdf", PDF + bytes(MAX_SIZE), "Tệp lớn hơn 20 MB; hãy giảm cỡ"),
        ("a.exe", PDF, "Chỉ nhận tệp có đuôi: pdf, doc, docx"),
        ("pdf", PDF, "Chỉ nhận tệp có đuôi: pdf, doc, docx"),
        ("a.docm", DOCX, "Tệp có macro"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "Tương thích nhất"),
        ("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "Tương thích nhất"),
        ("a.tiff", b"", "Tệp trống"),
        ("a.tiff", b"II*\0" + bytes(60), "Tệp là ảnh TIFF"),
        ("a.svg", b"<svg/>", "Tệp là hình SVG"),
    ],
    ids=["empty", "large", "exe", "no-extension", "docm", "heic", "heic-named-jpg", "empty-tiff", "tiff", "svg"],
)
def test_clean_document_says_what_to_do_about_a_file_that_it_never_takes(name, content, words):
    assert words in message_of(name, content)
