"""The legal effect of a document on a day, in Vietnamese."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.pages.timeline import Event
from core.vietnamese.dates import short_date


@dataclass(frozen=True)
class LegalEffect:
    """The effect of a document on one day: a label, a tone of the component `status`, and a sentence.

    `in_force` is None if the first day of effect is not recorded; `first_day` is None also for a document that never has
    effect. `until` says which day is the last one, if one is recorded.
    """

    label: str
    tone: str
    sentence: str
    in_force: bool | None
    first_day: date | None = None
    until: str = ""


def legal_effect_on(start: date | None, end: date | None, *, on: date) -> LegalEffect:
    """The LegalEffect on the day `on` of a document in force from `start` until the day before `end`; None is unknown."""
    if start is None:
        return LegalEffect("Chưa rõ hiệu lực", "neutral", "Chưa ghi ngày có hiệu lực.", None)
    if end == start:
        label, tone = ("Chưa có hiệu lực", "going") if on < start else ("Hết hiệu lực", "ended")
        return LegalEffect(label, tone, "Chưa từng có hiệu lực.", False)
    sentence, until = f"Có hiệu lực từ ngày {short_date(start)}.", ""
    if end is not None:
        until = f"đến hết ngày {short_date(end - timedelta(days=1))}"
        sentence = f"Có hiệu lực từ ngày {short_date(start)} {until}."
    if on < start:
        return LegalEffect("Chưa có hiệu lực", "going", sentence, False, start, until)
    if end is not None and on >= end:
        return LegalEffect("Hết hiệu lực", "ended", sentence, False, start, until)
    return LegalEffect("Còn hiệu lực", "done", sentence, True, start, until)


def legal_effect_events(start: date | None, end: date | None) -> list[Event]:
    """The Events at which effect begins and ends; the arguments are those of `legal_effect_on`."""
    if end is not None and end == start:
        return [Event(end, "Hết hiệu lực", "Chưa từng có hiệu lực.", tone="ended")]
    return [Event(start, "Có hiệu lực", tone="done"), Event(end, "Hết hiệu lực", tone="ended")]
