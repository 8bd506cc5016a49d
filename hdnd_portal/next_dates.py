"""The next dates on the home page: sessions, meetings with voters and receptions of all councils with pages on the portal."""

from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import cast

from citizens.models import ReceptionSession, VoterMeeting
from core.vietnamese.dates import hour_in_words
from sessions_app.models import CouncilSession

MAX_DATES = 5


@dataclass(frozen=True)
class NextDate:
    """One appointment: what takes place on a day, when and where, and whose it is; a session has a page."""

    day: date
    title: str
    place: str
    council_name: str
    url: str = ""


def next_dates(on: date) -> list[NextDate]:
    """The first appointments from the day `on`; what was postponed or cancelled is not among them."""
    sessions = CouncilSession.objects.published().planned_from(on).for_list()[:MAX_DATES]
    meetings = VoterMeeting.objects.published().planned_from(on).select_related("council")[:MAX_DATES]
    receptions = ReceptionSession.objects.of_hosted_councils().planned_from(on).select_related("council")[:MAX_DATES]
    dates = chain(map(_of_session, sessions), map(_of_meeting, meetings), map(_of_reception, receptions))
    return sorted(dates, key=attrgetter("day"))[:MAX_DATES]


def _of_session(session: CouncilSession) -> NextDate:
    day = cast("date", session.opened_on or session.planned_on)  # the query takes only sessions with a day
    return NextDate(day, str(session), session.venue, session.council.name, session.get_absolute_url())


def _of_meeting(meeting: VoterMeeting) -> NextDate:
    return NextDate(meeting.held_on, f"Tiếp xúc cử tri {meeting.get_kind_display()}", meeting.place, meeting.council.name)


def _of_reception(reception: ReceptionSession) -> NextDate:
    receiver = reception.get_receiver_display()
    place = f"{hour_in_words(reception.starts_at)}, {reception.place}" if reception.starts_at else reception.place
    return NextDate(reception.held_on, f"{receiver[0].upper()}{receiver[1:]} tiếp công dân", place, reception.council.name)
