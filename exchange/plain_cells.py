"""Cells that mean more than their own column: a percentage, two numbers of one total, a full date of birth."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models

from core.vietnamese.dates import parse_date
from core.vietnamese.numbers import split_qualifier
from exchange.cells import TRUE, blank_value, read_value, shortened
from exchange.record_table import RecordTable

PERCENT = re.compile(r"([^%％]*[0-9])\s*[%％]")
TWO_NUMBERS = re.compile(r"([0-9][0-9. \u00a0]*)/([0-9 \u00a0][0-9. \u00a0]*)")
MONTH_AND_YEAR = re.compile(r"(?:(?:tháng\s*)?[0-9]{1,2}\s*[/.-]\s*|năm )((?:19|20)[0-9]{2})", re.IGNORECASE)
SHORT_YEAR = re.compile(r"[0-9]{1,2}\s*[/.-]\s*(?:[0-9]{1,2}\s*[/.-]\s*)?[0-9]{2}")
NUMBERS = (models.IntegerField, models.DecimalField)

Cells = Mapping[str, str]


def plain_cells(table: RecordTable, cells: Cells) -> tuple[dict[str, str], dict[str, ValidationError]]:
    """Return the cells of a row as their columns take them, and the errors of the cells that cannot be understood.

    A cell with the meaning of two columns fills the other one, if that one is blank or agrees.
    """
    plain, errors = dict(cells), {}
    for name, text in cells.items():
        if text and name in table.columns:
            try:
                plain |= _plain(table, name, text, cells)
            except ValidationError as error:
                errors[name] = error
    return plain, errors


def _plain(table: RecordTable, name: str, text: str, cells: Cells) -> dict[str, str]:
    """Return the columns that one cell fills. Raises ValidationError if another cell of the row contradicts it."""
    field = table.columns[name]
    if name in table.years_of_dates:
        return {name: year_of(text)}
    if not isinstance(field, NUMBERS) or field.choices:
        return {}
    if (match := PERCENT.fullmatch(text)) and (flag := table.percent_flags.get(name)):
        return {name: str(match[1])} | _filled(table, flag, TRUE, cells, f"“{shortened(text)}” là tỷ lệ phần trăm")
    if (match := TWO_NUMBERS.fullmatch(text)) and (total := table.totals.get(name)):
        filled = _filled(table, total, match[2].strip(), cells, f"“{shortened(text)}” có tổng số là {match[2].strip()}")
        return {name: str(match[1]).strip()} | filled
    if qualified := split_qualifier(text):
        raise ValidationError(_qualifier_message(table, name, *qualified))
    return {}


def _filled(table: RecordTable, name: str, text: str, cells: Cells, reason: str) -> dict[str, str]:
    """Return `text` as the cell of the column `name`. Raises ValidationError if the row has another value there."""
    written = cells.get(name, "")
    if written and _value(table, name, written) != _value(table, name, text):
        raise ValidationError(f"{reason}, nhưng cột {name} của dòng ghi “{shortened(written)}”; hãy sửa một trong hai ô.")
    return {name: text}


def _value(table: RecordTable, name: str, text: str) -> object:
    try:
        return read_value(table.columns[name], text)
    except ValidationError:
        return blank_value(table.columns[name])  # the cell has its own error


def _qualifier_message(table: RecordTable, name: str, word: str, number: str) -> str:
    column = next((column for column in (f"{name}_qualifier", "qualifier") if column in table.columns), None)
    if column is None:
        return f"Ô này chỉ ghi số: hãy ghi {number} và bỏ “{word}”; sổ này không có cột cho từ ấy."
    label = table.columns[column].verbose_name
    allowed = [str(label) for value, label in table.columns[column].flatchoices if value]
    message = f"Ô này chỉ ghi số: hãy ghi {number} ở đây và “{word}” ở cột {column} ({label})."
    return message if word.lower() in allowed else f"{message} Cột ấy nhận: {', '.join(allowed)}."


def year_of(text: str) -> str:
    """Return the year of a date or of a month and year; any other text as it is.

    Raises ValidationError for a date or a month with two digits of the year: 65 may be 1965 or 2065.
    """
    if SHORT_YEAR.fullmatch(text):
        raise ValidationError("Năm chỉ có hai chữ số; hãy ghi đủ bốn chữ số, ví dụ 1975.")
    if match := MONTH_AND_YEAR.fullmatch(text):
        return match[1]
    try:
        return str(parse_date(text).year)
    except ValueError:
        return text
