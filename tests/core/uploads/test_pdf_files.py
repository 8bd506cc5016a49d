import io

import pikepdf
import pytest
from PIL import Image

from core.uploads import pdf_files
from tests.uploads import PDF, cleaned, jpeg, message_of, pdf, remarks_of, scanned_pdf

AUTHOR = "Nguyễn Văn Ất"
PARTS = pikepdf.Dictionary
NAME = pikepdf.Name


def with_action(**action):
    return lambda file: file.Root.__setattr__("OpenAction", PARTS(**action))


def with_attachment(file):
    file.attachments["so-lieu.txt"] = b"x"


def with_annotation(subtype, **values):
    def change(file):
        rectangle = pikepdf.Array([0, 0, 9, 9])
        note = PARTS(Type=NAME.Annot, Subtype=NAME(f"/{subtype}"), Rect=rectangle, T=AUTHOR, **values)
        file.pages[0].obj.Annots = pikepdf.Array([file.make_indirect(note)])

    return change


def with_properties(file):
    file.docinfo["/Author"] = AUTHOR
    file.docinfo["/Company"] = "UBND quận"
    with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:creator"] = [AUTHOR]
        metadata["pdfaid:part"] = "2"
        metadata["pdfaid:conformance"] = "B"


def with_signature(file):
    with_properties(file)
    signature = PARTS(Type=NAME.Sig, Filter=NAME("/Adobe.PPKLite"), ByteRange=pikepdf.Array([0, 1, 2, 3]), Contents=b"\x30\x03")
    field = file.make_indirect(PARTS(FT=NAME.Sig, T="Chữ ký", V=file.make_indirect(signature)))
    file.Root.AcroForm = PARTS(Fields=pikepdf.Array([field]), SigFlags=3)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF", pdf_files.CUT),
        (PDF[: len(PDF) // 2], pdf_files.CUT),
        (PDF[: len(PDF) // 2] + bytes(len(PDF) // 2), pdf_files.CUT),
        (b"%PDF-1.7\n%%EOF\n", pdf_files.DAMAGED),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), pdf_files.ENCRYPTED),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="")), pdf_files.ENCRYPTED),
        (pdf(change=with_action(S=NAME.JavaScript, JS="app.alert(1)")), pdf_files.SCRIPT),
        (pdf(change=with_annotation("Link", A=PARTS(S=NAME.JavaScript, JS="x()"))), pdf_files.SCRIPT),
        (pdf(change=with_action(S=NAME.Launch, F="cmd.exe")), pdf_files.LAUNCH),
        (pdf(change=with_annotation("Link", A=PARTS(S=NAME.Launch, F="cmd.exe"))), pdf_files.LAUNCH),
        (pdf(change=with_attachment), pdf_files.EMBEDDED),
        (pdf(change=with_annotation("FileAttachment")), pdf_files.EMBEDDED),
    ],
    ids=[
        "head",
        "half",
        "zeros",
        "end-only",
        "password",
        "rights",
        "script",
        "link-script",
        "launch",
        "link-launch",
        "attachment",
        "annotation",
    ],
)
def test_clean_document_refuses_a_pdf_in_its_own_words(content, message):
    assert message_of("a.pdf", content) == message
    assert "hãy" in message


@pytest.mark.parametrize("head", [b"\xef\xbb\xbf", b"\r\n" * 300, b"<!-- tai ve tu email -->\n"])
def test_clean_document_takes_a_pdf_with_bytes_before_its_head(head):
    stored = cleaned("a.pdf", head + PDF).read()

    assert stored.startswith(b"%PDF-")
    with pikepdf.open(io.BytesIO(stored)) as file:
        assert len(file.pages) == 1


def test_clean_document_removes_the_properties_of_a_pdf_but_not_its_standard():
    file = cleaned("a.pdf", pdf(change=with_properties))

    with pikepdf.open(file) as stored:
        assert "/Info" not in stored.trailer
        metadata = stored.open_metadata()
        assert {key.rpartition("}")[2]: value for key, value in metadata.items()} == {"part": "2", "conformance": "B"}
    assert file.measures["kept_properties"] == ""


def test_clean_document_removes_what_a_camera_wrote_into_a_picture_of_a_pdf():
    exif = Image.Exif()
    exif[0x010E] = "So nha 68"

    def scan(file):
        picture = pikepdf.Stream(file, jpeg(exif=exif))
        picture.stream_dict.update({"/Subtype": NAME.Image, "/Filter": NAME.DCTDecode})
        file.pages[0].obj.Resources.XObject = PARTS(Im1=file.make_indirect(picture))

    content = pdf(change=scan)

    assert (b"So nha 68" in content, b"So nha 68" in cleaned("a.pdf", content).read()) == (True, False)


def test_clean_document_keeps_a_signed_pdf_and_names_its_properties():
    content = pdf(change=with_signature)

    file = cleaned("a.pdf", content)

    assert file.read() == content
    assert file.measures["kept_properties"] == "tác giả, cơ quan, siêu dữ liệu XMP"


def test_clean_document_counts_the_notes_in_a_pdf_and_removes_their_author():
    file = cleaned("a.pdf", pdf(change=with_annotation("Text", Contents="Sửa lại")))

    assert remarks_of(file) == (0, 1)
    with pikepdf.open(file) as stored:
        assert "/T" not in stored.pages[0].Annots[0]


@pytest.mark.parametrize(
    ("content", "is_scan"),
    [(PDF, False), (scanned_pdf(), True), (scanned_pdf("CamScanner"), True), (scanned_pdf("Can cu Luat " * 9), False)],
    ids=["text", "scan", "scan with the name of a scanner", "scan with a layer of text"],
)
def test_clean_document_tells_scans_from_text(content, is_scan):
    assert cleaned("a.pdf", content).measures["is_scan"] is is_scan
