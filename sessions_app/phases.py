"""The phase of a session on a day (before, during, after) in Vietnamese."""

from dataclasses import dataclass
from datetime import date

from core.vietnamese.dates import short_date


@dataclass(frozen=True)
class SessionPhase:
    """Texts about a session on one day: a label, its days, its state, and the tone of the component `status` for it."""

    label: str
    days: str
    state: str = ""
    tone: str = "neutral"


def phase_on(day: date, *, planned: date | None, opened: date | None, closed: date | None) -> SessionPhase:
    """The SessionPhase on `day` of a session with these days; None means unknown.

    A session without a recorded closing takes place on the day of its opening; after that day its state is blank.
    """
    if opened is None:
        return SessionPhase("Kỳ họp sắp tới", f"dự kiến họp ngày {short_date(planned)}", "Chưa khai mạc", "going")
    if day < opened:
        return SessionPhase("Kỳ họp sắp tới", f"khai mạc ngày {short_date(opened)}", "Chưa khai mạc", "going")
    days = (
        f"ngày {short_date(opened)}"
        if closed in (None, opened)
        else f"từ ngày {short_date(opened)} đến ngày {short_date(closed)}"
    )
    if day <= (closed or opened):
        return SessionPhase("Kỳ họp đang diễn ra", days, "Đang họp", "done")
    if closed is None:
        return SessionPhase("Kỳ họp gần nhất", f"khai mạc {days}")
    return SessionPhase("Kỳ họp gần nhất", days, "Đã bế mạc")
