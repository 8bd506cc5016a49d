"""What a CSV table is: the columns of one kind of record and the keys by which its rows are known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from types import MappingProxyType

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import models

from core.records.models import Publishable


@dataclass(frozen=True)
class NaturalKey:
    """Columns that name one row. A row has the key if all of them but the `optional` ones are filled."""

    parts: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def needed(self):
        return tuple(part for part in self.parts if part not in self.optional)


@dataclass(frozen=True)
class RecordTable:
    """A CSV table: one CSV file `<name>.csv`, later one table of the workbook, for one model.

    Its columns are the editable fields of the model. `without` names those that no clerk types, `copied` those that
    the model copies from another column, so that a cell may only agree, `required` those that every file must have.
    `own_dates` are tried in turn for the day of publication. Cells of a column in `from_file` may say `@path`.
    `locked` says why a stored record may no longer change, or "". `examples` are valid rows; those of all tables
    together make a folder that can be loaded.
    """

    name: str
    model: type[models.Model]
    keys: tuple[NaturalKey, ...]
    examples: tuple[Mapping[str, str], ...]
    without: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    own_dates: tuple[str, ...] = ()
    from_file: tuple[str, ...] = ()
    locked: Callable[[models.Model], str] = lambda record: ""

    @property
    def file(self):
        return f"{self.name}.csv"

    @cached_property
    def columns(self):
        """Column name → model field: the columns of the key first, then the rest as the model has them."""
        meta = self.model._meta
        typed = {f.name: f for f in (*meta.concrete_fields, *meta.many_to_many) if f.editable and not f.auto_created}
        typed |= {name: meta.get_field(name) for name in self.copied}
        first = [name for key in self.keys for name in key.parts]
        return MappingProxyType({name: typed[name] for name in (*first, *typed) if name not in self.without})

    @cached_property
    def required_columns(self):
        """Columns that the header must name whatever else it holds."""
        return (*self.required, *(["status"] if issubclass(self.model, Publishable) else []))

    def lacking(self, header):
        """For each key, the columns that `header` lacks of it.

        A column that may be blank within the key, or that the run or the model fills, need not be named.
        """
        return [[name for name in key.needed if name not in header and not self._is_filled(name)] for key in self.keys]

    def _is_filled(self, name):
        column = self.columns[name]
        return name == "council" or column.has_default() or (column.blank and not column.null)

    def requires(self, name):
        """Whether a row needs something in the column: nobody fills it, and it may not be blank."""
        column = self.columns[name]
        if name in self.required:
            return True
        return name != "council" and name not in self.copied and not (column.blank or column.has_default())

    @cached_property
    def key_columns(self):
        return frozenset(name for key in self.keys for name in key.parts)


def in_order(tables):
    """The tables by name, in the order in which they are loaded.

    Raises ImproperlyConfigured where a name or model stands twice, a table names a column that its model has not, or
    refers to a kind of record that is loaded later or not at all.
    """
    known, loaded = {}, set()
    for table in tables:
        if table.name in known or table.model in loaded:
            raise ImproperlyConfigured(f"{table.name} is registered twice.")
        _check_names(table)
        loaded.add(table.model)
        known[table.name] = table
        for name, column in table.columns.items():
            if column.related_model is not None and column.related_model not in loaded:
                raise ImproperlyConfigured(f"{table.name}.{name} refers to a kind of record that is not loaded before it.")
    return MappingProxyType(known)


def _check_names(table):
    if not (table.keys and table.examples):
        raise ImproperlyConfigured(f"{table.name} lacks a key or an example.")
    try:
        columns = set(table.columns)
        for name in (*table.without, *table.own_dates):
            table.model._meta.get_field(name)
    except (FieldDoesNotExist, KeyError) as error:
        raise ImproperlyConfigured(f"{table.name}: {error}") from error
    if unknown := {*table.required, *table.from_file, *chain(*table.examples)} - columns:
        raise ImproperlyConfigured(f"{table.name} has no column {', '.join(sorted(unknown))}.")
    if issubclass(table.model, Publishable) and not table.own_dates and "publish_at" not in table.key_columns:
        raise ImproperlyConfigured(f"{table.name} does not say by which date a row is published.")
