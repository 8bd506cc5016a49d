"""Three-way merging of the rows of an inline: each stored row by its primary key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import BaseForm
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.utils.text import capfirst

from core.admin.form_conflicts import MINE, THEIRS, Change, Conflict, choice_of, last_author
from core.admin.form_errors import InlineFormSet
from core.admin.form_merging import FieldMerge, Place
from core.admin.form_texts import is_same, text_of_strings
from core.admin.form_versions import RowValues, Strings, Values, digest_of, pk_name, values_of, versioned_fields
from core.admin.inlines import MAX_INLINE_ROWS, RESTORED
from core.records.versions import UNKNOWN

MAX_ROWS = 2 * MAX_INLINE_ROWS  # of an inline in one request: those stored and as many new ones
DELETED = "(dòng này đã bị xóa)"
DELETES = "(xóa dòng này)"


class RowMerge:
    """The merging of the rows of one inline. `may_change`: the rows have inputs for the user."""

    def __init__(self, merge: FieldMerge, formset: InlineFormSet, *, may_change: bool) -> None:
        self.merge, self.formset, self.may_change = merge, formset, may_change
        self.data, self.prefix = merge.posted.data, str(formset.prefix)
        self.kind = capfirst(str(formset.model._meta.verbose_name))  # type: ignore[union-attr]  # an inline has a model
        self.stored: dict[str, BaseForm] = {str(form.instance.pk): form for form in formset.initial_forms}
        self.before: RowValues = merge.version.rows.get(self.prefix, {})
        self.is_trusted = merge.version.is_trusted
        self.dropped: set[int] = set()
        self.restored: dict[int, str] = {}  # the number of a row to be added again, and its old primary key if undecided

    def merged(self) -> RowValues:
        """Merge the rows and return the values from which they count as opened from now on."""
        values: RowValues = {}
        initial, total = self.count(INITIAL_FORM_COUNT), self.count(TOTAL_FORM_COUNT)
        posted = set()
        for number in range(min(initial, total)):
            pk = self.data.get(self.name(number, pk_name(self.formset)), "")
            posted.add(pk)
            if pk in self.stored:
                row = self.merge_row(number, pk)
                values |= {} if row is None else {pk: row}
            elif pk in self.before or (pk and not self.is_trusted):
                values |= self.merge_deleted_row(number, pk)
        for number in range(initial, total):
            if pk := self.data.get(self.name(number, RESTORED), ""):
                values |= self.merge_deleted_row(number, pk)
        for pk, form in self.stored.items():
            if pk not in posted:
                values[pk] = values_of(form, self.formset)
                if self.is_trusted and pk not in self.before:
                    self.merge.taken.append(Change(f"{self.kind}: thêm dòng mới", last_author(type(form.instance), pk)))  # type: ignore[attr-defined]  # a form of a model
        if self.dropped or self.restored:
            self.renumber(initial, total)
        return values

    def count(self, name: str) -> int:
        """Return a number of the management form, 0 if it is none: Django's own check refuses it."""
        text = self.data.get(f"{self.prefix}-{name}", "")
        return min(int(text), MAX_ROWS) if text.isdecimal() and len(text) < 9 else 0

    def name(self, number: int, field: str) -> str:
        """Return the name of a field of a row in the request."""
        return f"{self.prefix}-{number}-{field}"

    def row_label(self, number: int) -> str:
        """Return the label of a row, as in the summary of errors."""
        return f"{self.kind}, dòng {number + 1}"

    def is_deleted(self, number: int) -> bool:
        """Return whether the user deletes a row."""
        return bool(self.data.get(self.name(number, DELETION_FIELD_NAME)))

    def places(self, number: int, form: Any, pk: str) -> dict[str, Place]:  # Any: a form of a row
        """Return the fields of a row."""
        before = self.before.get(pk)
        return {
            bound.name: Place(
                bound,
                form.instance,
                self.name(number, bound.name),
                f"{self.prefix}:{pk}:{bound.name}",
                f"{self.row_label(number)} – {capfirst(str(bound.label))}",
                None if before is None else before.get(bound.name),
            )
            for bound in versioned_fields(form, self.formset)
        }

    def merge_row(self, number: int, pk: str) -> Values | None:
        """Merge a stored row and return the values from which it counts as opened, None if they stay unknown."""
        form = self.stored[pk]
        if self.is_deleted(number):
            return self.merge_own_deletion(number, pk)
        if not self.may_change:
            return values_of(form, self.formset)
        return self.merge.merge_fields(self.places(number, form, pk))

    def merge_own_deletion(self, number: int, pk: str) -> Values | None:
        """Merge the deletion of a row that somebody else may have changed."""
        form, before = self.stored[pk], self.before.get(pk)
        stored = values_of(form, self.formset)
        places = self.places(number, form, pk)
        if before is not None and all(is_same(place.field, place.stored, place.before or []) for place in places.values()):
            return stored
        key, digest = f"{self.prefix}:{pk}", digest_of(stored)
        choice = choice_of(self.data, key, digest)
        if choice == THEIRS:
            self.data.pop(self.name(number, DELETION_FIELD_NAME), None)
            for place in places.values():
                self.merge.posted.take(place, place.stored)
        if choice:
            return stored
        self.merge.conflicts.append(
            Conflict(
                key=key,
                label=self.row_label(number),
                before=None if before is None else self.text(before),
                theirs=self.text(stored),
                mine=DELETES,
                digest=digest,
                author=last_author(type(form.instance), pk),  # type: ignore[attr-defined]  # a form of a model
                mine_label="Vẫn xóa",
                theirs_label="Giữ dòng đang lưu",
            )
        )
        return before

    def merge_deleted_row(self, number: int, pk: str) -> RowValues:
        """Merge a row that somebody else deleted: it stays deleted unless the user changed it and adds it again."""
        before = self.before.get(pk)
        fields = list(versioned_fields(self.formset.empty_form, self.formset))
        mine = {
            bound.name: self.merge.posted.strings(
                Place(bound, bound.form.instance, self.name(number, bound.name), "", "", (before or {}).get(bound.name))  # type: ignore[attr-defined]  # a form of a model
            )
            for bound in fields
        }
        is_changed = before is None or any(
            not is_same(bound.field, mine[bound.name], before.get(bound.name, [])) for bound in fields
        )
        author = last_author(self.formset.model, pk)
        key, digest = f"{self.prefix}:{pk}", digest_of(DELETED)
        choice = choice_of(self.data, key, digest)
        if self.is_deleted(number) or choice == THEIRS:
            self.dropped.add(number)
        elif not is_changed:
            self.dropped.add(number)
            self.merge.taken.append(Change(f"{self.row_label(number)}: đã xóa", author))
        elif choice == MINE:
            self.restored[number] = ""
        else:
            self.restored[number] = pk
            self.merge.conflicts.append(
                Conflict(
                    key=key,
                    label=self.row_label(number),
                    before=None if before is None else self.text(before),
                    theirs=DELETED,
                    mine=self.text(mine),
                    digest=digest,
                    author=author,
                    mine_label="Thêm lại dòng này",
                    theirs_label="Để nguyên là đã xóa",
                )
            )
            return {} if before is None else {pk: before}
        return {}

    def text(self, values: Mapping[str, Strings]) -> str:
        """Return the fields of a row that are not empty, each on a line of its own."""
        lines = []
        for bound in versioned_fields(self.formset.empty_form, self.formset):
            strings = values.get(bound.name, [])
            if any(strings):
                lines.append(f"{capfirst(str(bound.label))}: {text_of_strings(bound.field, strings)}")
        return "\n".join(lines) or UNKNOWN

    def renumber(self, initial: int, total: int) -> None:
        """Leave out the dropped rows, and put those to be added again behind the stored ones."""
        numbers = [number for number in range(total) if number not in self.dropped]
        stored = [number for number in numbers if number < initial and number not in self.restored]
        added = [number for number in numbers if number in self.restored]
        others = [number for number in numbers if number >= initial and number not in self.restored]
        for number, pk in self.restored.items():
            self.data[self.name(number, pk_name(self.formset))] = ""
            self.data[self.name(number, RESTORED)] = pk
        order = [*stored, *added, *others]
        for values in (self.data, self.merge.posted.files):
            move_rows(values, self.prefix, order)
        self.data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = str(len(stored))
        self.data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = str(len(order))


def move_rows(values: Any, prefix: str, order: Iterable[int]) -> None:  # Any: a QueryDict or the files of a request
    """Give the rows of an inline the numbers of their place in `order`; leave out the others."""
    numbers = {old: new for new, old in enumerate(order)}
    pattern = re.compile(rf"{re.escape(prefix)}-(\d+)-(.+)")
    moved = {}
    for name in list(values):
        if match := pattern.fullmatch(name):
            number, field = int(match[1]), match[2]
            strings = values.pop(name)
            if number in numbers:
                moved[f"{prefix}-{numbers[number]}-{field}"] = strings
    for name, strings in moved.items():
        values.setlist(name, strings)
