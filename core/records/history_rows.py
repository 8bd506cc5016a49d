"""The rows of the history of a record and of its parts, with the records that they refer to, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F, IntegerField, ManyToManyField, Model, QuerySet, Value, Window
from django.db.models.functions import Lag

HistoryRow: TypeAlias = Any  # simple_history makes the class of a row of its tables at run time
Relation: TypeAlias = "ManyToManyField[Any, Any]"  # Any: to all models
Relations: TypeAlias = Mapping[tuple[type[Model], int, str], list[Any]]  # by history model, id and name; Any: primary keys

DELETED = "bản ghi đã xóa"


def history_model(model: type[Model]) -> HistoryRow:
    """Return the model of the history rows of `model`."""
    return model.history.model  # type: ignore[attr-defined]  # simple_history adds it to the model


@dataclass(frozen=True)
class HistoryEntry:
    """A history row with the one before it; `table` is 0 for the record itself, else the number of the part."""

    table: int
    new: HistoryRow
    old: HistoryRow | None


def entries_of(tables: Sequence[tuple[type[Model], str]], pk: Any, start: int, limit: int) -> list[HistoryEntry]:
    """Return history rows of several models, newest first: those whose column has the value `pk`. Any: a primary key.

    Rows of one moment are in the order of `tables`, which are pairs of model and column.
    """
    selections = [selection_of(number, model, column, pk) for number, (model, column) in enumerate(tables)]
    first, *others = selections
    combined = first.union(*others, all=True) if others else first
    keys = list(combined.order_by("-history_date", "table_number", "-history_id")[start : start + limit])
    ids: dict[int, set[int]] = defaultdict(set)
    for _date, number, history_id, previous_id in keys:
        ids[number] |= {history_id} | ({previous_id} if previous_id else set())
    rows = {number: history_model(tables[number][0])._default_manager.in_bulk(each) for number, each in ids.items()}
    return [HistoryEntry(number, rows[number][new], rows[number].get(old)) for _date, number, new, old in keys]


def selection_of(number: int, model: type[Model], column: str, pk: Any) -> QuerySet[Any, Any]:  # Any: a primary key; tuples
    """Return moment, table, id and previous id of the history rows of one model."""
    history = history_model(model)
    previous = Window(Lag("history_id"), partition_by=F(model._meta.pk.attname), order_by=F("history_id").asc())
    rows = history._default_manager.filter(**{column: pk}).order_by()
    rows = rows.annotate(table_number=Value(number, IntegerField()), previous_id=previous)
    selection: QuerySet[Any, Any] = rows.values_list("history_date", "table_number", "history_id", "previous_id")
    return selection


def relations_of(rows: Iterable[HistoryRow]) -> Relations:
    """Return the primary keys that the many-to-many relations of history rows lead to; one query for each relation."""
    ids: dict[HistoryRow, set[int]] = defaultdict(set)
    for row in rows:
        ids[type(row)].add(row.history_id)
    relations: dict[tuple[type[Model], int, str], list[Any]] = defaultdict(list)
    for history, history_ids in ids.items():
        for relation in history._history_m2m_fields:
            links = getattr(history, relation.name).model
            target = links._meta.get_field(relation.m2m_reverse_field_name()).attname
            pairs = links._default_manager.filter(history_id__in=history_ids).order_by("m2m_history_id")
            for history_id, pk in pairs.values_list("history_id", target):
                relations[history, history_id, relation.name].append(pk)
    return relations


class RelatedRows:
    """The records that history rows refer to, one query for each model, with their names."""

    def __init__(
        self,
        rows: Iterable[HistoryRow],
        relations: Relations,
        rows_for: Callable[[type[Model]], QuerySet[Any]],  # Any: of all models
        loaded: Iterable[Model] = (),
    ) -> None:
        self.records: dict[tuple[type[Model], Any], Model] = {(type(record), record.pk): record for record in loaded}
        wanted: dict[type[Model], set[Any]] = defaultdict(set)
        for row in rows:
            for column in row.tracked_fields:
                pk = getattr(row, column.attname) if column.is_relation else None
                if pk is not None and (column.related_model, pk) not in self.records:
                    wanted[column.related_model].add(pk)
            for relation in row._history_m2m_fields:
                wanted[relation.related_model] |= set(relations.get((type(row), row.history_id, relation.name), ()))
        for model, pks in wanted.items():
            if pks:
                self.records |= {(model, record.pk): record for record in rows_for(model).filter(pk__in=pks)}

    def get(self, model: type[Model], pk: Any) -> Model | None:  # Any: a primary key
        """Return a record, None if it is deleted."""
        return self.records.get((model, pk))

    def name(self, model: type[Model], pk: Any) -> str:  # Any: as above
        """Return the name of a record."""
        record = self.get(model, pk)
        return DELETED if record is None else str(record)

    def instance_of(self, row: HistoryRow) -> Model:
        """Return the record as a history row has it, with the records that it refers to."""
        instance: Model = row.history_object
        for column in row.tracked_fields:
            if column.is_relation and (record := self.get(column.related_model, getattr(row, column.attname))):
                setattr(instance, column.name, record)
        return instance

    def name_of(self, row: HistoryRow) -> str:
        """Return the name of the record as a history row has it; "" if it follows from what is deleted."""
        try:
            return str(self.instance_of(row))
        except (ObjectDoesNotExist, AttributeError, LookupError, TypeError, ValueError):
            return ""
