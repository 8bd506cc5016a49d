"""References by natural key: what a clerk writes in one cell, and the row that it means.

A reference is the key of a row, its parts joined by ` | `; a part that is itself a row stands there with all parts
of its own key. Parts at the end may be left out where they are blank.
"""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from core.vietnamese.dates import short_date
from councils.models import Council
from exchange.cells import read_value, shortened

PART = "|"
ITEM = ";"


class NotFound(ValidationError):
    """No row answers to a reference: `model` and `parts` tell what was looked for, `depth` how far it was understood."""

    def __init__(self, message, *, model, parts, depth=0):
        super().__init__(message)
        self.model = model
        self.parts = parts
        self.depth = depth

    def further(self, depth):
        """The same failure, `depth` parts into a longer reference."""
        return NotFound(self.message, model=self.model, parts=self.parts, depth=self.depth + depth)


def split_parts(text):
    """The parts of a reference without the blank ones at its end."""
    parts = [part.strip() for part in text.split(PART)]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def join_parts(parts):
    return f" {PART} ".join(parts).rstrip()


class References:
    """Rows by what clerks call them, remembered for one run. A blank council means the run's own council."""

    def __init__(self, tables, own_slug):
        self.table_of = {table.model: table for table in tables.values()}
        self.own_slug = own_slug
        self._found = {}

    def one(self, model, text):
        """The row of `model` that `text` names. Raises NotFound where there is none, or more than one."""
        return self._row(self.table_of[model], split_parts(text))

    def many(self, model, text):
        """The rows that a list names, its items joined by `;`, each once."""
        items = [item for item in text.split(ITEM) if item.strip()]
        return list({row.pk: row for row in (self.one(model, item) for item in items)}.values())

    def own_council(self):
        return self._row(self.table_of[Council], (self.own_slug,))

    def patterns(self, model):
        """How a row of `model` is to be written, one pattern for each of its keys: "council | ordinal".

        A part that has several keys itself stands there by its name.
        """
        table = self.table_of[model]
        return [join_parts(self._names(table, key)) for key in table.keys]

    def _names(self, table, key):
        for name in key.parts:
            target = self.table_of.get(table.columns[name].related_model)
            inner = list(self._names(target, target.keys[0])) if target and len(target.keys) == 1 else []
            yield from [f"{name}.{part}" for part in inner] if len(inner) > 1 else [name]

    def _advice(self, table):
        return " hoặc ".join(self.patterns(table.model))

    def _row(self, table, parts):
        if (table.name, parts) not in self._found:
            self._found[table.name, parts] = self._search(table, parts)
        return self._found[table.name, parts]

    def _search(self, table, parts):
        failures, rows = [], {}
        for key in table.keys:
            for values in self._interpretations(table, key, key.parts, parts, failures):
                found = list(matching(table, values)[:2])
                if len(found) > 1:
                    message = f"“{shortened(join_parts(parts))}” khớp với nhiều dòng; hãy ghi đủ: {self._advice(table)}."
                    raise NotFound(message, model=table.model, parts=parts)
                if not found:
                    failures.append(self._unknown(table, values, parts))
                rows |= {row.pk: row for row in found}
        if len(rows) == 1:
            return next(iter(rows.values()))
        if rows:
            raise NotFound(f"“{shortened(join_parts(parts))}” khớp với nhiều dòng.", model=table.model, parts=parts)
        raise max(failures, key=lambda failure: failure.depth)

    def _interpretations(self, table, key, names, parts, failures, depth=0):
        """Every way to read `parts` as the values of the key columns `names`; reasons against it go to `failures`."""
        if not names:
            if not any(parts):
                yield {}
            else:
                message = f"Thừa phần “{shortened(join_parts(parts))}”; hãy ghi: {self._advice(table)}."
                failures.append(NotFound(message, model=table.model, parts=parts, depth=depth))
            return
        column = table.columns[names[0]]
        for width in range(1, max(1, min(self._width(column), len(parts))) + 1):
            try:
                value = self._value(table, column, parts[:width], names[0] in key.optional)
            except NotFound as failure:
                failures.append(failure.further(depth))
                continue
            for others in self._interpretations(table, key, names[1:], parts[width:], failures, depth + width):
                yield {names[0]: value, **others}

    def _width(self, column):
        """The greatest number of parts that a column of a key may take."""
        if column.related_model is None:
            return 1
        target = self.table_of[column.related_model]
        return max(sum(self._width(target.columns[name]) for name in key.parts) for key in target.keys)

    def _value(self, table, column, parts, is_optional):
        """The value of a part of a key. Raises NotFound."""
        text = join_parts(parts)
        if not any(parts):
            if column.related_model is Council and not column.null:
                return self.own_council()
            if not is_optional:
                message = f"Thiếu phần “{column.verbose_name}”; hãy ghi: {self._advice(table)}."
                raise NotFound(message, model=table.model, parts=parts)
        if column.related_model is not None:
            return self._row(self.table_of[column.related_model], split_parts(text)) if any(parts) else None
        try:
            return read_key_part(column, text)
        except ValidationError as error:
            message = f"Phần “{shortened(text)}” ({column.verbose_name}): {' '.join(error.messages)}"
            raise NotFound(message, model=table.model, parts=parts) from error

    def _unknown(self, table, values, parts):
        """What to say where all parts can be read and yet no row has them all: the first part that none has."""
        known = {}
        for name, value in values.items():
            known[name] = value
            if not matching(table, known).exists():
                break
        label = table.columns[name].verbose_name
        noun = table.model._meta.verbose_name
        shown = short_date(value) if isinstance(value, date) else shortened(str(value))
        message = f"Chưa có {noun} “{shortened(join_parts(parts))}”: không dòng nào khớp ở phần “{shown}” ({label})."
        return NotFound(message, model=table.model, parts=parts, depth=len(parts))


def read_key_part(column, text):
    """The value of a part of a key; a moment stands there as its day."""
    if isinstance(column, models.DateTimeField):
        return read_value(models.DateField(null=True, blank=True), text)
    return read_value(column, text)


def matching(table, values):
    """The rows that have these key values, in no order: a kind's own order joins what a key does not need."""
    conditions = {}
    for name, value in values.items():
        if value is None:
            conditions[f"{name}__isnull"] = True
        elif isinstance(table.columns[name], models.DateTimeField):
            midnight = start_of(value)
            conditions |= {f"{name}__gte": midnight, f"{name}__lt": midnight + timedelta(days=1)}
        else:
            conditions[name] = value
    return table.model._default_manager.filter(**conditions).order_by()


def start_of(day):
    """00:00 of a day, local time."""
    return timezone.make_aware(datetime.combine(day, time.min))
