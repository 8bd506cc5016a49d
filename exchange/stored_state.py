"""What the rows of a run find stored: whether it is what the trial run has found, and whose work the run overwrites.

The trial run prints a code: the moment, and a hash of the stored values in the columns that the rows set. A run with this
code stores nothing if they differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from core.records.authors import authors_since
from core.records.models import Record
from core.vietnamese.dates import short_moment
from exchange.load_result import LoadError
from exchange.record_table import RecordTable, concrete_field
from exchange.rows import ParsedRow

LOAD_REASON = "nạp từ sổ"  # the beginning of the reason in the history of each loaded record
DIGEST_LENGTH, BASE = 10, 36
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MAX_NOTICES = 20
NO_CODE = "“{code}” không phải mã của một lần chạy thử; hãy chép lại nguyên mã mà --dry-run in ra."
CHANGED = "{name} đã đổi sau lần chạy thử: {author}. Hãy xem lại dòng này, chạy thử lại rồi nạp với mã mới."
CHANGED_SOMEWHERE = (
    "Dữ liệu đã lưu hoặc các sổ không còn như lần chạy thử lúc {moment}, và không có lịch sử cho biết dòng nào (bản ghi bị xóa, "
    "loại bản ghi không có lịch sử, hoặc sổ đã sửa). Hãy chạy thử lại rồi nạp với mã mới."
)
OVERWRITES = "{file}, dòng {row}: ghi đè lần sửa của {name} lúc {moment}, sau lần nạp trước ({columns})."
MORE_OVERWRITTEN = "Và {count} dòng khác ghi đè lần sửa của người dùng sau lần nạp trước."


def to_base(number: int) -> str:
    """Return a number in the digits of the code."""
    text = ""
    while number:
        number, digit = divmod(number, BASE)
        text = DIGITS[digit] + text
    return text or "0"


@dataclass(frozen=True)
class StateCode:
    """The code of a trial run, as `--preview` takes it."""

    moment: datetime
    digest: str

    def __str__(self) -> str:
        return f"{to_base(int(self.moment.timestamp()))}-{self.digest}"

    @classmethod
    def parse(cls, text: str) -> StateCode:
        """Return the code that `text` is. Raises ValidationError."""
        moment, _, digest = text.strip().lower().partition("-")
        is_digest = len(digest) == DIGEST_LENGTH and set(digest) <= set(DIGITS[:16])
        if not (moment.isascii() and moment.isalnum() and len(moment) <= 7 and is_digest):
            raise ValidationError(NO_CODE.format(code=text[:50]))
        return cls(datetime.fromtimestamp(int(moment, BASE), UTC), digest)


@dataclass(frozen=True)
class StoredRow:
    """What one row of a file finds stored; `pk` is None if the row adds a record."""

    model: type[Record]
    pk: int | None
    name: str
    digest: str


def digest_of(parsed: ParsedRow, stored: Record | None) -> str:
    """Return a hash of the stored values in the columns that a row sets."""
    if stored is None:
        return ""
    values = {
        name: getattr(stored, concrete_field(type(stored), name).attname) for name in parsed.values if hasattr(stored, name)
    }
    values |= {name: getattr(stored, name).name for name in parsed.files}
    values |= {name: sorted(getattr(stored, name).values_list("pk", flat=True)) for name in parsed.many_to_many}
    lines = [f"{stored.pk}", *(f"{name}={values[name]}" for name in sorted(values))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass
class StoredState:
    """What the rows of one run find stored, by file and number, and which columns they change."""

    started: datetime = field(default_factory=timezone.now)
    rows: dict[tuple[str, int], StoredRow] = field(default_factory=dict)
    changed: dict[tuple[str, int], dict[str, object]] = field(default_factory=dict)  # the values before, by attribute name

    def note(self, table: RecordTable, parsed: ParsedRow, stored: Record | None) -> None:
        """Note what a row finds; a row that is tried again finds it again."""
        pk = None if stored is None else stored.pk
        name = "" if stored is None or stored.is_personal else str(stored)
        self.rows[table.file, parsed.row.number] = StoredRow(table.model, pk, name, digest_of(parsed, stored))

    def note_changed(self, table: RecordTable, parsed: ParsedRow, before: dict[str, object], after: dict[str, object]) -> None:
        """Note the columns that a row changes, with the values before."""
        values = {name: value for name, value in before.items() if value != after.get(name)}
        self.changed[table.file, parsed.row.number] = values

    @property
    def code(self) -> StateCode:
        """The code of the run."""
        lines = sorted(f"{file} {number} {row.digest}" for (file, number), row in self.rows.items())
        return StateCode(self.started, hashlib.sha256("\n".join(lines).encode()).hexdigest()[:DIGEST_LENGTH])

    def errors_since(self, preview: StateCode) -> Iterator[LoadError]:
        """Yield an error for each row that finds something newer than the trial run `preview`; none if nothing differs."""
        if self.code.digest == preview.digest:
            return
        is_named = False
        for model, numbers in self.by_model().items():
            authors = authors_since(model, numbers, preview.moment, None, without=self.own_history)
            for pk, author in sorted(authors.items(), key=lambda item: numbers[item[0]]):
                file, number = numbers[pk]
                name = self.rows[file, number].name or f"Bản ghi số {pk}"
                yield LoadError(file, number, "", "", CHANGED.format(name=f"“{name}”", author=author.sentence("sửa")))
                is_named = True
        if not is_named:
            yield LoadError("", 1, "", "", CHANGED_SOMEWHERE.format(moment=short_moment(preview.moment)))

    @property
    def own_history(self) -> Q:
        """The condition of the history rows that the run itself has written."""
        return Q(history_change_reason__startswith=LOAD_REASON, history_date__gte=self.started)

    def by_model(self) -> dict[type[Record], dict[int, tuple[str, int]]]:
        """Return the file and number of each row that finds a stored record, by model and primary key."""
        by_model: dict[type[Record], dict[int, tuple[str, int]]] = {}
        for place, row in self.rows.items():
            if row.pk is not None:
                by_model.setdefault(row.model, {})[row.pk] = place
        return by_model

    def notices(self) -> list[str]:
        """Return a sentence for each row that overwrites what a person has saved since the record was last loaded."""
        sentences = [sentence for model in self.by_model() if hasattr(model, "history") for sentence in self.overwritten(model)]
        more = len(sentences) - MAX_NOTICES
        return sentences[:MAX_NOTICES] + ([MORE_OVERWRITTEN.format(count=more)] if more > 0 else [])

    def overwritten(self, model: type[Record]) -> Iterator[str]:
        """Yield the sentences of the rows of one model."""
        places = {row.pk: place for place, row in self.rows.items() if row.model is model and place in self.changed}
        if not places:
            return
        history = model.history.filter(id__in=places, history_date__lt=self.started)  # type: ignore[attr-defined]  # simple_history
        loaded: dict[int, Any] = {}  # Any: rows of a history table
        edited: dict[int, Any] = {}  # Any: as above
        for row in history.order_by("history_date", "history_id"):
            if (row.history_change_reason or "").startswith(LOAD_REASON):
                loaded[row.id] = row
                edited.pop(row.id, None)
            elif row.history_user_id:
                edited[row.id] = row
        users = get_user_model()._default_manager.in_bulk({row.history_user_id for row in edited.values()})
        for pk, row in sorted(edited.items(), key=lambda item: places[item[0]]):
            file, number = places[pk]
            if labels := self.labels(model, self.changed[file, number], loaded.get(pk)):
                name, moment = users.get(row.history_user_id, "một tài khoản đã xóa"), short_moment(row.history_date)
                yield OVERWRITES.format(file=file, row=number, name=name, moment=moment, columns=", ".join(labels))

    def labels(self, model: type[Record], values: dict[str, object], loaded: Any) -> list[str]:  # Any: as above
        """Return the names of the columns whose `values` a person has set since the record was `loaded`."""
        columns = {column.attname: column for column in model._meta.concrete_fields if column.editable}
        return [
            str(columns[name].verbose_name)
            for name, value in values.items()
            if name in columns and (loaded is None or getattr(loaded, name, None) != value)
        ]
