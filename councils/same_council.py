"""Rows that cite each other belong to one council; no constraint of both engines can see across tables."""

from django.core.exceptions import ValidationError


def council_of(row):
    """The council that `row` belongs to, by the path on which lists and rights find it."""
    for step in type(row)._default_manager.all().council_path.split("__"):
        row = getattr(row, step)
    return row


def refuse_other_councils(council, record, *fields):
    """Raise ValidationError beside each key of `record` whose row belongs to a council other than `council`."""
    errors = {}
    for name in fields:
        if getattr(record, f"{name}_id") is not None:
            row = getattr(record, name)
            if council_of(row) != council:
                noun = row._meta.verbose_name
                errors[name] = f"{noun[0].upper()}{noun[1:]} này thuộc một HĐND khác."
    if errors:
        raise ValidationError(errors)
