"""What may be uploaded: the kinds of files an office exchanges, bounded in size, each being what its name says."""

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

import filetype
from django.core.exceptions import ValidationError

MAX_SIZE = 20 * 1024 * 1024  # bytes
HEAD = 4096
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name for people, its media type and how to tell it by its bytes."""

    name: str
    content_type: str
    matches: Callable


def _signed(extension):
    """By the signature that `filetype` knows for the extension."""

    def matches(file):
        found = filetype.guess(file.read(HEAD))
        return found is not None and found.extension == extension

    return matches


def _old_office(file):
    return file.read(len(OLE_SIGNATURE)) == OLE_SIGNATURE


def _packed(member, content=None):
    """By a member of the zip archive that the file is, and the first bytes of that member."""

    def matches(file):
        try:
            with zipfile.ZipFile(file) as archive, archive.open(member) as part:
                return content is None or part.read(len(content) + 1).strip() == content
        except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error):
            return False  # the many ways in which zipfile says that this is no such archive

    return matches


def _office(name, family, member):
    return Kind(name, f"application/vnd.openxmlformats-officedocument.{family}", _packed(member))


def _open_document(name, family):
    content_type = f"application/vnd.oasis.opendocument.{family}"
    return Kind(name, content_type, _packed("mimetype", content_type.encode()))


KINDS = {
    "pdf": Kind("PDF", "application/pdf", _signed("pdf")),
    "doc": Kind("Word (doc)", "application/msword", _old_office),
    "docx": _office("Word (docx)", "wordprocessingml.document", "word/document.xml"),
    "xls": Kind("Excel (xls)", "application/vnd.ms-excel", _old_office),
    "xlsx": _office("Excel (xlsx)", "spreadsheetml.sheet", "xl/workbook.xml"),
    "ppt": Kind("PowerPoint (ppt)", "application/vnd.ms-powerpoint", _old_office),
    "pptx": _office("PowerPoint (pptx)", "presentationml.presentation", "ppt/presentation.xml"),
    "odt": _open_document("OpenDocument (odt)", "text"),
    "ods": _open_document("OpenDocument (ods)", "spreadsheet"),
    "jpg": Kind("ảnh JPEG", "image/jpeg", _signed("jpg")),
    "jpeg": Kind("ảnh JPEG", "image/jpeg", _signed("jpg")),
    "png": Kind("ảnh PNG", "image/png", _signed("png")),
}


def named_kind(name):
    """The Kind that the extension of a file's name claims, or None."""
    return KINDS.get(PurePath(name).suffix.lower().removeprefix("."))


def is_of_kind(file, kind):
    """Whether the bytes of the open `file` are of that Kind; the file is left at its beginning."""
    file.seek(0)
    try:
        return kind.matches(file)
    finally:
        file.seek(0)


def content_type_of(file):
    """The media type of a file that is what its name says, `application/octet-stream` of any other."""
    kind = named_kind(file.name)
    return kind.content_type if kind and is_of_kind(file, kind) else "application/octet-stream"


def validate_document(file):
    """Refuse an upload that is empty, larger than 20 MB, of an unknown kind, or not what its name says.

    A file that is already stored was checked on its way in. Raises ValidationError.
    """
    if getattr(file, "_committed", False):
        return
    kind = named_kind(file.name)
    if kind is None:
        raise ValidationError(f"Chỉ nhận tệp có đuôi: {', '.join(KINDS)}.", code="extension")
    if not file.size:
        raise ValidationError("Tệp trống.", code="empty")
    if file.size > MAX_SIZE:
        raise ValidationError("Tệp lớn hơn 20 MB.", code="size")
    if not is_of_kind(file, kind):
        raise ValidationError(f"Tệp không phải là {kind.name} như đuôi tệp ghi.", code="content")
