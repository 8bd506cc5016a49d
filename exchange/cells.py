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
from core.vietnamese.suggestions import nearest
from core.vietnamese.text import clean_text, fold
from exchange.record_table import ModelField

TRUE, FALSE = "có", "không"
BOOLEANS = {
    True: (TRUE, "x", "1", "true", "yes", "y", "t", "đúng", "✓"),
    False: (FALSE, "0", "false", "no", "n", "f", "sai", "✗"),
}
BOOLEAN_OF_WORD: Mapping[str, bool] = {fold(word): value for value, words in BOOLEANS.items() for word in words if fold(word)}
# The last of the first row is the check mark of the font Wingdings.
BOOLEAN_OF_SIGN: Mapping[str, bool] = dict.fromkeys("✓✔☑✅√\uf0fc", True) | dict.fromkeys("✗✘☒❌\uf0fb", False)
MUST_NOT_BE_BLANK = "Ô này không được để trống."
MAX_LISTED = 8  # choices that a message lists; of more it names the nearest three
QUOTATION_MARKS = "\"'“”‘’«»"
WITH_ZERO_DECIMALS = re.compile(r"[01][.,]0+")  # 1.0: true, as programs write a column of numbers
MAX_QUOTED = 100  # characters of a value that a message repeats
MIDNIGHT = re.compile(r"(?: |T)0?0:00(?::00)?$")  # spreadsheets append it to a date


def read_value(field: ModelField, text: str) -> object:
    """Return the value that `text` means for a model field that is neither a relation nor a file.

    A blank text gives the field's default; without a default, None or "". Raises ValidationError with a Vietnamese
    message that says what to write.
    """
    text = clean_text(text, multiline=isinstance(field, models.TextField)).strip()
    if not isinstance(field, (models.CharField, models.TextField)) or field.choices:
        text = text.strip(QUOTATION_MARKS).strip()
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
    sign = text.replace("\ufe0f", "")
    word = fold(text[:1] if WITH_ZERO_DECIMALS.fullmatch(text) else text)
    value = BOOLEAN_OF_SIGN.get(sign, BOOLEAN_OF_WORD.get(word))
    if value is None:
        raise ValidationError(f"“{shortened(text)}” không phải có hay không; hãy ghi “có” hoặc “không”.")
    return value


def _choice(field: ModelField, text: str) -> object:
    choices = [(value, label) for value, label in field.flatchoices if value not in (None, "")]
    for value, _label in choices:
        if str(value) == text:
            return value
    folded = fold(text)
    matches = [value for value, label in choices if folded in (fold(str(label)), fold(str(value)))]
    if len(matches) == 1:
        return matches[0]
    advice, texts = "Ghi một trong các giá trị", [f"{value} ({label})" for value, label in choices]
    if len(choices) > MAX_LISTED:
        by_text = {str(text): f"{value} ({label})" for value, label in choices for text in (label, value)}
        advice, texts = "Gần nhất", list(dict.fromkeys(by_text[text] for text in nearest(text, by_text, count=6)))[:3]
    raise ValidationError(f"“{shortened(text)}” không có trong danh sách. {advice}: {', '.join(texts)}.")


@cache
def _form_field(field: ModelField) -> forms.Field:
    result = form_field(field, required=False)
    if result is None:
        raise TypeError(f"The model field {field} has no form field.")
    return result


def shortened(text: str) -> str:
    """Return `text` as a message repeats it: at most 100 characters, then an ellipsis."""
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…"
