"""One record as the cells of its row: the way back of `exchange.rows`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from core.records.keys import normal_form_field
from core.records.models import Record
from core.vietnamese.normal_form import normal_form
from exchange.cells import write_value
from exchange.matching import has_natural_key, is_missing
from exchange.record_table import OCCURRENCE, CellKind, RecordTable, related_model
from exchange.references import ITEM_SEPARATOR, ReferenceParts, join_parts

MAX_TEXT = 100_000  # characters of a cell; a longer text that may stand in a file of its own does


class Files(Protocol):
    """Where the files that cells name are written; each method returns the path for the cell."""

    def add_file(self, table: RecordTable, file: FieldFile) -> str: ...
    def add_text(self, table: RecordTable, text: str) -> str: ...


class UnwritableRow(Exception):
    """A record that no row can describe. The message is a Vietnamese sentence without personal data."""


class RowTexts:
    """The cells of the records of one run, in which a record comes after those that it refers to."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self._parts: dict[tuple[type[Model], object], ReferenceParts] = {}
        self._same_keys: defaultdict[tuple[Any, ...], list[object]] = defaultdict(list)  # Any: a key, comparable

    def rows(self, table: RecordTable, records: Iterable[Record]) -> Iterator[list[str]]:
        """Yield the header and the cells of each row of a table. Raises UnwritableRow."""
        self._same_keys.clear()
        lines = [(record.pk, self._cells(table, record)) for record in records]
        repeated = [pks for pks in self._same_keys.values() if len(pks) > 1]
        occurrences = {pk: number for pks in repeated for number, pk in enumerate(pks, start=1)}
        for pk, number in occurrences.items():
            self._parts[table.model, pk] += (f"#{number}",)
        yield [*table.columns, *([OCCURRENCE] if occurrences else [])]
        for pk, cells in lines:
            yield [*cells, *([str(occurrences.get(pk, ""))] if occurrences else [])]

    def _cells(self, table: RecordTable, record: Record) -> list[str]:
        """Return the cells of the row of a record, in the order of the columns. Raises UnwritableRow."""
        self._remember(table, record)
        return [self._cell(table, name, record) for name in table.columns]

    def _cell(self, table: RecordTable, name: str, record: Record) -> str:
        field = table.columns[name]
        match table.kind_of(name):
            case CellKind.LIST:
                return self._list(related_model(field), (related.pk for related in getattr(record, name).all()))
            case CellKind.REFERENCE:
                return self._reference(related_model(field), getattr(record, field.attname))
            case CellKind.FILE:
                file = getattr(record, name)
                return self.files.add_file(table, file) if file else ""
            case CellKind.TEXT_OR_FILE:
                text = write_value(field, getattr(record, name))
                is_in_file = text.startswith("@") or len(text) > MAX_TEXT
                return f"@{self.files.add_text(table, text)}" if is_in_file else text
            case CellKind.VALUE:
                return write_value(field, getattr(record, name))

    def _reference(self, model: type[Model], pk: object) -> str:
        return "" if pk is None else join_parts(self._parts[model, pk])

    def _list(self, model: type[Model], pks: Iterable[object]) -> str:
        return f"{ITEM_SEPARATOR} ".join(sorted(self._reference(model, pk) for pk in pks))

    def _remember(self, table: RecordTable, record: Record) -> None:
        """Remember the reference to a record, for the rows that refer to it."""
        key = next((key for key in table.natural_keys if has_natural_key(record, key)), None)
        name = f"{table.model._meta.verbose_name} số {record.pk}"
        if key is None:
            columns = [column for column in table.natural_keys[-1].required if is_missing(record, column)]
            labels = ", ".join(f"“{table.columns[column].verbose_name}”" for column in columns)
            raise UnwritableRow(f"Bản ghi {name} thiếu {labels}, không có thì tệp không nói được là bản ghi nào; hãy điền vào.")
        parts = [self._key_parts(table, column, record) for column in key.columns]
        comparable = (
            normal_form(" ".join(texts)) if normal_form_field(table.model, column) else texts
            for column, texts in zip(key.columns, parts, strict=True)
        )
        same = self._same_keys[key.columns, *comparable]
        same.append(record.pk)
        if len(same) > 1 and not table.may_repeat:
            raise UnwritableRow(f"Bản ghi {name} và bản ghi số {same[0]} có cùng khóa; hãy sửa cho khác nhau hoặc gộp lại.")
        self._parts[table.model, record.pk] = tuple(part for texts in parts for part in texts)

    def _key_parts(self, table: RecordTable, name: str, record: Record) -> ReferenceParts:
        """Return the parts of a reference for one column of the key; a blank reference is one blank part."""
        field = table.columns[name]
        value = getattr(record, field.attname)
        if field.related_model is not None:
            return ("",) if value is None else self._parts[field.related_model, value]
        return (write_value(field, timezone.localdate(value) if isinstance(value, datetime) else value),)
