"""Periods of days: stored and computed half-open, entered and printed with both ends included."""

from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import Self


@dataclass(frozen=True, order=True)
class Period:
    """The days from `start` up to `end`, without `end` itself."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("Kỳ phải có ít nhất một ngày.")

    @classmethod
    def inclusive(cls, first: date, last: date) -> Self:
        """Return the period from `first` to `last`, both included."""
        return cls(first, last + timedelta(days=1))

    @classmethod
    def year(cls, year: int) -> Self:
        """Return the calendar year. After the year 9999 there is no day: its period ends with the calendar."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1) if year < MAXYEAR else date.max)

    @property
    def first(self) -> date:
        """The first day of the period."""
        return self.start

    @property
    def last(self) -> date:
        """The last day that belongs to the period."""
        return self.end - timedelta(days=1)

    def clip(self, start: date, end: date | None = None) -> "Period | None":
        """Return the part of this period inside [start, end); `end=None` is open. None if no day is left."""
        start = max(self.start, start)
        end = self.end if end is None else min(self.end, end)
        return Period(start, end) if start < end else None

    def days_of(self, field: str) -> dict[str, date]:
        """Return the keyword arguments of `filter()` for rows whose date `field` is in the period.

        A period that ends with the calendar has no upper bound.
        """
        end = {} if self.end == date.max else {f"{field}__lt": self.end}
        return {f"{field}__gte": self.start} | end
