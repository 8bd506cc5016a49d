"""Former addresses of public pages: where they lead now, and which records of others had the address of a page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponsePermanentRedirect, QueryDict

from core.models import Addressed, FormerAddress, Keyed
from core.models.addressed import key_path
from core.models.querysets import records_of

KEYED_TABLES_OF_PARAMETERS: dict[str, Sequence[tuple[str, str]]] = {
    "hd": [("councils", "(.+)")],
    "chuyen-muc": [("categories", "(.+)")],
    "loai": [("resolution_classes", "(.+)")],
    "linh-vuc": [("fields", "(.+)")],
    "ky-hop": [("terms", "(.+)-[0-9]+")],
    "co-quan": [("councils", r"(.+)\..+"), ("bodies", r"(?:.+\.)?([^.]+)")],
}


def records_at(rows: Iterable[FormerAddress]) -> list[Any]:  # Any: records of all models
    """Return the records of former addresses in the same order, each once; those that were deleted are left out."""
    return list(records_of((row.kind, row.object_id) for row in rows).values())


def other_public_records_at(path: str, record: Model) -> list[Any]:  # Any: as above
    """Return the public records whose address was `path` before that of `record`; one query if there is none."""
    others = [other for other in records_at(FormerAddress.objects.at([path])) if other != record]
    return [other for other in others if is_public(other)]


def is_public(record: Model) -> bool:
    """Return whether the public sees the page of `record` now."""
    return isinstance(record, Addressed) and bool(record.stored_public_path())


def redirect_from_former_keys(request: HttpRequest) -> HttpResponsePermanentRedirect | None:
    """Return a redirect to the same list if a parameter of the query has a former key that no record has now, else None."""
    query = request.GET.copy()
    parts = [(name, *part) for name in KEYED_TABLES_OF_PARAMETERS for part in former_parts(query, name)]
    current = current_keys({path for _, path, *_ in parts})
    for name, path, start, end in reversed(parts):  # the last part of a value first, so that the places before it stay
        if path in current:
            value = query[name]
            query[name] = f"{value[:start]}{current[path]}{value[end:]}"
    return HttpResponsePermanentRedirect(f"{request.path}?{query.urlencode()}") if current else None


def former_parts(query: QueryDict, name: str) -> list[tuple[str, int, int]]:
    """Return the keys in the value of a parameter: the path of a former one, and where the key begins and ends."""
    parts = []
    for table, pattern in KEYED_TABLES_OF_PARAMETERS[name]:
        if match := re.fullmatch(pattern, query.get(name, "")[:300]):
            parts.append((key_path(table, match[1]), *match.span(1)))
    return parts


def current_keys(paths: Collection[str]) -> Mapping[str, str]:
    """Return the present key for each of `paths` that is a former one; none where a record has the former key now."""
    rows = list(FormerAddress.objects.at(paths)) if paths else []
    records = records_of((row.kind, row.object_id) for row in rows)
    keys: dict[str, str] = {}
    for row in reversed(rows):  # the newest row of a path wins
        record = records.get((row.kind, row.object_id))
        if record and not is_key_of_another(row.path, record):
            keys[row.path] = getattr(record, record.KEY_FIELD)
    return keys


def is_key_of_another(path: str, record: Keyed) -> bool:
    """Return whether the key that `path` names, formerly that of `record`, is that of another record now."""
    key = path.removeprefix(key_path(record.CSV_TABLE, ""))
    return type(record)._default_manager.filter(**{record.KEY_FIELD: key}).exists()
