"""What two people changed in the same place of a form: the three values, who changed it, and the choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.utils import timezone

from core.admin.form_texts import Passage, passages
from core.admin.related_fields import is_primary_key
from core.vietnamese.dates import short_moment

CHOICE = "_choice-"  # and the key of the conflict
MINE, THEIRS = "mine", "theirs"
MAX_VERSIONS = 50  # of a record, in which the author of a change is looked for


@dataclass(frozen=True)
class Author:
    """Who saved a change, and when; "" if that is not recorded."""

    name: str = ""
    at: datetime | None = None

    def __str__(self) -> str:
        moment = short_moment(timezone.localtime(self.at)) if self.at else ""
        return ", ".join(filter(None, [self.name or "người khác", moment]))


@dataclass(frozen=True)
class Change:
    """A change of somebody else: the label of the field, and who saved it."""

    label: str
    author: Author = field(default_factory=Author)

    def __str__(self) -> str:
        return f"{self.label} ({self.author})"


@dataclass(frozen=True)
class Conflict:
    """One field or row that the user and somebody else changed in different ways.

    `before` is the text that the form was opened with, None if that is unknown. `digest` is that of the stored value.
    `posted` are inputs to post again, for a field that is no longer in the form; such a value cannot be chosen.
    """

    key: str
    label: str
    before: str | None
    theirs: str
    mine: str
    digest: str
    author: Author = field(default_factory=Author)
    is_possible: bool = True
    mine_label: str = "Lấy của bạn"
    theirs_label: str = "Lấy bản đang lưu"
    posted: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name of the inputs with which the user chooses."""
        return f"{CHOICE}{self.key}"

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The value and the label of each input."""
        mine = [(f"{MINE}:{self.digest}", self.mine_label)] if self.is_possible else []
        return [*mine, (f"{THEIRS}:{self.digest}", self.theirs_label)]

    @property
    def before_parts(self) -> list[Passage]:
        """The text before, or its beginning."""
        return passages(None, self.before or "")

    @property
    def theirs_parts(self) -> list[Passage]:
        """The stored text, and what it changed."""
        return passages(self.before, self.theirs)

    @property
    def mine_parts(self) -> list[Passage]:
        """The typed text, and what it changed."""
        return passages(self.theirs if self.before is None else self.before, self.mine)


def choice_of(data: Any, key: str, digest: str) -> str:  # Any: a QueryDict
    """Return which value the user chose, "" if none; a choice against another stored value than the present one is none."""
    choice, _, against = str(data.get(f"{CHOICE}{key}", "")).partition(":")
    return choice if choice in (MINE, THEIRS) and against == digest else ""


def author_of(record: Model, name: str) -> Author:
    """Return who gave the field `name` of a stored `record` its value; unknown for a model or a field without history."""
    history = getattr(record, "history", None)
    field_names = {each.name: each.attname for each in record._meta.concrete_fields}
    attname = field_names.get(name, "")
    if history is None or not hasattr(history.model, attname or "-"):
        return Author()
    rows = list(
        history.order_by("-history_date", "-history_id").values_list("history_date", "history_user_id", attname)[:MAX_VERSIONS]
    )
    last = next((row for row, older in zip(rows, rows[1:], strict=False) if row[2] != older[2]), rows[-1] if rows else None)
    return Author(user_name(last[1]), last[0]) if last else Author()


def last_author(model: Any, pk: str) -> Author:  # Any: a model with or without history
    """Return who saved or deleted the record `pk` last; unknown for a model without history."""
    history = getattr(model, "history", None)
    if history is None:
        return Author()
    rows = history.model.objects.filter(**{model._meta.pk.name: pk}).order_by("-history_date", "-history_id")
    last = rows.values_list("history_user_id", "history_date").first() if is_primary_key(pk) else None
    return Author(user_name(last[0]), last[1]) if last else Author()


def user_name(pk: int | None) -> str:
    """Return the name of an account, "" if there is none."""
    user = get_user_model()._default_manager.filter(pk=pk).first() if pk else None
    return str(user) if user else ""


def sentence_of(changes: Iterable[Change]) -> str:
    """Return the sentence that says which changes of others are in the record beside those of the user."""
    return f"Giữ nguyên phần người khác vừa lưu trong lúc bạn mở biểu mẫu: {'; '.join(map(str, changes))}."
