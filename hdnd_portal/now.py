"""The one sentence of now on the home page: the session of the Council that one speaks of today."""

from dataclasses import dataclass

from django.utils import timezone

from core.vietnamese.numbers import format_count
from councils.models import Council
from resolutions.sessions import session_url, with_public_resolutions
from sessions_app.course import Course
from sessions_app.models import CouncilSession


@dataclass(frozen=True)
class Now:
    """A session, its Course today, how many of its resolutions the public may read ("07"; blank for none), and where."""

    session: CouncilSession
    course: Course
    resolutions: str
    url: str


def now(on=None):
    """The Now of day `on` (today by default) for the Council whose portal this is; None where nothing is published."""
    on = on or timezone.localdate()
    sessions = CouncilSession.objects.published().of(Council.objects.of_this_portal()).nearest_to(on).for_list()
    session = with_public_resolutions(sessions).first()
    if session is None:
        return None
    count = session.public_resolutions
    resolutions = format_count(count, padded=session.council.pads_counts) if count else ""
    return Now(session, session.course_on(on), resolutions, session_url(session))
