"""The cells of a table: a head whose neighbouring columns may share a group, rows, and a row of sums."""

from dataclasses import dataclass

SHORT_CELL = 14  # characters: "12/NQ-HĐND", "28/9/2021", "Còn hiệu lực"


@dataclass(frozen=True)
class Cell:
    """A cell as drawn: its text, its classes, how many columns and rows it spans."""

    text: str
    classes: str
    columns: int = 1
    rows: int = 1


def head_rows(columns):
    """The rows of the head, one or two, of columns with `label`, `align` and `group` ("" for none)."""
    if not any(column.group for column in columns):
        return [[Cell(c.label, c.align) for c in columns]]
    upper, lower, open_group = [], [], ""
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


def body_row(columns, texts):
    """The cells of a row, as many as the columns; one that is short enough does not wrap."""
    return [
        Cell(text, f"{column.align} short" if len(text) <= SHORT_CELL else column.align)
        for column, text in zip(columns, texts, strict=True)
    ]


def sum_row(columns, texts):
    """The cells of the last row, where words run on over the blank cells after them."""
    cells = []
    for column, text in zip(columns, texts, strict=True):
        if text or not cells or not cells[-1].text:
            cells.append(Cell(text, column.align))
        else:
            words = cells.pop()
            cells.append(Cell(words.text, "left", columns=words.columns + 1))
    return cells
