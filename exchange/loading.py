"""CSV tables into records: all rows of a folder, or none."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path

from django.db import models, transaction
from django.utils.timezone import localdate

from core.records.rights import StaffUser
from core.uploads.stored_files import unused_files_deleted
from core.vietnamese.dates import parse_moment
from core.vietnamese.text import fold
from councils.named_council import council_named, no_council
from exchange.corrected_keys import FileRows
from exchange.csv_files import CsvFile, CsvRow
from exchange.csv_folder import read_folder
from exchange.damaged_cells import convert_cells
from exchange.folder import Folder, existing_directory
from exchange.import_scope import ImportScope
from exchange.load_result import LoadResult, RowOutcome
from exchange.record_table import OLD_KEY, RecordTable
from exchange.references import PART_SEPARATOR, ReferenceParts, References, join_parts, split_parts
from exchange.report_notices import report_notices
from exchange.rows import CellError, RowFailure, RowReader
from exchange.similar_records import Advice
from exchange.stored_state import LOAD_REASON, StateCode
from exchange.tables import TABLES
from exchange.writing import RowWriter, cell_validation_errors

REASON_LENGTH = 100
ADD_OR_CORRECT = "Hãy thêm dòng của HĐND ấy vào councils.csv, hoặc sửa mã sau --council."


def load_folder(
    directory: Path,
    council_slug: str,
    *,
    dry_run: bool = False,
    as_new: bool = False,
    convert: bool = False,
    user: StaffUser | None = None,
    preview: str = "",
) -> LoadResult:
    """Load the CSV tables in `directory` for one council and return what was done, or the errors.

    Nothing is stored if the result has errors, or in a dry run. Rows that `user` may not write are errors; without a user
    the rights are those of the administrator. `convert` reads text in Unicode that is in another encoding. `as_new` adds
    rows that are like stored ones with another key, without a question. `preview` is the code of a trial run: rows that find
    something newer stored are errors. The stored rows are locked while they are compared and written.
    """
    result = LoadResult()
    expected = StateCode.parse(preview) if preview else None
    council_slug = present_council_slug(council_slug)
    directory = existing_directory(directory)
    csv_files = read_folder(directory, TABLES, result)
    if convert:
        convert_cells(csv_files.values())
    with unused_files_deleted(), transaction.atomic():
        import_scope = ImportScope(council_slug, csv_files)
        if not import_scope.council_exists:
            report_unknown_council(council_slug, csv_files.get("councils"), result)
            return result
        references = References(TABLES, council_slug)
        writer = RowWriter(import_scope, references, f"{LOAD_REASON} {directory.name}"[:REASON_LENGTH], user)
        reader = RowReader(references, Folder(directory), convert=convert)
        LoadRun(reader, writer, result, as_new=as_new).load(csv_files, expected)
        if not result.errors:
            result.reports += report_notices(council_slug, writer.loaded_days)
        if dry_run and not result.errors:
            result.code = str(writer.state.code)
        if result.errors or dry_run:
            transaction.set_rollback(True)
    return result


def report_unknown_council(slug: str, councils: CsvFile | None, result: LoadResult) -> None:
    """Report that no council has `slug`, with the three nearest; not if councils.csv, which may add it, could not be read."""
    if councils is None or councils.is_complete:
        slugs = [row.cells.get("slug", "") for row in councils.rows] if councils else []
        message = f"{no_council(slug, filter(None, slugs))} {ADD_OR_CORRECT}"
        result.add_error(message, file=TABLES["councils"].file, column="slug", value=slug)


def present_council_slug(slug: str) -> str:
    """Return the slug that a council has now if `slug` is a former one, else `slug` itself."""
    council = council_named(slug)
    return council.slug if council else slug


class LoadRun:
    """One run over the CSV files of a folder, inside one transaction."""

    def __init__(self, reader: RowReader, writer: RowWriter, result: LoadResult, *, as_new: bool = False) -> None:
        self.reader = reader
        self.writer = writer
        self.result = result
        self.as_new = as_new
        self.advice = Advice()
        self.outcomes: Counter[RowOutcome] = Counter()
        self.failed_keys: set[tuple[type[models.Model], ReferenceParts]] = set()
        self.incomplete_models: set[type[models.Model]] = set()

    def load(self, csv_files: Mapping[str, CsvFile], expected: StateCode | None = None) -> None:
        """Load the CSV files in the order of their tables and fill in the result; `expected` is what should be stored."""
        for name, table in TABLES.items():
            if name in csv_files:
                if not csv_files[name].is_complete:
                    self.incomplete_models.add(table.model)
                self._load_table(table, csv_files[name].rows)
        for table, parsed, error in self.writer.final_errors():
            self._add_error(table, parsed.row, error)
        if expected and not self.result.errors:
            self.result.errors += self.writer.state.errors_since(expected)
        self.result.notices += [*self.reader.references.notices, *self.writer.state.notices()]
        self.result.errors.sort(key=lambda item: (item.file, item.row))
        if not self.result.errors:
            self.result.added = self.outcomes[RowOutcome.ADDED]
            self.result.changed = self.outcomes[RowOutcome.CHANGED]
            self.result.unchanged = self.outcomes[RowOutcome.UNCHANGED]

    def _load_table(self, table: RecordTable, rows: Sequence[CsvRow]) -> None:
        """Write the rows; those that fail are tried again after the others, because they may depend on them."""
        row_numbers: dict[Hashable, int] = {}
        file_rows = FileRows(table, self.reader.references)
        failures: dict[int, RowFailure] = {}
        numbers = {row.number for row in rows}
        while rows:
            failures = {row.number: failure for row in rows if (failure := self._try_to_write(file_rows, row, row_numbers))}
            remaining = [row for row in rows if row.number in failures]
            if len(remaining) == len(rows):
                break
            rows = remaining
        for row in rows:
            self._report_failure(table, row, failures[row.number])
            self.failed_keys |= {(table.model, self._comparable(key)) for key in natural_keys_in_cells(table, row)}
        if not self.as_new and numbers == file_rows.numbers and table.model not in self.incomplete_models:
            for parsed, error in file_rows.questions():
                self._add_error(table, parsed.row, error)

    def _try_to_write(self, file_rows: FileRows, row: CsvRow, row_numbers: dict[Hashable, int]) -> RowFailure | None:
        """Write one row; return its failure, or None."""
        parsed = self.reader.read(file_rows.table, row)
        try:
            self.outcomes[self.writer.write(file_rows, parsed, row_numbers)] += 1
        except RowFailure as failure:
            return failure
        finally:
            parsed.close()
        return None

    def _add_error(self, table: RecordTable, row: CsvRow, error: CellError) -> None:
        value = row.old_key if error.column == OLD_KEY else row.cells.get(error.column, "")
        self.result.add_error(error.message, file=table.file, row=row.number, column=error.column, value=value)

    def _report_failure(self, table: RecordTable, row: CsvRow, failure: RowFailure) -> None:
        """Report the errors of a row, except for references to rows that have failed themselves and are reported there."""
        errors = list(failure.errors)
        if not failure.is_checked:
            parsed = self.reader.read(table, row)
            errors += cell_validation_errors(table, parsed)
            parsed.close()
        for column, reference in failure.unresolved.items():
            is_reported_there = (
                reference.model in self.incomplete_models
                or (reference.model, self._comparable(reference.parts)) in self.failed_keys
            )
            if not is_reported_there or reference.model is table.model:
                errors.append(CellError(column, self.advice.about(reference)))
        for error in errors:
            self._add_error(table, row, error)

    def _comparable(self, parts: ReferenceParts) -> ReferenceParts:
        """Return the parts of a reference in a form that can be compared.

        Parts that may be left out are: blank ones, and the run's own council.
        """
        own_council = comparable_part(self.reader.references.council_slug)
        return tuple(text for part in parts if part and (text := comparable_part(part)) != own_council)


def natural_keys_in_cells(table: RecordTable, row: CsvRow) -> Iterator[ReferenceParts]:
    """Yield the natural keys of a row as its cells have them."""
    for key in table.natural_keys:
        cells = ((name, row.cells.get(name, "")) for name in key.columns)
        texts = (cell if table.columns[name].is_relation else join_parts([cell]) for name, cell in cells)
        yield split_parts(PART_SEPARATOR.join(texts))


def comparable_part(part: str) -> str:
    """Return a part of a reference in a form that can be compared: folded text, and any date or time as its ISO date."""
    try:
        return localdate(parse_moment(part)).isoformat()
    except ValueError:
        return fold(part)
