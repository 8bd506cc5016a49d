"""What befalls a thing, day by day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Event:
    """What happens on a day: words, a note beside them, where more is told, a tone among those of the component `status`."""

    day: date | None
    label: str
    note: str = ""
    url: str = ""
    tone: str = "neutral"


def in_order(events):
    """The events that have a day, the earliest first; those of one day in the order given."""
    return sorted((event for event in events if event.day), key=lambda event: event.day)
