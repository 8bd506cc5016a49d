"""CSV cells as values: each cell is read by the form field of its model field, so a clerk may write what a form takes.

`read_value` and `write_value` are the two ways of one cell: what the one writes the other reads.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models

from core.vietnamese.dates import short_date, short_moment
from core.vietnamese.forms import form_field
from core.vietnamese.numbers import format_number
from core.vietnamese.text import clean_text, fold
from exchange.record_table import ModelField

BOOLEANS = {
    True: ("có", "x", "1", "true", "yes", "đúng"),
    False: ("không", "0", "false", "no", "sai"),
}
BOOLEAN_OF_WORD: Mapping[str, bool] = {fold(word): value for value, words in BOOLEANS.items() for word in words}
MAX_QUOTED = 100  # characters of a value that a message repeats
MIDNIGHT = re.compile(r"(?: |T)0?0:00(?::00)?$")  # spreadsheets append it to a date


def read_value(field: ModelField, text: str) -> object:
    """Return the value that `text` means for a model field that is neither a relation nor a file.

    A blank text gives the field's default; without a default, None or "". Raises ValidationError with a Vietnamese
    message that says what to write.
    """
    text = clean_text(text, multiline=isinstance(field, models.TextField)).strip()
    if not text:
        return blank_value(field)
    if isinstance(field, models.BooleanField):
        return _boolean(text)
    if field.choices:
        return _choice(field, text)
    if type(field) is models.DateField:
        text = MIDNIGHT.sub("", text)
    return _form_field(field).clean(text)


def write_value(field: ModelField, value: object) -> str:
    """Return the text that `read_value` reads as `value`: "" for an unknown value, the stored value of a choice, plain digits.

    Raises TypeError for a value of a type that no cell has.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return BOOLEANS[value][0]
    if isinstance(value, datetime):
        return value.isoformat() if value.microsecond else short_moment(value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, time):
        return value.isoformat() if value.second or value.microsecond else f"{value:%H:%M}"
    if isinstance(value, Decimal):
        return format_number(value).replace(".", "")
    if isinstance(value, int | str):
        return str(value)
    raise TypeError(f"The model field {field} has a value of a type that no cell has: {type(value).__name__}.")


def blank_value(field: ModelField) -> object:
    """Return what a blank cell means: the field's default; without a default, None or ""."""
    if field.has_default():
        return field.get_default()
    return None if field.null or not field.empty_strings_allowed else ""


def check_file(field: ModelField, file: "File[bytes] | None") -> None:
    """Raise ValidationError if a file field does not accept `file`; None means no file and is accepted."""
    if file is not None:
        _form_field(field).clean(file)


def _boolean(text: str) -> bool:
    if fold(text) not in BOOLEAN_OF_WORD:
        raise ValidationError(f"“{shortened(text)}” không phải có hay không; hãy ghi “có” hoặc “không”.")
    return BOOLEAN_OF_WORD[fold(text)]


def _choice(field: ModelField, text: str) -> object:
    choices = [(value, label) for value, label in field.flatchoices if value not in (None, "")]
    for value, _label in choices:
        if str(value) == text:
            return value
    folded = fold(text)
    matches = [value for value, label in choices if folded in (fold(str(label)), fold(str(value)))]
    if len(matches) == 1:
        return matches[0]
    allowed = ", ".join(f"{value} ({label})" for value, label in choices)
    raise ValidationError(f"“{shortened(text)}” không có trong danh sách. Ghi một trong các giá trị: {allowed}.")


@cache
def _form_field(field: ModelField) -> forms.Field:
    messages = {"invalid": "Không đọc được là giờ; hãy ghi như 08:30."} if isinstance(field, models.TimeField) else None
    result = form_field(field, required=False, error_messages=messages)
    if result is None:
        raise TypeError(f"The model field {field} has no form field.")
    return result


def shortened(text: str) -> str:
    """Return `text` as a message repeats it: at most 100 characters, then an ellipsis."""
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…"
