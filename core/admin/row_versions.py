"""The versions of the rows that a page displays: signed in the page, compared when the page is posted.

A list posts them in `_versions`, a page about one record in `_version`. They hold no value of a record, only a short hash of
each column, so that they also say which columns another person has changed since.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from os.path import commonprefix
from typing import Any, Self

from django.conf import settings
from django.core import signing
from django.db.models import Field, JSONField, Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator

from core.records.authors import Author, authors_since
from core.records.keys import NormalFormField
from core.records.models import Record
from core.records.versions import changes

ROW_VERSION, ROW_VERSIONS = "_version", "_versions"  # the names of the hidden inputs
SALT = "core.admin.row_versions"
DIGEST_LENGTH = 4  # characters for each column: 24 bits
COMPUTED_COLUMNS = frozenset({"search_key", "sort_key", "last_login"})  # of no person's doing
VALUE_LENGTH = 60  # characters of a value in a sentence
UNKNOWN_VERSION = "không rõ trang được mở từ bản nào"
DELETED = "đã bị xóa, hoặc bạn không xem được nữa"


@cache
def compared_columns(model: type[Model]) -> tuple[Field[Any, Any], ...]:  # Any: fields of all value types
    """Return the columns of `model` that a person sets, directly or by an action."""
    return tuple(
        column
        for column in model._meta.concrete_fields
        if not (column.primary_key or column.generated or isinstance(column, NormalFormField) or column.name in COMPUTED_COLUMNS)
        and (column.editable or not isinstance(column, JSONField))
    )


@cache
def digest_key(secret_key: str) -> bytes:
    """Return the key of the hashes: without it nobody can compare a hash with a guessed value."""
    return hashlib.sha256(f"{SALT}{secret_key}".encode()).digest()


def value_digest(value: object) -> str:
    """Return a hash of one value."""
    text = "\0" if value is None else f"{value}"
    digest = hashlib.blake2b(text.encode(), key=digest_key(settings.SECRET_KEY), digest_size=DIGEST_LENGTH * 3 // 4).digest()
    return urlsafe_b64encode(digest).decode()


def row_digest(row: Model) -> str:
    """Return the hashes of the compared columns of `row`, one after the other."""
    return "".join(value_digest(getattr(row, column.attname)) for column in compared_columns(type(row)))


def digest_of_rows(rows: Iterable[Model]) -> str:
    """Return a hash of the records among `rows`; a row that no person writes, such as one of page views, does not count."""
    lines = sorted(f"{row._meta.label} {row.pk} {row_digest(row)}" for row in rows if isinstance(row, Record))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def digests_by_column(model: type[Model], digest: str) -> dict[str, str]:
    """Return the hash of each column, by the name of its attribute, of what `row_digest` returned."""
    columns = compared_columns(model)
    parts = [digest[start : start + DIGEST_LENGTH] for start in range(0, len(digest), DIGEST_LENGTH)]
    return {column.attname: part for column, part in zip(columns, parts, strict=False)}


@dataclass(frozen=True)
class RowVersions:
    """The rows of one model as a page displayed them at the moment `at`: their digests by primary key.

    `extra` is a hash of what else the page displayed, such as the rows that a deletion deletes too.
    """

    model: type[Model]
    at: datetime
    digests: Mapping[int, str]
    extra: str = ""

    @classmethod
    def of(cls, model: type[Model], rows: Iterable[Model], *, at: datetime | None = None, extra: str = "") -> Self:
        """Return the versions of `rows`, as they are loaded."""
        return cls(model, at or timezone.now(), {row.pk: row_digest(row) for row in rows}, extra)

    @classmethod
    def read(cls, text: str | None, model: type[Model], user_id: int | None) -> Self | None:
        """Return what `token` returned for `user_id`; None if it is missing, of another kind or user, or was altered."""
        try:
            kind, reader, moment, digests, extra = signing.loads(text or "", salt=SALT)
            at = parse_datetime(moment)
            if at is None or (kind, reader) != (model._meta.label_lower, user_id):
                return None
            return cls(model, at, {int(pk): digest for pk, digest in digests.items()}, extra)
        except (signing.BadSignature, TypeError, ValueError):
            return None

    def token(self, user_id: int | None) -> str:
        """Return the versions as a signed text for the hidden input of a page."""
        content = [self.model._meta.label_lower, user_id, self.at.isoformat(), dict(self.digests), self.extra]
        return signing.dumps(content, salt=SALT, compress=True)

    def changed_columns(self, row: Model) -> list[Field[Any, Any]]:  # Any: as above
        """Return the columns in which `row` differs from what was displayed; [] for a row that was not displayed."""
        before = digests_by_column(self.model, self.digests.get(row.pk, ""))
        now = digests_by_column(self.model, row_digest(row))
        return [
            column
            for column in compared_columns(self.model)
            if column.attname in before and before[column.attname] != now[column.attname]
        ]


@dataclass(frozen=True)
class RowChange:
    """A row that another person has changed since a page displayed it; `row` is None if it is gone."""

    pk: int
    row: Model | None
    author: Author
    values: Sequence[str] = field(default_factory=list)  # "tiêu đề: cũ → mới", or only the name of the column
    is_unknown: bool = False  # the page does not say from which version it was opened

    @property
    def name(self) -> str:
        """The name of the row, as far as it is known."""
        return str(self.row) if self.row is not None else self.author.record_name or f"Bản ghi số {self.pk}"

    @property
    def text(self) -> str:
        """What happened: who, when and which columns."""
        if self.row is None:
            return self.author.sentence("xóa") if self.author.name else DELETED
        if self.is_unknown:
            return UNKNOWN_VERSION
        return f"{self.author.sentence('sửa')}{': ' if self.values else ''}{'; '.join(self.values)}"


def shortened(old: str, new: str) -> str:
    """Return two values as "old → new", both from shortly before the first difference if they are long."""
    start = old.rfind(" ", 0, max(0, len(commonprefix([old, new])) - VALUE_LENGTH // 3)) + 1
    if max(len(old), len(new)) > VALUE_LENGTH and start > 0:
        old, new = f"…{old[start:]}", f"…{new[start:]}"
    return " → ".join(Truncator(value).chars(VALUE_LENGTH) for value in (old, new))


def value_sentences(row: Model, columns: Iterable[Field[Any, Any]], at: datetime) -> list[str]:  # Any: as above
    """Return the changed `columns` of `row` in words: old and new value where the history has them, else the name."""
    texts: dict[str, str] = {}
    if hasattr(row, "history"):
        rows = row.history.order_by("-history_date", "-history_id")
        newest, before = rows.first(), rows.filter(history_date__lte=at).first()
        for change in changes(newest, before) if newest and before else ():
            texts[change.label.lower()] = shortened(change.old, change.new)
    labels = [str(column.verbose_name) for column in columns if column.editable or str(column.verbose_name).lower() in texts]
    return [f"{label}: {texts[label.lower()]}" if label.lower() in texts else label for label in labels]


def changes_since(
    versions: RowVersions | None, model: type[Model], pks: Sequence[int], rows: Mapping[int, Model], user_id: int | None
) -> list[RowChange]:
    """Return those of the rows `pks` that differ from what a page displayed; `rows` are those that are there now.

    Without `versions` it is unknown what the page displayed: then each row is one of them.
    """
    differing: dict[int, list[Field[Any, Any]]] = {}  # Any: as above
    unknown: set[int] = set()
    for pk in pks:
        row = rows.get(pk)
        if versions is None or (pk not in versions.digests and row is not None):
            unknown.add(pk)
        elif row is None or (columns := versions.changed_columns(row)):
            differing[pk] = [] if row is None else columns
    at = versions.at if versions else timezone.now()
    authors = authors_since(model, differing, at, user_id) if differing else {}
    return [
        RowChange(
            pk,
            row := rows.get(pk),
            authors.get(pk, Author()),
            value_sentences(row, differing[pk], at) if row is not None and pk in differing else [],
            is_unknown=pk in unknown,
        )
        for pk in pks
        if pk in differing or pk in unknown
    ]


def locked_rows(queryset: QuerySet[Any]) -> dict[int, Any]:  # Any: rows of all models
    """Return the rows of `queryset` by primary key; no other transaction changes them until the present one ends."""
    model, pks = queryset.model, list(queryset.order_by().values_list("pk", flat=True))
    rows = model._default_manager.select_for_update(of=("self",), no_key=True).filter(pk__in=pks).order_by("pk")
    return {row.pk: row for row in rows}


def record_token(request: HttpRequest, record: Model, *, extra: str = "") -> str:
    """Return the token of a page about one record."""
    return RowVersions.of(type(record), [record], extra=extra).token(request.user.pk)


def record_changes(request: HttpRequest, record: Model, *, extra: Callable[[], str] = lambda: "") -> list[RowChange]:
    """Return what another person has changed since the posted page about `record` was opened; call it in a transaction.

    It locks the row. `extra` returns the hash of what else the page displays, as it is now.
    """
    model = type(record)
    versions = RowVersions.read(request.POST.get(ROW_VERSION), model, request.user.pk)
    rows = locked_rows(model._default_manager.filter(pk=record.pk))
    changed = changes_since(versions, model, [record.pk], rows, request.user.pk)
    if not changed and versions and versions.extra != extra():
        return [RowChange(record.pk, rows.get(record.pk), Author(), ["những bản ghi đi kèm"])]
    return changed
