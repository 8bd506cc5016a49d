"""What a reference without a match was likely meant to be: the nearest values that stored records have."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone

from core.vietnamese.dates import short_date
from core.vietnamese.suggestions import nearest
from exchange.references import ReferenceParts, UnknownPart, UnknownReference, records_matching

MAX_VALUES = 2000  # stored values among which the nearest are searched
COUNT = 3


class Advice:
    """Sentences about references without a match, each computed once in a run."""

    def __init__(self) -> None:
        self._sentences: dict[tuple[str, ReferenceParts], str] = {}

    def about(self, error: UnknownReference) -> str:
        """Return the message of the error with the nearest values of its unknown part, if there are any."""
        message = " ".join(error.messages)
        if error.part is None:
            return message
        key = (error.part.table.name, error.parts)
        if key not in self._sentences:
            values = nearest_values(error.part)
            self._sentences[key] = f" Gần nhất: {', '.join(f'“{value}”' for value in values)}." if values else ""
        return message + self._sentences[key]


def nearest_values(part: UnknownPart) -> list[str]:
    """Return the three values of the column that are nearest to the unknown one, as a cell has them.

    Only records that match the parts before are considered.
    """
    field = part.table.columns[part.column]
    if field.related_model is not None:
        return []
    rows = records_matching(part.table, part.before).exclude(**{f"{part.column}__isnull": True})
    stored = list(rows.values_list(part.column, flat=True).distinct()[:MAX_VALUES])
    if field.choices:
        labels = {str(value): str(label) for value, label in field.flatchoices}
        return nearest(labels.get(str(part.value), str(part.value)), [labels.get(str(value), str(value)) for value in stored])
    if isinstance(part.value, date):
        return [
            short_date(day) for day in sorted({local_day(value) for value in stored}, key=distance_in_days(part.value))[:COUNT]
        ]
    if isinstance(part.value, int):
        number = part.value
        return [str(value) for value in sorted({*stored}, key=lambda value: (abs(value - number), value))[:COUNT]]
    return nearest(str(part.value), sorted(str(value) for value in stored if value != ""))


def local_day(value: date) -> date:
    """Return the day of a stored date, or of a stored datetime in local time."""
    return timezone.localdate(value) if isinstance(value, datetime) else value


def distance_in_days(day: date) -> Callable[[date], tuple[int, date]]:
    """Return the key that sorts days by their distance from `day`, the earlier of two first."""
    return lambda other: (abs((other - day).days), other)
