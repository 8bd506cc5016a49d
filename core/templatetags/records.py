"""What the staff's form of a record asks of its groups of fields."""

from django import template

register = template.Library()


def bound_fields(fieldset):
    return [field.field for line in fieldset for field in line if not field.is_readonly]


@register.filter
def has_errors(fieldset):
    """Whether a field of the group is wrong."""
    return any(field.errors for field in bound_fields(fieldset))


@register.filter
def filled(fieldset):
    """How many fields of the group say more than an untouched form does."""
    empty = (None, "", False, [])
    said = [(field.value(), field.field.initial) for field in bound_fields(fieldset)]
    return sum(value not in empty and str(value) != str(initial) for value, initial in said)
