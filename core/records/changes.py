"""What code writes while it runs: the records that it adds and changes, so that a preview is made by the code itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db.models import DateTimeField, FileField, Model
from django.utils.text import capfirst

MAX_NAMES = 5  # of the rows of one model that are named before the others are counted


@dataclass
class ChangedRows:
    """The rows of one model that were added, or those that were changed."""

    model: type[Model]
    is_new: bool
    names: list[str]

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
    """The records that were saved, each of them once, in the order of their first saving."""

    records: dict[tuple[type[Model], Any], tuple[Model, bool]] = field(default_factory=dict)  # Any: primary keys

    def add(self, record: Model, *, is_new: bool) -> None:
        """Note that `record` was saved; a record that was added first stays a new one."""
        key = (type(record), record.pk)
        self.records[key] = (record, is_new or (key in self.records and self.records[key][1]))

    def by_model(self) -> list[ChangedRows]:
        """Return the rows by model, the added ones apart from the changed ones."""
        groups: dict[tuple[type[Model], bool], ChangedRows] = {}
        for record, is_new in self.records.values():
            rows = groups.setdefault((type(record), is_new), ChangedRows(type(record), is_new, []))
            rows.names.append(capfirst(str(record)))
        return list(groups.values())

    def fingerprint(self) -> str:
        """Return a hash of what was written; it differs when other rows, or other values, would be written."""
        lines = sorted(
            f"{type(record)._meta.label} {'' if is_new else record.pk} {record} {values_of(record, is_new=is_new)}"
            for record, is_new in self.records.values()
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def values_of(record: Model, *, is_new: bool) -> list[str]:
    """Return the values of the columns; without moments and file names, and without the keys of a new row.

    A new row gets other primary keys when it is written again, and so do the rows that refer to it.
    """
    return [
        f"{column.attname}={getattr(record, column.attname)}"
        for column in record._meta.concrete_fields
        if not (column.generated or isinstance(column, (DateTimeField, FileField)))
        and not (is_new and (column.primary_key or column.is_relation))
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
