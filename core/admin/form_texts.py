"""The values of form fields as text for readers, and the passages in which two texts differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import (
    CheckboxInput,
    ChoiceField,
    Field,
    FileField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    NullBooleanField,
)
from django.utils.html import strip_tags

from core.admin.forms import LongText
from core.admin.related_fields import is_primary_key
from core.records.versions import UNKNOWN
from core.vietnamese.forms import ParsedField
from core.vietnamese.text import clean_text

TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
END_OF_BLOCK = re.compile(r"(?:</(?:p|div|li|h[1-6]|tr|blockquote)>|<br\s*/?>)\s*", re.IGNORECASE)
DELETED_RECORD = "bản ghi đã xóa"
SHORT_TEXT = 300  # characters; of longer texts only the passages that differ are displayed
MAX_WORDS = 1200  # of a passage that is compared word by word
CONTEXT_WORDS = 12  # on each side of a passage that differs
WORD = re.compile(r"\S+\s*")


def comparable(field: Field, strings: list[str]) -> Any:  # Any: a value that can be compared, of any type
    """Return the value of `strings`, so that two ways to write the same value are equal."""
    texts = [text for text in strings if text.strip()]
    if isinstance(field, ModelMultipleChoiceField):
        return sorted(texts)
    if isinstance(field.widget, CheckboxInput):
        return bool(field.to_python(texts[-1])) if texts else False
    if len(strings) > 1:
        return texts
    text = clean_text(texts[0], multiline=isinstance(field, LongText)) if texts else ""
    if isinstance(field, ParsedField | NullBooleanField):
        try:
            return field.to_python(text)
        except ValidationError:
            return text
    return text


def is_same(field: Field, one: list[str], other: list[str]) -> bool:
    """Return whether two values of a field, as posted, mean the same."""
    return one == other or bool(comparable(field, one) == comparable(field, other))


def text_of_strings(field: Field, strings: list[str]) -> str:
    """Return the value of `strings` as text for readers."""
    texts = [text for text in strings if text.strip()]
    if isinstance(field, FileField):
        return ", ".join(PurePath(text).name for text in texts) or UNKNOWN
    if isinstance(field.widget, CheckboxInput):
        return "có" if comparable(field, strings) else "không"
    if not texts:
        return UNKNOWN
    if isinstance(field, ModelChoiceField):
        return "; ".join(related_names(field, texts))
    if isinstance(field, ChoiceField | NullBooleanField):
        labels = {str(value): str(label) for value, label in flat_choices(getattr(field.widget, "choices", []))}
        return "; ".join(labels.get(text, labels.get(text.lower(), text)) for text in texts)
    return readable("; ".join(texts))


def flat_choices(choices: Any) -> Iterator[tuple[Any, Any]]:  # Any: as in Django
    """Yield the choices of a widget, also those in groups."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flat_choices(label)
        else:
            yield value, label


def related_names(field: ModelChoiceField[Any], texts: list[str]) -> list[str]:  # Any: of all models
    """Return the names of the records with these primary keys."""
    rows = field.queryset.filter(pk__in=filter(is_primary_key, texts)) if field.queryset is not None else ()
    names = {str(row.pk): str(field.label_from_instance(row)) for row in rows}
    return [names.get(text, DELETED_RECORD) for text in texts]


def readable(text: str) -> str:
    """Return a text without its HTML tags, each block on a line of its own."""
    if not TAG.search(text):
        return text.replace("\r\n", "\n")
    return unescape(strip_tags(END_OF_BLOCK.sub("\n", text))).strip()


@dataclass(frozen=True)
class Passage:
    """A part of a text; `kind` is "same", "added", "removed" or "skipped"."""

    kind: str
    text: str


def passages(before: str | None, after: str) -> list[Passage]:
    """Return `after` in parts that say how it differs from `before`; of a long text only the parts around the differences.

    Without `before`, or if the texts are short, it is one part.
    """
    if before is None or max(len(before), len(after)) <= SHORT_TEXT:
        return [Passage("same", after if len(after) <= 2 * SHORT_TEXT else f"{after[:SHORT_TEXT]} …")]
    old, new = WORD.findall(before), WORD.findall(after)
    start = common_length(old, new)
    end = common_length(old[start:][::-1], new[start:][::-1])
    parts = [*head(new[:start]), *changed_words(old[start : len(old) - end], new[start : len(new) - end])]
    return [*parts, *tail(new[len(new) - end :] if end else [])]


def common_length(one: list[str], other: list[str]) -> int:
    """Return how many words are the same at the beginning of both lists."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))


def changed_words(old: list[str], new: list[str]) -> Iterator[Passage]:
    """Yield the words that were removed, added and left, for the part of a text between the same beginning and end."""
    if max(len(old), len(new)) > MAX_WORDS:
        yield Passage("removed", cut(old))
        yield Passage("added", cut(new))
        return
    for action, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if action == "equal":
            yield from middle(new[new_first:new_last])
            continue
        if last > first:
            yield Passage("removed", "".join(old[first:last]))
        if new_last > new_first:
            yield Passage("added", "".join(new[new_first:new_last]))


def cut(words: list[str]) -> str:
    """Return the beginning of a long passage."""
    return "".join(words[: 5 * CONTEXT_WORDS]) + ("…" if len(words) > 5 * CONTEXT_WORDS else "")


def head(words: list[str]) -> Iterator[Passage]:
    """Yield the end of the words before the first difference."""
    if len(words) > CONTEXT_WORDS:
        yield Passage("skipped", "… ")
    if words:
        yield Passage("same", "".join(words[-CONTEXT_WORDS:]))


def tail(words: list[str]) -> Iterator[Passage]:
    """Yield the beginning of the words after the last difference."""
    if words:
        yield Passage("same", "".join(words[:CONTEXT_WORDS]))
    if len(words) > CONTEXT_WORDS:
        yield Passage("skipped", "…")


def middle(words: list[str]) -> Iterator[Passage]:
    """Yield the words between two differences."""
    if len(words) <= 3 * CONTEXT_WORDS:
        yield Passage("same", "".join(words))
        return
    yield Passage("same", "".join(words[:CONTEXT_WORDS]))
    yield Passage("skipped", "… ")
    yield Passage("same", "".join(words[-CONTEXT_WORDS:]))
