"""One row of a CSV table: its cells as values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files import File

from core.records.models import Record
from councils.models import Council
from exchange.cells import MUST_NOT_BE_BLANK, check_file, read_value
from exchange.csv_files import CsvRow
from exchange.damaged_cells import text_in_unicode
from exchange.folder import Folder
from exchange.plain_cells import plain_cells
from exchange.record_table import CellKind, RecordTable, related_model
from exchange.references import References, UnknownReference


class CellError(NamedTuple):
    """What is wrong with one cell; a blank `column` means the row as a whole."""

    column: str
    message: str


class RowFailure(Exception):
    """A row that cannot be written: its errors, and its unresolved references by column.

    `is_checked` is true if the rules of its record have been checked already.
    """

    def __init__(
        self,
        errors: Sequence[CellError],
        unresolved: Mapping[str, UnknownReference] | None = None,
        *,
        is_checked: bool = False,
    ) -> None:
        super().__init__(errors)
        self.errors = errors
        self.unresolved = unresolved or {}
        self.is_checked = is_checked


@dataclass
class ParsedRow:
    """The values of the cells of one row, by column; `blank` names the columns of its blank cells."""

    row: CsvRow
    values: dict[str, object] = field(default_factory=dict)
    many_to_many: dict[str, list[Record]] = field(default_factory=dict)
    files: dict[str, "File[bytes] | None"] = field(default_factory=dict)
    blank: set[str] = field(default_factory=set)
    errors: list[CellError] = field(default_factory=list)
    unresolved: dict[str, UnknownReference] = field(default_factory=dict)

    @property
    def unreadable(self) -> set[str]:
        """The columns whose cells have no value."""
        return {error.column for error in self.errors} | set(self.unresolved)

    def has_any(self, names: Collection[str]) -> bool:
        """Return whether the file has one of the columns `names`."""
        return any(name in self.row.cells for name in names)

    def close(self) -> None:
        """Close the files of the row."""
        for file in self.files.values():
            if file:
                file.close()


class RowReader:
    """Parses the rows of one run; it looks up references in the database and files in the folder.

    `convert`: text that is not Unicode is read in Unicode; without it such a cell is an error.
    """

    def __init__(self, references: References, folder: Folder, *, convert: bool = False) -> None:
        self.references = references
        self.folder = folder
        self.convert = convert

    def read(self, table: RecordTable, row: CsvRow) -> ParsedRow:
        """Return the values of a row; errors and unresolved references are noted in the result."""
        parsed = ParsedRow(row)
        cells, errors = plain_cells(table, table.with_implied(row.cells))
        for name, model_field in table.columns.items():
            is_own_council = model_field.related_model is Council and name == "council" and name not in table.copied
            text = cells.get(name, "")
            if name not in cells and not is_own_council:
                continue
            if not text:
                parsed.blank.add(name)
            if name in errors:
                parsed.errors.append(CellError(name, " ".join(errors[name].messages)))
                continue
            try:
                self._read_cell(table, name, text, parsed, is_own_council=is_own_council)
            except UnknownReference as error:
                parsed.unresolved[name] = error
            except ValidationError as error:
                parsed.errors.append(CellError(name, " ".join(error.messages)))
        return parsed

    def _read_cell(self, table: RecordTable, name: str, text: str, parsed: ParsedRow, *, is_own_council: bool) -> None:
        model_field = table.columns[name]
        if not text and name in table.required:
            raise ValidationError(MUST_NOT_BE_BLANK)
        kind = table.kind_of(name)
        if kind != CellKind.FILE:
            text = text_in_unicode(text, convert=self.convert)
        match kind:
            case CellKind.LIST:
                parsed.many_to_many[name] = self.references.resolve_list(related_model(model_field), text)
            case CellKind.REFERENCE if text:
                parsed.values[name] = self.references.resolve(related_model(model_field), text)
            case CellKind.REFERENCE:
                parsed.values[name] = self.references.own_council() if is_own_council else None
            case CellKind.FILE:
                parsed.files[name] = self.folder.file(text) if text else None
                check_file(model_field, parsed.files[name])
            case CellKind.TEXT_OR_FILE if text.startswith("@"):
                parsed.values[name] = text_in_unicode(self.folder.text(text[1:].strip()), convert=self.convert)
            case CellKind.TEXT_OR_FILE | CellKind.VALUE:
                parsed.values[name] = read_value(model_field, text)
