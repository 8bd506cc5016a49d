"""Files to upload, made in code: PDFs, office files of both generations, and pictures."""

import io
import zipfile

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.uploads.file_types import clean_document
from core.uploads.storage import private_storage
from core.uploads.stored_files import file_columns

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD  # of the table of sectors of an OLE file
SECTOR = 512  # bytes


def store_in(folder, monkeypatch):
    """Let the storages write below `folder`, which holds nothing else.

    A test that changes the settings of storages has new ones made; the file columns have still their first one.
    """
    for storage in [private_storage(), *(field.storage for _, field in file_columns())]:
        monkeypatch.setattr(storage, "location", str(folder / "private"))
    monkeypatch.setattr(storages["default"], "location", str(folder / "public"))


def pdf(text="Nghi quyet", *, change=None, **options):
    """Return a PDF of one page with `text`; `change` is called with the open file before it is saved."""
    with pikepdf.new() as file:
        page = file.add_blank_page(page_size=(300, 400))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        if text:
            page.contents_add(f"BT /F1 12 Tf 20 300 Td ({text}) Tj ET".encode())
        if change:
            change(file)
        stored = io.BytesIO()
        file.save(stored, **{"deterministic_id": "encryption" not in options} | options)
    return stored.getvalue()


def scanned_pdf(text=""):
    """Return a PDF of one page with a picture over all of it, and perhaps a short `text` of the scanner."""

    def scan(file):
        page = file.pages[0]
        picture = pikepdf.Stream(file, jpeg())
        picture.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=60, Height=40, BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        page.obj.Resources.XObject = pikepdf.Dictionary(Im1=file.make_indirect(picture))
        page.contents_add(b"q 300 0 0 400 0 0 cm /Im1 Do Q")

    return pdf(text, change=scan)


def zip_archive(members):
    """Return a zip archive with `members`, content by name, always of the same date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return buffer.getvalue()


def docx(body="", *, main="word/document.xml", **members):
    """Return a Word file with `body` in its main part; other members are named with `__` for `/` and `_dot_` for `.`."""
    relationship = f'<Relationship Id="r1" Type="{OFFICE_DOCUMENT}" Target="{main}"/>'
    return zip_archive(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONSHIPS}">{relationship}</Relationships>',
            main: f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
            **{name.replace("__", "/").replace("_dot_", "."): content for name, content in members.items()},
        }
    )


def docx_with_remarks(changes=1, comments=1):
    """Return a Word file with tracked changes and comments."""
    comment_part = f'<w:comments xmlns:w="{WORD}">{"<w:comment/>" * comments}</w:comments>'
    return docx("<w:p><w:ins/></w:p>" * changes, word__comments_dot_xml=comment_part)


def ole(**streams):
    """Return an OLE file with `streams`, content by name with `_5_` for the character 5.

    Each is filled up to 4,608 bytes with zeros. A name that ends in `_storage` is an empty storage, such as the one of macros.
    """
    contents = {name.replace("_5_", "\x05"): content for name, content in streams.items()}
    entries, sectors, table = [], [], [FAT]
    for name, content in contents.items():
        if name.endswith("_storage"):
            entries.append((name.removesuffix("_storage"), 1, END, 0))
            continue
        padded = content.ljust(9 * SECTOR, b"\0")
        start = 1 + len(sectors)
        blocks = [padded[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(padded), SECTOR)]
        sectors += blocks
        table += [*range(start + 1, start + len(blocks)), END]
        entries.append((name, 2, start, len(padded)))
    first = 1 + len(sectors)
    directory = b"".join(
        directory_entry(name, kind, start, size, child=1 if number == 0 and entries else FREE, right=right)
        for number, (name, kind, start, size, right) in enumerate(with_siblings(entries))
    )
    blocks = [directory[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(directory), SECTOR)]
    table += [*range(first + 1, first + len(blocks)), END]
    table += [FREE] * (SECTOR // 4 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0" + bytes(6)
    numbers = (0, 1, first, 0, 4096, END, 0, END, 0, 0, *[FREE] * 108)
    head += b"".join(number.to_bytes(4, "little") for number in numbers)
    return head + b"".join(number.to_bytes(4, "little") for number in table) + b"".join(sectors) + b"".join(blocks)


def with_siblings(entries):
    """Return the entries of a directory behind its root, each with the number of the next one."""
    rows = [("Root Entry", 5, END, 0, FREE)]
    for number, entry in enumerate(entries, 1):
        rows.append((*entry, number + 1 if number < len(entries) else FREE))
    return rows


def directory_entry(name, kind, start, size, *, child, right):
    """Return the 128 bytes of one entry of the directory of an OLE file."""
    encoded = name.encode("utf-16-le") + b"\0\0"
    links = b"".join(number.to_bytes(4, "little") for number in (FREE, right, child))
    return (
        encoded.ljust(64, b"\0") + len(encoded).to_bytes(2, "little") + bytes([kind, 1]) + links + bytes(36)
        + start.to_bytes(4, "little") + size.to_bytes(8, "little")
    )  # fmt: skip


def jpeg(size=(60, 40), **options):
    """Return a JPEG picture."""
    content = io.BytesIO()
    Image.new("RGB", size, (160, 32, 32)).save(content, "JPEG", **options)
    return content.getvalue()


PDF = pdf()


def cleaned(name, content):
    """Return what is stored of an upload."""
    return clean_document(SimpleUploadedFile(name, content))


def message_of(name, content):
    """Return why an upload is refused."""
    with pytest.raises(ValidationError) as refusal:
        cleaned(name, content)
    (message,) = refusal.value.messages
    return message


def remarks_of(file):
    """Return how many tracked changes and comments were counted."""
    return file.measures["tracked_changes"], file.measures["comments"]
