"""Database constraints that speak Vietnamese and say beside which field they are to be shown."""

from django.db.models import CheckConstraint, Q, UniqueConstraint

BESIDE = "beside:"


def unique(*fields, name, message, when=None, beside=None):
    """A unique key over `fields` (rows matching `when` only); its message stands beside `beside`, else the last field."""
    return UniqueConstraint(
        fields=fields,
        condition=when,
        name=name,
        violation_error_message=message,
        violation_error_code=f"{BESIDE}{beside or fields[-1]}",
    )


def check(condition: Q, *, name, message, beside):
    """A condition that every stored row fulfils; its message stands beside the field `beside`."""
    return CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=message,
        violation_error_code=f"{BESIDE}{beside}",
    )


def field_beside(error):
    """The field that a constraint's error belongs to, or None where the constraint names none."""
    code = getattr(error, "code", None) or ""
    return code.removeprefix(BESIDE) if code.startswith(BESIDE) else None
