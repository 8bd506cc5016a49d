"""The form of a record filled in with an older version: the data to display, and what cannot be filled in, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db.models import Field, FileField, ManyToManyField, Model, QuerySet
from django.forms import BoundField, ModelForm
from django.forms.models import InlineForeignKeyField
from django.http import QueryDict
from django.utils.text import capfirst

from core.admin.form_errors import InlineFormSet
from core.admin.inlines import MAX_INLINE_ROWS
from core.admin.proposals import PUBLICATION_FIELDS
from core.admin.proposed_values import form_strings, posted_strings, stored_strings, text_of
from core.records.history_rows import DELETED, HistoryRow, RelatedRows, history_model, relations_of
from core.records.models import Publishable
from core.records.versions import UNKNOWN, file_text, named_part, value_text

NOT_STORED = "{label}: lịch sử không lưu mục này; biểu mẫu giữ giá trị đang lưu."
NOT_STORED_YET = "{label}: bản này có từ trước khi cổng ghi lịch sử của mục này; biểu mẫu giữ giá trị đang lưu."
NOT_SETTABLE = "{label}: bản này là “{text}”, nhưng ở đây bạn không đặt được mục này."
NOT_SELECTABLE = "{label}: bản này là “{text}”, nay không chọn được nữa; biểu mẫu giữ giá trị đang lưu."
FILE_GONE = "{label}: tệp của bản này ({text}) không còn trên máy chủ; nếu cần, hãy tải lại tệp ấy."
PUBLICATION_STAYS = "Trạng thái đăng không lấy theo bản cũ; muốn đăng hay gỡ, hãy đổi ở biểu mẫu này."
PART_SINCE = "{label}: dòng thêm sau bản này, biểu mẫu vẫn giữ; nếu không cần, hãy xóa dòng ấy."
PARTS_NOT_STORED_YET = "{label}: {count} dòng có từ trước khi cổng ghi lịch sử của mục này; biểu mẫu giữ giá trị đang lưu."
PART_GONE = "{label}: bản này có dòng ấy, nhưng ở đây không thêm lại được."
ADDED_AGAIN, REMOVED = "thêm lại", "đã xóa"
SAME_DELETION = timedelta(minutes=1)  # a record and its parts are deleted one after another

RecordFormType: TypeAlias = "ModelForm[Any]"  # Any: of all models
Column: TypeAlias = "Field[Any, Any]"  # Any: of all types of values


@dataclass(frozen=True)
class Difference:
    """A field whose value in the version differs from the stored one, both as displayed."""

    label: str
    restored: str
    stored: str


@dataclass(frozen=True)
class PartForms:
    """An unbound inline, with what the user may do with its rows."""

    formset: InlineFormSet
    may_add: bool
    may_change: bool


class RestoredForm:
    """The data of an unbound `form` and of its inlines with the values of a history row.

    `data` is what a browser would post, `differences` are the fields that it changes, `notes` say what it cannot change.
    `deleted_at`: when the record was deleted; the form then adds a new one.
    """

    def __init__(
        self,
        version: HistoryRow,
        form: RecordFormType,
        parts: Iterable[PartForms],
        rows_for: Callable[[type[Model]], QuerySet[Any]],  # Any: of all models
        deleted_at: datetime | None = None,
    ) -> None:
        self.version, self.deleted_at = version, deleted_at
        self.strings: dict[str, list[str]] = form_strings(form)
        self.differences: list[Difference] = []
        self.stored_texts: dict[str, str] = {}  # by the name of the input, for the mark beside it
        self.notes: list[str] = []
        self.added_parts: dict[type[Model], set[Any]] = {}  # Any: primary keys of rows whose addition is in the history
        parts = list(parts)
        rows = {part.formset.prefix: self.rows_of_part(part.formset) for part in parts}
        every_row = [version, *(row for each in rows.values() for row in each)]
        self.relations = relations_of(every_row)
        self.related = RelatedRows(every_row, self.relations, rows_for)
        self.fill_in(form, version)
        for part in parts:
            self.fill_in_rows(part, rows[part.formset.prefix])

    @property
    def data(self) -> QueryDict:
        """The data, as of a request."""
        data = QueryDict(mutable=True)
        for name, values in self.strings.items():
            data.setlist(name, values)
        return data

    # The record and each row

    def fill_in(self, form: RecordFormType, row: HistoryRow, label: str = "", prefix: str | None = None) -> None:
        """Put the values of a history row into the data; `prefix` is that of an added row in place of that of `form`."""
        skipped = PUBLICATION_FIELDS if issubclass(form._meta.model, Publishable) else ()
        if not label and any(self.differs(form, row, name) for name in skipped):
            self.notes.append(PUBLICATION_STAYS)
        stored_names = {column.name for column in row.tracked_fields}
        for column in form._meta.model._meta.concrete_fields:
            if column.editable and column.name in form.fields and column.name not in stored_names:
                self.note(NOT_STORED, label, column)
        for column in (*row.tracked_fields, *row._history_m2m_fields):
            if column.editable and not column.primary_key and column.name not in skipped:
                self.fill_in_column(form, row, column, label, prefix)

    def differs(self, form: RecordFormType, row: HistoryRow, name: str) -> bool:
        """Return whether a column of a history row differs from the stored record."""
        return bool(getattr(row, name) != getattr(form.instance, name))

    def fill_in_column(self, form: RecordFormType, row: HistoryRow, column: Column, label: str, prefix: str | None) -> None:
        """Put the value of one column or relation into the data, or say why not."""
        if column.name not in form.fields:
            is_owner = bool(label) and column.name not in form.base_fields
            if not is_owner and not isinstance(column, ManyToManyField) and self.differs(form, row, column.attname):
                self.note(NOT_SETTABLE, label, column, value_text(row, column, self.related))
            return
        bound = form[column.name]
        if isinstance(bound.field, InlineForeignKeyField):
            return
        name = bound.html_name if prefix is None else bound.html_name.replace(form.prefix or "", prefix, 1)
        if isinstance(column, FileField):
            self.fill_in_file(bound, row, column, label, name)
            return
        if isinstance(column, ManyToManyField):
            strings, text = self.related_strings(bound, row, column, label)
        elif column.is_relation:
            strings, text = self.choice_strings(bound, row, column, label)
        else:
            value = bound.field.prepare_value(getattr(row, column.attname))
            strings, text = posted_strings(bound, value), value_text(row, column, self.related)
        if strings is not None and sorted(strings) != sorted(stored_strings(bound)):
            self.set(bound, name, strings, label, text)

    def set(self, bound: BoundField, name: str, strings: list[str], label: str, text: str) -> None:
        """Put strings into the data, and note the difference from what is stored."""
        self.strings[name] = strings
        record = bound.form.instance  # type: ignore[attr-defined]  # a form of a record
        if record.pk is not None:
            stored = text_of(record, bound.name)
            self.stored_texts[name] = stored
            self.differences.append(Difference(labelled(label, str(bound.label)), text, stored))

    def choice_strings(self, bound: BoundField, row: HistoryRow, column: Column, label: str) -> tuple[list[str] | None, str]:
        """Return the strings and the text of a foreign key; None if it cannot be chosen any more."""
        pk = getattr(row, column.attname)
        text = value_text(row, column, self.related)
        if pk is None or [str(pk)] == stored_strings(bound):
            return ([] if pk is None else [str(pk)]), text
        if not selectable(bound, [pk]):
            self.note(NOT_SELECTABLE, label, column, text)
            return None, text
        return [str(pk)], text

    def related_strings(self, bound: BoundField, row: HistoryRow, column: Any, label: str) -> tuple[list[str] | None, str]:
        """Return the strings and the text of a many-to-many relation, without what cannot be chosen any more. Any: as above."""
        if not row.relations_stored:
            self.note(NOT_STORED_YET, label, column)
            return None, ""
        pks = self.relations.get((type(row), row.history_id, column.name), [])
        stored = stored_strings(bound)
        allowed = {str(pk) for pk in selectable(bound, pks)} | set(stored)
        gone = [pk for pk in pks if str(pk) not in allowed]
        if gone:
            self.note(NOT_SELECTABLE, label, column, self.names(column, gone))
        pks = [pk for pk in pks if str(pk) in allowed]
        return [str(pk) for pk in pks], self.names(column, pks)

    def names(self, column: Any, pks: Iterable[Any]) -> str:  # Any: a relation; primary keys
        """Return the names of related records."""
        return ", ".join(self.related.name(column.related_model, pk) for pk in pks) or UNKNOWN

    def fill_in_file(self, bound: BoundField, row: HistoryRow, column: FileField, label: str, name: str) -> None:
        """Clear a file that the version did not have; the bytes of a replaced one are gone."""
        earlier, stored = getattr(row, column.attname) or "", getattr(bound.initial, "name", "") or ""
        if earlier == stored:
            return
        if earlier:
            self.note(FILE_GONE, label, column, file_text(row, column))
        elif not bound.field.required:
            self.strings[f"{name}-clear"] = ["on"]
            record: Any = bound.form.instance  # type: ignore[attr-defined]  # a form of a record; Any: of all models
            self.differences.append(Difference(labelled(label, str(bound.label)), UNKNOWN, file_text(record, column)))

    def note(self, sentence: str, label: str, column: Column, text: str = "") -> None:
        """Add a sentence about a column, once."""
        note = sentence.format(label=labelled(label, capfirst(str(column.verbose_name))), text=text or DELETED)
        if note not in self.notes:
            self.notes.append(note)

    # The rows of inlines

    def rows_of_part(self, formset: InlineFormSet) -> list[HistoryRow]:
        """Return the history row of each part as it was with the version; of a deleted record, the parts deleted with it."""
        model: Any = formset.model  # Any: simple_history adds its history
        if not hasattr(model, "history"):
            return []
        pk = getattr(self.version, self.version.instance_type._meta.pk.attname)
        rows = history_model(model)._default_manager.filter(**{formset.fk.attname: pk}).order_by("history_id")
        if self.deleted_at is None:
            self.added_parts[model] = {row.id for row in rows if row.history_type == "+"}
            latest = {row.id: row for row in rows if row.history_date <= self.version.history_date}
            return [row for row in latest.values() if row.history_type != "-"]
        latest, deleted = {}, set()
        for row in rows:
            if row.history_type != "-":
                latest[row.id] = row
            elif abs(row.history_date - self.deleted_at) <= SAME_DELETION:
                deleted.add(row.id)
        return [row for pk, row in latest.items() if pk in deleted]

    def fill_in_rows(self, part: PartForms, rows: list[HistoryRow]) -> None:
        """Put the rows of an inline into the data: those that are stored with their earlier values, then deleted ones anew."""
        formset = part.formset
        model: Any = formset.model  # Any: as above
        by_id = {row.id: row for row in rows}
        not_stored_yet = 0
        for form in formset.initial_forms:
            self.strings |= form_strings(form)
            label = named_part(model, str(form.instance))
            row = by_id.pop(form.instance.pk, None)
            if row is not None and part.may_change:
                self.fill_in(form, row, label)
            elif row is None and form.instance.pk in self.added_parts.get(model, ()):
                self.notes.append(PART_SINCE.format(label=label))
            elif row is None and hasattr(model, "history"):
                not_stored_yet += 1
        if not_stored_yet:
            name = capfirst(str(model._meta.verbose_name))
            self.notes.append(PARTS_NOT_STORED_YET.format(label=name, count=not_stored_yet))
        initial = number = len(formset.initial_forms)
        for row in by_id.values():
            number += self.add_row(part, row, number)
        self.strings |= {f"{formset.prefix}-TOTAL_FORMS": [str(number)], f"{formset.prefix}-INITIAL_FORMS": [str(initial)]}

    def add_row(self, part: PartForms, row: HistoryRow, number: int) -> bool:
        """Put a row that is deleted now into the data as a new one; return whether that is possible."""
        model: Any = part.formset.model  # Any: as above
        label = named_part(model, self.related.name_of(row))
        files = [column for column in row.tracked_fields if isinstance(column, FileField) and not column.blank]
        if files:
            self.notes.append(FILE_GONE.format(label=label, text="; ".join(file_text(row, column) for column in files)))
            return False
        if not part.may_add or number >= MAX_INLINE_ROWS:
            self.notes.append(PART_GONE.format(label=label))
            return False
        empty, prefix = part.formset.empty_form, part.formset.add_prefix(number)
        self.strings |= {name.replace(empty.prefix or "", prefix, 1): values for name, values in form_strings(empty).items()}
        self.fill_in(empty, row, label, prefix)
        self.differences.append(Difference(label, ADDED_AGAIN, REMOVED))
        return True


def labelled(label: str, name: str) -> str:
    """Return the name of a field behind that of its row, if it is in one."""
    return f"{label}: {name}" if label else name


def selectable(bound: BoundField, pks: list[Any]) -> set[Any]:  # Any: primary keys
    """Return those of `pks` that a field for related records accepts."""
    rows: QuerySet[Any] = bound.field.queryset  # type: ignore[attr-defined]  # a field for related records; Any: of all models
    return set(rows.filter(pk__in=pks).values_list("pk", flat=True)) if pks else set()
