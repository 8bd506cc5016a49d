"""The documents of the sample as small PDFs: an official letterhead above a notice that they are illustrations."""

import csv
import json
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path

from core.vietnamese.dates import letterhead_date, parse_date
from exchange.cells import read_value
from exchange.references import join_parts, split_parts
from reports.formats.pdf import FORM, face
from resolutions.models import IssuedDocument, ResolutionFile

OWN_FORM = Path(__file__).with_name("document.typ")
SHARED_FORMS = ("head.typ", "words.typ")
NOTICE = (
    "Bản minh họa của dữ liệu mẫu.",
    "Tệp này do phần mềm lập ra để trang giới thiệu có tệp đính kèm; không phải văn bản do cơ quan, tổ chức nào ban hành "
    "và không có giá trị pháp lý.",
)


def read_rows(folder, name):
    """The rows of a CSV table as dictionaries by column."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def documents_of(folder):
    """(path, content) of every file that the CSV tables of documents and articles in `folder` name."""
    councils = {row["slug"]: row for row in read_rows(folder, "councils")}
    resolutions = dict(numbered(folder, "resolutions"))
    for row in read_rows(folder, "resolution_files"):
        signed = official(councils, resolutions[row["resolution"]], "NGHỊ QUYẾT")
        yield row["file"], annex(signed) if chosen(ResolutionFile, "role", row) == ResolutionFile.Role.ANNEX else signed
    documents = dict(numbered(folder, "issued_documents"))
    for row in read_rows(folder, "document_files"):
        document = documents[row["document"]]
        kind = IssuedDocument.Type(chosen(IssuedDocument, "doc_type", document)).label.partition(" của ")[0]
        yield row["file"], official(councils, document, kind.upper())
    for row in read_rows(folder, "article_files"):
        slug, *_, published_on = split_parts(row["article"])
        yield row["file"], document_content(councils[slug], parse_date(published_on), heading="TÀI LIỆU", title=row["title"])


def chosen(model, name, row):
    """The stored value of a cell with a choice, whatever way it is written."""
    return read_value(model._meta.get_field(name), row[name])


def numbered(folder, name):
    """Rows of numbered documents by the reference that other CSV tables have to them."""
    for row in read_rows(folder, name):
        yield join_parts((row["register"], row["year"], row["number"])), row


def document_content(council, day, *, heading, title, symbol="", paragraphs=NOTICE):
    """What the form prints; without a symbol it prints no letterhead of an official document."""
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


def official(councils, row, heading):
    """A numbered document of the council whose register it stands in."""
    council = councils[split_parts(row["register"])[0]]
    return document_content(council, parse_date(row["issued_on"]), heading=heading, title=row["title"], symbol=row["symbol"])


def annex(signed):
    """The annex of a document, which has no letterhead of its own."""
    day = signed["place_and_date"].rpartition(", ")[2]
    words = f"Kèm theo {signed['heading'].capitalize()} số {signed['symbol']} {day}"
    return signed | {"symbol": "", "heading": "PHỤ LỤC", "title": words}


@lru_cache(maxsize=1)
def _forms():
    return {"main.typ": OWN_FORM.read_bytes()} | {name: (FORM / name).read_bytes() for name in SHARED_FORMS}


def print_document(content):
    """The PDF of a document, in the font of the reports; the same document, wheel and fonts give the same bytes."""
    import typst  # noqa: PLC0415 27 MB, for the run that draws the sample only

    family, fonts = face()
    return typst.compile(
        _forms() | {"data.json": json.dumps(content | {"family": family}).encode()},
        root=FORM,
        font_paths=fonts,
        ignore_system_fonts=True,
        timestamp=content["timestamp"],
    )
