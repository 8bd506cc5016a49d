"""The sessions of this year and the nearest one on a line of twelve months each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sessions_app.models import CouncilSessionQuerySet
from sessions_app.models.session_querysets import DAY

MAX_YEARS = 2  # those nearest to the present year
MAX_SESSIONS = 100  # of all years


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


def year_lines(sessions: CouncilSessionQuerySet, today: date) -> list[YearLine]:
    """The years of `sessions` that are nearest to `today`, a coming one before a past one; the newest first."""
    rows: list[Any] = list(sessions.for_list().alias(day=DAY).exclude(day=None).order_by("-day", "id")[:MAX_SESSIONS])
    all_years = {row.meets_on.year for row in rows}
    years = sorted(sorted(all_years, key=lambda year: (abs(year - today.year), -year))[:MAX_YEARS], reverse=True)
    lines = {year: [Month(number) for number in range(1, 13)] for year in years}
    for row in sorted(rows, key=lambda row: (row.meets_on, row.number)):
        if row.meets_on.year in lines:
            month = lines[row.meets_on.year][row.meets_on.month - 1]
            month.sessions.append(row)
            month.is_ahead = month.is_ahead or (row.meets_on >= today and not row.is_off)
    return [YearLine(year, lines[year]) for year in years]
