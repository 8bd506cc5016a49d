"""The report as PDF/A-2a and PDF/UA-1 in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I, typeset by Typst.

The templates are in `reports/formats/typst/`. They get the document as data.json only, so that no text of a record is read
as markup. The same document, version of Typst and fonts give the same bytes.
"""

import io
import json
import re
import string
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from core.pages.charts import short_periods
from core.vietnamese.numbers import format_number
from reports.document.structure import ReportDocument
from reports.figures.numbers import JsonObject

if TYPE_CHECKING:
    import typst

TEMPLATE_FOLDER = Path(__file__).resolve().parent / "typst"
STANDARDS = ["a-2a", "ua-1"]
# The folder of Debian's package `fonts-liberation2`. The older `fonts-liberation` lacks Vietnamese letters, so the fonts of the
# system are never searched by name.
LIBERATION_FOLDERS = ("/usr/share/fonts/truetype/liberation2",)
EMBEDDED_FAMILY = "Libertinus Serif"
TIMES_LIKE = ("Times New Roman", "Liberation Serif", "Tinos")
STYLES = {("normal", 400), ("normal", 700), ("italic", 400), ("italic", 700)}
ALPHABET = string.printable[:94] + "".join(map(chr, range(0x1EA0, 0x1EFA))) + "ĂÂĐÊÔƠƯÀÁÃÈÉÌÍĨÒÓÕÙÚŨÝăâđêôơưàáãèéìíĩòóõùúũý“”–…"
DRAFT = "DỰ THẢO"
SHORT_ROWS = 2  # an annex of so few rows shares a page with its neighbour
MAX_DATA_BYTES = 1_000_000  # about 330 pages and 12 s; Typst has no time limit
MAX_WORD_LENGTH = 1_000  # characters; Typst fails at about 16,300


class RenderError(Exception):
    """Raised where a document cannot be printed; the message is a Vietnamese sentence for the user."""


@dataclass(frozen=True)
class Typeface:
    """A font family, and the fonts in which Typst finds it."""

    family: str
    fonts: "typst.Fonts"


def render_pdf(document: ReportDocument) -> bytes:
    """The PDF of a report.

    Raises RenderError where a character has no glyph, a word or the whole is too long, or the templates fail.
    """
    data = unicodedata.normalize("NFC", json.dumps(_template_data(document), ensure_ascii=False))
    _check_length(data)
    return _compress(_compile(data, document.timestamp))


def page_count(pdf: bytes) -> int:
    """The number of pages of a PDF, annexes included."""
    import pikepdf  # noqa: PLC0415 needed only where a report is printed

    with pikepdf.open(io.BytesIO(pdf)) as file:
        return len(file.pages)


def font_family() -> str:
    """The font family that reports are printed in."""
    return typeface().family


def font_notice() -> str:
    """A sentence for the user where the configured or customary font is not available; else ""."""
    family = font_family()
    if settings.REPORT_FONTS and not _typeface_in(str(settings.REPORT_FONTS)):
        return f"Thư mục REPORT_FONTS không có phông chữ tiếng Việt nào đủ bốn kiểu; báo cáo in bằng phông {family}."
    if family == EMBEDDED_FAMILY:
        return (
            f"Báo cáo in bằng phông {family} vì máy chưa có phông kiểu Times New Roman: cài gói fonts-liberation2, "
            "hoặc đặt REPORT_FONTS là thư mục có đủ bốn kiểu của Times New Roman."
        )
    return ""


def typeface() -> Typeface:
    """The first typeface that is complete: from REPORT_FONTS, from Debian's package, else the one in the wheel of Typst."""
    for folder in (settings.REPORT_FONTS, *LIBERATION_FOLDERS):
        if folder and (typeface := _typeface_in(str(folder))):
            return typeface
    return _embedded_typeface()


@lru_cache(maxsize=8)
def _typeface_in(folder: str) -> Typeface | None:
    """The typeface of a folder that has all four styles and all Vietnamese letters; the Times-like ones first."""
    import typst  # noqa: PLC0415 27 MB, for a worker that prints only

    styles: dict[str, set[tuple[str, int]]] = {}
    for font in typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]).fonts():
        styles.setdefault(font.family, set()).add((font.style, font.weight))
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    complete = [family for family, family_styles in styles.items() if family_styles >= STYLES]
    for family in sorted(complete, key=lambda name: (name not in TIMES_LIKE, name)):
        typeface = Typeface(family, fonts)
        if _has_vietnamese_letters(typeface):
            return typeface
    return None


@lru_cache(maxsize=1)
def _embedded_typeface() -> Typeface:
    import typst  # noqa: PLC0415 27 MB, for a worker that prints only

    return Typeface(EMBEDDED_FAMILY, typst.Fonts(include_system_fonts=False))


def _has_vietnamese_letters(typeface: Typeface) -> bool:
    """Whether all four styles have every letter. Typst would silently take a missing one from another family."""
    import typst  # noqa: PLC0415 27 MB, for a worker that prints only

    try:
        typst.compile(  # type: ignore[call-overload]  # its stub knows only a single input file
            {
                "main.typ": (TEMPLATE_FOLDER / "specimen.typ").read_bytes(),
                "data.json": json.dumps([typeface.family, ALPHABET]).encode(),
            },
            root=TEMPLATE_FOLDER,
            font_paths=typeface.fonts,
            ignore_system_fonts=True,
            pdf_standards=STANDARDS,
        )
    except typst.TypstError:
        return False
    return True


@lru_cache(maxsize=1)
def _templates() -> dict[str, bytes]:
    """The files of the templates by name; report.typ is the main one."""
    paths = sorted(TEMPLATE_FOLDER.glob("*.typ"))
    return {"main.typ" if path.name == "report.typ" else path.name: path.read_bytes() for path in paths}


def _template_data(document: ReportDocument) -> JsonObject:
    """The document as plain data, with what the templates cannot compute themselves."""
    data: JsonObject = asdict(document)
    data["blocks"] = [block for block in data["blocks"] if block["kind"] == "paragraph" or block["text"].strip()]
    _mark_footnotes(data)
    _set_outline(data["blocks"])
    _mark_closing(data["blocks"])
    _set_chart_periods(data["annexes"])
    _set_followers(data["annexes"])
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
        "annex_subtitle": document.annex_subtitle,
        "draft_detail": detail,
        "footer": " · ".join(filter(None, footer)),
        "recipients": _recipients(document.recipients),
        "gaps": document.gaps if document.is_draft else (),
    }


def _mark_footnotes(data: JsonObject) -> None:
    """Add the text of a footnote to the first run that cites it and "" to later ones, which refer to the same note."""
    texts = {note["number"]: note["text"] for note in data["notes"]}
    for block in data["blocks"]:
        for run in block["runs"]:
            if run["note"] in texts:
                run["footnote"] = texts[run["note"]]
                texts[run["note"]] = ""


def _set_chart_periods(annexes: Sequence[JsonObject]) -> None:
    """Add to each chart what stands below its bars, the earlier period first."""
    for annex in annexes:
        if chart := annex["chart"]:
            chart["periods"] = short_periods(chart["previous_label"], chart["current_label"])


def _set_followers(annexes: Sequence[JsonObject]) -> None:
    """Mark the annexes that begin on the last page of the one before: of one or two rows, or after such, or its details."""
    for before, annex in zip([None, *annexes], annexes, strict=False):
        annex["follows"] = before is not None and before["landscape"] == annex["landscape"] and _belong(before, annex)


def _belong(before: JsonObject, annex: JsonObject) -> bool:
    is_short = min(len(before["rows"]), len(annex["rows"])) <= SHORT_ROWS and not (before["chart"] or annex["chart"])
    return is_short or (before["key"], annex["key"]) == ("petitions_by_competence", "petitions")


def _set_outline(blocks: list[JsonObject]) -> None:
    """Add the level of the bookmark to every heading: it begins with 1 and skips no level (PDF/UA-1, 7.4.2)."""
    has_parts = any(block["kind"] == "part" for block in blocks)
    previous = 0
    for block in blocks:
        if block["kind"] != "paragraph":
            level = 1 if block["kind"] == "part" else block["level"] + has_parts
            previous = block["outline"] = max(1, min(level, previous + 1))


def _mark_closing(blocks: list[JsonObject]) -> None:
    """Mark the last block as closing where no block is marked, so that the signature stays with it."""
    if blocks and not any(block["closing"] for block in blocks):
        blocks[-1]["closing"] = True


def _recipients(lines: Sequence[str]) -> list[str]:
    """The lines with the punctuation of the decree: ";" after each, "." after the last."""
    ends = [";"] * (len(lines) - 1) + ["."]
    return [line if line.endswith((";", ".", ",")) else line + end for line, end in zip(lines, ends, strict=False)]


def _check_length(data: str) -> None:
    """Raises RenderError where the data or one word in it is too long."""
    if len(data.encode()) > MAX_DATA_BYTES:
        raise RenderError("Báo cáo dài quá 1 MB chữ nên không in được: hãy rút gọn phần lời hoặc bớt phụ lục.")
    if word := re.search(rf"\S{{{MAX_WORD_LENGTH},}}", data):
        raise RenderError(
            f"Báo cáo có một từ dài quá {format_number(MAX_WORD_LENGTH)} ký tự, bắt đầu bằng “{word[0][:30]}”: "
            "hãy sửa từ đó rồi in lại."
        )


def _compile(data: str, timestamp: int) -> bytes:
    """The PDF as Typst makes it. Raises RenderError for any error and any warning."""
    import typst  # noqa: PLC0415 27 MB, for a worker that prints only

    try:
        pdf, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]  # its stub knows only a single input file
            _templates() | {"data.json": data.encode()},
            root=TEMPLATE_FOLDER,
            font_paths=typeface().fonts,
            ignore_system_fonts=True,
            pdf_standards=STANDARDS,
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        raise RenderError(_error_sentence(error.message, data)) from error
    if warnings:
        raise RenderError(_error_sentence(warnings[0].message, data))
    content: bytes = pdf
    return content


def _error_sentence(message: str, data: str) -> str:
    """The sentence for the user; it names the character that has no glyph, and the text before it."""
    match = re.search(r'the text `"(.+?)"` could not be displayed', message)
    if not match:
        return f"Không in được báo cáo vì mẫu in báo lỗi: {message}."
    character = re.sub(r"\\u\{(\w+)\}", lambda code: chr(int(code[1], 16)), match[1])
    name = f"“{character}”" if character.isprintable() else f"U+{ord(character[0]):04X}"
    place = re.search(rf'([^"]{{0,40}}){re.escape(json.dumps(character, ensure_ascii=False)[1:-1])}', data)
    before = f" (đứng sau “{place[1].strip()}”)" if place and place[1].strip() else ""
    return f"Phông chữ của báo cáo không có ký tự {name}{before}: hãy bỏ ký tự này khỏi hồ sơ rồi in lại."


def _compress(pdf: bytes) -> bytes:
    """The same PDF at half the size: the tags of PDF/UA, which Typst writes as plain objects, become compressed streams."""
    import pikepdf  # noqa: PLC0415 needed only where a report is printed

    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.save(
            output,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            preserve_pdfa=True,
        )
    return output.getvalue()
