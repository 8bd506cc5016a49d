"""The public list of sessions and the page of one session, which join the records of several apps."""

from core.pages.publication import PublishedDetailView, SectionListView
from resolutions.sessions import with_public_resolutions
from sessions_app.addresses import session_at
from sessions_app.session_sections import SessionSection


class SessionListView(SectionListView):
    """The list of published sessions: those that take place or are to come first, then by term, the last first."""

    section = SessionSection()

    def get_queryset(self):
        return with_public_resolutions(super().get_queryset())


class SessionDetailView(PublishedDetailView):
    """The page of one session: before it meets, what it will decide; afterwards, what it has decided."""

    section = SessionSection()
    template_name = "sessions_app/councilsession_detail.html"
    context_object_name = "session"

    def get_object(self, queryset=None):
        return session_at(self.get_queryset(), self.kwargs["council"], self.kwargs["term"], self.kwargs["key"])
