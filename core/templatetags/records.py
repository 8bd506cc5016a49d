"""Template filters for the fieldsets of a change form."""

from django import template

register = template.Library()


def bound_fields(fieldset):
    return [field.field for line in fieldset for field in line if not field.is_readonly]


@register.filter
def has_errors(fieldset):
    """Whether a field of the fieldset has an error."""
    return any(field.errors for field in bound_fields(fieldset))


@register.filter
def filled_count(fieldset):
    """How many fields of the fieldset have a value other than the initial one."""
    empty = (None, "", False, [])
    values = [(field.value(), field.field.initial) for field in bound_fields(fieldset)]
    return sum(value not in empty and str(value) != str(initial) for value, initial in values)
