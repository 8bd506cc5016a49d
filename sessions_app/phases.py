"""The phase of a session on a day (to come, in session, just closed, over) in Vietnamese."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.vietnamese.dates import short_date

JUST_CLOSED_DAYS = 30  # after the closing
MAX_DAYS_UNCLOSED = 3  # of a session that takes place, if its closing is not recorded
UNRECORDED = "Chưa ghi kết quả"  # what became of a session whose planned day has passed
NO_DAY = "chưa ấn định ngày họp"
NEAR_DAYS = {0: "hôm nay", 1: "ngày mai"}


@dataclass(frozen=True)
class SessionPhase:
    """Texts about a session on one day: its phase, with the days that remain, and when it meets or met."""

    label: str
    days: str

    @property
    def short_label(self) -> str:
        """The label among sessions to come: "Còn 9 ngày", "Ngày mai", "Đang họp"."""
        label = self.label.rpartition(", ")[2]
        return f"{label[0].upper()}{label[1:]}"


def last_day_of(opened: date, closed: date | None) -> date:
    """The last day on which a session takes place."""
    return closed or opened + timedelta(days=MAX_DAYS_UNCLOSED - 1)


def phase_on(day: date, *, planned: date | None, opened: date | None, closed: date | None) -> SessionPhase:
    """The SessionPhase on `day` of a session with these days; None means unknown.

    A session without a recorded closing takes place for three days; it is never said to be closed.
    """
    if opened is None:
        days = f"dự kiến họp ngày {short_date(planned)}" if planned else NO_DAY
        return SessionPhase(_to_come(day, planned), days)
    if day < opened:
        return SessionPhase(_to_come(day, opened), f"khai mạc ngày {short_date(opened)}")
    if closed is None:
        days = f"họp ngày {short_date(opened)}" if day == opened else f"khai mạc ngày {short_date(opened)}"
    elif closed == opened:
        days = f"họp ngày {short_date(opened)}"
    else:
        days = f"họp từ ngày {short_date(opened)} đến ngày {short_date(closed)}"
    if day <= last_day_of(opened, closed):
        return SessionPhase("Đang họp", days)
    if closed is not None and (day - closed).days <= JUST_CLOSED_DAYS:
        return SessionPhase("Kỳ họp vừa bế mạc", days)
    return SessionPhase("Kỳ họp gần nhất", days)


def _to_come(day: date, opening: date | None) -> str:
    """The label of a session to come, with the days that remain until its opening; a day that has passed is not to come."""
    if opening is None:
        return "Kỳ họp sắp tới"
    remaining = (opening - day).days
    if remaining < 0:
        return UNRECORDED
    return f"Kỳ họp sắp tới, {NEAR_DAYS.get(remaining, f'còn {remaining} ngày')}"
