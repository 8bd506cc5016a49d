"""CSV files as rows of text cells; what cannot be read is reported, never guessed."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.vietnamese.suggestions import nearest
from exchange.csv_layout import BLANK, Layout, column_name, layout_of
from exchange.decoding import UnreadableText, decoded
from exchange.load_result import LoadResult
from exchange.record_table import OLD_KEY, RecordTable

# Text that a spreadsheet writes for a formula: ="0097" keeps the zeros of a number.
FORMULA_OF_TEXT = re.compile(r'="((?:[^"]|"")*)"')
SPREADSHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|#{3,}|Err:[0-9]{3}")
ROUNDED_NUMBER = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?E\+[0-9]+")


@dataclass(frozen=True)
class CsvRow:
    """One row of a CSV table: its cells by column name, and its number as a spreadsheet counts (the header is mostly 1).

    `old_key` is the key that the record of the row had before it is corrected, "" if it is not corrected.
    """

    number: int
    cells: dict[str, str]
    old_key: str = ""


@dataclass
class CsvFile:
    """The content of one CSV file: its rows, and the columns of its table by their positions in the header.

    `width` is the number of all columns up to the last one with a name, `is_complete` is false if a part of the file
    could not be read.
    """

    columns: dict[int, str] = field(default_factory=dict)
    width: int = 0
    rows: list[CsvRow] = field(default_factory=list)
    is_complete: bool = True


def read_csv_file(path: Path, table: RecordTable, result: LoadResult) -> CsvFile:
    """Return the content of the CSV file `path`, without rows if it cannot be read; errors are added to `result`."""
    unreadable = CsvFile(is_complete=False)
    try:
        text = decoded(path.read_bytes())
    except UnreadableText as error:
        result.add_error(str(error), file=table.file, row=error.line)
        return unreadable
    except OSError:
        result.add_error("Không mở được tệp này; hãy kiểm tra quyền đọc.", file=table.file)
        return unreadable
    return CsvReader(table, layout_of(text, [*table.columns, *table.other_columns]), result).read()


class CsvReader:
    """Reads the text of one CSV file; errors and notices are added to `result`."""

    def __init__(self, table: RecordTable, layout: Layout, result: LoadResult) -> None:
        self.table = table
        self.layout = layout
        self.result = result

    def read(self) -> CsvFile:
        """Return the content of the file, without rows if its header cannot be read."""
        errors_before = len(self.result.errors)
        lines = list(self._numbered_lines())
        cells = next((cells for number, cells in lines if number == self.layout.header_row), [])
        header = tuple(column_name(cell) for cell in cells)
        while header and not header[-1]:
            header = header[:-1]
        rows = [(number, cells) for number, cells in lines if number > self.layout.header_row and any(map(clean, cells))]
        columns = {} if self._has_rows_above_header(len(header)) else self._columns_by_position(header, rows)
        if not columns:
            return CsvFile(is_complete=False)
        csv_file = CsvFile(columns, len(header))
        for number, cells in rows:
            self._add_row(csv_file, number, cells, header)
        csv_file.is_complete = len(self.result.errors) == errors_before
        return csv_file

    def _error(self, message: str, *, row: int | None = None, column: str = "", value: str = "") -> None:
        row = self.layout.header_row if row is None else row
        self.result.add_error(message, file=self.table.file, row=row, column=column, value=value)

    def _numbered_lines(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the number and cells of each line, until the first one that is not valid CSV; that one is reported."""
        number = 0
        try:
            for number, cells in enumerate(self.layout.lines(), start=1):
                yield number, cells
        except csv.Error as error:
            is_too_long = "field larger than field limit" in str(error)
            message = (
                f"Ô dài quá {csv.field_size_limit()} ký tự; phần sau của tệp chưa đọc được."
                if is_too_long
                else "Dấu nháy kép trong dòng này không cân; phần sau của tệp chưa đọc được. Trong ô viết hai dấu nháy liền nhau."
            )
            self._error(message, row=number + 1)

    def _has_rows_above_header(self, width: int) -> bool:
        """Report what stands above the header: as a notice if it is a title, as an error if it may be rows of the table."""
        row = self.layout.header_row
        if any(len(cells) > 2 and len(cells) * 2 > width for cells in self.layout.title_rows):
            message = f"Tiêu đề cột ở dòng {row}, nhưng phía trên có dòng giống dòng dữ liệu; hãy đưa tiêu đề lên đầu."
            self._error(message)
            return True
        if row > 1:
            above = f"{row - 1} dòng phía trên" if row > 2 else "dòng phía trên"
            self.result.notices.append(f"{self.table.file}: dòng tiêu đề cột ở dòng {row}; {above} không nạp.")
        return False

    def _columns_by_position(self, header: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> dict[int, str]:
        """Return the columns of the table by their positions in the header; {} if the rows cannot be read.

        An unknown column is reported and skipped. If a column that new rows need is missing too, the unknown one is likely
        that column with a spelling error, and the rows are not read.
        """
        if not any(header):
            example = ", ".join([*self.table.columns][:4])
            self._error(f"Tệp không có dòng tiêu đề; dòng đầu phải ghi mã của các cột, ví dụ: {example}.")
            return {}
        columns, has_unknown = {}, False
        for position, name in enumerate(header):
            if (name in self.table.columns or name in self.table.other_columns) and name not in header[:position]:
                columns[position] = name
            elif message := self._refusal_of_column(position, name, rows):
                has_unknown = True
                self._error(message, column=name, value=name)
        is_incomplete = self._report_missing_columns(header)
        is_incomplete |= has_unknown and any(self.table.requires(name) and name not in header for name in self.table.columns)
        return {} if is_incomplete else columns

    def _refusal_of_column(self, position: int, name: str, rows: Sequence[tuple[int, list[str]]]) -> str:
        """Return why the column at a position of the header cannot be read; "" for a column without a name and content."""
        if name in self.table.columns or name in self.table.other_columns:
            return "Cột này ghi hai lần trong dòng tiêu đề; hãy bỏ một cột."
        if name:
            return f"Sổ này không có cột “{name}”. {suggested_columns(name, self.table)}"
        number = next((number for number, cells in rows if any(map(clean, cells[position : position + 1]))), None)
        if number is None:
            return ""
        return f"Cột thứ {position + 1} không có tên mà dòng {number} có nội dung; hãy đặt tên cột hoặc xóa cả cột."

    def _report_missing_columns(self, header: Sequence[str]) -> bool:
        """Report the columns that every file must have and this header lacks; return whether there are any."""
        # Of several natural keys, one whose columns are all in the header is enough.
        missing = [name for name in self.table.required_columns if name not in header]
        missing_key_columns = min(self.table.missing_columns(header), key=len)
        for name in dict.fromkeys([*missing, *missing_key_columns]):
            label = self.table.columns[name].verbose_name
            self._error(f"Thiếu cột bắt buộc “{name}” ({label}).", column=name)
        return bool(missing or missing_key_columns)

    def _add_row(self, csv_file: CsvFile, number: int, cells: list[str], header: Sequence[str]) -> None:
        """Add a row to the file, or report why it cannot be read."""
        if refusal := self._refusal_of_row(cells, header):
            self._error(refusal, row=number)
            return
        texts = {name: clean(cells[position]) for position, name in csv_file.columns.items()}
        refusals = {
            name: refusal
            for position, name in csv_file.columns.items()
            if (refusal := refusal_of_cell(cells[position].strip(BLANK)))
        }
        for name, refusal in refusals.items():
            self._error(refusal, row=number, column=name, value=texts[name].replace("\0", ""))
        if not refusals:
            csv_file.rows.append(CsvRow(number, texts, old_key=texts.pop(OLD_KEY, "")))

    def _refusal_of_row(self, cells: list[str], header: Sequence[str]) -> str:
        """Return why the cells of a row cannot be those of the header, or ""."""
        if [column_name(cell) for cell in cells[: len(header)]] == [*header]:
            return "Dòng này lặp lại dòng tiêu đề; hãy xóa dòng này."
        filled = max(number for number, cell in enumerate(cells, start=1) if clean(cell))
        if len(cells) < len(header):
            message = f"Dòng có {len(cells)} ô, tiêu đề có {len(header)} cột: thiếu {len(header) - len(cells)} ô."
            return f"{message} Ô trống cũng phải có {self.layout.delimiter_name} ngăn trước nó."
        if filled > len(header):
            message = f"Dòng có {filled} ô, tiêu đề có {len(header)} cột."
            return f"{message} Ô có {self.layout.delimiter_name} bên trong phải đặt giữa hai dấu nháy kép."
        return ""


def suggested_columns(name: str, table: RecordTable) -> str:
    """Return a sentence that names the three columns whose name or label is most like `name`."""
    texts = {column: column for column in table.columns}
    texts = {str(field.verbose_name): column for column, field in table.columns.items()} | texts
    columns = list(dict.fromkeys(texts[text] for text in nearest(name, texts, count=6)))[:3]
    return f"Gần nhất: {', '.join(f'{column} ({table.columns[column].verbose_name})' for column in columns)}."


def clean(cell: str) -> str:
    """Return a cell without white space around it; the text of a formula that is only a text, such as `="0097"`."""
    text = cell.strip(BLANK)
    match = FORMULA_OF_TEXT.fullmatch(text)
    return match[1].replace('""', '"').strip(BLANK) if match else text


def as_cell(text: str) -> str:
    """Return a stored text as a cell from which `clean` reads it: one that would be understood otherwise is a formula."""
    is_plain = not (FORMULA_OF_TEXT.fullmatch(text) or refusal_of_cell(text))
    return text if is_plain else '="{}"'.format(text.replace('"', '""'))


def refusal_of_cell(text: str) -> str:
    """Return why a cell cannot be what the office meant, whatever its column is, or ""."""
    if "\0" in text:
        return "Ô có ký tự NUL; hãy gõ lại ô này."
    if SPREADSHEET_ERROR.fullmatch(text):
        return f"“{text[:20]}” là lỗi công thức hoặc cột quá hẹp trong bảng tính; hãy sửa ô này rồi lưu lại."
    if ROUNDED_NUMBER.fullmatch(text):
        return f"“{text[:20]}” là số dài mà bảng tính đã làm tròn; hãy định dạng cột là văn bản (Text) rồi gõ lại số ấy."
    return ""
