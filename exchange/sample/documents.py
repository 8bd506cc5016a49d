"""The documents of the sample as small PDFs: an official letterhead over a notice that they are illustrations."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

from django.db import models
from django.utils.text import capfirst

from core.vietnamese.dates import letterhead_date, parse_date
from exchange.cells import read_value
from exchange.record_table import concrete_field
from exchange.references import join_parts, split_parts
from reports.formats.pdf import TEMPLATE_FOLDER, typeface
from resolutions.models import IssuedDocument, ResolutionFile
from sessions_app.models import SessionDocument

TEMPLATE = Path(__file__).with_name("document.typ")
SHARED_TEMPLATES = ("head.typ", "text.typ")
NOTICE = (
    "Bản minh họa của dữ liệu mẫu.",
    "Tệp này do phần mềm lập ra để trang giới thiệu có tệp đính kèm; không phải văn bản do cơ quan, tổ chức nào ban hành "
    "và không có giá trị pháp lý.",
)

CsvRow = dict[str, str]


class DocumentContent(TypedDict):
    """The data that document.typ prints; `timestamp` (seconds since 1970) is the date in the PDF's own properties."""

    issuer: list[str]
    issuer_bold_lines: int
    author: str
    place_and_date: str
    is_draft: bool
    symbol: str
    heading: str
    title: str
    paragraphs: Sequence[str]
    timestamp: int


def read_rows(folder: Path, name: str) -> Iterator[CsvRow]:
    """Yield the rows of a CSV table as dictionaries by column."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def documents_of(folder: Path) -> Iterator[tuple[str, DocumentContent]]:
    """Yield path and content of every file that the CSV tables of documents and articles in `folder` name."""
    councils = {row["slug"]: row for row in read_rows(folder, "councils")}
    resolutions = rows_by_reference(folder, "resolutions")
    for row in read_rows(folder, "resolution_files"):
        signed = official_document(councils, resolutions[row["resolution"]], "NGHỊ QUYẾT")
        is_annex = choice_value(ResolutionFile, "role", row) == ResolutionFile.Role.ANNEX
        yield row["file"], annex_of(signed) if is_annex else signed
    documents = rows_by_reference(folder, "issued_documents")
    for row in read_rows(folder, "document_files"):
        document = documents[row["document"]]
        document_type = IssuedDocument.Type(str(choice_value(IssuedDocument, "doc_type", document)))
        heading = document_type.label.partition(" của ")[0].upper()
        yield row["file"], official_document(councils, document, heading)
    for row in read_rows(folder, "session_documents") if (folder / "session_documents.csv").exists() else ():
        if row.get("file"):
            yield row["file"], session_document(councils, row)
    for row in read_rows(folder, "article_files"):
        slug, *_, published_on = split_parts(row["article"])
        yield row["file"], document_content(councils[slug], parse_date(published_on), heading="TÀI LIỆU", title=row["title"])


def choice_value(model: type[models.Model], name: str, row: CsvRow) -> object:
    """Return the stored value of a cell with a choice, which may contain the value or its label."""
    return read_value(concrete_field(model, name), row[name])


def rows_by_reference(folder: Path, name: str) -> dict[str, CsvRow]:
    """Return the rows of numbered documents by the reference that other CSV tables use for them."""
    return {join_parts((*split_parts(row["register"]), row["year"], row["number"])): row for row in read_rows(folder, name)}


def document_content(
    council: CsvRow, day: date, *, heading: str, title: str, symbol: str = "", paragraphs: Sequence[str] = NOTICE
) -> DocumentContent:
    """Return the data for document.typ; a document without a symbol gets no letterhead."""
    return {
        "issuer": ["HỘI ĐỒNG NHÂN DÂN", council["name"].removeprefix("HĐND ").upper()],
        "issuer_bold_lines": 2,
        "author": council["name"],
        "place_and_date": f"{council['place_name']}, {letterhead_date(day)}",
        "is_draft": False,
        "symbol": symbol,
        "heading": heading,
        "title": title,
        "paragraphs": paragraphs,
        "timestamp": int(datetime.combine(day, time.min, UTC).timestamp()),
    }


def official_document(councils: Mapping[str, CsvRow], row: CsvRow, heading: str) -> DocumentContent:
    """Return the content of a numbered document; its council is the owner of its register."""
    council = councils[split_parts(row["register"])[0]]
    return document_content(council, parse_date(row["issued_on"]), heading=heading, title=row["title"], symbol=row["symbol"])


def session_document(councils: Mapping[str, CsvRow], row: CsvRow) -> DocumentContent:
    """Return the content of a document of a session, in the name of the UBND or the Council."""
    council = councils[split_parts(row["session"])[0]]
    heading = SessionDocument.Kind(str(choice_value(SessionDocument, "kind", row))).label.upper()
    title = capfirst(row["title"].removeprefix(f"{heading.capitalize()} "))
    title += f" (bản thứ {row['version']})" * (row.get("version", "1") != "1")
    content = document_content(council, parse_date(row["sent_on"]), heading=heading, title=title, symbol=row.get("symbol", ""))
    if row.get("author", "").startswith("UBND"):
        content |= {"issuer": ["ỦY BAN NHÂN DÂN", content["issuer"][1]], "author": row["author"]}
    return content


def annex_of(document: DocumentContent) -> DocumentContent:
    """Return the content of an annex to a document; an annex has no letterhead."""
    day = document["place_and_date"].rpartition(", ")[2]
    title = f"Kèm theo {document['heading'].capitalize()} số {document['symbol']} {day}"
    return document | {"symbol": "", "heading": "PHỤ LỤC", "title": title}


@lru_cache(maxsize=1)
def _templates() -> dict[str, bytes]:
    return {"main.typ": TEMPLATE.read_bytes()} | {name: (TEMPLATE_FOLDER / name).read_bytes() for name in SHARED_TEMPLATES}


def print_document(content: DocumentContent) -> bytes:
    """Return the PDF of a document in the font of the reports; the same content, wheel and fonts give the same bytes."""
    import typst  # noqa: PLC0415 27 MB, needed only for a run that draws the sample

    font = typeface()
    pdf: bytes = typst.compile(  # type: ignore[call-overload]  # its stub does not allow a dict of files
        _templates() | {"data.json": json.dumps({**content, "family": font.family}).encode()},
        root=TEMPLATE_FOLDER,
        font_paths=font.fonts,
        ignore_system_fonts=True,
        timestamp=content["timestamp"],
    )
    return pdf
