"""Inlines: the parts of a record that are edited on the record's own page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, cast

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet, UniqueConstraint, Value
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils.functional import cached_property

from core.admin.fields import RecordFields
from core.records.constraints import field_beside
from core.records.rights import permission, staff_user, visible_rows
from core.records.settlement import may_only_propose
from core.vietnamese.forms import ModelField

MAX_INLINE_ROWS = 300  # of a record; without a limit, a request for a thousand million rows would never end
RESTORED = "restored"  # the input of a row that somebody else deleted: its primary key, until the user has chosen
EXCHANGE = "Hai dòng đổi chỗ cho nhau thì không lưu cùng lúc được; hãy xóa dòng này và ghi lại thành dòng mới."

Keys: TypeAlias = set[tuple[str, tuple[Any, ...]]]  # Any: values of fields


class RecordFormSet(BaseInlineFormSet):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """The rows of an inline, compared with each other as they will be, so that each may take what another one leaves.

    Two rows that break a unique constraint get its message before the database refuses them. Rows that leave a value of
    such a constraint are saved before those that take it.
    """

    default_error_messages = {"too_many_forms": "Nhiều nhất là %(num)d dòng; hãy bớt dòng."}
    is_saving = False

    def add_fields(self, form: ModelForm[Any], index: int | None) -> None:  # Any: of all models
        super().add_fields(form, index)
        form.instance.compared_in_form = self.rows_of_form
        if index is not None and form.instance.pk:
            self.rows_of_form.append(form.instance.pk)
        form.restored = self.data.get(f"{form.prefix}-{RESTORED}", "") if self.is_bound else ""  # type: ignore[attr-defined]  # read by the template
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Xóa dòng này"

    @cached_property
    def rows_of_form(self) -> list[int]:
        """The primary keys of the stored rows of the form, which are not compared as they are stored."""
        return []

    def clean(self) -> None:
        """Compare the rows; Django's own check ignores constraints with a condition, and its message names no field."""
        forms = [form for form in self.forms if self.is_row(form) and form not in self.deleted_forms and not form.errors]
        forms.sort(key=lambda form: form.has_changed())  # of two rows the changed one gets the message
        seen = set()
        for number, form in enumerate(forms):
            for constraint, values in self.unique_values(form.instance):
                if (constraint.name, values) in seen:
                    form.add_error(*self.constraint_error(form, constraint))
                seen.add((constraint.name, values))
            try:
                form.instance.clean_beside([other.instance for other in forms[:number]])
            except ValidationError as error:
                form.add_error(None, error)
        if not any(form.errors for form in forms):
            self.saving_order(forms)

    def is_row(self, form: ModelForm[Any]) -> bool:  # Any: of all models
        """Return whether the form holds a row, stored or new."""
        return bool(form.instance.pk or form.has_changed())

    @property
    def initial_forms(self) -> list[ModelForm[Any]]:  # Any: of all models
        """The forms of stored rows; while they are saved, deleted rows first, then each before the one that takes its values."""
        forms = super().initial_forms
        if not self.is_saving:
            return forms
        deleted = [form for form in forms if form in self.deleted_forms]
        return deleted + self.saving_order([form for form in forms if form not in deleted])

    def save_existing_objects(self, commit: bool = True) -> list[Model]:
        self.is_saving = True
        try:
            return super().save_existing_objects(commit)
        finally:
            self.is_saving = False

    def saving_order(self, forms: list[ModelForm[Any]]) -> list[ModelForm[Any]]:  # Any: of all models
        """Return the changed ones of the stored rows in `forms`, each after the row that holds its unique values now.

        Rows that exchange such values get an error: no order can save them.
        """
        waiting = [form for form in forms if form.instance.pk and form.has_changed()]
        if len(waiting) < 2:
            return waiting
        rows = self.model._default_manager.in_bulk([form.instance.pk for form in waiting])  # type: ignore[union-attr]  # an inline has a model
        held = {pk: self.unique_keys(row) for pk, row in rows.items()}
        ordered: list[ModelForm[Any]] = []
        while waiting:
            free = [form for form in waiting if self.takes_nothing(form, waiting, held)]
            if not free:
                waiting[-1].add_error(None, EXCHANGE)
                return ordered + waiting
            ordered += free
            waiting = [form for form in waiting if form not in free]
        return ordered

    def takes_nothing(self, form: ModelForm[Any], waiting: list[ModelForm[Any]], held: Mapping[int, Keys]) -> bool:
        """Return whether no other row of `waiting` still holds a unique value of `form`."""
        keys = self.unique_keys(form.instance)
        return not any(keys & held.get(other.instance.pk, set()) for other in waiting if other is not form)

    def unique_keys(self, row: Model) -> Keys:
        """Return the unique values of `row`, each with the name of its constraint."""
        return {(constraint.name, values) for constraint, values in self.unique_values(row)}

    def unique_values(self, row: Model) -> Iterator[tuple[UniqueConstraint, tuple[Any, ...]]]:  # Any: values of fields
        """Yield each unique constraint that applies to `row`, with the values that must be unique."""
        opts = type(row)._meta
        against = {field.name: Value(getattr(row, field.attname), field) for field in opts.concrete_fields}
        for constraint in opts.constraints:
            if not isinstance(constraint, UniqueConstraint) or not constraint.fields:
                continue
            fields = [cast(ModelField, opts.get_field(name)) for name in constraint.fields]
            values = tuple("parent" if field == self.fk else getattr(row, field.attname) for field in fields)
            if None not in values and (constraint.condition is None or constraint.condition.check(against)):
                yield constraint, values

    def constraint_error(self, form: ModelForm[Model], constraint: UniqueConstraint) -> tuple[str | None, str]:
        """Return the field of the form that gets the error, None if the form lacks it, and the message."""
        field = field_beside(ValidationError("", constraint.violation_error_code))
        return (field if field in form.fields else None), str(constraint.get_violation_error_message())


class RecordInlineMixin(RecordFields, InlineModelAdmin):  # type: ignore[type-arg]  # Django's class takes none at run time
    """The rows that the user may see, with the permissions of the council of the record that they belong to."""

    formset = RecordFormSet
    extra = 0
    max_num = MAX_INLINE_ROWS
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        return visible_rows(super().get_queryset(request), staff_user(request))

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:  # Any: as in Django's method
        return super().get_formset(request, obj, **{"absolute_max": MAX_INLINE_ROWS} | kwargs)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.permits(request, "add", obj) or self.is_proposed_with(request, "add", obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) or self.is_proposed_with(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) or self.is_proposed_with(request, "delete", obj)

    def is_proposed_with(self, request: HttpRequest, action: str, owner: Model | None) -> bool:
        """Return whether the user may do `action` with rows of the public record `owner` in a proposed change of it."""
        user = staff_user(request)
        return may_only_propose(user, owner) and user.has_perm(permission(action, self.opts), owner)


class RecordInline(RecordInlineMixin, admin.TabularInline):  # type: ignore[type-arg]  # as above
    """Parts with few fields, in a table with one row for each."""

    is_tabular = True


class StackedRecordInline(RecordInlineMixin, admin.StackedInline):  # type: ignore[type-arg]  # as above
    """Parts with many fields, in one block for each."""
