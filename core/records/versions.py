"""The stored versions of a record for readers: when, by whom, and which fields, relations and parts changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from os.path import commonprefix
from typing import Any, TypeAlias

from django.contrib.admin.utils import display_for_field
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Field, FileField, Model, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst

from core.records.history import FIRST_VERSION
from core.records.history_rows import DELETED, HistoryEntry, RelatedRows, entries_of, relations_of
from core.uploads.file_types import type_of_name
from core.vietnamese.numbers import format_number

ACTIONS = {"+": "thêm", "~": "sửa", "-": "xóa"}
STORED_BEFORE = "đã có"  # instead of "thêm" for the values that were there before the history began
UNKNOWN = "–"
PAGE_SIZE = 50  # rows of the history of a record and of its parts
TEXT_LENGTH = 240  # characters of a long value, around the place where it differs
BEFORE_DIFFERENCE = 60

RowsFor: TypeAlias = Callable[
    [type[Model]], "QuerySet[Any]"
]  # the rows of a model with what their names need; Any: of all models


@dataclass(frozen=True)
class Change:
    """One field that a version changed; `old` and `new` are the values as displayed."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class PartChange:
    """One part that was added, changed or deleted, such as a file."""

    action: str
    name: str
    changes: tuple[Change, ...]


@dataclass
class Version:
    """What was saved together; `user_name` is "" if the account is unknown or deleted.

    `history_id` is that of the record's own row, None if only parts changed or the record was deleted.
    """

    saved_at: datetime
    user_name: str
    action: str
    reason: str
    history_id: int | None = None
    is_newest: bool = False
    changes: tuple[Change, ...] = ()
    parts: list[PartChange] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """A model whose rows are parts of a record, with the name of their foreign key to it."""

    model: type[Model]
    owner: str

    @property
    def column(self) -> str:
        """The name of the column of the foreign key."""
        return str(getattr(self.model, self.owner).field.attname)


class VersionPage:
    """One page of the versions of a record and of its parts, the newest first."""

    def __init__(self, record: Model, parts: Sequence[Part], rows_for: RowsFor, number: int = 1) -> None:
        self.number = number
        models = [type(record), *(part.model for part in parts)]
        filters = [record._meta.pk.attname, *(part.column for part in parts)]
        start = (number - 1) * PAGE_SIZE
        entries = entries_of(list(zip(models, filters, strict=True)), record.pk, start, PAGE_SIZE + 1)
        self.has_older = len(entries) > PAGE_SIZE
        self.entries = entries[:PAGE_SIZE]
        rows = [row for entry in self.entries for row in (entry.new, entry.old) if row is not None]
        self.relations = relations_of(rows)
        self.related = RelatedRows(rows, self.relations, rows_for, [record])
        user_ids = {entry.new.history_user_id for entry in self.entries if entry.new.history_user_id}
        self.users = get_user_model()._default_manager.in_bulk(user_ids) if user_ids else {}

    def versions(self) -> list[Version]:
        """Return the versions of the page: rows of one moment and one user were saved together."""
        versions: list[Version] = []
        open_versions: dict[tuple[datetime, int | None], Version] = {}
        for entry in self.entries:
            key = (entry.new.history_date, entry.new.history_user_id)
            if entry.table == 0 or key not in open_versions:
                version = self.version(entry)
                versions.append(version)
                open_versions.setdefault(key, version)
            if entry.table:
                open_versions[key].parts.append(self.part_change(entry))
        if versions and self.number == 1:
            versions[0].is_newest = True
        return versions

    def version(self, entry: HistoryEntry) -> Version:
        """Return the version that begins with a row; that of a part says nothing about the record itself."""
        row = entry.new
        is_own = entry.table == 0
        reason = row.history_change_reason or ""
        return Version(
            saved_at=row.history_date,
            user_name=str(self.users.get(row.history_user_id, "")),
            action=action_of(row) if is_own else ACTIONS["~"],
            reason=reason,
            history_id=row.history_id if is_own and row.history_type != "-" else None,
            changes=tuple(self.changes(entry)) if is_own else (),
        )

    def part_change(self, entry: HistoryEntry) -> PartChange:
        """Return what happened to a part; a new one is named with its file."""
        row = entry.new
        name = named_part(row.instance_type, self.related.name_of(row))
        if row.history_type == "+":
            files = [file_text(row, each) for each in row.tracked_fields if isinstance(each, FileField)]
            texts = [text for text in files if text != UNKNOWN]
            name += f" ({'; '.join(texts)})" if texts else ""
        return PartChange(action_of(row), name, tuple(self.changes(entry)))

    def changes(self, entry: HistoryEntry) -> Iterator[Change]:
        """Yield the fields and relations in which two history rows differ, in the order of the model."""
        new, old = entry.new, entry.old
        if old is None or new.history_type == "-":
            return
        for column in new.tracked_fields:
            if column.editable and getattr(old, column.attname) != getattr(new, column.attname):
                texts = shortened(self.text_of(old, column), self.text_of(new, column))
                yield Change(capfirst(str(column.verbose_name)), *texts)
        for relation in new._history_m2m_fields:
            pks = [self.relations.get((type(row), row.history_id, relation.name), []) for row in (old, new)]
            if old.relations_stored and new.relations_stored and set(pks[0]) != set(pks[1]):
                names = [", ".join(self.related.name(relation.related_model, pk) for pk in each) or UNKNOWN for each in pks]
                yield Change(capfirst(str(relation.verbose_name)), *names)

    def text_of(self, row: Any, column: Field[Any, Any]) -> str:  # Any: simple_history makes the class of a row at run time
        """Return the value of a column of a history row as text."""
        return value_text(row, column, self.related)


def action_of(row: Any) -> str:  # Any: simple_history makes the class of a history row at run time
    """Return what a history row says was done to the record."""
    return STORED_BEFORE if row.history_change_reason == FIRST_VERSION else ACTIONS[row.history_type]


def changes(new: Any, old: Any) -> Iterator[Change]:  # Any: simple_history makes the class of a history row at run time
    """Yield the columns in which two history rows differ, in the order of the model."""
    for column in new.tracked_fields:
        if column.editable and getattr(old, column.attname) != getattr(new, column.attname):
            show = file_text if isinstance(column, FileField) else display_value
            yield Change(capfirst(str(column.verbose_name)), show(old, column), show(new, column))


def named_part(model: type[Model], name: str) -> str:
    """Return the kind and the name of a part; the kind alone for a part without name."""
    kind = capfirst(str(model._meta.verbose_name))
    return f"{kind} “{name}”" if name else kind


def value_text(row: Any, column: Field[Any, Any], related: RelatedRows) -> str:  # Any: as above; columns of all types
    """Return the value of a column of a history row as text, with the names of `related` records."""
    if isinstance(column, FileField):
        return file_text(row, column)
    if column.is_relation:
        pk = getattr(row, column.attname)
        return UNKNOWN if pk is None or column.related_model is None else related.name(column.related_model, pk)
    return display_value(row, column)


def file_text(row: Any, column: FileField) -> str:  # Any: as above
    """Return what is known of a file: its type and size; its hash where no size is stored."""
    name = getattr(row, column.attname)
    if not name:
        return UNKNOWN
    file_type = type_of_name(str(name))
    prefix = getattr(column, "prefix", "")
    size, width, height = (getattr(row, f"{prefix}{each}", None) for each in ("size", "width", "height"))
    texts = [file_type.name if file_type else "tệp"]
    if size:
        texts.append(filesizeformat(size))
    elif width and height:
        texts.append(f"{width} × {height}")
    digest = getattr(row, f"{prefix}sha256", "")
    return ", ".join([*texts, *([f"mã {digest[:8]}"] if digest else [])])


def shortened(old: str, new: str) -> tuple[str, str]:
    """Return two long texts from a little before the place where they differ."""
    if max(len(old), len(new)) <= TEXT_LENGTH:
        return old, new
    start = max(0, len(commonprefix([old, new])) - BEFORE_DIFFERENCE)
    return excerpt(old, start), excerpt(new, start)


def excerpt(text: str, start: int) -> str:
    """Return TEXT_LENGTH characters of a text, with an ellipsis where it is cut."""
    part = text[start : start + TEXT_LENGTH]
    return f"{'…' if start else ''}{part}{'…' if start + TEXT_LENGTH < len(text) else ''}"


def display_value(row: Model, field: Field[Any, Any]) -> str:  # Any: fields of all value types
    """Return the value of a field of a history row as text; the record of a foreign key may be deleted."""
    try:
        value = getattr(row, field.name)
    except ObjectDoesNotExist:
        return DELETED
    if field.is_relation:
        return UNKNOWN if value is None else str(value)
    if isinstance(value, Decimal):
        return format_number(value)
    return str(display_for_field(value, field, UNKNOWN))
