"""The versions of the rows of a grid: a page with all rows of one record, such as the attendance of a sitting."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from core.admin.row_versions import (
    ROW_VERSIONS,
    RowChange,
    RowVersions,
    changes_since,
    digests_by_column,
    locked_rows,
    value_digest,
)
from core.records.authors import Author, authors_since

ADDED = "vừa được ghi thêm"


def grid_name(record: Model) -> str:
    """Return the text that ties the versions of a grid to the `record` whose rows it has."""
    return f"{record._meta.label_lower} {record.pk}"


def grid_token(request: HttpRequest, record: Model, rows: QuerySet[Any], *, is_compared: bool) -> str:  # Any: of all models
    """Return the token of a page with all `rows` of `record`.

    A posted page that has not been compared yet, because of an error in it, keeps its token.
    """
    posted = request.POST.get(ROW_VERSIONS)
    if posted is not None and not is_compared:
        return posted
    return RowVersions.of(rows.model, rows, extra=grid_name(record)).token(request.user.pk)


def grid_versions(request: HttpRequest, record: Model, model: type[Model]) -> RowVersions | None:
    """Return what the posted grid of `record` displayed; None if it does not say so."""
    versions = RowVersions.read(request.POST.get(ROW_VERSIONS), model, request.user.pk)
    return versions if versions is not None and versions.extra == grid_name(record) else None


def grid_changes(request: HttpRequest, record: Model, rows: QuerySet[Any]) -> list[RowChange]:  # Any: as above
    """Return which of the `rows` of `record` others have added, changed or deleted since the posted grid was opened.

    Call it in a transaction: it locks the rows.
    """
    model, user_id = rows.model, request.user.pk
    versions, present = grid_versions(request, record, model), locked_rows(rows)
    if versions is None:
        return [RowChange(record.pk, record, Author(), is_unknown=True)]
    changed = changes_since(versions, model, list(versions.digests), present, user_id)
    added = present.keys() - versions.digests.keys()
    authors = authors_since(model, added, versions.at, user_id) if added else {}
    return changed + [RowChange(pk, present[pk], authors.get(pk, Author()), [ADDED]) for pk in sorted(added)]


def is_untouched(form: ModelForm[Any], digest: str, *columns: str) -> bool:  # Any: as above
    """Return whether a valid form has the values of the row with `digest`, which the posted page displayed.

    `columns` are compared beside those of its fields.
    """
    row = form.instance
    opened = digests_by_column(type(row), digest)
    fields = [column.attname for column in row._meta.concrete_fields if column.name in form.fields]
    return bool(opened) and all(opened[name] == value_digest(getattr(row, name)) for name in (*fields, *columns))
