"""The events of a record in the order of their dates, and the steps of a process."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter, itemgetter


@dataclass(frozen=True)
class Event:
    """An event on a day, with a note and the URL of its page; `tone` is one of the tones of the component `status`."""

    day: date | None
    label: str
    note: str = ""
    url: str = ""
    tone: str = "neutral"


@dataclass(frozen=True)
class ProcessStep:
    """A step of a process, such as the phases of a session; its day may be unknown or still to come."""

    label: str
    day: date | None = None
    note: str = ""
    has_begun: bool = True


def sorted_by_day(events: Iterable[Event]) -> list[Event]:
    """Return the events that have a day, the earliest first; events of the same day stay in their order."""
    return [event for _, event in sorted(((event.day, event) for event in events if event.day), key=itemgetter(0))]


def merged_by_day(events: Iterable[Event]) -> list[Event]:
    """Return one event for each day, the earliest first: "Thông qua, ký ban hành", with the URL and the tone of the last."""
    return [merged(list(group)) for _, group in groupby(sorted_by_day(events), key=attrgetter("day"))]


def merged(events: list[Event]) -> Event:
    """Return the events of one day as one event."""
    first, *others = (event.label for event in events)
    label = ", ".join([first, *(other[0].lower() + other[1:] for other in others)])
    note = "; ".join(event.note for event in events if event.note)
    return Event(events[-1].day, label, note, events[-1].url, events[-1].tone)
