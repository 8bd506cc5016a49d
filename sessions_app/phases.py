"""How far a session has come, in words."""

from dataclasses import dataclass

from core.vietnamese.dates import short_date


@dataclass(frozen=True)
class SessionPhase:
    """What a session is to the reader of one day, its days, its state with a tone among those of the component `status`."""

    role: str
    days: str
    state: str = ""
    tone: str = "neutral"


def phase_on(day, *, planned, opened, closed):
    """The SessionPhase on `day` of a session with these days, each of which may be unknown.

    A session whose closing nobody has recorded is in session on the day of its opening; afterwards nothing is claimed.
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
