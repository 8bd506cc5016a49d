"""The size of the fields of a form: the height of an input, and the width of a field by what it contains."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.forms import Field, RadioSelect, Textarea

from core.vietnamese.forms import ModelField

SHORT_LENGTH = 20  # up to so many characters, an input is narrow
LONG_LENGTH = 100  # from so many characters on, an input is half as wide as the form
TEXTAREA_LENGTH = 300  # from so many characters on, an input has several lines
GRID_COLUMNS = 12
LETTERS_OF_A_COLUMN = 11
LETTERS_OF_A_RADIO = 5  # the button and the space after the label
# The first class that fits decides; others are a choice or a text of one line.
COLUMNS: tuple[tuple[type[ModelField], int], ...] = (
    (models.TextField, GRID_COLUMNS),
    (models.DateField, 3),  # a DateTimeField is one too
    (models.TimeField, 2),
    (models.DecimalField, 3),
    (models.IntegerField, 2),
    (models.BooleanField, 3),
    (models.FileField, 6),
    (models.ManyToManyField, 6),
)
DEFAULT_COLUMNS = 4


def set_widget_size(field: Field, model_field: ModelField, *, is_tabular: bool, rows: int) -> None:
    """Set the height of the input of a text field by the length of the model field.

    In a table (`is_tabular`) an input has one line; elsewhere a TextField has `rows` lines. The attribute `maxlength` is
    removed, so that the browser keeps a text that is too long instead of cutting it off.
    """
    if isinstance(model_field, models.FileField) or model_field.choices:
        return
    if isinstance(model_field, models.TextField):
        field.widget.attrs["rows"] = rows
    elif isinstance(model_field, models.CharField) and (model_field.max_length or 0) >= TEXTAREA_LENGTH and not is_tabular:
        field.widget = Textarea(attrs={"rows": 2})
    field.widget.attrs.pop("maxlength", None)


def columns_of(field: Field, model_field: ModelField) -> int:
    """Return how many of the twelve columns of the form a field takes: enough for what it contains."""
    if isinstance(field.widget, RadioSelect):
        return columns_of_radios(str(label) for _, label in field.widget.choices)
    return columns_of_value(model_field)


def columns_of_value(model_field: ModelField) -> int:
    """Return how many columns a value of a model field takes."""
    if model_field.choices:
        return DEFAULT_COLUMNS
    if isinstance(model_field, models.CharField):
        return columns_of_text(model_field.max_length or 0)
    return next((columns for field_class, columns in COLUMNS if isinstance(model_field, field_class)), DEFAULT_COLUMNS)


def columns_of_text(length: int) -> int:
    """Return how many columns a text of at most `length` characters takes."""
    if length >= TEXTAREA_LENGTH:
        return GRID_COLUMNS
    return 6 if length >= LONG_LENGTH else DEFAULT_COLUMNS if length > SHORT_LENGTH else 3


def columns_of_radios(labels: Iterable[str]) -> int:
    """Return how many columns radio buttons in one line take."""
    letters = sum(len(label) + LETTERS_OF_A_RADIO for label in labels)
    return min(GRID_COLUMNS, max(3, -(-letters // LETTERS_OF_A_COLUMN)))
