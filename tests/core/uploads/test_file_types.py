import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core.uploads import file_types
from core.uploads.file_types import content_type_of, validate_document

PDF = b"%PDF-1.7\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)


def zip_archive(**members):
    """Return a zip archive; the names of its members are written with `__` for `/` and `_dot_` for `.`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            # ZipInfo's default date: the content is part of the test's name, which must be the same in all workers.
            archive.writestr(zipfile.ZipInfo(name.replace("__", "/").replace("_dot_", ".")), content)
    return buffer.getvalue()


DOCX = zip_archive(docProps__app_dot_xml="<x/>", word__document_dot_xml="<x/>")
XLSX = zip_archive(xl__workbook_dot_xml="<x/>")
PPTX = zip_archive(ppt__presentation_dot_xml="<x/>")
ODT = zip_archive(mimetype="application/vnd.oasis.opendocument.text")
ODS = zip_archive(mimetype="application/vnd.oasis.opendocument.spreadsheet")


def messages_of(name, content):
    with pytest.raises(ValidationError) as refusal:
        validate_document(SimpleUploadedFile(name, content))
    return refusal.value.messages


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("Nghị quyết.PDF", PDF),
        ("a.doc", OLE),
        ("a.docx", DOCX),
        ("a.xls", OLE),
        ("a.xlsx", XLSX),
        ("a.ppt", OLE),
        ("a.pptx", PPTX),
        ("a.odt", ODT),
        ("a.ods", ODS),
        ("a.jpg", JPEG),
        ("a.jpeg", JPEG),
        ("a.png", PNG),
    ],
)
def test_validate_document_accepts_content_that_matches_the_name(name, content):
    file = SimpleUploadedFile(name, content)

    validate_document(file)

    assert file.read() == content
    assert content_type_of(file) == file_types.type_of_name(name).content_type


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"<html><script>alert(1)</script></html>", "Tệp không phải là PDF như đuôi tệp ghi."),
        ("a.pdf", DOCX, "Tệp không phải là PDF như đuôi tệp ghi."),
        ("a.docx", PDF, "Tệp không phải là Word (docx) như đuôi tệp ghi."),
        ("a.docx", XLSX, "Tệp không phải là Word (docx) như đuôi tệp ghi."),
        ("a.docx", DOCX[:60], "Tệp không phải là Word (docx) như đuôi tệp ghi."),
        ("a.xlsx", OLE, "Tệp không phải là Excel (xlsx) như đuôi tệp ghi."),
        ("a.doc", PDF, "Tệp không phải là Word (doc) như đuôi tệp ghi."),
        ("a.odt", ODS, "Tệp không phải là OpenDocument (odt) như đuôi tệp ghi."),
        ("a.png", JPEG, "Tệp không phải là ảnh PNG như đuôi tệp ghi."),
        ("a.pdf", b"", "Tệp trống."),
    ],
)
def test_validate_document_refuses_content_that_does_not_match_the_name(name, content, message):
    assert messages_of(name, content) == [message]


@pytest.mark.parametrize("name", ["a.exe", "a.svg", "a.html", "pdf", "a.pdf.zip"])
def test_validate_document_lists_file_types_for_an_unknown_one(name):
    assert messages_of(name, PDF) == [f"Chỉ nhận tệp có đuôi: {', '.join(file_types.FILE_TYPES)}."]


def test_validate_document_refuses_a_file_above_max_size():
    assert messages_of("a.pdf", PDF + bytes(file_types.MAX_SIZE)) == ["Tệp lớn hơn 20 MB."]
