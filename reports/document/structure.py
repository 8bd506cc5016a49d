"""The report as plain data, which every renderer prints without using the database and without formatting anything.

An issued report stores `dataclasses.asdict` of its ReportDocument; `load` restores it. So the field names are frozen.
"""

from dataclasses import dataclass, fields, is_dataclass
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

SCHEMA = 1
BLANK_DATE = "ngày      tháng      năm"  # of a draft, to be written by hand

T = TypeVar("T")


@dataclass(frozen=True)
class Run:
    """A piece of a sentence: plain text, or a figure as printed with the address of its page."""

    text: str
    figure: str = ""  # "code", "code:part", "code@level", "code:part@level"; "" for plain text
    url: str = ""  # "" where the figure has no page
    note: int = 0  # the number of a footnote; 0 for none


@dataclass(frozen=True)
class Block:
    """One block of the body, in the order of printing."""

    kind: str  # "part" | "heading" | "paragraph"
    level: int = 0  # of a heading: 1 "I.", 2 "1.", 3 "a)"
    label: str = ""  # of a part: "Phần thứ nhất"
    text: str = ""  # of a part or heading, as printed ("I. Đặc điểm tình hình, tổ chức bộ máy")
    runs: tuple[Run, ...] = ()  # of a paragraph
    anchor: str = ""  # the section's key, for links within the page
    closing: bool = False  # the last paragraph, which stays on one page with the signature


@dataclass(frozen=True)
class Note:
    """A footnote: the source of a reported total."""

    number: int
    text: str


@dataclass(frozen=True)
class Column:
    """A column of an annex. `width` is in mm; columns of width 0 share the remaining space."""

    label: str
    width: int = 0
    align: str = "left"  # "left" | "center" | "right"
    group: str = ""  # a common head above neighbouring columns with the same group


@dataclass(frozen=True)
class Bar:
    """One pair of bars: this year and the year before; None where a value is unknown or not comparable."""

    label: str
    value: int | None
    text: str
    previous: int | None
    previous_text: str
    url: str = ""


@dataclass(frozen=True)
class Chart:
    """Figures of two periods as bars, at most six, with a description for readers who cannot see them."""

    title: str
    description: str
    current_label: str  # "Năm 2021"
    previous_label: str  # "Năm 2020"
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True)
class Annex:
    """An annex: a table printed after the report."""

    key: str  # "sessions", "resolutions", "supervision", "receptions", "commendations", "comparison"
    numeral: str  # "I"
    title: str  # "Danh mục kỳ họp"; printed in capitals
    landscape: bool
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()  # a last row "Tổng cộng" with a cell for each column, or ()
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    listed: str = ""  # "02/69 kỳ họp có bản ghi" where it lists fewer records than the figure counts

    @property
    def label(self) -> str:
        """The words with which the text refers to the annex."""
        name = f"Phụ lục {self.numeral}".strip()
        return f"{name}: {self.listed}" if self.listed else name


@dataclass(frozen=True)
class Signature:
    """The signature as printed."""

    authority: tuple[str, ...]  # ("TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    name: str


@dataclass(frozen=True)
class ReportDocument:
    """The whole report, ready for printing."""

    council: str  # slug
    council_name: str
    is_sample: bool
    is_draft: bool
    draft_mark: str  # of a draft: "DỰ THẢO" and the cut-off; "" when issued
    issuer: tuple[str, ...]  # lines at the top left; the last line is underlined
    issuer_bold_lines: int  # the number of bold lines, counted from the last
    symbol: str  # "05/BC-HĐND", or "      /BC-HĐND" before it has a number
    place_and_date: str  # "Cầu Giấy, ngày 05 tháng 01 năm 2022"
    heading: str  # "BÁO CÁO"
    title: str  # trích yếu
    period_label: str  # "năm 2021"
    cut_off_text: str  # "31/12/2021"
    scope_text: str  # the sentence on the scope
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    recipients: tuple[str, ...]  # lines of "Nơi nhận", without dashes
    signature: Signature
    annexes: tuple[Annex, ...]
    gaps: tuple[str, ...] = ()  # of a draft: conflicts and what is missing, one sentence each
    schema: int = SCHEMA
    timestamp: int = 0  # seconds since the epoch, for the metadata of the PDF

    @property
    def annex_subtitle(self) -> str:
        """The line under the title of every annex, in brackets."""
        date = self.place_and_date.rpartition(", ")[2]
        on_behalf = any("THƯỜNG TRỰC" in line for line in self.signature.authority)
        council = self.council_name.replace("HĐND", "Hội đồng nhân dân", 1)
        issuer = f"Thường trực {council}" if on_behalf else council
        blank = "      " if date == BLANK_DATE else ""
        return f"(Kèm theo {self.heading.capitalize()} số {self.symbol} {date}{blank} của {issuer})"


def load(cls: type[T], data: Any) -> T:  # Any: whatever JSON holds
    """Restore a dataclass of this module from the plain data that `dataclasses.asdict` and JSON made of it."""
    return cast(T, _load(cls, data))


def _load(cls: Any, data: Any) -> Any:  # Any: a type or a type hint, and whatever JSON holds
    if isinstance(cls, type) and is_dataclass(cls):
        hints = get_type_hints(cls)
        return cls(**{field.name: _load(hints[field.name], data[field.name]) for field in fields(cls) if field.name in data})
    origin, arguments = get_origin(cls), get_args(cls)
    if origin is tuple:
        return tuple(_load(arguments[0], item) for item in data)
    if origin is UnionType and data is not None:
        return _load(next(argument for argument in arguments if argument is not type(None)), data)
    return data
