"""The RSS feed of the sessions."""

from django.utils import timezone

from core.pages.feeds import SectionFeed
from sessions_app.session_sections import SessionSection


class SessionFeed(SectionFeed):
    """The sessions that were published last."""

    section = SessionSection()
    related = ("term__council",)

    def item_title(self, session):
        return f"{session}, {session.council.name}"

    def item_description(self, session):
        return f"{session.kinds_label}; {session.phase_on(timezone.localdate()).days}"
