"""The official report as PDF/A-2a and PDF/UA-1: the form of Nghị định 30/2020/NĐ-CP, Phụ lục I, set by Typst.

The form stands in `reports/formats/typst/`; the document reaches it as data.json only, so that no text of a record is ever
read as markup. The same document, wheel and fonts give the same bytes.
"""

import io
import json
import re
import string
import unicodedata
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from core.vietnamese.numbers import format_number
from reports.document.structure import ReportDocument

FORM = Path(__file__).resolve().parent / "typst"
STANDARDS = ["a-2a", "ua-1"]
# Where Debian puts `fonts-liberation2`. Its older `fonts-liberation` lacks the Vietnamese letters: never by the system's list.
LIBERATION_FOLDERS = ("/usr/share/fonts/truetype/liberation2",)
EMBEDDED_FAMILY = "Libertinus Serif"
TIMES_LIKE = ("Times New Roman", "Liberation Serif", "Tinos")
STYLES = {("normal", 400), ("normal", 700), ("italic", 400), ("italic", 700)}
ALPHABET = string.printable[:94] + "".join(map(chr, range(0x1EA0, 0x1EFA))) + "ĂÂĐÊÔƠƯÀÁÃÈÉÌÍĨÒÓÕÙÚŨÝăâđêôơưàáãèéìíĩòóõùúũý“”–…"
DRAFT = "DỰ THẢO"
LONGEST_TEXT = 1_000_000  # bytes of data; 1 MB is about 330 pages and 12 s, and the engine knows no time limit
LONGEST_WORD = 1_000  # letters; the engine breaks at about 16,300


class RenderError(Exception):
    """A document that cannot be printed; the message is a Vietnamese sentence for the person who prints."""


def render_pdf(document: ReportDocument) -> bytes:
    """Print a report; raise RenderError where a sign has no glyph, a word or the whole is too long, or the form fails."""
    data = unicodedata.normalize("NFC", json.dumps(_data_of_form(document), ensure_ascii=False))
    _refuse_excess(data)
    return _packed(_compiled(data, document.timestamp))


def font_family() -> str:
    """The family that a report printed now is set in."""
    return face()[0]


def font_notice() -> str:
    """One line for the person who prints where the face is not the one that was asked for; else ""."""
    family = font_family()
    if settings.REPORT_FONTS and not _face_in(str(settings.REPORT_FONTS)):
        return f"Thư mục REPORT_FONTS không có phông chữ tiếng Việt nào đủ bốn kiểu; báo cáo in bằng phông {family}."
    if family == EMBEDDED_FAMILY:
        return (
            f"Báo cáo in bằng phông {family} vì máy chưa có phông kiểu Times New Roman: cài gói fonts-liberation2, "
            "hoặc đặt REPORT_FONTS là thư mục có đủ bốn kiểu của Times New Roman."
        )
    return ""


def face():
    """Return the family, and the fonts of its folder, of the first folder in the chain that holds a whole family."""
    for folder in (settings.REPORT_FONTS, *LIBERATION_FOLDERS):
        if folder and (found := _face_in(str(folder))):
            return found
    return _embedded_face()


@lru_cache(maxsize=8)
def _face_in(folder):
    import typst  # noqa: PLC0415 27 MB, for a worker that prints only

    styles = {}
    for font in typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]).fonts():
        styles.setdefault(font.family, set()).add((font.style, font.weight))
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    whole = sorted(family for family, found in styles.items() if found >= STYLES)
    for family in sorted(whole, key=lambda name: (name not in TIMES_LIKE, name)):
        if _speaks_vietnamese(family, fonts):
            return family, fonts
    return None


@lru_cache(maxsize=1)
def _embedded_face():
    import typst  # noqa: PLC0415 27 MB, for a worker that prints only

    return EMBEDDED_FAMILY, typst.Fonts(include_system_fonts=False)


def _speaks_vietnamese(family, fonts):
    """Tell whether all four styles have every letter; the engine would silently take a missing one from another family."""
    import typst  # noqa: PLC0415 27 MB, for a worker that prints only

    try:
        typst.compile(
            {"main.typ": (FORM / "specimen.typ").read_bytes(), "data.json": json.dumps([family, ALPHABET]).encode()},
            root=FORM,
            font_paths=fonts,
            ignore_system_fonts=True,
            pdf_standards=STANDARDS,
        )
    except typst.TypstError:
        return False
    return True


@lru_cache(maxsize=1)
def _form():
    return {"main.typ" if path.name == "report.typ" else path.name: path.read_bytes() for path in sorted(FORM.glob("*.typ"))}


def _data_of_form(document):
    """Return the document as plain data, with what the form cannot work out by itself."""
    data = asdict(document)
    data["blocks"] = [block for block in data["blocks"] if block["kind"] == "paragraph" or block["text"].strip()]
    _mark_footnotes(data)
    _set_outline(data["blocks"])
    _mark_closing(data["blocks"])
    detail = document.draft_mark.removeprefix(DRAFT).strip(" ,;:-–\n")
    footer = [DRAFT, detail] if document.is_draft else []
    footer += ["Dữ liệu mẫu"] if document.is_sample else []
    return data | {
        "family": font_family(),
        "metadata": {
            "title": " ".join(f"{document.heading.capitalize()} {document.title}".split()),
            "author": document.council_name,
            "description": f"{document.heading.capitalize()} {document.period_label}",
        },
        "accompanies": document.accompanies,
        "draft_detail": detail,
        "footer": " · ".join(filter(None, footer)),
        "recipients": _recipients(document.recipients),
        "gaps": document.gaps if document.is_draft else (),
    }


def _mark_footnotes(data):
    """Give the text of a note to the run that cites it first and "" to later ones, which point to the same note."""
    texts = {note["number"]: note["text"] for note in data["notes"]}
    for block in data["blocks"]:
        for run in block["runs"]:
            if run["note"] in texts:
                run["footnote"] = texts[run["note"]]
                texts[run["note"]] = ""


def _set_outline(blocks):
    """Number the levels of the bookmarks: from 1, no level skipped (PDF/UA-1, 7.4.2), whatever levels are printed."""
    has_parts = any(block["kind"] == "part" for block in blocks)
    before = 0
    for block in blocks:
        if block["kind"] != "paragraph":
            wanted = 1 if block["kind"] == "part" else block["level"] + has_parts
            before = block["outline"] = max(1, min(wanted, before + 1))


def _mark_closing(blocks):
    """Keep the signature with the last block even where none is marked."""
    if blocks and not any(block["closing"] for block in blocks):
        blocks[-1]["closing"] = True


def _recipients(lines):
    """End each line as the decree does: ";", and the last "."."""
    ends = [";"] * (len(lines) - 1) + ["."]
    return [line if line.endswith((";", ".", ",")) else line + end for line, end in zip(lines, ends, strict=False)]


def _refuse_excess(data):
    if len(data.encode()) > LONGEST_TEXT:
        raise RenderError("Báo cáo dài quá 1 MB chữ nên không in được: hãy rút gọn phần lời hoặc bớt phụ lục.")
    if word := re.search(rf"\S{{{LONGEST_WORD},}}", data):
        raise RenderError(
            f"Báo cáo có một từ dài quá {format_number(LONGEST_WORD)} ký tự, bắt đầu bằng “{word[0][:30]}”: "
            "hãy sửa từ đó rồi in lại."
        )


def _compiled(data, timestamp):
    import typst  # noqa: PLC0415 27 MB, for a worker that prints only

    try:
        pdf, warnings = typst.compile_with_warnings(
            _form() | {"data.json": data.encode()},
            root=FORM,
            font_paths=face()[1],
            ignore_system_fonts=True,
            pdf_standards=STANDARDS,
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        raise RenderError(_reason(error.message, data)) from error
    if warnings:
        raise RenderError(_reason(warnings[0].message, data))
    return pdf


def _reason(message, data):
    found = re.search(r'the text `"(.+?)"` could not be displayed', message)
    if not found:
        return f"Không in được báo cáo vì mẫu in báo lỗi: {message}."
    sign = re.sub(r"\\u\{(\w+)\}", lambda code: chr(int(code[1], 16)), found[1])
    name = f"“{sign}”" if sign.isprintable() else f"U+{ord(sign[0]):04X}"
    place = re.search(rf'([^"]{{0,40}}){re.escape(json.dumps(sign, ensure_ascii=False)[1:-1])}', data)
    before = f" (đứng sau “{place[1].strip()}”)" if place and place[1].strip() else ""
    return f"Phông chữ của báo cáo không có ký tự {name}{before}: hãy bỏ ký tự này khỏi hồ sơ rồi in lại."


def _packed(pdf):
    """Halve the file: the tags of PDF/UA come as plain objects, here they go into compressed streams."""
    import pikepdf  # noqa: PLC0415 needed only where a report is printed

    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.save(
            packed,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            preserve_pdfa=True,
        )
    return packed.getvalue()
