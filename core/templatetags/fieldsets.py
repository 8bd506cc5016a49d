"""Template filters for the fieldsets of a change form."""

from typing import cast

from django import template
from django.contrib.admin.helpers import Fieldset
from django.forms import BoundField

register = template.Library()


def bound_fields(fieldset: Fieldset) -> list[BoundField]:
    """Return the bound fields of a fieldset of the admin, without its read-only fields."""
    return [cast(BoundField, field.field) for line in fieldset for field in line if not field.is_readonly]


@register.filter
def has_errors(fieldset: Fieldset) -> bool:
    """Return whether a field of the fieldset has an error."""
    return any(field.errors for field in bound_fields(fieldset))


@register.filter
def filled_count(fieldset: Fieldset) -> int:
    """Return how many fields of the fieldset have a value other than the initial one."""
    empty: tuple[object, ...] = (None, "", False, [])
    values = [(field.value(), field.field.initial) for field in bound_fields(fieldset)]
    return sum(value not in empty and str(value) != str(initial) for value, initial in values)
