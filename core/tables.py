"""The head of a table whose neighbouring columns may share a group."""

from dataclasses import dataclass

SHORT_CELL = 14  # characters: "12/NQ-HĐND", "28/9/2021", "Còn hiệu lực"


@dataclass(frozen=True)
class HeadCell:
    """A cell of the head: how many columns and rows it spans."""

    label: str
    columns: int
    rows: int
    align: str


def head_rows(columns):
    """The rows of the head, one or two, of columns with `label`, `align` and `group` ("" for none)."""
    if not any(column.group for column in columns):
        return [[HeadCell(c.label, 1, 1, c.align) for c in columns]]
    upper, lower, open_group = [], [], ""
    for column in columns:
        if not column.group:
            upper.append(HeadCell(column.label, 1, 2, column.align))
        else:
            lower.append(HeadCell(column.label, 1, 1, column.align))
            if column.group == open_group:
                first = upper.pop()
                upper.append(HeadCell(first.label, first.columns + 1, 1, "spanning"))
            else:
                upper.append(HeadCell(column.group, 1, 1, "spanning"))
        open_group = column.group
    return [upper, lower]


def classed(columns, cells):
    """Each cell of a row beside its classes: the alignment of its column, and whether it is short enough not to wrap."""
    return [
        (f"{column.align} short" if len(cell) <= SHORT_CELL else column.align, cell)
        for column, cell in zip(columns, cells, strict=True)
    ]
