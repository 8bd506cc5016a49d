"""Spans of days. Stored intervals are half-open; people speak of inclusive ones, which become a Period at the edge."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
    """The days from `start` up to, but without, `end`."""

    start: date
    end: date

    def __post_init__(self):
        if self.end <= self.start:
            raise ValueError("Kỳ phải có ít nhất một ngày.")

    @classmethod
    def inclusive(cls, first, last):
        return cls(first, last + timedelta(days=1))

    @classmethod
    def year(cls, year):
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @property
    def first(self):
        return self.start

    @property
    def last(self):
        """The last day that belongs to the period."""
        return self.end - timedelta(days=1)

    def __contains__(self, day):
        return self.start <= day < self.end

    def clip(self, start, end=None):
        """The part of this period inside [start, end), where a missing `end` is open; None where nothing is left."""
        start = max(self.start, start)
        end = self.end if end is None else min(self.end, end)
        return Period(start, end) if start < end else None

    def days_of(self, field):
        """The filter arguments for rows whose date `field` lies in the period."""
        return {f"{field}__gte": self.start, f"{field}__lt": self.end}
