"""Whether a document has effect, in words."""

from dataclasses import dataclass
from datetime import timedelta

from core.pages.timeline import Event
from core.vietnamese.dates import short_date


@dataclass(frozen=True)
class Effect:
    """The state of a document on one day: a label, its tone among those of the component `status`, a whole sentence.

    `in_force` is None where nobody has told.
    """

    label: str
    tone: str
    sentence: str
    in_force: bool | None


def effect_between(start, end, *, on):
    """The Effect on day `on` of a document with effect from `start` up to, but without, `end`; either may be unknown."""
    if start is None:
        return Effect("Chưa rõ hiệu lực", "neutral", "Chưa ghi ngày có hiệu lực.", None)
    sentence = f"Có hiệu lực từ ngày {short_date(start)}."
    if end == start:
        sentence = "Chưa từng có hiệu lực."
    elif end is not None:
        sentence = f"Có hiệu lực từ ngày {short_date(start)} đến hết ngày {short_date(end - timedelta(days=1))}."
    if on < start:
        return Effect("Chưa có hiệu lực", "going", sentence, False)
    if end is not None and on >= end:
        return Effect("Hết hiệu lực", "ended", sentence, False)
    return Effect("Còn hiệu lực", "done", sentence, True)


def effect_events(start, end):
    """The Events by which effect begins and ends, with the two days of `effect_between`."""
    if end is not None and end == start:
        return [Event(end, "Hết hiệu lực", "Chưa từng có hiệu lực.", tone="ended")]
    return [Event(start, "Có hiệu lực", tone="done"), Event(end, "Hết hiệu lực", tone="ended")]
