"""Which files of a folder are CSV tables; files that are likely meant as one are reported, others are passed over."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from core.vietnamese.suggestions import nearest
from exchange.csv_files import CsvFile, read_csv_file
from exchange.decoding import SAVE_AS_UTF8
from exchange.load_result import LoadResult
from exchange.record_table import RecordTable

CSV = ".csv"
TEXT_SUFFIXES = (".txt", ".tsv", ".tab")  # “Unicode Text” of Excel: UTF-16, cells separated by tabs
SPREADSHEET_SUFFIXES = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
# What operating systems and programs leave in a folder: ._people.csv, ~$people.csv, .~lock.people.csv#, .DS_Store.
LEFT_BY_PROGRAMS = (".", "~$")


def read_folder(directory: Path, tables: Mapping[str, RecordTable], result: LoadResult) -> dict[str, CsvFile]:
    """Return the CSV files of `directory` by table name; errors are added to `result`."""
    csv_files = {}
    for name, paths in sorted(files_by_table(directory, tables, result).items()):
        spreadsheets = [path for path in paths if suffix_of(path) in SPREADSHEET_SUFFIXES]
        texts = [path for path in paths if path not in spreadsheets]
        if not texts:
            message = f"Tệp này là sổ bảng tính, không phải CSV; {SAVE_AS_UTF8}."
            result.add_error(message, file=spreadsheets[0].name, value=spreadsheets[0].name)
        elif len(texts) > 1:
            names = ", ".join(path.name for path in texts)
            result.add_error(f"Nhiều tệp cùng là một sổ: {names}. Hãy giữ một tệp.", file=texts[0].name, value=names)
        else:
            csv_files[name] = read_csv_file(texts[0], tables[name], result)
    return csv_files


def files_by_table(directory: Path, tables: Mapping[str, RecordTable], result: LoadResult) -> dict[str, list[Path]]:
    """Return the files that bear the name of a CSV table, by table; a CSV file with another name is an error."""
    files: defaultdict[str, list[Path]] = defaultdict(list)
    for path in sorted(directory.iterdir()):
        if path.name.startswith(LEFT_BY_PROGRAMS) or not path.is_file():
            continue
        name = unicodedata.normalize("NFC", path.stem).strip().lower().removesuffix(CSV)  # people.csv.txt, as Windows may name it
        if name in tables and suffix_of(path) in (CSV, *TEXT_SUFFIXES, *SPREADSHEET_SUFFIXES):
            files[name].append(path)
        elif suffix_of(path) == CSV:
            result.add_error(_unknown_file_message(name, tables), file=path.name, value=path.name)
    return files


def suffix_of(path: Path) -> str:
    return path.suffix.strip().lower()


def _unknown_file_message(name: str, tables: Mapping[str, RecordTable]) -> str:
    similar = get_close_matches(name, tables, n=1, cutoff=0.7)
    if similar:
        return f"Không có sổ nào mang tên tệp này. Có phải là {similar[0]}.csv?"
    names = ", ".join(f"{table}.csv" for table in nearest(name, tables))
    return f"Không có sổ nào mang tên tệp này. Gần nhất: {names}."
