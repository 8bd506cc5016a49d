"""Rows that cite each other belong to one council; no constraint of both engines can see across tables."""

from django.core.exceptions import ValidationError


def refuse_other_councils(council, record, *fields):
    """Raise ValidationError beside each key of `record` whose row belongs to a council other than `council`."""
    errors = {}
    for name in fields:
        if getattr(record, f"{name}_id") is not None:
            row = getattr(record, name)
            if row.get_council() != council:
                noun = row._meta.verbose_name
                errors[name] = f"{noun[0].upper()}{noun[1:]} này thuộc một HĐND khác."
    if errors:
        raise ValidationError(errors)
