"""The file types that may be uploaded, each recognised by its content and not only by its name."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

import filetype
from django.core.exceptions import ValidationError
from django.core.files import File

MAX_SIZE = 20 * 1024 * 1024  # bytes
HEAD_SIZE = 4096  # bytes that `filetype` looks at
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Matcher = Callable[[IO[bytes]], bool]


@dataclass(frozen=True)
class FileType:
    """A type of file: its name for people, its media type, and a function that recognises its bytes."""

    name: str
    content_type: str
    matches: Matcher


def _by_signature(extension: str) -> Matcher:
    """Return a function that recognises a file by the signature that `filetype` has for `extension`."""

    def matches(file: IO[bytes]) -> bool:
        guess = filetype.guess(file.read(HEAD_SIZE))
        return guess is not None and guess.extension == extension

    return matches


def _is_ole_file(file: IO[bytes]) -> bool:
    """Return whether `file` has the format of Office before 2007."""
    return file.read(len(OLE_SIGNATURE)) == OLE_SIGNATURE


def _by_zip_member(member: str, content: bytes | None = None) -> Matcher:
    """Return a function that recognises a zip archive by a member and, if given, the whole `content` of that member."""

    def matches(file: IO[bytes]) -> bool:
        try:
            with zipfile.ZipFile(file) as archive, archive.open(member) as part:
                return content is None or part.read(len(content) + 1).strip() == content
        except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error):
            return False  # zipfile raises any of these for a file that is no such archive

    return matches


def _office_open_xml(name: str, family: str, member: str) -> FileType:
    return FileType(name, f"application/vnd.openxmlformats-officedocument.{family}", _by_zip_member(member))


def _open_document(name: str, family: str) -> FileType:
    content_type = f"application/vnd.oasis.opendocument.{family}"
    return FileType(name, content_type, _by_zip_member("mimetype", content_type.encode()))


FILE_TYPES = {
    "pdf": FileType("PDF", "application/pdf", _by_signature("pdf")),
    "doc": FileType("Word (doc)", "application/msword", _is_ole_file),
    "docx": _office_open_xml("Word (docx)", "wordprocessingml.document", "word/document.xml"),
    "xls": FileType("Excel (xls)", "application/vnd.ms-excel", _is_ole_file),
    "xlsx": _office_open_xml("Excel (xlsx)", "spreadsheetml.sheet", "xl/workbook.xml"),
    "ppt": FileType("PowerPoint (ppt)", "application/vnd.ms-powerpoint", _is_ole_file),
    "pptx": _office_open_xml("PowerPoint (pptx)", "presentationml.presentation", "ppt/presentation.xml"),
    "odt": _open_document("OpenDocument (odt)", "text"),
    "ods": _open_document("OpenDocument (ods)", "spreadsheet"),
    "jpg": FileType("ảnh JPEG", "image/jpeg", _by_signature("jpg")),
    "jpeg": FileType("ảnh JPEG", "image/jpeg", _by_signature("jpg")),
    "png": FileType("ảnh PNG", "image/png", _by_signature("png")),
}


def type_of_name(name: str | None) -> FileType | None:
    """Return the FileType of the extension of a file's name, or None."""
    return FILE_TYPES.get(PurePath(name or "").suffix.lower().removeprefix("."))


def has_type(file: IO[bytes], file_type: FileType) -> bool:
    """Return whether the content of the open `file` has that type; the file is rewound to its beginning."""
    file.seek(0)
    try:
        return file_type.matches(file)
    finally:
        file.seek(0)


def content_type_of(file: File[bytes]) -> str:
    """Return the media type of `file`; `application/octet-stream` if its content does not match its name."""
    file_type = type_of_name(file.name)
    return file_type.content_type if file_type and has_type(file, file_type) else "application/octet-stream"


def is_stored(file: File[bytes]) -> bool:
    """Return whether `file` was read from the database, and not uploaded or assigned since."""
    return getattr(file, "_committed", False)


def validate_document(file: File[bytes]) -> None:
    """Raise ValidationError for an upload that is empty, larger than 20 MB, of an unknown type, or not what its name says.

    A file that is already stored was validated when it was uploaded.
    """
    if is_stored(file):
        return
    file_type = type_of_name(file.name)
    if file_type is None:
        raise ValidationError(f"Chỉ nhận tệp có đuôi: {', '.join(FILE_TYPES)}.", code="extension")
    if not file.size:
        raise ValidationError("Tệp trống.", code="empty")
    if file.size > MAX_SIZE:
        raise ValidationError("Tệp lớn hơn 20 MB.", code="size")
    if not has_type(file, file_type):
        raise ValidationError(f"Tệp không phải là {file_type.name} như đuôi tệp ghi.", code="content")
