import io
import zipfile

import olefile
import pytest
from PIL import Image

from core.uploads import file_types
from tests.uploads import cleaned, docx, docx_with_remarks, jpeg, message_of, ole, remarks_of, zip_archive

AUTHOR = "Nguyễn Văn Ất"
WORD_HEAD = b"\xec\xa5\xc1\0"
DOCX = docx()


def members_of(file):
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


COMMENTS = f'<c xmlns:w="x">{"<comment/>" * 3}</c>'


@pytest.mark.parametrize(
    ("name", "content", "remarks"),
    [
        ("a.docx", docx_with_remarks(3, 2), (3, 2)),
        ("a.docx", docx("<w:p><w:del/><w:rPr><w:rPrChange/></w:rPr><w:moveFrom/><w:moveTo/></w:p>"), (4, 0)),
        ("a.docx", docx(word__footnotes_dot_xml="<w:x xmlns:w='x'><w:ins/></w:x>"), (1, 0)),
        ("a.docx", docx("<w:p><w:moveFromRangeStart/><w:instrText/></w:p>"), (0, 0)),
        ("a.xlsx", zip_archive({"xl/workbook.xml": "<x/>", "xl/comments1.xml": COMMENTS}), (0, 3)),
        ("a.pptx", zip_archive({"ppt/presentation.xml": "<x/>", "ppt/comments/comment1.xml": "<l><cm/></l>"}), (0, 1)),
        (
            "a.odt",
            zip_archive(
                {
                    "mimetype": "application/vnd.oasis.opendocument.text",
                    "content.xml": "<x><changed-region><insertion/></changed-region><annotation/></x>",
                }
            ),
            (1, 1),
        ),
        ("a.doc", ole(WordDocument=WORD_HEAD + bytes(0x9A + 36 - 4) + (4 + 2 * 34).to_bytes(4, "little")), (0, 2)),
    ],
    ids=["docx", "more-kinds", "footnote", "none", "xlsx", "pptx", "odt", "doc"],
)
def test_clean_document_counts_tracked_changes_and_comments(name, content, remarks):
    assert remarks_of(cleaned(name, content)) == remarks


def test_clean_document_removes_the_properties_of_a_word_file():
    members = {
        "docProps__core_dot_xml": f"<c><creator>{AUTHOR}</creator></c>",
        "docProps__app_dot_xml": f"<p><Company>{AUTHOR}</Company></p>",
        "docProps__custom_dot_xml": f"<p>{AUTHOR}</p>",
        "word__people_dot_xml": f'<p author="{AUTHOR}"/>',
        "word___rels__settings_dot_xml_dot_rels": '<R><Relationship Type="a/attachedTemplate" Target="file:///C:/Users/at/x.dotx"/></R>',
    }

    stored = members_of(cleaned("a.docx", docx("<w:p>Điều 1</w:p>", **members)))

    assert AUTHOR not in "".join(content.decode() for content in stored.values())
    assert b"Users/at" not in b"".join(stored.values())
    assert "Điều 1" in stored["word/document.xml"].decode()
    assert len(stored) == 3 + len(members)


def test_clean_document_removes_properties_that_lie_elsewhere():
    relationship = '<Relationship Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
    rels = f'<Relationships>{relationship} Target="/package/thuoc-tinh.xml"/></Relationships>'
    members = {"word/document.xml": "<x/>", "_rels/.rels": rels, "package/thuoc-tinh.xml": f"<c>{AUTHOR}</c>"}

    stored = members_of(cleaned("a.docx", zip_archive(members)))

    assert AUTHOR not in stored["package/thuoc-tinh.xml"].decode()


def test_clean_document_removes_the_properties_of_an_older_word_file():
    content = ole(WordDocument=WORD_HEAD, _5_SummaryInformation=AUTHOR.encode(), _5_DocumentSummaryInformation=b"UBND quan")

    file = cleaned("a.doc", content)

    stored = file.read()
    assert (AUTHOR.encode() in stored, b"UBND quan" in stored, len(stored)) == (False, False, len(content))
    with olefile.OleFileIO(io.BytesIO(stored)) as read:
        assert (read.openstream("WordDocument").read(4), read.get_metadata().author) == (WORD_HEAD, None)


def test_clean_document_keeps_a_signed_word_file():
    content = docx(docProps__core_dot_xml=f"<c>{AUTHOR}</c>", _xmlsignatures__sig1_dot_xml="<s/>")

    file = cleaned("a.docx", content)

    assert file.read() == content
    assert file.measures["kept_properties"] == "tác giả, cơ quan và các thuộc tính khác của tệp"


def test_clean_document_removes_what_a_camera_wrote_into_a_picture():
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "So nha 68", 6
    photo = jpeg(exif=exif)

    in_word = members_of(cleaned("a.docx", docx(word__media__image1_dot_jpeg=photo)))["word/media/image1.jpeg"]
    alone = cleaned("a.jpg", photo)

    assert b"So nha 68" not in in_word + alone.read()
    assert dict(Image.open(io.BytesIO(in_word)).getexif()) == {0x0112: 6}
    assert Image.open(alone).size == (40, 60)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", DOCX[: len(DOCX) // 2], "Tệp hỏng hoặc tải chưa hết"),
        ("a.docx", docx("<w:p>"), "Tệp hỏng"),
        ("a.docx", zip_archive({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'}), "Tệp hỏng"),
        ("a.docx", docx(word__vbaProject_dot_bin=b"x"), "Tệp có macro"),
        ("a.docx", zip_archive({"word/document.xml": "<x/>", "[Content_Types].xml": "<t>macroEnabled.main</t>"}), "Tệp có macro"),
        (
            "a.odt",
            zip_archive({"mimetype": file_types.FILE_TYPES["odt"].content_type, "Basic/Standard/a.xml": ""}),
            "Tệp có macro",
        ),
        ("a.docx", zip_archive({"word/document.xml": "<x/>", "../../etc/passwd": ""}), "Tệp có đường dẫn lạ"),
        ("a.docx", zip_archive({"word/document.xml": "<x/>", "/etc/passwd": ""}), "Tệp có đường dẫn lạ"),
        ("a.docx", zip_archive({"word/document.xml": "<x/>", "C:\\a.exe": ""}), "Tệp có đường dẫn lạ"),
        ("a.docx", docx(word__embeddings__a_dot_exe=b"MZ"), "Tệp có chương trình"),
        ("a.docx", docx(word__media__a_dot_bmp=bytes(6 << 20)), "Tệp bung ra quá lớn"),
        ("a.docx", ole(EncryptedPackage=b"x"), "Tệp có mật khẩu"),
        ("a.doc", file_types.ole_files.SIGNATURE + bytes(600), "Tệp hỏng hoặc không phải tệp Office thật"),
        ("a.doc", file_types.ole_files.SIGNATURE, "Tệp hỏng hoặc không phải tệp Office thật"),
        ("a.docx", file_types.ole_files.SIGNATURE + bytes(600), "Tệp hỏng hoặc không phải tệp Office thật"),
        ("a.doc", ole(WordDocument=b""), "Tệp hỏng hoặc không phải tệp Office thật"),
        ("a.doc", ole(WordDocument=WORD_HEAD, Macros_storage=b""), "Tệp có macro"),
        ("a.doc", ole(WordDocument=WORD_HEAD + bytes(6) + b"\0\x01"), "Tệp có mật khẩu"),
        ("a.xls", ole(Workbook=b"\x09\x08\x02\0\0\0\x2f\0"), "Tệp có mật khẩu"),
    ],
    ids=[
        "half",
        "xml",
        "entities",
        "macro",
        "macro-type",
        "odf-macro",
        "parent",
        "root",
        "drive",
        "program",
        "bomb",
        "password",
        "zeros",
        "head",
        "zeros-docx",
        "empty-stream",
        "old-macro",
        "old-password",
        "sheet-password",
    ],
)
def test_clean_document_refuses_an_office_file_in_words(name, content, words):
    message = message_of(name, content)

    assert message.startswith(words)
    assert "hãy" in message
