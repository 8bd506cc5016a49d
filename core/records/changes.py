"""What code writes while it runs: the records that it adds and changes, so that a preview is made by the code itself."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db.models import DateTimeField, FileField, Model
from django.utils.text import Truncator, capfirst

from core.records.versions import UNKNOWN, display_value

MAX_NAMES = 5  # of the rows of one model that are named before the others are counted
VALUE_LENGTH = 80  # characters of a value in a preview


@dataclass
class ChangedRows:
    """The rows of one model that were added, or those that were changed in the same way.

    `values` are the columns that were changed: "thôi từ ngày: 01/03/2026", "số ý kiến gộp: 2 → 5".
    """

    model: type[Model]
    is_new: bool
    values: tuple[str, ...] = ()
    names: list[str] = field(default_factory=list)

    @property
    def first_names(self) -> list[str]:
        return self.names[:MAX_NAMES]

    @property
    def other_names(self) -> list[str]:
        return self.names[MAX_NAMES:]

    @property
    def model_name(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def title(self) -> str:
        """The number and the kind of the rows: "Thay đổi 35 tư cách đại biểu"."""
        return f"{'Thêm' if self.is_new else 'Thay đổi'} {len(self.names)} {self.model_name}"


@dataclass
class Changes:
    """The records that were saved, each of them once, in the order of their first saving.

    `links` says what was linked to a record, which changes no column of its own.
    """

    records: dict[tuple[type[Model], Any], tuple[Model, bool]] = field(default_factory=dict)  # Any: primary keys
    links: dict[tuple[type[Model], Any], str] = field(default_factory=dict)  # Any: as above

    def add(self, record: Model, *, is_new: bool) -> None:
        """Note that `record` was saved; a record that was added first stays a new one."""
        key = (type(record), record.pk)
        self.records[key] = (record, is_new or (key in self.records and self.records[key][1]))

    def by_model(self) -> list[ChangedRows]:
        """Return the rows by model and by what was changed, after the transaction of a preview has been rolled back."""
        groups: dict[tuple[type[Model], bool, tuple[str, ...]], ChangedRows] = {}
        stored = self.stored_rows()
        for key, (record, is_new) in self.records.items():
            values = changed_values(record, stored[key]) if key in stored else ()
            values += (self.links[key],) if key in self.links else ()
            rows = groups.setdefault((type(record), is_new, values), ChangedRows(type(record), is_new, values))
            rows.names.append(capfirst(str(record)))
        return list(groups.values())

    def stored_rows(self) -> dict[tuple[type[Model], Any], Model]:  # Any: primary keys
        """Return the changed records as they are stored."""
        keys: dict[type[Model], list[Any]] = {}  # Any: as above
        for (model, pk), (_, is_new) in self.records.items():
            if not is_new:
                keys.setdefault(model, []).append(pk)
        return {(model, pk): row for model, pks in keys.items() for pk, row in model._default_manager.in_bulk(pks).items()}

    def fingerprint(self) -> str:
        """Return a hash of what was written; it differs when other rows, or other values, would be written."""
        added = {(model, pk) for (model, pk), (_, is_new) in self.records.items() if is_new}
        lines = sorted(
            f"{type(record)._meta.label} {'' if is_new else record.pk} {record} {values_of(record, is_new=is_new, added=added)}"
            f" {self.links.get(key, '')}"
            for key, (record, is_new) in self.records.items()
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def changed_values(record: Model, stored: Model) -> tuple[str, ...]:
    """Return the columns in which `record` differs from the `stored` row: the name with the new value, or old → new."""
    columns = [column for column in record._meta.concrete_fields if not isinstance(column, DateTimeField)]
    texts = []
    for column in columns:
        if column.generated or getattr(record, column.attname) == getattr(stored, column.attname):
            continue
        old, new = (Truncator(display_value(row, column) or UNKNOWN).chars(VALUE_LENGTH).rstrip(".") for row in (stored, record))
        texts.append(f"{column.verbose_name}: {new}" if old == UNKNOWN else f"{column.verbose_name}: {old} → {new}")
    return tuple(texts)


def values_of(record: Model, *, is_new: bool, added: Collection[tuple[type[Model], Any]]) -> list[str]:  # Any: primary keys
    """Return the values of the columns; without moments and file names, without the keys of a new row and those of `added` rows.

    A new row gets another primary key when it is written again, and so do the rows that refer to it.
    """
    return [
        f"{column.attname}={'' if (column.related_model, value) in added else value}"
        for column in record._meta.concrete_fields
        if not (column.generated or isinstance(column, (DateTimeField, FileField)))
        and not (is_new and (column.primary_key or column.is_relation))
        for value in [getattr(record, column.attname)]
    ]


_current: ContextVar[Changes | None] = ContextVar("changes", default=None)


@contextmanager
def noted_changes() -> Iterator[Changes]:
    """Note every record that is saved inside the block."""
    changes = Changes()
    token = _current.set(changes)
    try:
        yield changes
    finally:
        _current.reset(token)


def note_saved(record: Model, *, is_new: bool) -> None:
    """Note that `record` was saved, if changes are noted."""
    changes = _current.get()
    if changes is not None:
        changes.add(record, is_new=is_new)


def note_linked(record: Model, link: str) -> None:
    """Note that other records were linked to the stored `record`, if changes are noted; `link` says what in a few words."""
    changes = _current.get()
    if changes is not None:
        changes.add(record, is_new=False)
        changes.links[type(record), record.pk] = link
