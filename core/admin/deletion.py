"""What a deletion deletes with a record, without the names of records that the user may not see.

Below a record, only some rows of each model have names and the others are counted, so that the number of queries does
not depend on the number of rows: an article has a row of page views for each day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from core.admin.row_versions import digest_of_rows
from core.records.rights import council_path_of, staff_user, visible_records

HIDDEN_NAME = "bản ghi của HĐND khác"
MAX_NAMES = 5  # of the rows of one model, below one record or among those that protect a record

T = TypeVar("T")
NestedNames: TypeAlias = "list[str | NestedNames]"
Deletion: TypeAlias = tuple[list[Any], dict[str, int], set[str], list[str]]  # Any: the first is NestedNames


class RowsWithCouncil(NestedObjects):
    """Django's collector of the rows to delete; each row is loaded with the council that decides who may delete it."""

    def related_objects(
        self, related_model: type[Model], related_fields: Iterable[Any], objs: Any
    ) -> QuerySet[Any]:  # Any: fields and rows of all models, as in Django's method
        rows: QuerySet[Any] = super().related_objects(related_model, related_fields, objs)  # Any: as above
        path = council_path_of(related_model)
        return rows.select_related(path) if path else rows


@dataclass(frozen=True)
class Branch:
    """A record, and the rows that are deleted with it."""

    record: Model
    below: list[Branch]

    def named_below(self) -> Iterator[tuple[list[Branch], int]]:
        """Yield, for each model of the rows below, those that have a name and the number of the others."""
        for rows in by_model(self.below, lambda branch: branch.record).values():
            yield rows[:MAX_NAMES], len(rows[MAX_NAMES:])

    def named_records(self) -> Iterator[Model]:
        """Yield the record, and all rows below it that have a name."""
        yield self.record
        for branches, _ in self.named_below():
            for branch in branches:
                yield from branch.named_records()


def deletion_of(records: Iterable[Model], request: HttpRequest, admin_site: AdminSite) -> Deletion:
    """Return what deleting `records` deletes, in the form of Django's `get_deleted_objects`.

    The four parts are: the nested names, the number of other rows of each model, the models that the user may not
    delete, and the names of records that protect them. Rows of tables that only link two records are left out; a row
    of another council is counted but has no name.
    """
    records = list(records)
    if not records:
        return [], {}, set(), []
    collector = RowsWithCouncil(using=router.db_for_write(type(records[0])), origin=records)
    collector.collect(records)
    request.deletion_digest = digest_of_rows(  # type: ignore[attr-defined]  # stored here, for the version of the page
        row for rows in collector.model_objs.values() for row in rows
    )
    counts, forbidden = {}, set()
    for model, rows in collector.model_objs.items():
        opts = model._meta  # type: ignore[attr-defined]  # the stubs have the wrong key: it is the model
        if opts.auto_created:
            continue
        if count := len(rows.difference(records)):
            counts[opts.verbose_name_plural] = count
        if not all(may_delete(record, request, admin_site) for record in rows):
            forbidden.add(str(opts.verbose_name))
    branches = branches_of(collector.nested())
    protecting = list(by_model(sorted(collector.protected, key=str), lambda record: record).values())
    named = [record for branch in branches for record in branch.named_records()]
    named += [record for rows in protecting for record in rows[:MAX_NAMES]]
    names = RecordNames(named, request, admin_site)
    return names.nested(branches), counts, forbidden, names.protecting(protecting)


def by_model(rows: Iterable[T], record_of: Callable[[T], Model]) -> dict[str, list[T]]:
    """Return `rows` in lists by the name of the model of their record, in the order of these names."""
    grouped: dict[str, list[T]] = {}
    for row in rows:
        grouped.setdefault(str(record_of(row)._meta.verbose_name), []).append(row)
    return dict(sorted(grouped.items()))


def branches_of(nested: Sequence[Any]) -> list[Branch]:  # Any: Django's list of records, each followed by a list of those below
    """Return the Branch of each record, without rows of tables that only link two records."""
    branches = []
    for record, following in zip(nested, [*nested[1:], None], strict=True):
        if isinstance(record, Model) and not record._meta.auto_created:
            branches.append(Branch(record, branches_of(following) if isinstance(following, list) else []))
    return branches


def may_delete(record: Model, request: HttpRequest, admin_site: AdminSite) -> bool:
    """Return whether the user may delete `record`; a model without an admin is deleted with its parent."""
    model = type(record)
    if not admin_site.is_registered(model):
        return True
    return admin_site.get_model_admin(model).has_delete_permission(request, record)


class RecordNames:
    """The names of `records` for the user of a request."""

    def __init__(self, records: Iterable[Model], request: HttpRequest, admin_site: AdminSite) -> None:
        self.visible = visible_records(records, staff_user(request))
        self.admin_site = admin_site

    def nested(self, branches: Iterable[Branch]) -> NestedNames:
        """Return the name of each record, followed by the list of the names of rows below it, if it has any."""
        names: NestedNames = []
        for branch in branches:
            names.append(self.name(branch.record))
            below: NestedNames = []
            for named, more in branch.named_below():
                below += [*self.nested(named), *others(named[0].record, more)]
            if below:
                names.append(below)
        return names

    def protecting(self, records_by_model: Iterable[list[Model]]) -> list[str]:
        """Return the names of records that protect another one."""
        names: list[str] = []
        for records in records_by_model:
            names += dict.fromkeys(self.name(record) for record in records[:MAX_NAMES])
            names += others(records[0], len(records) - MAX_NAMES)
        return names

    def name(self, record: Model) -> str:
        """Return the model and the name of `record`, with a link to its change form if it has one."""
        opts = record._meta
        model_name = capfirst(str(opts.verbose_name))
        if record not in self.visible:
            return f"{model_name}: {HIDDEN_NAME}"
        try:
            url = reverse(f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_change", args=[record.pk])
        except NoReverseMatch:
            return f"{model_name}: {record}"
        return format_html('{}: <a href="{}">{}</a>', model_name, url, record)


def others(record: Model, number: int) -> list[str]:
    """Return the text that says how many rows of the model of `record` have no name; [] if there are none."""
    return [f"{capfirst(str(record._meta.verbose_name))}: và {number} bản ghi khác"] if number > 0 else []
