"""One row of a CSV table: its cells as values."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models

from councils.models import Council
from exchange.cells import check_file, read_value
from exchange.csv_files import Row
from exchange.references import NotFound


class RowFailure(Exception):
    """A row that cannot be written: `problems` are (column, message), `missing` what its references did not find.

    `is_checked` tells whether it was held against the rules of its record already, or failed before.
    """

    def __init__(self, problems, missing=(), *, is_checked=False):
        super().__init__(problems)
        self.problems = problems
        self.missing = missing
        self.is_checked = is_checked


@dataclass
class ParsedRow:
    """What the cells of one row mean. `blank` names the blank ones, `unreadable` those that mean nothing."""

    row: Row
    values: dict = field(default_factory=dict)
    lists: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    blank: set = field(default_factory=set)
    problems: list = field(default_factory=list)
    missing: dict = field(default_factory=dict)

    @property
    def unreadable(self):
        return {column for column, _ in self.problems} | set(self.missing)

    def close(self):
        for file in self.files.values():
            if file:
                file.close()


class RowReader:
    """Reads the rows of a run: references among its records, files in its folder."""

    def __init__(self, references, folder):
        self.references = references
        self.folder = folder

    def read(self, table, row):
        """The ParsedRow of a row; whatever cannot be read is noted in it."""
        parsed = ParsedRow(row)
        for name, column in table.columns.items():
            is_own_council = column.related_model is Council and name == "council" and name not in table.copied
            text = row.cells.get(name, "")
            if name not in row.cells and not is_own_council:
                continue
            if not text:
                parsed.blank.add(name)
            try:
                self._read_cell(table, name, column, text, parsed, is_own_council)
            except NotFound as failure:
                parsed.missing[name] = failure
            except ValidationError as error:
                parsed.problems.append((name, " ".join(error.messages)))
        return parsed

    def _read_cell(self, table, name, column, text, parsed, is_own_council):
        if not text and name in table.required:
            raise ValidationError("Ô này không được để trống.")
        if column.many_to_many:
            parsed.lists[name] = self.references.many(column.related_model, text)
        elif column.related_model is not None:
            if not text:
                parsed.values[name] = self.references.own_council() if is_own_council else None
            else:
                parsed.values[name] = self.references.one(column.related_model, text)
        elif isinstance(column, models.FileField):
            parsed.files[name] = self.folder.file(text) if text else None
            check_file(column, parsed.files[name])
        elif name in table.from_file and text.startswith("@"):
            parsed.values[name] = self.folder.text(text[1:].strip())
        else:
            parsed.values[name] = read_value(column, text)
