"""The cells of an HTML table: a head in which neighbouring columns may share a group, body rows, and a row of totals.

On a phone a row is a block: first what names it, then its other cells, each after the label of its column.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

ORDINAL = "STT"  # the label of a first column that numbers the rows
WORDS = re.compile(r"\w+")


class ColumnData(Protocol):
    """What the cells need of a column.

    `align` is a CSS class, `group` is "" if the column is in no group, `width` is 0 if it shares the remaining space.
    """

    @property
    def label(self) -> str: ...
    @property
    def align(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def width(self) -> int: ...


class Table(Protocol):
    """What the component `data_table` needs of a table; `total` is empty if there is no row of totals."""

    @property
    def columns(self) -> Sequence[ColumnData]: ...
    @property
    def rows(self) -> Sequence[Sequence[str]]: ...
    @property
    def total(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Cell:
    """A cell with its text, its CSS class, and the number of columns and rows that it spans.

    `label` is what a phone prints before the text, "" for nothing; None for a cell that names its row.
    """

    text: str
    css_class: str = ""
    label: str | None = None
    columns: int = 1
    rows: int = 1

    @property
    def attributes(self) -> SafeString:
        """What the cell has as HTML attributes, each after a space."""
        values = (
            ("class", self.css_class or None),
            ("data-label", self.label),
            ("colspan", self.columns if self.columns > 1 else None),
            ("rowspan", self.rows if self.rows > 1 else None),
        )
        return format_html_join("", ' {}="{}"', ((name, value) for name, value in values if value is not None))


def head_rows(columns: Sequence[ColumnData]) -> list[list[Cell]]:
    """Return the one row of the table head, or two rows if some columns are in a group."""
    main = main_column(columns)
    if not any(column.group for column in columns):
        return [[Cell(column.label, head_class(column, main)) for column in columns]]
    upper: list[Cell] = []
    lower: list[Cell] = []
    open_group = ""
    for column in columns:
        if not column.group:
            upper.append(Cell(column.label, head_class(column, main), rows=2))
        else:
            lower.append(Cell(column.label, alignment(column)))
            if column.group == open_group:
                first = upper.pop()
                upper.append(Cell(first.text, "spanning", columns=first.columns + 1))
            else:
                upper.append(Cell(column.group, "spanning"))
        open_group = column.group
    return [upper, lower]


def head_class(column: ColumnData, main: ColumnData | None) -> str:
    """Return the class of the head of a column; the main column is the widest."""
    return "main-column" if column is main else alignment(column)


def body_rows(columns: Sequence[ColumnData], rows: Sequence[Sequence[str]]) -> list[list[Cell]]:
    """Return the cells of all rows, one for each column; those of the first and of the main column name their row."""
    main = main_column(columns)
    first = columns[1:2] if has_ordinals(columns) else columns[:1]
    unlabelled = [*first, main, *(columns[:1] if has_ordinals(columns) else ())]
    return [
        [body_cell(column, text, column not in unlabelled) for column, text in zip(columns, row, strict=True)] for row in rows
    ]


def body_cell(column: ColumnData, text: str, is_labelled: bool) -> Cell:
    """Return the cell of a row."""
    return Cell(text, alignment(column), column_label(column, text) if is_labelled else None)


def total_row(columns: Sequence[ColumnData], texts: Sequence[str]) -> list[Cell]:
    """Return the cells of the last row; a text spans the empty cells after it."""
    cells: list[Cell] = []
    for column, text in zip(columns, texts, strict=True):
        if text or not cells or not cells[-1].text:
            cells.append(Cell(text, alignment(column), column_label(column, text) if cells else None))
        else:
            previous = cells.pop()
            cells.append(Cell(previous.text, columns=previous.columns + 1))
    return cells


def alignment(column: ColumnData) -> str:
    """Return the class of the cells of a column; "" for those at the left, as cells are without a class."""
    return "" if column.align == "left" else column.align


def main_column(columns: Sequence[ColumnData]) -> ColumnData | None:
    """Return the column with the matter of a row: the first that shares the remaining space and does not number the rows."""
    return next((column for column in columns if not column.width and column.label != ORDINAL), None)


def column_label(column: ColumnData, text: str) -> str:
    """Return what stands before the text of a cell: the label of its column after that of its group.

    Short: "Tán thành" for "Tán thành / tổng số đại biểu", "Thông qua" for "Ngày thông qua"; nothing where the text begins with a
    word of the label, as "Kỳ họp thứ 3" of the column "Kỳ họp" does.
    """
    label = capfirst(column.label.partition(" / ")[0].removeprefix("Ngày "))
    words = WORDS.findall(text.lower())
    if words and words[0].isalpha() and words[0] in WORDS.findall(label.lower()):
        return ""
    return f"{column.group}: {label}" if column.group else label


def has_ordinals(columns: Sequence[ColumnData]) -> bool:
    """Whether the first column numbers the rows."""
    return bool(columns) and columns[0].label == ORDINAL
