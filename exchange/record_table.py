"""What a CSV table is: the columns for one kind of record, and the natural keys by which its rows are recognised."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeAlias

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import models

from core.records.models import Publishable, Record

Columns: TypeAlias = dict[str, Any]  # Any: values of every type, by column
SOURCE_HASH = "source_sha256"
OCCURRENCE = "occurrence"  # a column that a table with `may_repeat` may have: which of the records with the same key
OLD_KEY = "old_key"  # a column that every table may have: the key of a stored record whose key the row corrects
ModelField: TypeAlias = "models.Field[Any, Any]"  # Any: the fields of a table have values of every type


class CellKind(Enum):
    """What a cell of a column holds. Each kind is read in `exchange.rows` and written in `exchange.row_texts`."""

    VALUE = auto()
    REFERENCE = auto()
    LIST = auto()  # of references
    FILE = auto()
    TEXT_OR_FILE = auto()  # the text itself, or `@path` of a file with the text


@dataclass(frozen=True)
class NaturalKey:
    """Columns that identify one row. A row has the key if all columns but the `optional` ones are filled in."""

    columns: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column for column in self.columns if column not in self.optional)


def _never_locked(record: Record) -> str:
    return ""


class Earlier:
    """The columns that the records had before a folder was loaded."""

    def __init__(self) -> None:
        self._columns: dict[tuple[type[models.Model], Any], Columns | None] = {}  # Any: primary keys; None: a new record

    def note(self, record: models.Model, columns: Columns | None) -> None:
        """Remember the columns of `record` before its first row of the folder; None if that row adds it."""
        self._columns.setdefault((type(record), record.pk), columns)

    def is_new(self, record: models.Model) -> bool:
        """Return whether the folder adds `record`."""
        return self._columns.get((type(record), record.pk), {}) is None

    def columns(self, record: models.Model) -> Columns:
        """Return the columns of `record` before the folder; of a record that the folder adds or leaves, the present ones."""
        return self._columns.get((type(record), record.pk)) or column_values(record)


def column_values(record: models.Model) -> Columns:
    """Return the columns of a record as values that can be compared, without those that the database computes."""
    return {
        field.attname: str(getattr(record, field.attname))
        if isinstance(field, models.FileField)
        else getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if not field.generated
    }


def _accept(record: Record, earlier: Earlier) -> None:
    pass


def _as_it_is(record: Record) -> None:
    return None


@dataclass(frozen=True)
class RecordTable:
    """A CSV table: one file `<name>.csv` for one model.

    Its columns are the editable fields of the model, with these exceptions and additions:

    - `excluded`: fields that have no column.
    - `copied`: fields that the model copies from another one; their cells may only agree with it.
    - `restored`: fields that only the portal writes, which an export has and a load by the administrator takes.
    - `required`: columns that every file must have.
    - `own_dates`: date fields (or years) of the record; the first filled one is its day of publication.
    - `text_from_file`: columns whose cells may contain `@path`, the text of that file.
    - `years_of_dates`: columns of a year whose cells may have a full date, of which only the year is read.
    - `percent_flags`: column of a number → column that says that it is a percentage, so that `20,68%` fills both.
    - `totals`: column of a number → column of the total that it is a part of, so that `15/15` fills both.
    - `implied`: columns that files of an earlier version lack → the text that their other cells imply, or None.
    - `expand_parts`: rewrites the parts of a reference, for a table whose key has a short form of its own.
    - `lock_reason`: returns why a record may be neither added nor changed any more, or "".
    - `final_rule`: a rule on a stored record that the folder changes, checked when the whole folder is loaded. It gets the
      record and what the records of the folder were before, and raises ValidationError.
    - `prepare`: sets what a load by somebody who may publish decides by itself on a record of the table, before it is
      compared and stored.
    - `may_repeat`: several records may have the same natural key, since no constraint forbids it.
    - `exported`: the conditions, pairs of a lookup and a value, of the records that `export_records` writes.
    - `examples`: valid rows; the examples of all tables together make a folder that can be loaded.
    """

    name: str
    model: type[Record]
    natural_keys: tuple[NaturalKey, ...]
    examples: tuple[Mapping[str, str], ...]
    excluded: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    own_dates: tuple[str, ...] = ()
    text_from_file: tuple[str, ...] = ()
    years_of_dates: tuple[str, ...] = ()
    percent_flags: Mapping[str, str] = field(default_factory=dict)
    totals: Mapping[str, str] = field(default_factory=dict)
    implied: Mapping[str, Callable[[Mapping[str, str]], str | None]] = field(default_factory=dict)
    expand_parts: Callable[[tuple[str, ...]], tuple[str, ...]] = tuple
    lock_reason: Callable[..., str] = _never_locked  # takes a record of this table's own model
    final_rule: Callable[..., None] = _accept  # as above
    prepare: Callable[..., None] = _as_it_is  # takes a record of this table's own model
    may_repeat: bool = False
    exported: tuple[tuple[str, object], ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @cached_property
    def columns(self) -> Mapping[str, ModelField]:
        """Column name → model field: the columns of the natural keys first, then the others in the order of the model."""
        meta = self.model._meta
        fields: dict[str, ModelField] = {
            field.name: field
            for field in (*meta.concrete_fields, *meta.many_to_many)
            if field.editable and not field.auto_created
        }
        fields |= {name: concrete_field(self.model, name) for name in (*self.copied, *self.restored_columns)}
        first = [name for key in self.natural_keys for name in key.columns]
        return MappingProxyType({name: fields[name] for name in (*first, *fields) if name not in self.excluded})

    @property
    def other_columns(self) -> tuple[str, ...]:
        """The columns that a file may have and that are no fields of the model."""
        return (OLD_KEY, OCCURRENCE) if self.may_repeat else (OLD_KEY,)

    @cached_property
    def restored_columns(self) -> tuple[str, ...]:
        """The columns that only an export fills."""
        return (*self.restored, *(["first_published_at"] if issubclass(self.model, Publishable) else []), *self.source_hashes)

    @cached_property
    def source_hashes(self) -> tuple[str, ...]:
        """The columns with the hash of an upload before it was cleaned; an export has the cleaned file only."""
        return tuple(field.name for field in self.model._meta.concrete_fields if field.name.endswith(SOURCE_HASH))

    @cached_property
    def typed_columns(self) -> tuple[str, ...]:
        """The columns that people fill, in their order."""
        return tuple(name for name in self.columns if name not in self.restored_columns)

    def kind_of(self, name: str) -> CellKind:
        """Return what the cells of a column hold."""
        field = self.columns[name]
        if field.related_model is not None:
            return CellKind.LIST if field.many_to_many else CellKind.REFERENCE
        if isinstance(field, models.FileField):
            return CellKind.FILE
        return CellKind.TEXT_OR_FILE if name in self.text_from_file else CellKind.VALUE

    def with_implied(self, cells: Mapping[str, str]) -> dict[str, str]:
        """Return the cells of a row with those that its file lacks and its other cells imply."""
        implied = {name: text(cells) for name, text in self.implied.items() if name not in cells}
        return {**cells, **{name: text for name, text in implied.items() if text is not None}}

    @cached_property
    def required_columns(self) -> tuple[str, ...]:
        """Columns that every header must name, whatever else it names."""
        return (*self.required, *(["status"] if issubclass(self.model, Publishable) else []))

    def missing_columns(self, header: Collection[str]) -> list[list[str]]:
        """Return, for each natural key, its columns that `header` should name and does not.

        A column need not be named if it may be blank within the key, or if the run or the model fills it.
        """
        return [
            [name for name in key.required if name not in header and not self._is_filled_automatically(name)]
            for key in self.natural_keys
        ]

    def _is_filled_automatically(self, name: str) -> bool:
        field = self.columns[name]
        return name == "council" or field.has_default() or (field.blank and not field.null)

    def requires(self, name: str) -> bool:
        """Return whether every row needs a value in the column: nothing fills it, and it may not be blank."""
        field = self.columns[name]
        if name in self.required:
            return True
        return name != "council" and name not in self.copied and not (field.blank or field.has_default())

    @cached_property
    def natural_key_columns(self) -> frozenset[str]:
        return frozenset(name for key in self.natural_keys for name in key.columns)


def concrete_field(model: type[models.Model], name: str) -> ModelField:
    """Return the field `name` of `model`. Raises FieldDoesNotExist if there is none with a column of its own."""
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise FieldDoesNotExist(f"{model.__name__} has no column for '{name}'.")
    return field


def related_model(field: ModelField) -> type[models.Model]:
    """Return the model that a column of references refers to. Raises TypeError for another column."""
    if field.related_model is None:
        raise TypeError(f"The model field {field} refers to no record.")
    return field.related_model


def tables_by_name(tables: Iterable[RecordTable]) -> Mapping[str, RecordTable]:
    """Return the tables by name, in the order in which they are loaded.

    Raises ImproperlyConfigured if a name or model occurs twice, a table names a column that its model does not have,
    or a table refers to a model that is loaded later or not at all.
    """
    by_name: dict[str, RecordTable] = {}
    loaded_models: set[type[models.Model]] = set()
    for table in tables:
        if table.name in by_name or table.model in loaded_models:
            raise ImproperlyConfigured(f"{table.name} is registered twice.")
        _check_table(table)
        loaded_models.add(table.model)
        by_name[table.name] = table
        for name, column in table.columns.items():
            if column.related_model is not None and column.related_model not in loaded_models:
                raise ImproperlyConfigured(f"{table.name}.{name} refers to a kind of record that is not loaded before it.")
    return MappingProxyType(by_name)


def _check_table(table: RecordTable) -> None:
    if not (table.natural_keys and table.examples):
        raise ImproperlyConfigured(f"{table.name} lacks a key or an example.")
    try:
        columns = set(table.columns)
        for name in (*table.excluded, *table.own_dates, *table.restored):
            table.model._meta.get_field(name)
    except (FieldDoesNotExist, KeyError) as error:
        raise ImproperlyConfigured(f"{table.name}: {error}") from error
    named = {*table.implied, *table.years_of_dates, *chain(*table.percent_flags.items(), *table.totals.items())}
    if unknown := {*table.required, *table.text_from_file, *named, *chain(*table.examples)} - columns:
        raise ImproperlyConfigured(f"{table.name} has no column {', '.join(sorted(unknown))}.")
    if issubclass(table.model, Publishable) and not table.own_dates and "publish_at" not in table.natural_key_columns:
        raise ImproperlyConfigured(f"{table.name} does not say by which date a row is published.")
