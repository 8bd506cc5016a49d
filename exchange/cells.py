"""Cells as values: what a clerk may write for each type of column, by the very fields of the forms."""

import re
from functools import cache

from django.core.exceptions import ValidationError
from django.db import models

from core.vietnamese.forms import form_field
from core.vietnamese.text import clean_text, fold

BOOLEANS = {
    True: ("có", "x", "1", "true", "yes", "đúng"),
    False: ("không", "0", "false", "no", "sai"),
}
SHOWN = 100
MIDNIGHT = re.compile(r"(?: |T)0?0:00(?::00)?$")  # behind a day, as spreadsheets and their tools write it
TRUTH = {fold(word): value for value, words in BOOLEANS.items() for word in words}


def read_value(column, text):
    """The value that `text` means in a column without reference or file. Raises ValidationError with what to write.

    Blank is the column's default, else unknown: null, or no text.
    """
    text = clean_text(text, multiline=isinstance(column, models.TextField)).strip()
    if not text:
        return blank_value(column)
    if isinstance(column, models.BooleanField):
        return _boolean(text)
    if column.choices:
        return _choice(column, text)
    if type(column) is models.DateField:
        text = MIDNIGHT.sub("", text)
    return _form_field(column).clean(text)


def blank_value(column):
    """What a blank cell means."""
    if column.has_default():
        return column.get_default()
    return None if column.null or not column.empty_strings_allowed else ""


def check_file(column, file):
    """Raises ValidationError where `file` is not what a file column takes; None is no file at all."""
    if file is not None:
        _form_field(column).clean(file)


def _boolean(text):
    if fold(text) not in TRUTH:
        raise ValidationError(f"“{shortened(text)}” không phải có hay không; hãy ghi “có” hoặc “không”.")
    return TRUTH[fold(text)]


def _choice(column, text):
    choices = [(key, label) for key, label in column.flatchoices if key not in (None, "")]
    for key, _label in choices:
        if str(key) == text:
            return key
    folded = fold(text)
    named = [key for key, label in choices if folded in (fold(str(label)), fold(str(key)))]
    if len(named) == 1:
        return named[0]
    known = ", ".join(f"{key} ({label})" for key, label in choices)
    raise ValidationError(f"“{shortened(text)}” không có trong danh sách. Ghi một trong các giá trị: {known}.")


@cache
def _form_field(column):
    messages = {"invalid": "Không đọc được là giờ; hãy ghi như 08:30."} if isinstance(column, models.TimeField) else None
    return form_field(column, required=False, error_messages=messages)


def shortened(text):
    """A value as a message repeats it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
