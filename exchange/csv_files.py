"""CSV files as csv_files of text; what cannot be read is noted, never guessed."""

import csv
import io
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Row:
    """One line of a CSV table by column name; `number` counts as a spreadsheet does, the header being 1."""

    number: int
    cells: dict[str, str]


@dataclass
class CsvFile:
    """A CSV table as text: the rows by the columns that the table knows, which stand at the keys of `columns`.

    `is_whole` is false where a part of the file could not be read.
    """

    columns: dict[int, str] = field(default_factory=dict)
    width: int = 0
    rows: list[Row] = field(default_factory=list)
    is_whole: bool = True


def read_folder(directory: Path, tables, report):
    """The csv_files of the CSV tables in `directory` by table name; errors go to `report`."""
    csv_files = {}
    for path in sorted(directory.iterdir()):
        if path.suffix.lower() != ".csv":
            continue
        table = tables.get(path.name.removesuffix(".csv"))
        if table is None:
            report.problem(_unknown_file(path.name, tables), file=path.name, value=path.name)
        else:
            csv_files[table.name] = read_csv_file(path, table, report)
    return csv_files


def _unknown_file(name, tables):
    known = ", ".join(table.file for table in tables.values())
    near = get_close_matches(name.lower(), [table.file for table in tables.values()], n=1, cutoff=0.8)
    hint = f" Có phải là {near[0]}?" if near else ""
    return f"Không có sổ nào mang tên tệp này.{hint} Các tệp nhận được: {known}."


def read_csv_file(path: Path, table, report):
    """The csv_file in the file `path`; a file that cannot be read at all gives an empty one."""
    unreadable = CsvFile(is_whole=False)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        message = "Tệp không phải UTF-8. Hãy lưu lại với bảng mã UTF-8 (trong Excel: “CSV UTF-8”)."
        report.problem(message, file=table.file, row=line)
        return unreadable
    except OSError:
        report.problem("Không mở được tệp này; hãy kiểm tra quyền đọc.", file=table.file)
        return unreadable
    lines = _records(text, table, report)
    header = tuple(name.strip() for name in next(lines, (1, []))[1])
    columns = _columns(header, table, report)
    if not columns:
        return unreadable
    csv_file = CsvFile(columns, len(header))
    before = len(report.errors)
    for number, cells in lines:
        if any(cell.strip() for cell in cells):
            _add_row(csv_file, number, cells, table, report)
    csv_file.is_whole = len(report.errors) == before
    return csv_file


def _delimiter(text):
    """What parts the cells: spreadsheets write a semicolon where the comma parts decimals, or a tab."""
    header = text.partition("\n")[0]
    return next((sign for sign in DELIMITERS if sign in header), ",")


def _records(text, table, report):
    """Number and cells of each record of the file, up to the first that is no CSV."""
    number = 0
    try:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        for number, cells in enumerate(records, start=1):
            yield number, cells
    except csv.Error as error:
        too_long = "field larger than field limit" in str(error)
        message = (
            f"Ô dài quá {csv.field_size_limit()} ký tự; phần sau của tệp chưa đọc được."
            if too_long
            else "Dấu nháy kép trong dòng này không cân; phần sau của tệp chưa đọc được. Viết hai dấu nháy liền nhau bên trong ô."
        )
        report.problem(message, file=table.file, row=number + 1)


def _columns(header, table, report):
    """The columns of the table by their places in the header; {} where the rows cannot be read.

    A column too many is told and passed over, unless one is lacking that new rows need: then it is likely misspelt.
    """
    known = ", ".join(table.columns)
    if not any(header):
        report.problem(f"Tệp không có dòng tiêu đề. Các cột của sổ này: {known}.", file=table.file)
        return {}
    columns, is_clean = {}, True
    for position, name in enumerate(header):
        if name in table.columns and name not in header[:position]:
            columns[position] = name
            continue
        is_clean = False
        message = f"Sổ này không có cột “{name}”. Các cột: {known}." if name else f"Cột thứ {position + 1} không có tên."
        if name in table.columns:
            message = "Cột này ghi hai lần trong dòng tiêu đề; hãy bỏ một cột."
        report.problem(message, file=table.file, column=name, value=name)
    lacks_some = _tell_missing(header, table, report)
    lacks_some |= not is_clean and any(table.requires(name) and name not in header for name in table.columns)
    return {} if lacks_some else columns


def _tell_missing(header, table, report):
    """Whether the header lacks columns that every file must have."""
    # Of several keys, one that is named in full is enough.
    missing = [name for name in table.required_columns if name not in header] + min(table.lacking(header), key=len)
    for name in dict.fromkeys(missing):
        label = table.columns[name].verbose_name
        report.problem(f"Thiếu cột bắt buộc “{name}” ({label}).", file=table.file, column=name)
    return bool(missing)


def _add_row(csv_file, number, cells, table, report):
    if len(cells) != csv_file.width:
        message = f"Dòng có {len(cells)} ô, tiêu đề có {csv_file.width} cột"
        message += (
            f": thiếu {csv_file.width - len(cells)} ô. Ô trống cũng phải có dấu phẩy ngăn trước nó."
            if len(cells) < csv_file.width
            else ". Ô có dấu phẩy bên trong phải đặt giữa hai dấu nháy kép."
        )
        report.problem(message, file=table.file, row=number)
        return
    row = Row(number, {name: cells[position].strip() for position, name in csv_file.columns.items()})
    spoilt = [name for name, cell in row.cells.items() if "\0" in cell]
    for name in spoilt:
        report.problem("Ô có ký tự NUL; hãy gõ lại ô này.", file=table.file, row=number, column=name)
    if not spoilt:
        csv_file.rows.append(row)
