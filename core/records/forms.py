"""A form for records that leaves no broken rule to the database."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.forms.models import InlineForeignKeyField
from django.utils.text import capfirst

from core.vietnamese.forms import form_field


class RecordForm(forms.ModelForm):
    """A form whose record is checked whole: by every constraint, also over columns that the form does not show.

    Preset such columns on the instance before validation. A form that has a Meta of its own inherits this one.
    """

    class Meta:
        formfield_callback = form_field

    def _get_validation_exclusions(self):
        # Django leaves out every column that the form lacks, and with it each constraint over that column, which
        # would then end as an IntegrityError.
        return {name for name in self.fields if name in self.errors}

    def _post_clean(self):
        super()._post_clean()
        # Django has just left out the key to the parent of an inline form; a constraint over it waits until here.
        inline = any(isinstance(field, InlineForeignKeyField) for field in self.fields.values())
        if inline and not self.errors:
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self._update_errors(error)

    def add_error(self, field, error):
        """Note `error`; one of a column that the form does not show stands above the form, led by the column's name."""
        if not isinstance(error, ValidationError):
            error = ValidationError(error)
        errors = error.error_dict if field is None and hasattr(error, "error_dict") else {field: error}
        for name, problem in errors.items():
            if name in self.fields or name in (None, NON_FIELD_ERRORS):
                super().add_error(name, problem)
            else:
                label = self.column_label(name)
                texts = ValidationError(problem).messages
                super().add_error(None, [f"{label}: {text}" for text in texts])

    def column_label(self, name):
        try:
            return capfirst(self.instance._meta.get_field(name).verbose_name)
        except FieldDoesNotExist:
            return name
