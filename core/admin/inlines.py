"""Inlines: the parts of a record that are edited on the record's own page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet, UniqueConstraint, Value
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest

from core.admin.fields import RecordFields
from core.records.constraints import field_beside
from core.records.rights import permission, staff_user, visible_rows
from core.records.settlement import may_only_propose
from core.vietnamese.forms import ModelField

MAX_INLINE_ROWS = 300  # of a record; without a limit, a request for a thousand million rows would never end


class RecordFormSet(BaseInlineFormSet):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """The rows of an inline; two rows that break a unique constraint get its message before the database refuses them."""

    default_error_messages = {"too_many_forms": "Nhiều nhất là %(num)d dòng; hãy bớt dòng."}

    def add_fields(self, form: ModelForm[Any], index: int | None) -> None:  # Any: of all models
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Xóa dòng này"

    def clean(self) -> None:
        """Compare the rows; Django's own check ignores constraints with a condition, and its message names no field."""
        seen = set()
        for form in self.forms:
            if form.errors or not (form.instance.pk or form.has_changed()) or form in self.deleted_forms:
                continue
            for constraint, values in self.unique_values(form.instance):
                if (constraint.name, values) in seen:
                    form.add_error(*self.constraint_error(form, constraint))
                seen.add((constraint.name, values))

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
