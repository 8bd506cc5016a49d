"""Validation that related records belong to one council; no database constraint can compare several tables."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from core.records.models import Record

if TYPE_CHECKING:  # the models import this module
    from councils.models import Council


def validate_same_council(council: "Council", record: Record, *fields: str) -> None:
    """Raise ValidationError for each foreign key in `fields` of `record` that points to a record of another council."""
    errors = {}
    for name in fields:
        if getattr(record, f"{name}_id") is not None:
            row = getattr(record, name)
            if row.get_council() != council:
                noun = row._meta.verbose_name
                errors[name] = f"{noun[0].upper()}{noun[1:]} này thuộc một HĐND khác."
    if errors:
        raise ValidationError(errors)
