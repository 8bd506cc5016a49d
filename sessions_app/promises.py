"""What has become of a promise in the answer to a question, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_count

if TYPE_CHECKING:  # the model imports this module
    from sessions_app.models import Question


@dataclass(frozen=True)
class PromiseStatus:
    """The state of a promise on a day: a sentence without a full stop, and whether its day has passed in vain."""

    label: str
    is_overdue: bool = False


def promise_status_on(question: Question, day: date) -> PromiseStatus:
    """The PromiseStatus of the promise in the answer to `question` on `day`; a blank one without a promise."""
    due, done, states = question.promise_due_on, question.promise_kept_on, question.PromiseState
    state = question.promise_state_on(day)
    if state == states.OVERDUE:
        return PromiseStatus(f"quá hạn {format_count(question.days_overdue_on(day))} ngày", is_overdue=True)
    if state == states.KEPT_LATE and due and done:
        return PromiseStatus(f"đã thực hiện ngày {short_date(done)}, sau hạn {format_count((done - due).days)} ngày")
    if state == states.KEPT:
        return PromiseStatus(f"đã thực hiện ngày {short_date(done)}{', đúng hạn' if due else ''}")
    if state == states.OPEN:
        return PromiseStatus(remaining_days(due, day))
    return PromiseStatus("")


def remaining_days(due: date | None, day: date) -> str:
    """How long it is from `day` to the day `due`, in words."""
    if due is None:
        return "chưa ghi hạn, chưa thực hiện"
    days = (due - day).days
    return f"chưa đến hạn, còn {format_count(days)} ngày" if days else "hạn là hôm nay"
