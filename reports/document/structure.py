"""The report as plain data: what every renderer prints, with no database behind it and nothing left to format.

`asdict` of a ReportDocument is what an issued report freezes; `load` brings it back.
"""

from dataclasses import dataclass, fields, is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

SCHEMA = 1


@dataclass(frozen=True)
class Run:
    """A piece of a sentence: words, or a figure as printed with the address of the page behind it."""

    text: str
    figure: str = ""  # "code", "code:part", "code@level", "code:part@level"; "" for words
    url: str = ""  # "" where no page stands behind the figure
    note: int = 0  # the number of a footnote, 0 for none


@dataclass(frozen=True)
class Block:
    """One block of the body, in the order of reading."""

    kind: str  # "part" | "heading" | "paragraph"
    level: int = 0  # of a heading: 1 "I.", 2 "1.", 3 "a)"
    label: str = ""  # of a part: "Phần thứ nhất"
    text: str = ""  # of a part or heading, as printed ("I. Đặc điểm tình hình, tổ chức bộ máy")
    runs: tuple[Run, ...] = ()  # of a paragraph
    anchor: str = ""  # the section's key, for links within the page
    closing: bool = False  # the last paragraph, which the signature must not leave


@dataclass(frozen=True)
class Note:
    """A footnote: where a reported total comes from."""

    number: int
    text: str


@dataclass(frozen=True)
class Column:
    """A column of an annex; `width` in mm, 0 shares what is left."""

    label: str
    width: int = 0
    align: str = "left"  # "left" | "center" | "right"
    group: str = ""  # a head above neighbouring columns of the same group


@dataclass(frozen=True)
class Bar:
    """One pair of bars: this year against the year before; None where a value is unknown or not comparable."""

    label: str
    value: int | None
    text: str
    previous: int | None
    previous_text: str
    url: str = ""


@dataclass(frozen=True)
class Chart:
    """Horizontal bars, at most six, with the words that a reader without pictures needs."""

    title: str
    description: str
    current_label: str  # "Năm 2021"
    previous_label: str  # "Năm 2020"
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True)
class Annex:
    """A table that accompanies the report."""

    key: str  # "sessions", "resolutions", "supervision", "receptions", "commendations", "comparison"
    numeral: str  # "I"
    title: str  # "DANH MỤC KỲ HỌP" as printed (capitals are put by the document)
    landscape: bool
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()  # a last row "Tổng cộng", as wide as the columns, or ()
    notes: tuple[str, ...] = ()
    chart: Chart | None = None


@dataclass(frozen=True)
class Signature:
    """Who signs, as printed."""

    authority: tuple[str, ...]  # ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    name: str


@dataclass(frozen=True)
class ReportDocument:
    """The whole report, ready to print."""

    council: str  # slug
    council_name: str
    is_sample: bool
    is_draft: bool
    draft_mark: str  # of a draft: "DỰ THẢO" and the cut-off; "" when issued
    issuer: tuple[str, ...]  # lines of the head; the last line is bold and carries the rule
    issuer_bold_lines: int  # how many last lines are bold
    symbol: str  # "05/BC-HĐND", or "      /BC-HĐND" while no number is taken
    place_and_date: str  # "Cầu Giấy, ngày 05 tháng 01 năm 2022"
    heading: str  # "BÁO CÁO"
    title: str  # trích yếu
    period_label: str  # "năm 2021"
    cut_off_text: str  # "31/12/2021"
    scope_text: str  # the scope in words
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    recipients: tuple[str, ...]  # lines of "Nơi nhận", without dashes
    signature: Signature
    annexes: tuple[Annex, ...]
    gaps: tuple[str, ...] = ()  # of a draft: conflicts and what is missing, one sentence a line
    schema: int = SCHEMA
    timestamp: int = 0  # seconds since the epoch, printed into the PDF's metadata

    @property
    def accompanies(self) -> str:
        """The line under the title of every annex, in brackets."""
        date = self.place_and_date.rpartition(", ")[2]
        on_behalf = any("THƯỜNG TRỰC" in line for line in self.signature.authority)
        council = self.council_name.replace("HĐND", "Hội đồng nhân dân", 1)
        issuer = f"Thường trực {council}" if on_behalf else council
        return f"(Kèm theo {self.heading.capitalize()} số {self.symbol} {date} của {issuer})"


def load(cls: type, data: Any):
    """Bring back a dataclass of this module from the plain data that `dataclasses.asdict` and JSON made of it."""
    if is_dataclass(cls):
        hints = get_type_hints(cls)
        return cls(**{f.name: load(hints[f.name], data[f.name]) for f in fields(cls) if f.name in data})
    origin, arguments = get_origin(cls), get_args(cls)
    if origin is tuple:
        return tuple(load(arguments[0], item) for item in data)
    if origin is UnionType and data is not None:
        return load(next(a for a in arguments if a is not type(None)), data)
    return data
