"""What lies ahead in the sample moves forward once it has passed, so that the portal always has a next date to show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from citizens.models import ReceptionSession, VoterMeeting
from core.records.choices import Life
from councils.models import Council
from exchange.stored_state import LOAD_REASON
from sessions_app.models import CouncilSession

RENEWAL_REASON = "dời ngày dữ liệu mẫu"  # in the history of each record that was moved


@dataclass(frozen=True)
class Series:
    """Planned records of one model that follow each other every `step` days; `day` is the field of their day."""

    model: Any  # CouncilSession, VoterMeeting or ReceptionSession
    day: str
    step: int

    def planned(self, council: Council) -> list[Any]:  # Any: rows of the model
        """Return the planned records of the council that nobody has touched since they were loaded, the first first."""
        records = self.model.objects.of(council).filter(life=Life.PLANNED, **{f"{self.day}__isnull": False}).order_by(self.day)
        return [record for record in records if is_as_loaded(record)]

    def days_from(self, first: date, on: date, taken: set[date]) -> Iterator[date]:
        """Yield the days of the series that begins on `first`, from the day `on`, without the days that are `taken`."""
        day = first + timedelta(days=-((first - on).days // self.step) * self.step)
        while True:
            if day not in taken:
                yield day
            day += timedelta(days=self.step)


SERIES = (Series(CouncilSession, "planned_on", 84), Series(VoterMeeting, "held_on", 28), Series(ReceptionSession, "held_on", 14))


def is_as_loaded(record: Any) -> bool:  # Any: a record with a history
    """Return whether only the loading of the sample and its renewal have ever saved a record."""
    rows = record.history.values_list("history_user_id", "history_change_reason")
    return all(user is None and (reason or "").startswith((LOAD_REASON, RENEWAL_REASON)) for user, reason in rows)


@transaction.atomic
def renew_council(council: Council, on: date) -> int:
    """Move each series of which a day has passed on the day `on` as a whole, and return how many records were moved."""
    return sum(renew_series(series, council, on) for series in SERIES)


def renew_series(series: Series, council: Council, on: date) -> int:
    """Move the planned records of a series so that the first lies on `on` or later; their order and distance stay."""
    records = series.planned(council)
    days = [getattr(record, series.day) for record in records]
    if not days or days[0] >= on:
        return 0
    others = series.model.objects.of(council).exclude(pk__in=[record.pk for record in records])
    new_days = series.days_from(days[0], on, set(others.values_list(series.day, flat=True)))
    moves = list(zip(records, new_days, strict=False))  # the days never end
    for record, day in reversed(moves):  # the last first, because its former day may be the new one of another
        former = getattr(record, series.day)
        setattr(record, series.day, day)
        save_moved(record)
        if isinstance(record, CouncilSession):
            move_sittings(record, day - former)
    return len(records)


def move_sittings(session: CouncilSession, distance: timedelta) -> None:
    """Move the sittings of a planned session as far as the session itself; those that staff have touched stay."""
    for sitting in session.sittings.all():
        if is_as_loaded(sitting):
            sitting.held_on += distance
            save_moved(sitting)


def save_moved(record: Any) -> None:  # Any: a record with a history
    """Save a record with the reason in its history."""
    record._change_reason = RENEWAL_REASON
    record.save()
