"""References by natural key: what a clerk writes in one cell, and the record that it means.

A reference is the natural key of a record, its parts joined by ` | `. A part that is itself a reference is written with
all parts of its own natural key. Blank parts at the end may be left out. In a part, `\\|` and `\\;` are the characters
themselves, so that the name of a place may contain them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from core.models import Keyed
from core.models.addressed import records_of_former_key
from core.records.keys import normal_form_field
from core.records.models import Record
from core.vietnamese.dates import short_date
from core.vietnamese.normal_form import normal_form
from councils.models import Council
from exchange.cells import read_value, shortened
from exchange.named_records import named_records_text
from exchange.record_table import ModelField, NaturalKey, RecordTable, concrete_field

PART_SEPARATOR = "|"
ITEM_SEPARATOR = ";"
ESCAPED = re.compile(r"\\([|;\\])")
TO_ESCAPE = re.compile(r"[|;\\]")
OCCURRENCE_PART = re.compile(r"#([1-9][0-9]{0,3})")
SEPARATOR_HINT = f"Dấu “{ITEM_SEPARATOR}” nằm trong một tên thì ghi “\\{ITEM_SEPARATOR}”."

ReferenceParts = tuple[str, ...]


class UnknownPart(NamedTuple):
    """A part of a reference that no record has: its column and value, and the columns before it with their values."""

    table: RecordTable
    column: str
    value: object
    before: Mapping[str, object]


class UnknownReference(ValidationError):
    """A reference that does not mean exactly one record.

    `model` and `parts` are what was looked for, `depth` is the number of parts that could be read. `part` is the one that
    matches nothing, if it is known.
    """

    def __init__(
        self, message: str, *, model: type[Record], parts: ReferenceParts, depth: int = 0, part: UnknownPart | None = None
    ) -> None:
        super().__init__(message)
        self.model = model
        self.parts = parts
        self.depth = depth
        self.part = part

    def deeper_by(self, depth: int) -> "UnknownReference":
        """Return the same error for a longer reference, in which `depth` other parts come first."""
        message, depth = str(self.message), self.depth + depth
        return UnknownReference(message, model=self.model, parts=self.parts, depth=depth, part=self.part)

    def with_hint(self, hint: str) -> "UnknownReference":
        """Return the same error with one more sentence."""
        return UnknownReference(f"{self.message} {hint}", model=self.model, parts=self.parts, depth=self.depth)


def split_parts(text: str) -> ReferenceParts:
    """Return the parts of a reference, unescaped, without the blank ones at its end."""
    return without_blank_end(ESCAPED.sub(r"\1", part).strip() for part in split_unescaped(text, PART_SEPARATOR))


def without_blank_end(parts: Iterable[str]) -> ReferenceParts:
    """Return `parts` without the blank ones at the end."""
    result = list(parts)
    while result and not result[-1]:
        result.pop()
    return tuple(result)


def split_unescaped(text: str, separator: str) -> list[str]:
    """Return the texts between the separators that no backslash stands before; they are still escaped."""
    pieces, start = [], 0
    for match in re.finditer(r"\\[|;\\]|[|;]", text):
        if match[0] == separator:
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]


def split_occurrence(table: RecordTable, parts: ReferenceParts) -> tuple[ReferenceParts, int]:
    """Return the parts of a natural key, and which of the records with this key is meant: 2 for "#2" as last part, else 0."""
    match = OCCURRENCE_PART.fullmatch(parts[-1]) if parts and table.may_repeat else None
    return (without_blank_end(parts[:-1]), int(match[1])) if match else (parts, 0)


def join_parts(parts: Iterable[str]) -> str:
    """Return the reference of some parts; `split_parts` returns them again."""
    return f" {PART_SEPARATOR} ".join(TO_ESCAPE.sub(r"\\\g<0>", part) for part in parts).rstrip()


class References:
    """Records by reference, cached for one run. A blank council means the run's own council."""

    def __init__(self, tables: Mapping[str, RecordTable], council_slug: str) -> None:
        self.table_of: dict[type[models.Model], RecordTable] = {table.model: table for table in tables.values()}
        self.council_slug = council_slug
        self.notices: dict[str, None] = {}
        self._cache: dict[tuple[str, ReferenceParts], Record] = {}

    def resolve(self, model: type[models.Model], text: str) -> Record:
        """Return the record of `model` that `text` means. Raises UnknownReference unless there is exactly one."""
        return self._resolve(self.table_of[model], split_parts(text))

    def resolve_list(self, model: type[models.Model], text: str) -> list[Record]:
        """Return the records that a list of references means, without duplicates; its items are joined by `;`."""
        items = [item for item in split_unescaped(text, ITEM_SEPARATOR) if item.strip()]
        try:
            return list({record.pk: record for record in (self.resolve(model, item) for item in items)}.values())
        except UnknownReference as error:
            is_alike = len({len(split_unescaped(item, PART_SEPARATOR)) for item in items}) == 1
            raise error if is_alike else error.with_hint(SEPARATOR_HINT) from None

    def with_former_key(self, table: RecordTable, values: Mapping[str, object]) -> list[Record]:
        """Return the records of `table` that had the key in `values` before, and note that the key is a former one."""
        if not issubclass(table.model, Keyed) or not values.get(table.model.KEY_FIELD):
            return []
        former, council = str(values[table.model.KEY_FIELD]), values.get("council")
        records = records_of_former_key(table.model, former, council.pk if isinstance(council, Council) else None)
        others = {name: value for name, value in values.items() if name != table.model.KEY_FIELD}
        ids = {record.pk for record in records} if records else set()
        matches = list(records_matching(table, others).filter(pk__in=ids)[:2]) if ids else []
        for record in matches:
            noun, present = table.model._meta.verbose_name, getattr(record, table.model.KEY_FIELD)
            self.notices[f"Mã cũ “{shortened(former)}” của {noun} nay là “{present}”; đã hiểu theo mã mới."] = None
        return matches

    def own_council(self) -> Record:
        return self._resolve(self.table_of[Council], (self.council_slug,))

    def forget(self) -> None:
        """Look up every reference anew, after the key of a record has changed."""
        self._cache.clear()

    def parts_of(self, record: Record) -> ReferenceParts:
        """Return the parts of the reference to a stored record, without the blank ones at its end."""
        table = self.table_of[type(record)]
        attnames = {name: concrete_field(table.model, name).attname for name in table.natural_key_columns}
        is_filled = {name: getattr(record, attname) not in (None, "") for name, attname in attnames.items()}
        key = next((key for key in table.natural_keys if all(is_filled[name] for name in key.required)), table.natural_keys[-1])
        return split_parts(join_parts(part for name in key.columns for part in self._parts_of_column(record, name)))

    def _parts_of_column(self, record: Record, name: str) -> ReferenceParts:
        value = getattr(record, name)
        if isinstance(value, Record):
            return self.parts_of(value)
        if isinstance(value, date):
            return (short_date(value),)
        return ("" if value is None else str(value),)

    def patterns(self, model: type[models.Model]) -> list[str]:
        """Return how to write a reference to `model`, one pattern for each natural key, such as "council | ordinal".

        A part that has several natural keys itself is given by its column name only.
        """
        table = self.table_of[model]
        return [join_parts(self._pattern_parts(table, key)) for key in table.natural_keys]

    def _pattern_parts(self, table: RecordTable, key: NaturalKey) -> Iterator[str]:
        for name in key.columns:
            target = self._target_table(table.columns[name])
            inner = list(self._pattern_parts(target, target.natural_keys[0])) if target and len(target.natural_keys) == 1 else []
            yield from [f"{name}.{part}" for part in inner] if len(inner) > 1 else [name]

    def _target_table(self, field: ModelField) -> RecordTable | None:
        """Return the table that a foreign key refers to; None for any other field."""
        return None if field.related_model is None else self.table_of[field.related_model]

    def _patterns_text(self, table: RecordTable) -> str:
        return " hoặc ".join(self.patterns(table.model))

    def _resolve(self, table: RecordTable, parts: ReferenceParts) -> Record:
        parts = table.expand_parts(parts)
        if (table.name, parts) not in self._cache:
            self._cache[table.name, parts] = self._query(table, parts)
        return self._cache[table.name, parts]

    def _query(self, table: RecordTable, parts: ReferenceParts) -> Record:
        parts, occurrence = split_occurrence(table, parts)
        errors: list[UnknownReference] = []
        records: dict[object, Record] = {}
        for key in table.natural_keys:
            for values in self._interpretations(table, key, key.columns, parts, errors):
                rows = records_matching(table, values).order_by("pk")
                matches = list(rows[occurrence - 1 : occurrence] if occurrence else rows[:2]) or self.with_former_key(
                    table, values
                )
                if len(matches) > 1:
                    message = f"“{shortened(join_parts(parts))}” khớp với nhiều dòng; hãy ghi đủ: {self._patterns_text(table)}."
                    raise UnknownReference(message, model=table.model, parts=parts)
                if not matches:
                    errors.append(no_match_error(table, values, parts))
                records |= {record.pk: record for record in matches}
        if len(records) == 1:
            return next(iter(records.values()))
        if records:
            message = f"“{shortened(join_parts(parts))}” khớp với nhiều dòng."
            raise UnknownReference(message, model=table.model, parts=parts)
        raise max(errors, key=lambda error: error.depth)

    def _interpretations(
        self,
        table: RecordTable,
        key: NaturalKey,
        columns: Sequence[str],
        parts: ReferenceParts,
        errors: list[UnknownReference],
        depth: int = 0,
    ) -> Iterator[dict[str, object]]:
        """Yield each way to read `parts` as values of the key `columns`; what does not fit is added to `errors`."""
        if not columns:
            if not any(parts):
                yield {}
            else:
                message = f"Thừa phần “{shortened(join_parts(parts))}”; hãy ghi: {self._patterns_text(table)}."
                errors.append(UnknownReference(message, model=table.model, parts=parts, depth=depth))
            return
        name, *rest = columns
        occurrences = sum(OCCURRENCE_PART.fullmatch(part) is not None for part in parts)
        most_parts = min(self._max_parts(table.columns[name]) + occurrences, len(parts))
        for count in range(1, max(1, most_parts) + 1):
            try:
                value = self._part_value(table, name, parts[:count], is_optional=name in key.optional)
            except UnknownReference as error:
                errors.append(error.deeper_by(depth))
                continue
            for others in self._interpretations(table, key, rest, parts[count:], errors, depth + count):
                yield {name: value, **others}

    def _max_parts(self, field: ModelField) -> int:
        """Return the greatest number of parts that a column of a natural key can take."""
        target = self._target_table(field)
        if target is None:
            return 1
        return max(sum(self._max_parts(target.columns[name]) for name in key.columns) for key in target.natural_keys)

    def _part_value(self, table: RecordTable, name: str, parts: ReferenceParts, *, is_optional: bool) -> object:
        """Return the value that `parts` give the key column `name`. Raises UnknownReference if they give none."""
        field = table.columns[name]
        text = join_parts(parts)
        target = self._target_table(field)
        if not any(parts):
            if field.related_model is Council and not field.null:
                return self.own_council()
            if not is_optional:
                message = f"Thiếu phần “{field.verbose_name}”; hãy ghi: {self._patterns_text(table)}."
                raise UnknownReference(message, model=table.model, parts=parts)
        if target is not None:
            return self._resolve(target, split_parts(text)) if any(parts) else None
        try:
            return read_key_value(field, "".join(parts))
        except ValidationError as error:
            named = named_records_text(table.model, name, text)
            message = f"Phần “{shortened(text)}” ({field.verbose_name}): {named or ' '.join(error.messages)}"
            part = None if named else UnknownPart(table, name, text, {})
            raise UnknownReference(message, model=table.model, parts=parts, part=part) from error


def no_match_error(table: RecordTable, values: Mapping[str, object], parts: ReferenceParts) -> UnknownReference:
    """Return the error for parts that can be read but match no record; it names the first part that matches none."""
    before: dict[str, object] = {}
    conditions: dict[str, object] = {}
    for name, value in values.items():
        before, conditions = conditions, {**conditions, name: value}
        if not records_matching(table, conditions).exists():
            break
    label = table.columns[name].verbose_name
    noun = table.model._meta.verbose_name
    displayed = short_date(value) if isinstance(value, date) else shortened(str(value))
    message = f"Chưa có {noun} “{shortened(join_parts(parts))}”: không dòng nào khớp ở phần “{displayed}” ({label})."
    part = UnknownPart(table, name, value, before)
    return UnknownReference(message, model=table.model, parts=parts, depth=len(parts), part=part)


def read_key_value(field: ModelField, text: str) -> object:
    """Return the value of a part of a natural key; a date and time is written there as its date."""
    if isinstance(field, models.DateTimeField):
        return read_value(models.DateField(null=True, blank=True), text)
    return read_value(field, text)


def records_matching(table: RecordTable, values: Mapping[str, object]) -> QuerySet[Record]:
    """Return the records that have these values in columns of a natural key; names are compared by their normal form.

    They are not sorted: the default order of a model may join tables that the natural key does not need.
    """
    conditions: dict[str, object] = {}
    for name, value in values.items():
        if value is None:
            conditions[f"{name}__isnull"] = True
        elif isinstance(table.columns[name], models.DateTimeField) and isinstance(value, date):
            midnight = start_of_day(value)
            conditions |= {f"{name}__gte": midnight, f"{name}__lt": midnight + timedelta(days=1)}
        elif key := normal_form_field(table.model, name):
            conditions[key.name] = normal_form(str(value))
        else:
            conditions[name] = value
    return table.model._default_manager.filter(**conditions).order_by()


def start_of_day(day: date) -> datetime:
    """Return 00:00 of a day in local time."""
    return timezone.make_aware(datetime.combine(day, time.min))
