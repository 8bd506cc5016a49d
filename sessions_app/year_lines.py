"""The sessions of the last years on a line of twelve months each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

MAX_YEARS = 2  # the last ones with sessions


@dataclass
class Month:
    """One month of a year with its sessions; `is_ahead` if one of them is still to come."""

    number: int
    sessions: list[Any] = field(default_factory=list)  # Any: sessions
    is_ahead: bool = False


@dataclass(frozen=True)
class YearLine:
    """A year with its twelve months."""

    year: int
    months: Sequence[Month]


def year_lines(sessions: QuerySet[Any], today: date) -> list[YearLine]:  # Any: sessions
    """The newest years of `sessions`, the newest first."""
    rows = [row for row in sessions.for_list().order_by("-session_year")[:60] if row.meets_on]  # type: ignore[attr-defined]
    years = sorted({row.meets_on.year for row in rows}, reverse=True)[:MAX_YEARS]
    lines = {year: [Month(number) for number in range(1, 13)] for year in years}
    for row in sorted(rows, key=lambda row: (row.meets_on, row.number)):
        if row.meets_on.year in lines:
            month = lines[row.meets_on.year][row.meets_on.month - 1]
            month.sessions.append(row)
            month.is_ahead = month.is_ahead or row.meets_on >= today
    return [YearLine(year, lines[year]) for year in years]
