"""Former addresses of public pages: where they lead now, and which records of others had the address of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest, HttpResponsePermanentRedirect, QueryDict

from core.models import Addressed, FormerAddress, Keyed
from core.models.addressed import key_path

KEYED_TABLES_OF_PARAMETERS: dict[str, Sequence[tuple[str, str]]] = {
    "hd": [("councils", "(.+)")],
    "chuyen-muc": [("categories", "(.+)")],
    "loai": [("resolution_classes", "(.+)")],
    "linh-vuc": [("fields", "(.+)")],
    "ky-hop": [("terms", "(.+)-[0-9]+")],
    "co-quan": [("councils", r"(.+)\..+"), ("bodies", r"(?:.+\.)?([^.]+)")],
}


def records_of(rows: Iterable[FormerAddress]) -> list[Any]:  # Any: records of all models
    """Return the records of former addresses in the same order, each once; those that were deleted are left out."""
    ids_by_kind: dict[str, dict[int, None]] = {}
    ordered = list(dict.fromkeys((row.kind, row.object_id) for row in rows))
    for kind, object_id in ordered:
        ids_by_kind.setdefault(kind, {})[object_id] = None
    records = {kind: apps.get_model(kind)._default_manager.in_bulk(list(ids)) for kind, ids in ids_by_kind.items()}
    return [records[kind][object_id] for kind, object_id in ordered if object_id in records[kind]]


def other_public_records_at(path: str, record: Model) -> list[Any]:  # Any: as above
    """Return the public records whose address was `path` before that of `record`; one query if there is none."""
    others = [other for other in records_of(FormerAddress.objects.at([path])) if other != record]
    return [other for other in others if is_public(other)]


def is_public(record: Model) -> bool:
    """Return whether the public sees the page of `record` now."""
    return isinstance(record, Addressed) and bool(record.stored_public_path())


def redirect_from_former_keys(request: HttpRequest) -> HttpResponsePermanentRedirect | None:
    """Return a redirect to the same list if a parameter of the query has a former key that no record has now, else None."""
    query = request.GET.copy()
    former = {path for name in KEYED_TABLES_OF_PARAMETERS for path, *_ in former_parts(query, name)}
    if not former:
        return None
    current = current_keys(FormerAddress.objects.at(former))
    if not current:
        return None
    for name in KEYED_TABLES_OF_PARAMETERS:
        for path, start, end in reversed(list(former_parts(query, name))):
            if path in current:
                value = query[name]
                query[name] = f"{value[:start]}{current[path]}{value[end:]}"
    if query == request.GET:
        return None
    return HttpResponsePermanentRedirect(f"{request.path}?{query.urlencode()}")


def former_parts(query: QueryDict, name: str) -> list[tuple[str, int, int]]:
    """Return the keys in the value of a parameter: the path of a former one, and where the key begins and ends."""
    parts = []
    for table, pattern in KEYED_TABLES_OF_PARAMETERS[name]:
        if match := re.fullmatch(pattern, query.get(name, "")[:300]):
            parts.append((key_path(table, match[1]), *match.span(1)))
    return parts


def current_keys(rows: Iterable[FormerAddress]) -> Mapping[str, str]:
    """Return the present key for the path of each former one; none where a record has the former key now."""
    keys: dict[str, str] = {}
    rows = list(rows)
    records = {(record._meta.label_lower, record.pk): record for record in records_of(rows)}
    for row in rows:
        record = records.get((row.kind, row.object_id))
        if not isinstance(record, Keyed) or row.path in keys:
            continue
        former = row.path.removeprefix(key_path(record.CSV_TABLE, ""))
        if not type(record)._default_manager.filter(**{record.KEY_FIELD: former}).exists():
            keys[row.path] = getattr(record, record.KEY_FIELD)
    return keys
