"""Uploaded files of Word, Excel, PowerPoint and OpenDocument, which are zip archives of XML.

They are checked for what may harm a reader, searched for tracked changes and comments, and stored without the properties
that name their authors.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import PurePosixPath
from xml.parsers import expat

from django.core.exceptions import ValidationError

from core.uploads.clean_files import Content
from core.uploads.jpeg_metadata import without_metadata

MAX_MEMBERS = 5000
MAX_UNPACKED = 100 * 1024 * 1024  # bytes of all members
MAX_RATIO = 200  # of a member's size to its packed size, beyond SMALL
SMALL = 5 * 1024 * 1024  # bytes

DAMAGED = "Tệp hỏng hoặc tải chưa hết; hãy mở bằng phần mềm soạn thảo, lưu lại rồi tải lên."
TOO_LARGE = "Tệp bung ra quá lớn (hơn 100 MB hoặc nén bất thường); hãy giảm cỡ ảnh trong tệp, lưu lại rồi tải lên."
STRANGE_PATH = "Tệp có đường dẫn lạ bên trong; hãy mở bằng phần mềm soạn thảo, lưu lại rồi tải lên."
ENCRYPTED = "Tệp có mật khẩu; hãy lưu bản không đặt mật khẩu rồi tải lại."
MACROS = "Tệp có macro (mã lệnh); hãy lưu thành tệp không có macro (.docx, .xlsx, .pptx, .odt, .ods) rồi tải lại."
EMBEDDED = "Tệp có chương trình hoặc điều khiển ActiveX bên trong; hãy bỏ đi, lưu lại rồi tải lên."

MACRO_MEMBER = re.compile(
    r"(?:^|/)(?:vbaproject\w*\.bin|vbadata\.xml|macrosheets/.+|basic/.+|scripts/.+)$|(?:^|/)intlmacrosheets/", re.I
)
PROGRAM_MEMBER = re.compile(r"(?:^|/)activex/|\.(?:exe|dll|scr|bat|cmd|ps1|vbs|js|jar|msi|com|lnk|hta)$", re.I)
MACRO_CONTENT_TYPE = b"macroEnabled"
CORE, EXTENDED, CUSTOM = "core-properties", "extended-properties", "custom-properties"
STRICT_NAMES = {"extendedProperties": EXTENDED, "customProperties": CUSTOM}  # of the stricter edition of the standard
OPEN_XML = "http://schemas.openxmlformats.org/"
EMPTY_PROPERTIES = {
    CORE: f'<cp:coreProperties xmlns:cp="{OPEN_XML}package/2006/metadata/core-properties"/>',
    EXTENDED: f'<Properties xmlns="{OPEN_XML}officeDocument/2006/extended-properties"/>',
    CUSTOM: f'<Properties xmlns="{OPEN_XML}officeDocument/2006/custom-properties"/>',
}
DEFAULT_PROPERTIES = {"docProps/core.xml": CORE, "docProps/app.xml": EXTENDED, "docProps/custom.xml": CUSTOM}
OPEN_DOCUMENT_META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/>'
    "</office:document-meta>"
)
MANIFEST = "META-INF/manifest.xml"
EMPTY_PEOPLE = '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>'
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SIGNATURE_MEMBER = re.compile(r"^(?:_xmlsignatures/.+|META-INF/(?:documentsignatures|macrosignatures)\.xml)$", re.I)
KEPT_PROPERTIES = ("tác giả", "cơ quan và các thuộc tính khác của tệp")

CHANGE_PARTS = {  # the parts of a document, and the elements that are tracked changes
    re.compile(r"^word/[^/]+\.xml$", re.I): re.compile(
        r"^(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|numberingChange|\w+PrChange|tblGridChange)$"
    ),
    re.compile(r"^xl/revisions/revisionlog\d*\.xml$", re.I): re.compile(r"^(?:rcc|rrc|rm|ris|rsnm|rfmt)$"),
    re.compile(r"^(?:content|styles)\.xml$", re.I): re.compile(r"^(?:changed-region|cell-content-change)$"),
}
COMMENT_PARTS = {  # as above, and the element that is one comment
    re.compile(r"^word/comments\d*\.xml$", re.I): "comment",
    re.compile(r"^xl/(?:comments\d*|comments/[^/]+)\.xml$", re.I): "comment",
    re.compile(r"^ppt/comments/[^/]+\.xml$", re.I): "cm",
    re.compile(r"^(?:content|styles)\.xml$", re.I): "annotation",
}
THREADED_COMMENTS = re.compile(r"^xl/threadedcomments/[^/]+\.xml$", re.I)
ATTACHED_TEMPLATE = re.compile(rb"<Relationship\b[^>]*/attachedTemplate\"[^>]*>")
TARGET = re.compile(rb'Target="[^"]*"')
ZIP_ERRORS = (
    zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error, OverflowError,
)  # fmt: skip


class OfficeFile:
    """The members of an office file by name, in their order; `name_of_main` is "" if it has no main part.

    Raises ValidationError if they cannot be read, or if unpacking them would fill the memory or leave the archive.
    """

    def __init__(self, source: bytes) -> None:
        try:
            with zipfile.ZipFile(BytesIO(source)) as archive:
                refuse_strange_archive(archive)
                self.members = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
                self.infos = [info for info in archive.infolist() if not info.is_dir()]
        except ZIP_ERRORS as error:
            raise ValidationError(DAMAGED, code="damaged") from error
        self.targets = self._targets()

    def _targets(self) -> dict[str, str]:
        """Return the names of the parts that the archive as a whole refers to, by the last word of the relationship."""
        targets: dict[str, str] = {}

        def note(element: str, attributes: Mapping[str, str]) -> None:
            if element == "Relationship":
                kind = attributes.get("Type", "").rpartition("/")[2]
                targets.setdefault(STRICT_NAMES.get(kind, kind), attributes.get("Target", "").lstrip("/"))

        if "_rels/.rels" in self.members:
            each_element(self.members["_rels/.rels"], note)
        return targets

    def main_part(self, folder: str) -> str:
        """Return the name of the main part: the one that the archive names, or the usual one in `folder`; "" if there is none."""
        named = self.targets.get("officeDocument", "")
        if named in self.members:
            return named if named.startswith(f"{folder}/") else ""
        usual = re.compile(rf"^{folder}/(?:document|workbook|presentation)\d*\.xml$", re.I)
        return next((name for name in self.members if usual.match(name)), "")

    @property
    def mimetype(self) -> str:
        """The type that an OpenDocument file states of itself; "" if it is none."""
        return self.members.get("mimetype", b"")[:100].decode("ascii", "replace").strip()

    @property
    def property_parts(self) -> dict[str, str]:
        """The names of the parts with properties, each with its empty content."""
        parts = {name: EMPTY_PROPERTIES[kind] for name, kind in DEFAULT_PROPERTIES.items()}
        parts |= {self.targets[kind]: EMPTY_PROPERTIES[kind] for kind in EMPTY_PROPERTIES if kind in self.targets}
        return parts | {"word/people.xml": EMPTY_PEOPLE, "meta.xml": OPEN_DOCUMENT_META}


def refuse_strange_archive(archive: zipfile.ZipFile) -> None:
    """Raise ValidationError if members are encrypted, too many, too large, named twice, or named to leave the archive."""
    infos = archive.infolist()
    names = Counter(info.filename for info in infos)
    if any(is_strange(name) or number > 1 for name, number in names.items()):
        raise ValidationError(STRANGE_PATH, code="path")
    if any(info.flag_bits & 1 for info in infos) or b":encryption-data" in manifest_of(archive):
        raise ValidationError(ENCRYPTED, code="encrypted")
    is_packed_strangely = any(info.file_size > SMALL and info.file_size > MAX_RATIO * info.compress_size for info in infos)
    if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_UNPACKED or is_packed_strangely:
        raise ValidationError(TOO_LARGE, code="size")


def manifest_of(archive: zipfile.ZipFile) -> bytes:
    """Return the beginning of the list of members that an OpenDocument file has; empty if it has none."""
    if MANIFEST not in archive.namelist():
        return b""
    with archive.open(MANIFEST) as part:
        return part.read(SMALL)


def is_strange(name: str) -> bool:
    """Return whether a name inside an archive could lead out of the folder in which somebody unpacks it."""
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or any(ord(letter) < 32 for letter in name)


def each_element(xml: bytes, note: Callable[[str, Mapping[str, str]], None]) -> None:
    """Call `note` with the name, without its namespace, and the attributes of each element of `xml`.

    Raises ValidationError if it is not well-formed or declares entities, which can fill the memory.
    """
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_arguments: object) -> None:
        raise ValidationError(DAMAGED, code="damaged")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: note(name.rpartition(" ")[2], attributes)
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValidationError(DAMAGED, code="damaged") from error


def clean_office_file(office: OfficeFile, source: bytes) -> Content:
    """Return what is stored of the file `source`: the file without properties, or unaltered if it is signed.

    Raises ValidationError if it has macros or programs, or if its XML is damaged.
    """
    refuse_macros(office)
    changes, comments = count_remarks(office)
    if any(SIGNATURE_MEMBER.match(name) for name in office.members):
        return Content(source, changes, comments, kept_properties=KEPT_PROPERTIES)
    return Content(packed(office), changes, comments)


def refuse_macros(office: OfficeFile) -> None:
    """Raise ValidationError if the file has macros, or a program inside."""
    has_macros = any(MACRO_MEMBER.search(name) for name in office.members)
    if has_macros or MACRO_CONTENT_TYPE in office.members.get("[Content_Types].xml", b""):
        raise ValidationError(MACROS, code="macros")
    if any(PROGRAM_MEMBER.search(name) for name in office.members):
        raise ValidationError(EMBEDDED, code="embedded")


def count_remarks(office: OfficeFile) -> tuple[int, int]:
    """Return the number of tracked changes and of comments."""
    changes = sum(
        count
        for part, is_change in CHANGE_PARTS.items()
        for name, count in elements_of(office, part).items()
        if is_change.match(name)
    )
    threaded = elements_of(office, THREADED_COMMENTS)["threadedComment"]
    comments = sum(elements_of(office, part)[element] for part, element in COMMENT_PARTS.items())
    return changes, max(comments, threaded)  # each thread of a sheet has a comment of the older kind as well


def elements_of(office: OfficeFile, part: re.Pattern[str]) -> Counter[str]:
    """Return how many elements of each name the members have that match `part`."""
    elements: Counter[str] = Counter()
    for name, content in office.members.items():
        if part.match(name):
            each_element(content, lambda element, _attributes: elements.update((element,)))
    return elements


def without_target(relationship: re.Match[bytes]) -> bytes:
    """Return the relationship to the template of a document without its path, which names the computer or a user."""
    return TARGET.sub(b'Target="Normal.dotm"', relationship[0])


def packed(office: OfficeFile) -> bytes:
    """Return the archive with empty properties, and with pictures that do not tell where they were taken."""
    stored = BytesIO()
    empty = office.property_parts
    with zipfile.ZipFile(stored, "w") as archive:
        for info in office.infos:
            content = office.members[info.filename]
            if info.filename in empty:
                content = (XML_HEAD + empty[info.filename]).encode()
            elif info.filename.lower().endswith((".jpg", ".jpeg")):
                content = without_metadata(content)
            elif info.filename.lower().endswith("settings.xml.rels"):
                content = ATTACHED_TEMPLATE.sub(without_target, content)
            member = zipfile.ZipInfo(info.filename)  # with a fixed date, so that the same upload is stored the same
            member.compress_type = zipfile.ZIP_STORED if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return stored.getvalue()
