"""Cells whose text is not Unicode: they are refused, or read in Unicode if the run was asked to do so."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from core.vietnamese.legacy_encodings import damage_of
from exchange.csv_files import CsvFile

HINT = "Hãy sửa ô này, hoặc nạp lại với --convert để lấy chữ Unicode ấy."


def text_in_unicode(text: str, *, convert: bool) -> str:
    """Return `text`, or with `convert` as it reads in Unicode. Raises ValidationError if it is damaged and stays so."""
    damage = damage_of(text)
    if damage is None:
        return text
    if convert and damage.in_unicode:
        return damage.in_unicode
    raise ValidationError(f"{damage.message} {HINT}" if damage.in_unicode else damage.message)


def convert_cells(csv_files: Iterable[CsvFile]) -> None:
    """Replace each damaged cell that can be read by its text in Unicode; the others stay, to be refused."""
    for csv_file in csv_files:
        for row in csv_file.rows:
            for name, text in row.cells.items():
                damage = damage_of(text)
                if damage and damage.in_unicode:
                    row.cells[name] = damage.in_unicode
