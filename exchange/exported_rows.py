"""Which records an export has: those of a council, of the councils under it and before it, and all that they refer to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import Model, QuerySet

from core.records.models import Record
from councils.models import Council, Person, Subordination
from exchange.import_scope import stored_scope
from exchange.record_table import CellKind, RecordTable, related_model
from exchange.tables import TABLES

BATCH = 500  # records that are in memory at once


class ExportedRows:
    """The records of an export. Their ids are collected at once; the records themselves are loaded in batches."""

    def __init__(self, council: Council) -> None:
        self._ids: defaultdict[type[Model], set[int]] = defaultdict(set)
        councils = set(Council.objects.filter(slug__in=stored_scope(council.slug)).values_list("pk", flat=True))
        # A table refers to itself and to earlier ones only: from the last one back to the first, all references are met.
        for table in reversed([*TABLES.values()]):
            self._add(table, self._ids[table.model] | self._own_ids(table, councils))
            if table.model is Subordination:  # without them, a council that is only referred to could not be loaded
                among = self._ids[Council]
                self._add(table, ids_of(Subordination.objects.filter(council__in=among, parent__in=among)))

    def records(self, table: RecordTable) -> Iterator[Record]:
        """Yield the records of a table in the order in which they were added, each after those that it refers to."""
        many_to_many = [name for name in table.columns if table.kind_of(name) is CellKind.LIST]
        for batch in batches(self._in_order(table)):
            rows = table.model._default_manager.prefetch_related(*many_to_many).in_bulk(batch)
            yield from (rows[pk] for pk in batch)

    def _own_ids(self, table: RecordTable, councils: set[int]) -> set[int]:
        """Return the ids of the records that belong to the councils, and of people whom no record refers to."""
        rows: QuerySet[Any] = table.model._default_manager.filter(*table.exported)  # Any: the model of each table
        ids = ids_of(rows.of(councils))  # type: ignore[attr-defined]  # the QuerySet of each table has it
        return ids - cited_ids(Person, ids - self._ids[Person]) if table.model is Person else ids

    def _add(self, table: RecordTable, ids: set[int]) -> None:
        """Add records of a table and all that they refer to."""
        all_ids, done, new = self._ids[table.model], set[int](), ids
        while new:
            all_ids |= new
            done |= new
            for target, pairs in references_of(table, new):
                self._ids[target] |= {cited for _, cited in pairs}
            new = all_ids - done

    def _in_order(self, table: RecordTable) -> list[int]:
        """Return the ids of the records of a table in the order in which a load stores them again."""
        ids = self._ids[table.model]
        cited: defaultdict[int, list[int]] = defaultdict(list)
        for target, pairs in references_of(table, ids):
            if target is table.model:
                for pk, other in pairs:
                    cited[pk].append(other)
        return cited_first(sorted(ids), cited)


def ids_of(rows: QuerySet[Any]) -> set[int]:  # Any: the model of each table
    """Return the ids of rows."""
    return set(rows.order_by().values_list("pk", flat=True))


def batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """Yield the ids in lists of at most 500."""
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        yield batch


def references_of(table: RecordTable, ids: Iterable[int]) -> Iterator[tuple[type[Model], list[tuple[int, int]]]]:
    """Yield, for each column of references, its model and the pairs of ids: of the record, and of what it refers to."""
    of_references = [name for name in table.columns if table.kind_of(name) in (CellKind.REFERENCE, CellKind.LIST)]
    for batch in batches(ids):
        rows = table.model._default_manager.filter(pk__in=batch).order_by("pk")
        for name in of_references:
            pairs = rows.filter(**{f"{name}__isnull": False}).values_list("pk", name)
            yield related_model(table.columns[name]), list(pairs)


def cited_ids(model: type[Model], ids: set[int]) -> set[int]:
    """Return those of the `ids` of a model that any record refers to."""
    cited = set[int]()
    for table in TABLES.values():
        for name, field in table.columns.items():
            if field.related_model is model:
                rows = table.model._default_manager.order_by().filter(**{f"{name}__in": ids})
                cited |= set(rows.values_list(name, flat=True))
    return cited & ids


def cited_first(ids: Iterable[int], cited: Mapping[int, Iterable[int]]) -> list[int]:
    """Return the `ids` in their order, but each after the ids that it cites; a circle is cut where it is entered."""
    result: dict[int, None] = {}
    entered = set[int]()
    for first in ids:
        stack = [first]
        while stack:
            pk = stack[-1]
            waiting = [other for other in cited.get(pk, ()) if other not in entered] if pk not in result else []
            entered.add(pk)
            if waiting:
                stack.extend(reversed(waiting))
            else:
                result[stack.pop()] = None
    return list(result)
