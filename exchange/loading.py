"""CSV tables into records: all of a folder, or nothing of it."""

from django.db import transaction
from django.utils.timezone import localdate

from core.vietnamese.dates import parse_moment
from core.vietnamese.text import fold
from exchange.csv_files import read_folder
from exchange.folder import Folder
from exchange.import_scope import ImportScope
from exchange.references import PART, References, split_parts
from exchange.report import LoadReport
from exchange.rows import RowFailure, RowReader
from exchange.tables import TABLES
from exchange.writing import RowWriter, rules_broken_by_cells

REASON_LENGTH = 100
UNKNOWN = "Không có HĐND nào mang mã “{}”; hãy thêm dòng của HĐND ấy vào councils.csv, hoặc sửa mã sau --council."


def load_folder(directory, own_slug, *, dry_run=False):
    """Load the CSV tables in `directory` for the council `own_slug`, and tell in a LoadReport what was done.

    Nothing is written where the report has errors, or in a dry run.
    """
    report = LoadReport()
    csv_files = read_folder(directory, TABLES, report)
    with transaction.atomic():
        import_scope = ImportScope(own_slug, csv_files)
        if not import_scope.is_known:
            if "councils" not in csv_files or csv_files["councils"].is_whole:
                report.problem(UNKNOWN.format(own_slug), file=TABLES["councils"].file, column="slug", value=own_slug)
            return report
        writer = RowWriter(import_scope, f"nạp từ sổ {directory.name}"[:REASON_LENGTH])
        loading = Loading(RowReader(References(TABLES, own_slug), Folder(directory)), writer, report)
        try:
            loading.load(csv_files)
        except BaseException:
            writer.discard_files()
            raise
        if report.errors or dry_run:
            transaction.set_rollback(True)
            writer.discard_files()
    return report


class Loading:
    """One run over the csv_files of a folder, inside one transaction."""

    def __init__(self, reader, writer, report):
        self.reader = reader
        self.writer = writer
        self.report = report
        self.outcomes = []
        self.failed = set()
        self.unread = set()

    def load(self, csv_files):
        """Load the csv_files in the order of their tables and fill the report."""
        for name, table in TABLES.items():
            if name in csv_files:
                if not csv_files[name].is_whole:
                    self.unread.add(table.model)
                self._load_table(table, csv_files[name].rows)
        self.report.errors.sort(key=lambda problem: (problem.file, problem.row))
        if not self.report.errors:
            for outcome in self.outcomes:
                setattr(self.report, outcome, getattr(self.report, outcome) + 1)

    def _load_table(self, table, rows):
        """Write the rows; those that fail are tried again after the others, on which they may wait."""
        seen = {}
        while rows:
            failures = {row.number: failure for row in rows if (failure := self._attempt(table, row, seen))}
            waiting = [row for row in rows if row.number in failures]
            if len(waiting) == len(rows):
                break
            rows = waiting
        for row in rows:
            self._note(table, row, failures[row.number])
            self.failed |= {(table.model, self._folded(key)) for key in written_keys(table, row)}

    def _attempt(self, table, row, seen):
        """Write one row, or return its failure."""
        parsed = self.reader.read(table, row)
        try:
            self.outcomes.append(self.writer.write(table, parsed, seen))
        except RowFailure as failure:
            return failure
        finally:
            parsed.close()
        return None

    def _note(self, table, row, failure):
        """Report a failed row, but for references to rows that have failed themselves and are reported there."""
        problems = list(failure.problems)
        if not failure.is_checked:
            parsed = self.reader.read(table, row)
            problems += rules_broken_by_cells(table, parsed)
            parsed.close()
        for column, missing in dict(failure.missing).items():
            is_told = missing.model in self.unread or (missing.model, self._folded(missing.parts)) in self.failed
            if not is_told or missing.model is table.model:
                problems.append((column, " ".join(missing.messages)))
        for column, message in problems:
            self.report.problem(message, file=table.file, row=row.number, column=column, value=row.cells.get(column, ""))

    def _folded(self, parts):
        """Parts of a reference to be compared as text; a blank one may be the run's own council."""
        return tuple(folded(part or self.reader.references.own_slug) for part in parts)


def written_keys(table, row):
    """The keys of a row as its cells have them."""
    for key in table.keys:
        yield split_parts(PART.join(row.cells.get(name, "") for name in key.parts))


def folded(part):
    """A part of a reference to be compared as text: a day in whatever form is one day, a moment stands as its day."""
    try:
        return localdate(parse_moment(part)).isoformat()
    except ValueError:
        return fold(part)
