"""Former addresses of public pages: where they lead now, and which records of others had the address of a page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponsePermanentRedirect, QueryDict

from core.models import Addressed, FormerAddress, Keyed
from core.models.addressed import key_path
from core.models.querysets import records_of

COUNCILS = "councils"  # the CSV table, whose keys are the slugs in addresses
KEYED_TABLES_OF_PARAMETERS: dict[str, Sequence[tuple[str, str]]] = {
    "hd": [(COUNCILS, "(.+)")],
    "chuyen-muc": [("categories", "(.+)")],
    "loai": [("resolution_classes", "(.+)")],
    "linh-vuc": [("fields", "(.+)")],
    "ky-hop": [(COUNCILS, r"(.+)\..+"), ("terms", r"(?:[^.]+\.)?([^.]+?)-(?:chuyen-de-)?[0-9]+")],
    "co-quan": [(COUNCILS, r"(.+)\..+"), ("bodies", r"(?:.+\.)?([^.]+)")],
    "tra-loi": [(COUNCILS, r"(.+)\..+"), ("agencies", r"(?:.+\.)?([^.]+)")],
    "khoa": [("terms", "(.+)")],
}


def records_at(rows: Iterable[FormerAddress]) -> list[Any]:  # Any: records of all models
    """Return the records of former addresses in the same order, each once; those that were deleted are left out."""
    return list(records_of((row.kind, row.object_id) for row in rows).values())


def other_public_records_at(path: str, record: Any) -> list[Any]:  # Any: an Addressed record; as above
    """Return the public records whose address was `path` before that of `record`; one query if there is none.

    A record of a council that had this slug before was at `path` too.
    """
    slug: str = record.council.slug
    rows = list(FormerAddress.objects.at([path, council_path := key_path(COUNCILS, slug)]))
    others = [other for other in records_at(row for row in rows if row.path == path) if is_public(other)]
    for council in records_at(row for row in rows if row.path == council_path):
        others += public_records_of(council, type(record), path.replace(f"/{slug}/", f"/{council.slug}/", 1))
    return [other for other in others if other != record]


def public_records_of(council: Any, model: type[Addressed], path: str) -> list[Any]:  # Any: as above
    """Return the records of `model` that belong to `council` and are public at `path` now."""
    rows: Any = model.public_rows()
    addresses = rows.of(council).order_by().values_list("pk", *model.URL_FIELDS)
    return list(rows.filter(pk__in=[pk for pk, *values in addresses if model.url_from(*values) == path]))


def is_public(record: Model) -> bool:
    """Return whether the public sees the page of `record` now."""
    return isinstance(record, Addressed) and bool(record.stored_public_path())


@dataclass(frozen=True)
class KeyInQuery:
    """A key in the value of a parameter: the path of a former key like it, and where the key begins and ends."""

    name: str
    path: str
    start: int
    end: int

    def replaced(self, query: QueryDict, key: str) -> None:
        """Put `key` into its place in `query`."""
        value = query[self.name]
        query[self.name] = f"{value[: self.start]}{key}{value[self.end :]}"


def keys_in(query: QueryDict) -> list[KeyInQuery]:
    """Return the keys in the parameters of a list, those that stand later in a value first."""
    keys = []
    for name, patterns in KEYED_TABLES_OF_PARAMETERS.items():
        for table, pattern in patterns:
            if match := re.fullmatch(pattern, query.get(name, "")[:300]):
                keys.append(KeyInQuery(name, key_path(table, match[1]), *match.span(1)))
    return keys[::-1]


def former_records(keys: Collection[KeyInQuery]) -> list[tuple[str, Any]]:  # Any: records of all models
    """Return the path of each of `keys` that is a former one, with the record that had it; the newest first."""
    rows = list(FormerAddress.objects.at({key.path for key in keys})) if keys else []
    records = records_of((row.kind, row.object_id) for row in rows)
    return [(row.path, records[row.kind, row.object_id]) for row in rows if (row.kind, row.object_id) in records]


def is_key_of_another(path: str, record: Keyed) -> bool:
    """Return whether the key that `path` names, formerly that of `record`, is that of another record now."""
    key = path.removeprefix(key_path(record.CSV_TABLE, ""))
    return type(record)._default_manager.filter(**{record.KEY_FIELD: key}).exists()


def redirect_from_former_keys(request: HttpRequest) -> HttpResponsePermanentRedirect | None:
    """Return a redirect to the same list if a parameter of the query has a former key that no record has now, else None."""
    keys, query = keys_in(request.GET), request.GET.copy()
    current = {path: record for path, record in reversed(former_records(keys)) if not is_key_of_another(path, record)}
    for key in keys:
        if record := current.get(key.path):
            key.replaced(query, getattr(record, record.KEY_FIELD))
    return HttpResponsePermanentRedirect(f"{request.path}?{query.urlencode()}") if current else None


def lists_of_former_keys(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the name and the URL of the list of each record that had a key of the query before another got it."""
    keys = {key.path: key for key in keys_in(request.GET)}
    links = []
    for path, record in former_records(keys.values()):
        query, present = request.GET.copy(), getattr(record, record.KEY_FIELD)
        keys[path].replaced(query, present)
        if query != request.GET and getattr(record, "is_hosted", True):
            links.append((str(record), f"{request.path}?{query.urlencode()}"))
    return links
