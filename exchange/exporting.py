"""The records of a council as a folder of CSV tables and files, which `load_records` reads again."""

import csv
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.db import connection, transaction
from django.db.models.fields.files import FieldFile

from councils.models import Council
from exchange.csv_files import as_cell
from exchange.exported_rows import ExportedRows
from exchange.record_table import RecordTable
from exchange.row_texts import RowTexts, UnwritableRow
from exchange.tables import TABLES

NAME_LENGTH = 20  # hexadecimal digits of the hash of a file, which are its name
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600  # only the person who runs the command may read them


@dataclass
class ExportResult:
    """How many CSV tables, rows and files were written."""

    tables: int = 0
    rows: int = 0
    files: int = 0


def export_folder(directory: Path, council: Council) -> ExportResult:
    """Write all records of a council, of the councils under it and before it, and what they refer to, into a new folder.

    A table without rows is left out. Nobody else may read the folder: it has the private columns too. Raises
    FileExistsError if the folder has anything in it already, OSError if it cannot be written, and UnwritableRow for a
    record that no row can describe, or whose file is lost; nothing is left in the folder then.
    """
    with new_folder(directory) as folder, unchanging_records():
        rows, texts, result = ExportedRows(council), RowTexts(folder), ExportResult()
        for table in TABLES.values():
            header, *lines = texts.rows(table, rows.records(table))
            if lines:
                folder.write_table(table, [header, *lines])
                result.tables += 1
                result.rows += len(lines)
        result.files = len(folder.names)
    return result


@contextmanager
def unchanging_records() -> Iterator[None]:
    """Read all records as they are at one moment, while others go on working."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def new_folder(directory: Path) -> Iterator["NewFolder"]:
    """Open an empty or new folder for an export; what was written is deleted if the block fails."""
    is_new = not directory.exists()
    directory.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    if any(directory.iterdir()):
        raise FileExistsError(str(directory))
    directory.chmod(PRIVATE_FOLDER)
    folder = NewFolder(directory)
    try:
        yield folder
    except BaseException:
        folder.discard()
        if is_new:
            directory.rmdir()
        raise


class NewFolder:
    """A folder that an export writes: the CSV tables, and the files that their cells name, once for each content.

    The name of a file is made from its content: it is the same in each export, and it says nothing about people.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.names: set[str] = set()  # of the files
        self._written: list[Path] = []

    def write_table(self, table: RecordTable, lines: list[list[str]]) -> None:
        """Write a CSV table, of which the header is the first line, as a spreadsheet opens it."""
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows([as_cell(text) for text in line] for line in lines)
        self._write(table.file, stream.getvalue().encode("utf-8-sig"))

    def add_file(self, table: RecordTable, file: FieldFile) -> str:
        """Copy the stored file of a record, and return its path in the folder. Raises UnwritableRow if it is lost."""
        try:
            with file.open("rb") as stream:
                content = stream.read()
        except FileNotFoundError as error:
            kind = table.model._meta.verbose_name
            raise UnwritableRow(
                f"Bản ghi {kind} số {file.instance.pk} có tệp không còn trong kho; hãy tải lại tệp ấy."
            ) from error
        return self._add(table, content, PurePath(file.name or "").suffix)

    def add_text(self, table: RecordTable, text: str) -> str:
        """Write a text into a file of its own, and return its path in the folder."""
        return self._add(table, text.encode(), ".txt")

    def _add(self, table: RecordTable, content: bytes, suffix: str) -> str:
        name = f"{table.name}/{hashlib.sha256(content).hexdigest()[:NAME_LENGTH]}{suffix}"
        if name not in self.names:
            self.names.add(name)
            self._write(name, content)
        return name

    def _write(self, name: str, content: bytes) -> None:
        path = self.root / name
        if not path.parent.exists():
            path.parent.mkdir(mode=PRIVATE_FOLDER)
            self._written.append(path.parent)
        self._written.append(path)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as stream:
            stream.write(content)

    def discard(self) -> None:
        """Delete what was written."""
        for path in reversed(self._written):
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
