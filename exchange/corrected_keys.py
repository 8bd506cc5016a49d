"""Rows whose key was corrected: they would add a second record. Either the row names its old key, or the run asks."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.records.models import Record
from core.vietnamese.dates import short_date
from core.vietnamese.normal_form import normal_form
from councils.models import Council
from councils.querysets import CouncilQuerySet
from exchange.cells import shortened
from exchange.matching import has_changed_lists, has_natural_key
from exchange.record_table import OLD_KEY, NaturalKey, RecordTable, concrete_field
from exchange.references import References, UnknownReference, join_parts, start_of_day
from exchange.rows import CellError, ParsedRow, RowFailure

BOTH_EXIST = "Cả bản ghi mang khóa cũ lẫn bản ghi mang khóa mới đều đã có; hãy xóa một trong hai ở trang quản trị."
QUESTION = (
    "Dòng này giống dòng đã có “{key}”, chỉ khác {label} (đã có: {value}), mà dòng đã có không còn trong tệp. "
    "Nếu đây là dòng ấy sau khi sửa, hãy thêm cột old_key và ghi “{key}” vào đó; nếu là bản ghi mới, hãy nạp lại với --as-new."
)


def record_of_old_key(table: RecordTable, text: str, present: Record | None, references: References) -> Record:
    """Return the stored record that the key `text` means; its row corrects the key.

    `present` is the record that has the key of the row already, after an earlier run. Raises RowFailure.
    """
    try:
        old = references.resolve(table.model, text)
    except UnknownReference as error:
        if present is not None:
            return present
        raise RowFailure([CellError(OLD_KEY, f"Không tìm thấy bản ghi để sửa khóa. {' '.join(error.messages)}")]) from error
    if present is not None and present.pk != old.pk:
        raise RowFailure([CellError(OLD_KEY, BOTH_EXIST)])
    # The resolved record is shared with other references. This one is locked until the run ends.
    stored: Record = table.model._default_manager.select_for_update(of=("self",), no_key=True).get(pk=old.pk)
    return stored


class NewRow(NamedTuple):
    """A row that no stored record matches, with its record and the natural key that it has."""

    parsed: ParsedRow
    record: Record
    key: NaturalKey


@dataclass
class FileRows:
    """The rows of one file whose keys could be read: which stored records they match, and which ones are new."""

    table: RecordTable
    references: References
    matched: set[object] = field(default_factory=set)
    new: dict[int, NewRow] = field(default_factory=dict)
    days: dict[int, date] = field(default_factory=dict)
    numbers: set[int] = field(default_factory=set)

    def note(self, parsed: ParsedRow, record: Record, key: NaturalKey, stored: Record | None) -> None:
        """Note a row: its unsaved record, and the stored record that it matches, if there is one."""
        number = parsed.row.number
        self.numbers.add(number)
        if day := day_of(self.table, record):
            self.days[number] = day
        if stored is None:
            self.new[number] = NewRow(parsed, record, key)
        else:
            self.new.pop(number, None)
            self.matched.add(stored.pk)

    def questions(self) -> Iterator[tuple[ParsedRow, CellError]]:
        """Yield an error for each new row that is likely a stored record with a corrected key.

        Such a record lies between the first and the last day of the file and is missing from it, and exactly one new row
        equals it in every cell but one day, number or text of its key.
        """
        if not (self.new and self.days):
            return
        pairs_of_record: defaultdict[object, list[tuple[NewRow, str, Record]]] = defaultdict(list)
        for row, column, stored in self._similar(self._missing()):
            pairs_of_record[stored.pk].append((row, column, stored))
        for pairs in pairs_of_record.values():
            if len({pair[0].parsed.row.number for pair in pairs}) == 1:
                row, column, stored = pairs[0]
                yield row.parsed, CellError(column, question(self.references, column, stored))

    def _missing(self) -> list[Record]:
        """Return the stored records between the first and the last day of the file that no row of it matches.

        They are records of the councils of the new rows.
        """
        first, last = min(self.days.values()), max(self.days.values())
        councils = {
            council for row in self.new.values() if isinstance(council := row.record.get_council(), Council) and council.pk
        }
        rows = self.table.model._default_manager.filter(days_between(self.table, first, last)).order_by()
        rows = rows.of(councils) if isinstance(rows, CouncilQuerySet) and councils else rows
        present = {*self.matched, *(row.record.pk for row in self.new.values())}
        missing = [pk for pk in rows.values_list("pk", flat=True) if pk not in present]
        records = rows.in_bulk(missing).values() if missing else ()
        return [record for record in records if (day := day_of(self.table, record)) and first <= day <= last]

    def _similar(self, missing: list[Record]) -> Iterator[tuple[NewRow, str, Record]]:
        """Yield each new row with each missing record that differs in one column of the key only, and this column."""
        records: defaultdict[Hashable, list[Record]] = defaultdict(list)
        for record in missing:
            for key in self.table.natural_keys:
                if has_natural_key(record, key):
                    for column in correctable_columns(self.table, key):
                        records[other_values(record, key, column)].append(record)
        for row in self.new.values() if records else ():
            for column in correctable_columns(self.table, row.key):
                for record in records.get(other_values(row.record, row.key, column), ()):
                    if has_same_cells(self.table, row, record):
                        yield row, column, record


def correctable_columns(table: RecordTable, key: NaturalKey) -> list[str]:
    """Return the columns of a key in which an office makes a typing error: days, numbers and texts, no choice from a list."""
    kinds = (models.DateField, models.IntegerField, models.CharField)
    fields = {name: table.columns[name] for name in key.columns}
    return [name for name, column in fields.items() if isinstance(column, kinds) and not column.choices]


def other_values(record: Record, key: NaturalKey, column: str) -> Hashable:
    """Return the values of a record in the key but for one column, as they are compared."""
    values = [getattr(record, concrete_field(type(record), name).attname) for name in key.columns if name != column]
    return (key.columns, column, *(comparable(value) for value in values))


def comparable(value: object) -> object:
    """Return a value of a key as keys are compared: a text in its normal form, a date and time as its local date."""
    if isinstance(value, datetime):
        return timezone.localdate(value)
    return normal_form(value) if isinstance(value, str) else value


def has_same_cells(table: RecordTable, row: NewRow, stored: Record) -> bool:
    """Return whether a row has what a record stores in all columns outside its key; what the model fills itself is left out."""
    parsed = row.parsed
    for name, value in parsed.values.items():
        is_filled_by_model = name in parsed.blank and getattr(row.record, name, None) != value
        if name in row.key.columns or name in table.copied or is_filled_by_model:
            continue
        attname = concrete_field(table.model, name).attname
        if getattr(row.record, attname) != getattr(stored, attname):
            return False
    has_same_files = all(bool(file) == bool(getattr(stored, name)) for name, file in parsed.files.items())
    return has_same_files and not parsed.unreadable and not has_changed_lists(stored, parsed)


def day_columns(table: RecordTable) -> list[str]:
    """Return the columns of which the first filled one is the day of a row: days in keys, own dates, any other days."""
    in_keys = [name for key in table.natural_keys for name in key.columns if is_day(table, name)]
    return [*dict.fromkeys((*in_keys, *table.own_dates, *(name for name in table.columns if is_day(table, name))))]


def days_between(table: RecordTable, first: date, last: date) -> Q:
    """Return the condition that a day of a record, not necessarily its own one, lies between two days."""
    condition = Q()
    for name in day_columns(table):
        start: object = first
        end: object = last
        if isinstance(table.columns[name], models.IntegerField):
            start, end = first.year, last.year
        elif isinstance(table.columns[name], models.DateTimeField):
            start, end = start_of_day(first), start_of_day(last + timedelta(days=1))
        condition |= Q(**{f"{name}__gte": start, f"{name}__lte": end})
    return condition


def day_of(table: RecordTable, record: Record) -> date | None:
    """Return the day of a record, that is the first filled one of its day columns; None if it has none."""
    for name in day_columns(table):
        value = getattr(record, name)
        if isinstance(value, int):
            return date(value, 1, 1) if date.min.year <= value <= date.max.year else None
        if value:
            return timezone.localdate(value) if isinstance(value, datetime) else value
    return None


def is_day(table: RecordTable, name: str) -> bool:
    return isinstance(table.columns[name], models.DateField)


def question(references: References, column: str, stored: Record) -> str:
    """Return the sentence that asks whether a row is a stored record with another value in a column of its key."""
    table = references.table_of[type(stored)]
    value, label = getattr(stored, column), str(table.columns[column].verbose_name)
    if is_day(table, column):
        value, label = short_date(value), label if label.startswith("ngày") else f"ngày ({label})"
    return QUESTION.format(key=join_parts(references.parts_of(stored)), label=label, value=shortened(str(value)))
