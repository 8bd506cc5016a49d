"""Uploaded PDFs: checked for what may harm a reader, and stored without the properties that name their authors."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError

from core.uploads.clean_files import Content
from core.uploads.jpeg_metadata import without_metadata
from core.uploads.pdf_text import is_scan

SIGNATURE = b"%PDF"
HEAD_SIZE = 1024  # bytes, within which the signature must begin
TAIL_SIZE = 2048  # bytes, within which the end must be
END = b"%%EOF"
MAX_DEPTH = 60  # of containers inside one object; deeper ones are no document of an office

PRINT_AGAIN = "mở tệp, in ra PDF mới (In > Lưu thành PDF) rồi tải lại."
CUT = "PDF bị cắt cụt, thiếu phần cuối; hãy tải về hoặc quét lại cho đủ rồi tải lên."
DAMAGED = "PDF hỏng, không mở được; hãy lưu hoặc quét lại rồi tải lên."
WITHOUT_PAGES = "PDF không có trang nào; hãy chọn tệp khác."
ENCRYPTED = "PDF có mật khẩu hoặc bị hạn chế quyền; hãy lưu bản không đặt mật khẩu rồi tải lại."
SCRIPT = f"PDF có mã JavaScript hoặc biểu mẫu động; hãy {PRINT_AGAIN}"
LAUNCH = f"PDF có lệnh mở chương trình hoặc tệp trên máy người đọc; hãy {PRINT_AGAIN}"
EMBEDDED = f"PDF có tệp khác đính kèm bên trong; hãy tải từng tệp riêng, hoặc {PRINT_AGAIN}"

LAUNCH_ACTIONS = {"/Launch", "/ImportData"}
EMBEDDED_ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"}
COMMENT_ANNOTATIONS = {"/Text", "/Caret", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut"}
PROPERTY_NAMES = {
    "/Author": "tác giả",
    "/Company": "cơ quan",
    "/Title": "tiêu đề",
    "/Subject": "chủ đề",
    "/Keywords": "từ khóa",
    "/Creator": "phần mềm soạn",
    "/Producer": "phần mềm tạo PDF",
    "/CreationDate": "ngày tạo",
    "/ModDate": "ngày sửa",
}
OTHER_PROPERTY = "thuộc tính khác"
METADATA = "siêu dữ liệu XMP"
STANDARDS = ("pdfaid:part", "pdfaid:conformance", "pdfaid:rev", "pdfuaid:part")  # metadata that says how the file is made


def clean_pdf(source: bytes) -> Content:
    """Return what is stored of the PDF `source`: the file without properties, or unaltered if it is signed.

    Raises ValidationError if it is cut off, damaged, encrypted or without pages, or if it has scripts, actions that open
    something on the reader's computer, or other files inside.
    """
    if END not in source.rstrip(b"\0\r\n\t ")[-TAIL_SIZE:]:
        raise ValidationError(CUT, code="cut")
    try:
        with pikepdf.open(BytesIO(source)) as pdf:
            return _content(pdf, source)
    except pikepdf.PasswordError as error:
        raise ValidationError(ENCRYPTED, code="encrypted") from error
    except ValidationError:
        raise
    except Exception as error:  # qpdf and its Python layer raise errors of many classes for damaged files
        raise ValidationError(DAMAGED, code="damaged") from error


def has_signature(head: bytes) -> bool:
    """Return whether a file with these first bytes is a PDF; other bytes may come before its signature."""
    return SIGNATURE in head[: HEAD_SIZE + len(SIGNATURE)]


def _content(pdf: pikepdf.Pdf, source: bytes) -> Content:
    if pdf.is_encrypted:
        raise ValidationError(ENCRYPTED, code="encrypted")
    if not len(pdf.pages):
        raise ValidationError(WITHOUT_PAGES, code="empty")
    dictionaries = list(_dictionaries(pdf))
    for dictionary in dictionaries:
        _refuse_harmful(dictionary)
    comments = sum(_name(dictionary, "/Subtype") in COMMENT_ANNOTATIONS for dictionary in dictionaries)
    is_signed = any("/ByteRange" in dictionary and "/Contents" in dictionary for dictionary in dictionaries)
    scan = is_scan(pdf)
    if is_signed:
        return Content(source, comments=comments, kept_properties=_properties(pdf), is_scan=scan)
    has_properties = _remove_properties(pdf, dictionaries)
    if not has_properties and source.startswith(SIGNATURE) and source.count(END) == 1:
        return Content(source, comments=comments, is_scan=scan)
    stored = BytesIO()
    pdf.save(stored, deterministic_id=True)  # without earlier versions of the document, which a file may still hold
    return Content(stored.getvalue(), comments=comments, is_scan=scan)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:  # Any: pikepdf.Object, whose attributes are made at run time
    """Yield every dictionary of the file, also those of streams."""
    for stored in pdf.objects:
        yield from _within(stored, 0)
    yield pdf.trailer


def _within(value: Any, depth: int) -> Iterator[Any]:  # Any: as above
    if depth > MAX_DEPTH:
        raise ValidationError(DAMAGED, code="damaged")
    children: list[Any] = []  # Any: as above
    if isinstance(value, pikepdf.Stream):
        yield value
        children = list(value.stream_dict.values())
    elif isinstance(value, pikepdf.Dictionary):
        yield value
        children = list(value.values())
    elif isinstance(value, pikepdf.Array):
        children = list(value)
    for child in children:
        # An indirect object is visited by itself.
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _within(child, depth + 1)


def _name(dictionary: Any, key: str) -> str:  # Any: as above
    """Return the name at `key`, such as "/JavaScript"; "" if there is none."""
    value = dictionary.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _refuse_harmful(dictionary: Any) -> None:  # Any: as above
    """Raise ValidationError if the dictionary is a script, a dangerous action or an embedded file."""
    action = _name(dictionary, "/S")
    if action == "/JavaScript" or "/JS" in dictionary or "/JavaScript" in dictionary or "/XFA" in dictionary:
        raise ValidationError(SCRIPT, code="script")
    if action in LAUNCH_ACTIONS:
        raise ValidationError(LAUNCH, code="launch")
    is_embedded = "/EF" in dictionary or "/EmbeddedFiles" in dictionary or _name(dictionary, "/Type") == "/EmbeddedFile"
    if is_embedded or _name(dictionary, "/Subtype") in EMBEDDED_ANNOTATIONS or action == "/GoToE":
        raise ValidationError(EMBEDDED, code="embedded")


def _properties(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Return the names of the properties that the file has, in Vietnamese."""
    info = pdf.trailer.get("/Info")
    keys = list(info.keys()) if isinstance(info, pikepdf.Dictionary) else []
    names = [name for key, name in PROPERTY_NAMES.items() if key in keys]
    names += [OTHER_PROPERTY] if set(keys) - set(PROPERTY_NAMES) - {"/Trapped"} else []
    return (*names, *([METADATA] if "/Metadata" in pdf.Root else []))


def _remove_properties(pdf: pikepdf.Pdf, dictionaries: list[Any]) -> bool:  # Any: as above
    """Remove the properties of the file, of its pages and pictures, and the names of those who wrote annotations.

    Return whether there were any. What says that the file is a PDF/A or PDF/UA remains.
    """
    standards, has_others = _standards(pdf)
    if standards and not has_others:
        dictionaries = [dictionary for dictionary in dictionaries if _name(dictionary, "/Type") != "/Catalog"]
    removed = [_remove_from(dictionary) for dictionary in dictionaries]
    if has_info := "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    if standards and has_others:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key, value in standards.items():
                metadata[key] = value
    return has_info or any(removed)


def _standards(pdf: pikepdf.Pdf) -> tuple[dict[str, Any], bool]:  # Any: values of metadata
    """Return the metadata that says to which standards the file conforms, and whether there is any other."""
    if "/Metadata" not in pdf.Root:
        return {}, False
    try:
        metadata = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
        standards = {key: metadata[key] for key in STANDARDS if key in metadata}
        return standards, len(list(metadata)) > len(standards)
    except Exception:  # a damaged packet raises errors of any class; it is removed in any case
        return {}, True


def _remove_from(dictionary: Any) -> bool:  # Any: as above
    """Remove metadata from a dictionary or picture, and the author from an annotation; return whether there was any."""
    keys = [key for key in ("/Metadata", "/PieceInfo") if key in dictionary]
    is_annotation = _name(dictionary, "/Subtype") not in ("", "/Widget") and "/Rect" in dictionary
    keys += ["/T"] if is_annotation and "/T" in dictionary else []
    for key in keys:
        del dictionary[key]
    if isinstance(dictionary, pikepdf.Stream) and _name(dictionary, "/Filter") == "/DCTDecode":
        picture = dictionary.read_raw_bytes()
        cleaned = without_metadata(picture)
        if cleaned != picture:
            dictionary.write(cleaned, filter=pikepdf.Name.DCTDecode)
            return True
    return bool(keys)
