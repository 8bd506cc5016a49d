"""Database constraints with a Vietnamese message and the field beside which a form shows it."""

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q, UniqueConstraint

BESIDE = "beside:"


def unique(*fields: str, name: str, message: str, when: Q | None = None, beside: str | None = None) -> UniqueConstraint:
    """Return a unique constraint over `fields`, for the rows that match `when` only.

    A form shows its message beside the field `beside`, by default the last of `fields`.
    """
    return UniqueConstraint(
        fields=fields,
        condition=when,
        name=name,
        violation_error_message=message,
        violation_error_code=f"{BESIDE}{beside or fields[-1]}",
    )


def check(condition: Q, *, name: str, message: str, beside: str) -> CheckConstraint:
    """Return a constraint that each row matches `condition`; a form shows its message beside the field `beside`."""
    return CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=message,
        violation_error_code=f"{BESIDE}{beside}",
    )


def field_beside(error: ValidationError) -> str | None:
    """Return the name of the field beside which the error of a constraint is shown, None if the constraint names none."""
    code = getattr(error, "code", None) or ""
    return code.removeprefix(BESIDE) if code.startswith(BESIDE) else None
