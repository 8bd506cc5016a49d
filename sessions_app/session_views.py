"""What a session offers for download: its documents, one by one and as one archive, and its days for a calendar."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View

from core.pages.conditional import unless_unchanged
from core.pages.files import conditional_response
from core.pages.previews import never_cached
from core.pages.publication import redirect_to_path, respond_if_visible, respond_not_public
from councils.models import Council, Term
from sessions_app.addresses import session_at
from sessions_app.archives import DocumentsArchive
from sessions_app.calendars import calendar_file
from sessions_app.models import CouncilSession, SessionDocument
from sessions_app.readers import may_read
from sessions_app.session_filters import SessionFilter
from sessions_app.session_sections import SessionSection

ICS = "text/calendar; charset=utf-8"
MUST_ASK = "no-cache"  # a browser asks each time whether its copy still holds: a record may be withdrawn


def session_list_view(request, council, term=""):
    """Redirect `/ky-hop/cau-giay/` and `/ky-hop/cau-giay/2021-2026/` to the list of the council or of its term."""
    hosted = get_object_or_404(Council.objects.hosted(), slug=council)
    if not term:
        return redirect(SessionFilter.list_url({"hd": council}))
    get_object_or_404(Term.objects.of(hosted), slug=term)
    return redirect(SessionFilter.list_url({"hd": council, "khoa": term}))


class SessionFileView(View):
    """A file about one session, for those who may see the page of the session."""

    def get(self, request, council, term, key):
        session = session_at(CouncilSession.objects.for_page(), council, term, key)
        return respond_if_visible(request, session, partial(self.respond, session))


class SessionCalendarView(SessionFileView):
    """The days and hours of one session for a calendar."""

    def respond(self, session):
        return calendar_response(self.request, [session], session.key)


class CalendarView(View):
    """The sessions of the list, with the same parameters, as a calendar to which people subscribe."""

    def get(self, request):
        rows = SessionSection().filtered(request.GET).qs.for_list().order_by("pk")
        return calendar_response(request, rows, "")


def calendar_response(request, sessions, key):
    """Sessions as a calendar file; `key` is that of the only session, or ""."""
    content, version = calendar_file(sessions)
    name = f"ky-hop-{key}.ics" if key else "ky-hop.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": MUST_ASK}
    response = unless_unchanged(request, version, partial(HttpResponse, content, content_type=ICS, headers=headers))
    response.headers.setdefault("Cache-Control", MUST_ASK)
    return response


class DocumentsZipView(SessionFileView):
    """The documents of a session that everybody may read, as one archive."""

    def respond(self, session):
        archive = DocumentsArchive(session)
        if not archive.members:
            raise Http404
        response = unless_unchanged(self.request, archive.version, archive.response)
        response.headers["Cache-Control"] = MUST_ASK
        return response


class DocumentFileView(View):
    """The file of one document, for those who may read it."""

    def get(self, request, pk, name):
        document = get_object_or_404(SessionDocument.objects.for_list().exclude(file=""), pk=pk)
        if not may_read(request.user, document):
            return self.refuse(document)
        response = self.respond(document)
        return response if document.is_public() else never_cached(response)

    def refuse(self, document):
        """The reason of the withdrawal of a document that everybody could read. Raises Http404 for any other one."""
        if not document.is_for_everybody:
            raise Http404
        return respond_not_public(self.request, document if document.session.is_public() else document.session)

    def respond(self, document):
        if self.request.path != document.get_absolute_url():
            return redirect_to_path(self.request, document.get_absolute_url())
        return conditional_response(self.request, document)
