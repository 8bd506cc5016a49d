"""Parts of a record, written on the record's own page."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint, Value
from django.forms import BaseInlineFormSet

from core.admin.fields import RecordFields
from core.records.constraints import field_beside

MOST_PARTS = 300  # of a record; told of a thousand million, the page would draw itself to death


class RecordFormSet(BaseInlineFormSet):
    """The rows of an inline; two of them that break a unique key are told so before the database refuses them."""

    default_error_messages = {"too_many_forms": "Nhiều nhất là %(num)d dòng; hãy bớt dòng."}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = "Xóa dòng này"

    def clean(self):
        """Does without Django's own check, which knows no conditional keys and names no field."""
        seen = {}
        for form in self.forms:
            if form.errors or not (form.instance.pk or form.has_changed()) or form in self.deleted_forms:
                continue
            for constraint, key in self.keys_of(form.instance):
                if key in seen:
                    form.add_error(*self.complaint(form, constraint))
                seen[key] = form

    def keys_of(self, row):
        """The unique keys that `row` occupies, each with its constraint."""
        against = {field.name: Value(getattr(row, field.attname), field) for field in self.model._meta.concrete_fields}
        for constraint in self.model._meta.constraints:
            if not isinstance(constraint, UniqueConstraint) or not constraint.fields:
                continue
            fields = [self.model._meta.get_field(name) for name in constraint.fields]
            values = tuple("parent" if field == self.fk else getattr(row, field.attname) for field in fields)
            if None not in values and (constraint.condition is None or constraint.condition.check(against)):
                yield constraint, (constraint.name, values)

    def complaint(self, form, constraint):
        """The field to blame, None where the form lacks it, and the message."""
        field = field_beside(ValidationError("", constraint.violation_error_code))
        return (field if field in form.fields else None), constraint.get_violation_error_message()


class RecordInlineMixin(RecordFields):
    """The rows that the user may see, and rights by the council of the record that they are parts of."""

    formset = RecordFormSet
    extra = 0
    max_num = MOST_PARTS
    view_on_site = False

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, **{"absolute_max": MOST_PARTS} | kwargs)

    def has_add_permission(self, request, obj=None):
        return self.permits(request, "add", obj)


class RecordInline(RecordInlineMixin, admin.TabularInline):
    """Parts of few columns, a line each."""

    in_lines = True


class StackedRecordInline(RecordInlineMixin, admin.StackedInline):
    """Parts of many columns, a block each."""
