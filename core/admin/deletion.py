"""What a deletion deletes with a record, without the names of records that the user may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from core.records.rights import is_visible, staff_user

HIDDEN_NAME = "bản ghi của HĐND khác"
MAX_NAMES = 5  # the names of protecting records of one model; the others are only counted

NestedNames: TypeAlias = "list[str | NestedNames]"
Deletion: TypeAlias = tuple[list[Any], dict[str, int], set[str], list[str]]  # Any: the first is NestedNames


def deletion_of(records: Iterable[Model], request: HttpRequest, admin_site: AdminSite) -> Deletion:
    """Return what deleting `records` deletes, in the form of Django's `get_deleted_objects`.

    The four parts are: the nested names, the number of other rows of each model, the models that the user may not
    delete, and the names of records that protect them. Rows of tables that only link two records are left out; a row
    of another council is counted but has no name.
    """
    records = list(records)
    if not records:
        return [], {}, set(), []
    collector = NestedObjects(using=router.db_for_write(type(records[0])), origin=records)
    collector.collect(records)
    forbidden: set[str] = set()

    def name(record: Model) -> str:
        if type(record)._meta.auto_created:
            return ""
        if not may_delete(record, request, admin_site):
            forbidden.add(str(record._meta.verbose_name))
        return name_of(record, request, admin_site)

    counts = {}
    for model, rows in collector.model_objs.items():
        opts = model._meta  # type: ignore[attr-defined]  # the stubs have the wrong key: it is the model
        if not opts.auto_created and (count := len(rows.difference(records))):
            counts[opts.verbose_name_plural] = count
    protecting = list(protecting_names(collector.protected, request, admin_site))
    return without_empty_names(collector.nested(name)), counts, forbidden, protecting


def may_delete(record: Model, request: HttpRequest, admin_site: AdminSite) -> bool:
    """Return whether the user may delete `record`; a model without an admin is deleted with its parent."""
    model = type(record)
    if not admin_site.is_registered(model):
        return True
    return admin_site.get_model_admin(model).has_delete_permission(request, record)


def name_of(record: Model, request: HttpRequest, admin_site: AdminSite) -> str:
    """Return the model and the name of `record`, with a link to its change form if it has one."""
    opts = record._meta
    model_name = capfirst(str(opts.verbose_name))
    if not is_visible(record, staff_user(request)):
        return f"{model_name}: {HIDDEN_NAME}"
    try:
        url = reverse(f"{admin_site.name}:{opts.app_label}_{opts.model_name}_change", args=[record.pk])
    except NoReverseMatch:
        return f"{model_name}: {record}"
    return format_html('{}: <a href="{}">{}</a>', model_name, url, record)


def protecting_names(records: Iterable[Model], request: HttpRequest, admin_site: AdminSite) -> Iterator[str]:
    """Yield the names of at most five `records` of each model, and how many more there are."""
    rows_by_model: dict[str, list[Model]] = {}
    for record in sorted(records, key=str):
        rows_by_model.setdefault(str(record._meta.verbose_name), []).append(record)
    for model_name, rows in sorted(rows_by_model.items()):
        yield from dict.fromkeys(name_of(record, request, admin_site) for record in rows[:MAX_NAMES])
        if (more := len(rows) - MAX_NAMES) > 0:
            yield f"{capfirst(model_name)}: và {more} bản ghi khác"


def without_empty_names(nested: NestedNames) -> NestedNames:
    """Return the nested list without empty names and without empty lists."""
    items = [without_empty_names(item) if isinstance(item, list) else item for item in nested]
    return [item for item in items if item]
