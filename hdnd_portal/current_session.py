"""The session in the first sentence of the home page: the current one, else the next one, else the last one."""

from dataclasses import dataclass

from django.utils import timezone

from core.vietnamese.numbers import format_count
from councils.models import Council
from resolutions.sessions import session_url, with_public_resolutions
from sessions_app.models import CouncilSession
from sessions_app.phases import SessionPhase


@dataclass(frozen=True)
class CurrentSession:
    """A session with its phase, and the number of its public resolutions ("07", or "" for none) with the URL of their list."""

    session: CouncilSession
    phase: SessionPhase
    resolutions: str
    url: str


def current_session(on=None):
    """The CurrentSession of the Council of this portal on the day `on` (today by default); None if no session is published."""
    on = on or timezone.localdate()
    sessions = CouncilSession.objects.published().of(Council.objects.of_this_portal()).nearest_to(on).for_list()
    session = with_public_resolutions(sessions).first()
    if session is None:
        return None
    count = session.public_resolutions
    resolutions = format_count(count, padded=session.council.pads_counts) if count else ""
    return CurrentSession(session, session.phase_on(on), resolutions, session_url(session))
