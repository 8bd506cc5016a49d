"""The base class of forms for records: it checks every constraint before the database does."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.forms.models import InlineForeignKeyField
from django.utils.text import capfirst

from core.vietnamese.forms import form_field
from core.vietnamese.unicode_forms import UnicodeFormMixin


class RecordForm(UnicodeFormMixin, forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A form that validates the whole record, also the constraints over model fields that the form does not have.

    Set such model fields on the instance before validation. A subclass with its own Meta inherits this Meta.
    """

    class Meta:
        formfield_callback = form_field

    def _get_validation_exclusions(self) -> set[str]:
        # Django excludes every model field that the form lacks, and with it each constraint over that field. A broken
        # one would then end as an IntegrityError.
        return {name for name in self.fields if name in self.errors}

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # private, so the stubs lack it
        # Django has just excluded the foreign key to the parent of an inline form; a constraint over it is checked here.
        is_inline = any(isinstance(field, InlineForeignKeyField) for field in self.fields.values())
        if is_inline and not self.errors:
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self._update_errors(error)  # type: ignore[attr-defined]  # private, so the stubs lack it

    def add_error(self, field: str | None, error: Any) -> None:  # Any: Django accepts errors in many forms
        """Add `error` to a field of the form.

        The error of a model field that the form lacks becomes a non-field error that starts with the field's name.
        """
        if not isinstance(error, ValidationError):
            error = ValidationError(error)
        errors = error.error_dict if field is None and hasattr(error, "error_dict") else {field: error}
        for name, field_error in errors.items():
            if name in self.fields or name in (None, NON_FIELD_ERRORS):
                super().add_error(name, field_error)
            else:
                label = self.model_field_label(name)
                messages = ValidationError(field_error).messages
                super().add_error(None, [f"{label}: {message}" for message in messages])

    def model_field_label(self, name: str) -> str:
        """Return the label of the model field `name`; the name itself if the model has no such field."""
        try:
            return capfirst(str(self.instance._meta.get_field(name).verbose_name))
        except FieldDoesNotExist:
            return name
