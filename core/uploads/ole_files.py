"""Uploaded files of Word, Excel and PowerPoint before 2007, which are OLE containers of streams.

They are checked for macros and passwords, searched for comments, and stored with empty properties.
"""

from __future__ import annotations

from io import BytesIO

import olefile
from django.core.exceptions import ValidationError

from core.uploads.clean_files import Content

SIGNATURE = olefile.MAGIC
STREAMS = {  # of each extension, of which one is the document itself
    "doc": ("WordDocument",),
    "xls": ("Workbook", "Book"),
    "ppt": ("PowerPoint Document",),
}
SUMMARY = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
FORMAT_IDS = {
    SUMMARY[0]: bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9"),
    SUMMARY[1]: bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae"),
}
MACRO_STORAGES = {"macros", "_vba_project_cur", "vba", "_vba_project", "vbaproject"}
SIGNATURE_STORAGES = {"_signatures", "_xmlsignatures"}
ENCRYPTED_STREAMS = {"encryptedpackage", "encryptedsummary"}

DAMAGED = "Tệp hỏng hoặc không phải tệp Office thật; hãy mở bằng phần mềm soạn thảo, lưu lại rồi tải lên."
ENCRYPTED = "Tệp có mật khẩu; hãy lưu bản không đặt mật khẩu rồi tải lại."
MACROS = "Tệp có macro (mã lệnh); hãy lưu thành .docx, .xlsx hoặc .pptx rồi tải lại."
KEPT_PROPERTIES = ("tác giả", "cơ quan và các thuộc tính khác của tệp")

WORD_ENCRYPTED = 0x0100  # a flag in the head of a Word document, at FLAGS
FLAGS = 0x0A
COMMENTS_LENGTH = 0x9A + 4 * 8 + 4  # where the head says how long the list of comments is, in bytes
COMMENT_SIZE, POSITION_SIZE = 30, 4  # bytes: the list has one position more than comments
SHEET_PASSWORD = b"\x2f\x00"  # the record FilePass, near the beginning of an encrypted sheet
FIRST_RECORDS = 8


def clean_ole_file(extension: str, source: bytes) -> Content | None:
    """Return what is stored of the file `source`; None if it is no document of the kind that `extension` names.

    Raises ValidationError if it is damaged, encrypted or has macros.
    """
    stored = BytesIO(source)
    try:
        with olefile.OleFileIO(stored, write_mode=True) as ole:
            return _content(ole, extension, source, stored)
    except ValidationError:
        raise
    except Exception as error:  # olefile raises errors of many classes for damaged files
        raise ValidationError(DAMAGED, code="damaged") from error


def _content(ole: olefile.OleFileIO, extension: str, source: bytes, stored: BytesIO) -> Content | None:
    entries = {name.lower() for path in ole.listdir(streams=True, storages=True) for name in path}
    if entries & ENCRYPTED_STREAMS:
        raise ValidationError(ENCRYPTED, code="encrypted")
    if entries & MACRO_STORAGES:
        raise ValidationError(MACROS, code="macros")
    main = next((name for name in STREAMS.get(extension, ()) if ole.exists(name)), "")
    if not main:
        if not any(ole.exists(name) for names in STREAMS.values() for name in names):
            raise ValidationError(DAMAGED, code="damaged")
        return None
    content = ole.openstream(main).read()
    if not content.strip(b"\0"):
        raise ValidationError(DAMAGED, code="damaged")
    comments = _word_comments(content) if extension == "doc" else 0
    if extension == "xls" and _has_sheet_password(content):
        raise ValidationError(ENCRYPTED, code="encrypted")
    if entries & SIGNATURE_STORAGES:
        return Content(source, comments=comments, kept_properties=KEPT_PROPERTIES)
    for name in SUMMARY:
        if ole.exists(name):
            ole.write_stream(name, _empty_properties(name, ole.get_size(name)))
    return Content(stored.getvalue(), comments=comments)


def _word_comments(content: bytes) -> int:
    """Return the number of comments of a Word document. Raises ValidationError if it is encrypted."""
    if int.from_bytes(content[FLAGS : FLAGS + 2], "little") & WORD_ENCRYPTED:
        raise ValidationError(ENCRYPTED, code="encrypted")
    length = int.from_bytes(content[COMMENTS_LENGTH : COMMENTS_LENGTH + 4], "little")
    number, rest = divmod(length - POSITION_SIZE, COMMENT_SIZE + POSITION_SIZE)
    return number if number > 0 and not rest else 0


def _has_sheet_password(content: bytes) -> bool:
    """Return whether one of the first records of an Excel workbook says that the others are encrypted."""
    position = 0
    for _ in range(FIRST_RECORDS):
        if content[position : position + 2] == SHEET_PASSWORD:
            return True
        position += 4 + int.from_bytes(content[position + 2 : position + 4], "little")
    return False


def _empty_properties(name: str, size: int) -> bytes:
    """Return a property set without properties that is `size` bytes long, because a stream keeps its length."""
    head = b"\xfe\xff\0\0" + bytes(20) + (1).to_bytes(4, "little") + FORMAT_IDS[name] + (48).to_bytes(4, "little")
    section = (8).to_bytes(4, "little") + bytes(4)
    return (head + section).ljust(size, b"\0")[:size]
