"""The events of a record in the order of their dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter


@dataclass(frozen=True)
class Event:
    """An event on a day, with a note and the URL of its page; `tone` is one of the tones of the component `status`."""

    day: date | None
    label: str
    note: str = ""
    url: str = ""
    tone: str = "neutral"


def sorted_by_day(events: Iterable[Event]) -> list[Event]:
    """Return the events that have a day, the earliest first; events of the same day stay in their order."""
    return [event for _, event in sorted(((event.day, event) for event in events if event.day), key=itemgetter(0))]
