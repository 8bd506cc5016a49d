"""Days of the sample that count from the day of loading: the cell `+14` means the day two weeks later, `-14` before.

At a weekend it is the Monday after, because councils meet on working days; of a day that has passed, the Friday before.
Days that lie whole weeks apart stay so.
"""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

from core.vietnamese.dates import short_date

SATURDAY, DAYS_OF_WEEK = 5, 7
RELATIVE_DAY = re.compile(r"[+-][0-9]{1,3}")


def write_dates(folder: Path, on: date) -> None:
    """Replace each cell such as `+14` in the CSV files of `folder` by the date of that day, counted from `on`."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        dated = [[date_of(cell, on) for cell in row] for row in rows]
        if dated != rows:
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\n").writerows(dated)


def date_of(cell: str, on: date) -> str:
    """Return the date that a cell such as `+14` means on the day `on`; any other cell unchanged."""
    match = RELATIVE_DAY.fullmatch(cell.strip())
    if match is None:
        return cell
    number = int(match[0])
    day = on + timedelta(days=number)
    if day.weekday() >= SATURDAY:
        day += timedelta(days=DAYS_OF_WEEK - day.weekday() if number >= 0 else SATURDAY - 1 - day.weekday())
    return short_date(day)
