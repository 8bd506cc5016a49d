"""CSV files as rows of text cells; what cannot be read is reported, never guessed."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from exchange.load_result import LoadResult
from exchange.record_table import RecordTable

DELIMITERS = (",", ";", "\t")
MAX_CELL = 1_000_000  # characters: a long resolution is one cell

csv.field_size_limit(MAX_CELL)


@dataclass(frozen=True)
class CsvRow:
    """One row of a CSV table: its cells by column name, and its number as a spreadsheet counts (the header is 1)."""

    number: int
    cells: dict[str, str]


@dataclass
class CsvFile:
    """The content of one CSV file: its rows, and the columns of its table by their positions in the header.

    `width` is the number of all columns of the header, `is_complete` is false if a part of the file could not be read.
    """

    columns: dict[int, str] = field(default_factory=dict)
    width: int = 0
    rows: list[CsvRow] = field(default_factory=list)
    is_complete: bool = True


def read_folder(directory: Path, tables: Mapping[str, RecordTable], result: LoadResult) -> dict[str, CsvFile]:
    """Return the CSV files of `directory` by table name; errors are added to `result`."""
    csv_files = {}
    for path in sorted(directory.iterdir()):
        if path.suffix.lower() != ".csv":
            continue
        table = tables.get(path.name.removesuffix(".csv"))
        if table is None:
            result.add_error(_unknown_file_message(path.name, tables), file=path.name, value=path.name)
        else:
            csv_files[table.name] = read_csv_file(path, table, result)
    return csv_files


def _unknown_file_message(name: str, tables: Mapping[str, RecordTable]) -> str:
    names = [table.file for table in tables.values()]
    similar = get_close_matches(name.lower(), names, n=1, cutoff=0.8)
    hint = f" Có phải là {similar[0]}?" if similar else ""
    return f"Không có sổ nào mang tên tệp này.{hint} Các tệp nhận được: {', '.join(names)}."


def read_csv_file(path: Path, table: RecordTable, result: LoadResult) -> CsvFile:
    """Return the content of the CSV file `path`, without rows if it cannot be read; errors are added to `result`."""
    unreadable = CsvFile(is_complete=False)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        message = "Tệp không phải UTF-8. Hãy lưu lại với bảng mã UTF-8 (trong Excel: “CSV UTF-8”)."
        result.add_error(message, file=table.file, row=line)
        return unreadable
    except OSError:
        result.add_error("Không mở được tệp này; hãy kiểm tra quyền đọc.", file=table.file)
        return unreadable
    lines = _numbered_lines(text, table, result)
    _, first_line = next(lines, (1, []))
    header = tuple(name.strip() for name in first_line)
    columns = _columns_by_position(header, table, result)
    if not columns:
        return unreadable
    csv_file = CsvFile(columns, len(header))
    errors_before = len(result.errors)
    for number, cells in lines:
        if any(cell.strip() for cell in cells):
            _add_row(csv_file, number, cells, table, result)
    csv_file.is_complete = len(result.errors) == errors_before
    return csv_file


def _delimiter(text: str) -> str:
    """Return the character between cells: spreadsheets write a semicolon if decimals take a comma, or a tab."""
    header = text.partition("\n")[0]
    return next((delimiter for delimiter in DELIMITERS if delimiter in header), ",")


def _numbered_lines(text: str, table: RecordTable, result: LoadResult) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and cells of each line, until the first one that is not valid CSV; that one is reported."""
    number = 0
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        for number, cells in enumerate(lines, start=1):
            yield number, cells
    except csv.Error as error:
        is_too_long = "field larger than field limit" in str(error)
        message = (
            f"Ô dài quá {csv.field_size_limit()} ký tự; phần sau của tệp chưa đọc được."
            if is_too_long
            else "Dấu nháy kép trong dòng này không cân; phần sau của tệp chưa đọc được. Viết hai dấu nháy liền nhau bên trong ô."
        )
        result.add_error(message, file=table.file, row=number + 1)


def _columns_by_position(header: Sequence[str], table: RecordTable, result: LoadResult) -> dict[int, str]:
    """Return the columns of the table by their positions in the header; {} if the rows cannot be read.

    An unknown column is reported and skipped. If a column that new rows need is missing too, the unknown one is likely
    that column with a spelling error, and the rows are not read.
    """
    names = ", ".join(table.columns)
    if not any(header):
        result.add_error(f"Tệp không có dòng tiêu đề. Các cột của sổ này: {names}.", file=table.file)
        return {}
    columns, has_unknown = {}, False
    for position, name in enumerate(header):
        if name in table.columns and name not in header[:position]:
            columns[position] = name
            continue
        has_unknown = True
        message = f"Sổ này không có cột “{name}”. Các cột: {names}." if name else f"Cột thứ {position + 1} không có tên."
        if name in table.columns:
            message = "Cột này ghi hai lần trong dòng tiêu đề; hãy bỏ một cột."
        result.add_error(message, file=table.file, column=name, value=name)
    is_incomplete = _report_missing_columns(header, table, result)
    is_incomplete |= has_unknown and any(table.requires(name) and name not in header for name in table.columns)
    return {} if is_incomplete else columns


def _report_missing_columns(header: Sequence[str], table: RecordTable, result: LoadResult) -> bool:
    """Report the columns that every file must have and this header lacks; return whether there are any."""
    # Of several natural keys, one whose columns are all in the header is enough.
    missing = [name for name in table.required_columns if name not in header]
    missing_key_columns = min(table.missing_columns(header), key=len)
    for name in dict.fromkeys([*missing, *missing_key_columns]):
        label = table.columns[name].verbose_name
        result.add_error(f"Thiếu cột bắt buộc “{name}” ({label}).", file=table.file, column=name)
    return bool(missing or missing_key_columns)


def _add_row(csv_file: CsvFile, number: int, cells: list[str], table: RecordTable, result: LoadResult) -> None:
    if len(cells) != csv_file.width:
        message = f"Dòng có {len(cells)} ô, tiêu đề có {csv_file.width} cột"
        message += (
            f": thiếu {csv_file.width - len(cells)} ô. Ô trống cũng phải có dấu phẩy ngăn trước nó."
            if len(cells) < csv_file.width
            else ". Ô có dấu phẩy bên trong phải đặt giữa hai dấu nháy kép."
        )
        result.add_error(message, file=table.file, row=number)
        return
    row = CsvRow(number, {name: cells[position].strip() for position, name in csv_file.columns.items()})
    columns_with_nul = [name for name, cell in row.cells.items() if "\0" in cell]
    for name in columns_with_nul:
        result.add_error("Ô có ký tự NUL; hãy gõ lại ô này.", file=table.file, row=number, column=name)
    if not columns_with_nul:
        csv_file.rows.append(row)
