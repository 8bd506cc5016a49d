"""Which stored record a row is about."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from core.records.keys import normal_form_field
from core.records.models import Record
from core.records.slugs import Slugged
from core.vietnamese.normal_form import normal_form
from councils.models import Person
from exchange.people_without_slug import person_of_row
from exchange.record_table import OCCURRENCE, NaturalKey, RecordTable, concrete_field
from exchange.references import records_matching
from exchange.rows import CellError, ParsedRow, RowFailure

MAX_OCCURRENCE = 9_999


def unsaved_record(table: RecordTable, parsed: ParsedRow, row_numbers: Mapping[Hashable, int]) -> Record:
    """Return a new record with the values of a row in their stored form.

    Without a slug it gets the slug of the stored record with its name, else a free one. Where records of one name are
    several records, the rows of a file mean one each: not one of those in `row_numbers`, which earlier rows mean.
    """
    record = table.model(**{name: value for name, value in parsed.values.items() if name not in table.copied})
    if isinstance(record, Slugged) and not getattr(record, record.SLUG_FIELD):
        number = parsed.row.number
        free: Sequence[Record]
        if isinstance(record, Person):
            record.take_other_name()
            person = person_of_row(record, number, row_numbers) if record.full_name and not parsed.row.old_key else None
            free = [person] if person else []
        else:
            free = [row for row in record.same_named() if row.is_name_unique or row_numbers.get(row.pk, number) == number]
        if free:
            setattr(record, record.SLUG_FIELD, getattr(free[0], record.SLUG_FIELD))
    record.normalise()
    return record


def has_natural_key(record: Record, key: NaturalKey) -> bool:
    """Return whether a record has all values that a natural key requires."""
    return not any(is_missing(record, name) for name in key.required)


def is_missing(record: Record, name: str) -> bool:
    return getattr(record, concrete_field(type(record), name).attname) in (None, "")


def natural_key_values(record: Record, key: NaturalKey) -> dict[str, object]:
    """Return the values of a record in the columns of a natural key: text as typed, a date and time as its local date."""
    values = {name: getattr(record, name) for name in key.columns}
    return {name: timezone.localdate(value) if isinstance(value, datetime) else value for name, value in values.items()}


def comparable_key(record: Record, key: NaturalKey) -> list[Any]:  # Any: values of every type
    """Return the values of a record in the columns of a natural key, names and places in their normal form."""
    values = natural_key_values(record, key)
    return [normal_form(str(value or "")) if normal_form_field(type(record), name) else value for name, value in values.items()]


def natural_key_of(table: RecordTable, record: Record, parsed: ParsedRow) -> NaturalKey:
    """Return the first of the table's natural keys that the record of a row has.

    Raises RowFailure if it has none.
    """
    key = next((key for key in table.natural_keys if has_natural_key(record, key)), None)
    if key is None:
        missing = next(name for name in table.natural_keys[-1].required if is_missing(record, name))
        message = f"Thiếu {table.columns[missing].verbose_name}: không có ô này thì không biết dòng nói về bản ghi nào."
        raise RowFailure([*parsed.errors, CellError(missing, message)], parsed.unresolved)
    return key


def occurrence_of(parsed: ParsedRow) -> int | None:
    """Return which of the records with the same key the row is about, from 1; None if it does not say so.

    Raises RowFailure if the cell is no such number.
    """
    text = parsed.row.cells.get(OCCURRENCE, "")
    if text and not (text.isdecimal() and 0 < int(text) <= MAX_OCCURRENCE):
        raise RowFailure(
            [*parsed.errors, CellError(OCCURRENCE, "Ghi 1 cho bản ghi thứ nhất có khóa này, 2 cho bản ghi thứ hai.")]
        )
    return int(text) if text else None


def locked(rows: QuerySet[Record]) -> QuerySet[Record]:
    """Return `rows`, which nobody else changes before the run ends; SQLite lets only one transaction write."""
    return rows.select_for_update(of=("self",), no_key=True)


def stored_record(table: RecordTable, record: Record, key: NaturalKey, occurrence: int | None = None) -> Record | None:
    """Return the stored record that has the natural key `key` of an unsaved one, or None; of several the one of `occurrence`.

    A stored record that lacks this key (a resolution without a number) is recognised by one of the table's later keys.
    It is locked until the run ends. Raises RowFailure if several stored records match.
    """
    rows = locked(records_matching(table, natural_key_values(record, key)))
    if occurrence is not None:
        return rows.order_by("pk")[occurrence - 1 : occurrence].first()
    matches = list(rows[:2])
    later_keys = table.natural_keys[table.natural_keys.index(key) + 1 :]
    for later_key in later_keys:
        if matches:
            break
        if has_natural_key(record, later_key):
            candidates = locked(records_matching(table, natural_key_values(record, later_key)))[:2]
            matches = [candidate for candidate in candidates if not has_natural_key(candidate, key)]
    if len(matches) > 1:
        message = "Nhiều bản ghi có cùng khóa này; hãy sửa chúng trong trang quản trị trước."
        raise RowFailure([CellError(key.columns[-1], message)])
    return matches[0] if matches else None


def has_changed_lists(stored: Record | None, parsed: ParsedRow) -> bool:
    """Return whether a many-to-many column of the row differs from the stored record; a new record has empty ones."""
    if stored is None:
        return any(parsed.many_to_many.values())
    return any(
        {record.pk for record in related} != set(getattr(stored, name).values_list("pk", flat=True))
        for name, related in parsed.many_to_many.items()
    )


def refuse_duplicate(
    number: int,
    record: Record,
    key: NaturalKey,
    stored: Record | None,
    row_numbers: dict[Hashable, int],
    occurrence: int | None = None,
) -> None:
    """Raise RowFailure if an earlier row of the file is about the same record.

    `row_numbers` maps the natural keys and the stored records of the rows before to their numbers; this row is added.
    """
    comparable = comparable_key(record, key)
    identities: list[Hashable] = [(key.columns, occurrence, *comparable)]
    if stored is not None:
        identities.append(stored.pk)
    for identity in identities:
        first = row_numbers.setdefault(identity, number)
        if first != number:
            raise RowFailure([CellError(key.columns[-1], f"Dòng này trùng khóa với dòng {first}; hãy bỏ một trong hai dòng.")])
