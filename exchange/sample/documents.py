"""The papers of the sample as small PDFs: the head of an official paper over the words that it is an illustration."""

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
    """The lines of a register as dictionaries by column."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


def papers_of(folder):
    """(path, paper) of every file that the registers of papers and articles in `folder` name."""
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
        yield row["file"], paper(councils[slug], parse_date(published_on), heading="TÀI LIỆU", title=row["title"])


def chosen(model, name, row):
    """The stored value of a cell with a choice, whatever way it is written."""
    return read_value(model._meta.get_field(name), row[name])


def numbered(folder, name):
    """Rows of numbered papers by the reference that other registers have to them."""
    for row in read_rows(folder, name):
        yield join_parts((row["register"], row["year"], row["number"])), row


def paper(council, day, *, heading, title, symbol="", paragraphs=NOTICE):
    """What the form prints; without a symbol it prints no head of an official paper."""
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
    """A numbered paper of the council whose register it stands in."""
    council = councils[split_parts(row["register"])[0]]
    return paper(council, parse_date(row["issued_on"]), heading=heading, title=row["title"], symbol=row["symbol"])


def annex(signed):
    """The annex of a paper, which has no head of its own."""
    day = signed["place_and_date"].rpartition(", ")[2]
    words = f"Kèm theo {signed['heading'].capitalize()} số {signed['symbol']} {day}"
    return signed | {"symbol": "", "heading": "PHỤ LỤC", "title": words}


@lru_cache(maxsize=1)
def _forms():
    return {"main.typ": OWN_FORM.read_bytes()} | {name: (FORM / name).read_bytes() for name in SHARED_FORMS}


def print_paper(content):
    """The PDF of a paper, in the face of the reports; the same paper, wheel and fonts give the same bytes."""
    import typst  # noqa: PLC0415 27 MB, for the run that draws the sample only

    family, fonts = face()
    return typst.compile(
        _forms() | {"data.json": json.dumps(content | {"family": family}).encode()},
        root=FORM,
        font_paths=fonts,
        ignore_system_fonts=True,
        timestamp=content["timestamp"],
    )
