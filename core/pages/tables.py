"""The cells of an HTML table: a head in which neighbouring columns may share a group, body rows, and a row of totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

ORDINAL = "STT"  # the label of a first column that numbers the rows
SHORT_CELL = 14  # characters: "12/NQ-HĐND", "28/9/2021", "Còn hiệu lực"
SHORT_COLUMN = 20  # characters that stand beside the label of their column on a phone: "Kỳ họp thứ mười lăm"


class ColumnData(Protocol):
    """What the cells need of a column; `align` is a CSS class, `group` is "" if the column is in no group."""

    @property
    def label(self) -> str: ...
    @property
    def align(self) -> str: ...
    @property
    def group(self) -> str: ...


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
    """A cell with its text, its CSS classes, and the number of columns and rows that it spans.

    `label` is that of its column, which a phone prints before the text.
    """

    text: str
    classes: str
    label: str = ""
    columns: int = 1
    rows: int = 1


def head_rows(columns: Sequence[ColumnData]) -> list[list[Cell]]:
    """Return the one row of the table head, or two rows if some columns are in a group."""
    if not any(column.group for column in columns):
        return [[Cell(column.label, column.align) for column in columns]]
    upper: list[Cell] = []
    lower: list[Cell] = []
    open_group = ""
    for column in columns:
        if not column.group:
            upper.append(Cell(column.label, column.align, rows=2))
        else:
            lower.append(Cell(column.label, column.align))
            if column.group == open_group:
                first = upper.pop()
                upper.append(Cell(first.text, "spanning", columns=first.columns + 1))
            else:
                upper.append(Cell(column.group, "spanning"))
        open_group = column.group
    return [upper, lower]


def body_rows(columns: Sequence[ColumnData], rows: Sequence[Sequence[str]]) -> list[list[Cell]]:
    """Return the cells of all rows, one for each column.

    A short text gets the class `short`, which forbids line breaks; the texts of a column of short texts the class `beside`.
    """
    is_beside = [all(len(row[i]) <= SHORT_COLUMN for row in rows) for i in range(len(columns))]
    return [[body_cell(*cell) for cell in zip(columns, row, is_beside, strict=True)] for row in rows]


def body_cell(column: ColumnData, text: str, is_beside: bool) -> Cell:
    """Return the cell of a row with its classes."""
    classes = [column.align, "short" if len(text) <= SHORT_CELL else "", "beside" if is_beside else ""]
    return Cell(text, " ".join(filter(None, classes)), column_label(column))


def total_row(columns: Sequence[ColumnData], texts: Sequence[str]) -> list[Cell]:
    """Return the cells of the last row; a text spans the empty cells after it."""
    cells: list[Cell] = []
    for column, text in zip(columns, texts, strict=True):
        if text or not cells or not cells[-1].text:
            cells.append(Cell(text, column.align, column_label(column) if cells else ""))
        else:
            previous = cells.pop()
            cells.append(Cell(previous.text, "left", columns=previous.columns + 1))
    return cells


def column_label(column: ColumnData) -> str:
    """Return the label of a column after that of its group."""
    return f"{column.group}: {column.label}" if column.group else column.label


def has_ordinals(columns: Sequence[ColumnData]) -> bool:
    """Whether the first column numbers the rows."""
    return bool(columns) and columns[0].label == ORDINAL
