"""The file types that may be uploaded, each recognised by its content and not only by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files import File
from PIL import Image

from core.uploads import office_files, ole_files, pdf_files
from core.uploads.clean_files import MAX_SIZE, CleanFile, Content, read_upload
from core.uploads.picture_kinds import HEAD_SIZE, advice_for, kind_of_picture
from core.uploads.pictures import MAX_DOCUMENT_SIDE, clean_picture

ZIP_SIGNATURE = b"PK\x03\x04"
PICTURES = frozenset(("jpg", "jpeg", "png"))
MACRO_EXTENSIONS = frozenset(["docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam"])
EMPTY = "Tệp trống; hãy chọn tệp khác."
TOO_LARGE = "Tệp lớn hơn 20 MB; hãy giảm cỡ hoặc chia thành nhiều tệp rồi tải lại."
OTHER_CONTENT = "Tệp không phải là {} như đuôi tệp ghi; hãy lưu lại đúng loại hoặc chọn tệp khác."

Cleaner = Callable[[bytes], Content | None]


@dataclass(frozen=True)
class FileType:
    """A type of file: its name for people, its media type, and what is stored of its bytes.

    `clean` returns None for bytes of another type, and raises ValidationError for a file that must not be stored.
    """

    name: str
    content_type: str
    clean: Cleaner


def _clean_pdf(source: bytes) -> Content | None:
    return pdf_files.clean_pdf(source) if pdf_files.has_signature(source) else None


def _clean_ole(extension: str, source: bytes) -> Content | None:
    return ole_files.clean_ole_file(extension, source) if source.startswith(ole_files.SIGNATURE) else None


def _clean_office(is_type: Callable[[office_files.OfficeFile], bool], source: bytes) -> Content | None:
    if source.startswith(ole_files.SIGNATURE):  # so Office stores a file with a password
        return ole_files.clean_ole_file("", source)
    if not source.startswith(ZIP_SIGNATURE):
        return None
    office = office_files.OfficeFile(source)
    return office_files.clean_office_file(office, source) if is_type(office) else None


def _clean_picture(image_format: str, source: bytes) -> Content | None:
    kind = kind_of_picture(source[:HEAD_SIZE]).upper().replace("JPG", "JPEG")
    if kind != image_format and kind in ("", "JPEG", "PNG"):
        return None
    try:
        picture = clean_picture(BytesIO(source), (image_format,), MAX_DOCUMENT_SIDE)
    except ValueError as error:
        raise ValidationError(str(error), code="picture") from error
    return Content(picture.read())


def _office_open_xml(name: str, family: str, folder: str) -> FileType:
    content_type = f"application/vnd.openxmlformats-officedocument.{family}"
    return FileType(name, content_type, partial(_clean_office, lambda office: bool(office.main_part(folder))))


def _open_document(name: str, family: str) -> FileType:
    content_type = f"application/vnd.oasis.opendocument.{family}"
    return FileType(name, content_type, partial(_clean_office, lambda office: office.mimetype == content_type))


FILE_TYPES = {
    "pdf": FileType("PDF", "application/pdf", _clean_pdf),
    "doc": FileType("Word (doc)", "application/msword", partial(_clean_ole, "doc")),
    "docx": _office_open_xml("Word (docx)", "wordprocessingml.document", "word"),
    "xls": FileType("Excel (xls)", "application/vnd.ms-excel", partial(_clean_ole, "xls")),
    "xlsx": _office_open_xml("Excel (xlsx)", "spreadsheetml.sheet", "xl"),
    "ppt": FileType("PowerPoint (ppt)", "application/vnd.ms-powerpoint", partial(_clean_ole, "ppt")),
    "pptx": _office_open_xml("PowerPoint (pptx)", "presentationml.presentation", "ppt"),
    "odt": _open_document("OpenDocument (odt)", "text"),
    "ods": _open_document("OpenDocument (ods)", "spreadsheet"),
    "jpg": FileType("ảnh JPEG", "image/jpeg", partial(_clean_picture, "JPEG")),
    "jpeg": FileType("ảnh JPEG", "image/jpeg", partial(_clean_picture, "JPEG")),
    "png": FileType("ảnh PNG", "image/png", partial(_clean_picture, "PNG")),
}


def extension_of(name: str | None) -> str:
    """Return the extension of a file's name, in lower case and without a dot."""
    return PurePath(name or "").suffix.lower().removeprefix(".")


def type_of_name(name: str | None) -> FileType | None:
    """Return the FileType of the extension of a file's name, or None."""
    return FILE_TYPES.get(extension_of(name))


def is_stored(file: File[bytes]) -> bool:
    """Return whether `file` was read from the database, and not uploaded or assigned since."""
    return getattr(file, "_committed", False)


def clean_document(file: File[bytes]) -> CleanFile:
    """Return what is stored of an upload: without properties of Word and PDF files, and without metadata of pictures.

    Raises ValidationError, with a sentence that says what to do, for a file that is empty, larger than 20 MB, of an unknown
    type, not what its name says, damaged, or harmful to readers.
    """
    source = read_upload(file)
    if not source:
        raise ValidationError(EMPTY, code="empty")
    if len(source) > MAX_SIZE:
        raise ValidationError(TOO_LARGE, code="size")
    file_type = type_of_name(file.name)
    if file_type is None:
        raise ValidationError(_refusal_of_type(file.name, source), code="extension")
    content = file_type.clean(source)
    if content is None:
        other = advice_for(kind_of_picture(source[:HEAD_SIZE]))
        raise ValidationError(other or OTHER_CONTENT.format(file_type.name), code="content")
    return CleanFile(
        content.data,
        name=f"document.{extension_of(file.name)}",
        source=source,
        content_type=file_type.content_type,
        tracked_changes=content.tracked_changes,
        comments=content.comments,
        kept_properties=", ".join(content.kept_properties),
        is_scan=content.is_scan,
    )


def kept_in(file: File[bytes]) -> str:
    """Return in words what a stored document still tells about its authors or its earlier versions; "" if nothing.

    Documents of earlier versions of the portal were stored as they came. Raises ValidationError as `clean_document` does.
    """
    clean_file = clean_document(file)
    measures = clean_file.measures
    remains = [f"{measures['tracked_changes']} chỗ sửa đang theo dõi"] if measures["tracked_changes"] else []
    remains += [f"{measures['comments']} ghi chú"] if measures["comments"] else []
    if measures["kept_properties"]:
        remains.append(f"tệp ký số giữ nguyên: {measures['kept_properties']}")
    elif extension_of(file.name) in PICTURES:
        with Image.open(BytesIO(read_upload(file))) as image:
            remains += ["thông tin của máy ảnh"] if image.getexif() or {"xmp", "comment"} & set(image.info) else []
    elif measures["sha256"] != measures["source_sha256"]:
        remains.append("thuộc tính như tác giả, cơ quan, hoặc phiên bản trước")
    return ", ".join(remains)


def _refusal_of_type(name: str | None, source: bytes) -> str:
    """Return why a file with the extension of `name` is not taken, and what to do."""
    extension = extension_of(name)
    if extension in MACRO_EXTENSIONS:
        return office_files.MACROS
    picture = advice_for(kind_of_picture(source[:HEAD_SIZE])) or advice_for(extension)
    return picture or f"Chỉ nhận tệp có đuôi: {', '.join(FILE_TYPES)}; hãy lưu thành một loại ấy rồi tải lại."
