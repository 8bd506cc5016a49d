"""How a CSV file is laid out: the character between its cells, the line of its header, the lines above it."""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

DELIMITERS = {",": "dấu phẩy", ";": "dấu chấm phẩy", "\t": "dấu tab"}
SEPARATOR_LINE = re.compile(r"[\"']?sep=(.)[\"']? *[,;\t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)
SEARCHED_LINES = 50  # a title block above the header is shorter
MAX_CELL = 1_000_000  # characters: a long resolution is one cell
BLANK = " \t\r\n\v\f\u00a0\u2007\u202f\u200b\u200c\u200d\u2060\ufeff"  # white space, and characters without a width

csv.field_size_limit(MAX_CELL)


@dataclass(frozen=True)
class Layout:
    """Where a CSV file has what: `header_row` counts as a spreadsheet does, from 1.

    `title_rows` are the rows above the header that are not blank. `text` begins after a line `sep=;`.
    """

    text: str
    delimiter: str
    header_row: int = 1
    title_rows: tuple[tuple[str, ...], ...] = ()

    @property
    def delimiter_name(self) -> str:
        return DELIMITERS.get(self.delimiter, f"“{self.delimiter}”")

    def lines(self) -> Iterator[list[str]]:
        """Yield the cells of each line of the file. Raises csv.Error at the first one that is not valid CSV."""
        return csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter, strict=True)


def column_name(cell: str) -> str:
    """Return a cell of the header as a column is named: without white space around it, in lower case."""
    return unicodedata.normalize("NFKC", cell).strip(BLANK).strip("\"'“”").strip(BLANK).lower()


def layout_of(text: str, columns: Collection[str]) -> Layout:
    """Return the layout of a CSV text whose header names some of `columns`.

    The header is the first line that names most of them, among the first 50. A text without any is laid out as if its
    first line were the header.
    """
    if match := SEPARATOR_LINE.match(text):  # Excel writes it for itself and does not show it
        return best_layout(text[match.end() :], columns, [*dict.fromkeys((match[1], *DELIMITERS))])
    return best_layout(text, columns, [*DELIMITERS])


def best_layout(text: str, columns: Collection[str], delimiters: list[str]) -> Layout:
    """Return the layout with the delimiter of `delimiters` and the header row that find most of `columns`."""
    best, most = None, 0
    for delimiter in delimiters:
        titles: list[tuple[str, ...]] = []
        for number, cells in enumerate(first_lines(Layout(text, delimiter)), start=1):
            count = len({column_name(cell) for cell in cells} & {*columns})
            filled = [cell for cell in cells if cell.strip(BLANK)]
            if count > most and count * 2 > len(filled):
                best, most = Layout(text, delimiter, number, tuple(titles)), count
            if filled:
                titles.append(tuple(filled))
    first_line = text.partition("\n")[0]
    return best or Layout(text, next((mark for mark in delimiters if mark in first_line), delimiters[0]))


def first_lines(layout: Layout) -> Iterator[list[str]]:
    """Yield the lines among which the header is; none after the first that is not valid CSV."""
    try:
        yield from islice(layout.lines(), SEARCHED_LINES)
    except csv.Error:
        return
