"""The public list of sessions and the page of one session, which join the records of several apps."""

from django.http import Http404
from django.utils import timezone

from citizens.models import Petition
from core.pages.component_data import ContentsItem
from core.pages.previews import never_cached
from core.pages.publication import PublishedDetailView, SectionListView, redirect_to_path
from core.records.choices import Life
from hdnd_portal.session_facts import adopted_by, facts_after, facts_before, session_steps, when_and_where
from hdnd_portal.session_votes import ballots_of, votes_of
from resolutions.models import Resolution
from resolutions.sessions import resolutions_url, with_public_resolutions
from sessions_app.addresses import session_at, session_of_former_term
from sessions_app.archives import DocumentsArchive
from sessions_app.linked_data import session_event
from sessions_app.models import CouncilSession, Question, Sitting
from sessions_app.programme import programme_of
from sessions_app.question_details import promise_totals
from sessions_app.question_filters import QuestionFilter
from sessions_app.rolls import rolls_of
from sessions_app.session_documents import documents_for
from sessions_app.session_sections import SessionSection
from sessions_app.year_lines import year_lines

MAX_PETITIONS = 10
MAX_QUESTIONS = 30


class SessionListView(SectionListView):
    """The list of published sessions: those that take place or are to come first, then by term, the last first."""

    section = SessionSection()

    def get_queryset(self):
        rows = with_public_resolutions(super().get_queryset())
        return rows if self.filter.query["q"] else rows.in_list_order()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        is_first = context["page_obj"].number == 1 and not self.filter.query["q"]
        lines = year_lines(self.filter.qs, timezone.localdate()) if is_first else []
        calendar_url = self.section.calendar_url(self.filter.query)
        return context | {"year_lines": lines, "calendar_url": calendar_url, "is_by_term": not self.filter.query["q"]}


class SessionDetailView(PublishedDetailView):
    """The page of one session: before it meets, what it will decide; afterwards, what it has decided."""

    section = SessionSection()
    template_name = "sessions_app/councilsession_detail.html"
    context_object_name = "session"

    def get(self, request, *args, **kwargs):
        """The page; for an address with a former slug of the term, a redirect to the present one."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            session = session_of_former_term(**self.kwargs)
            if session is None:
                raise
            return redirect_to_path(request, session.get_absolute_url())

    def get_object(self, queryset=None):
        return session_at(self.get_queryset(), self.kwargs["council"], self.kwargs["term"], self.kwargs["key"])

    def respond(self):
        """The page; one with documents that not everybody may read is stored nowhere."""
        if self.request.path != self.object.get_absolute_url():
            return super().respond()
        self.documents = documents_for(self.request.user, self.object)
        response = super().respond()
        return never_cached(response) if self.documents.has_restricted else response

    def get_context_data(self, **kwargs):
        session, today = self.object, timezone.localdate()
        has_met = session.life == Life.HELD or (session.opened_on is not None and session.opened_on <= today)
        has_met = has_met and not session.is_off
        context = {**programme_context(session, self.documents), **joined_context(session, today)}
        adopted = adopted_by(context["votes"].rows, context["resolutions"])
        rolls, petitions = context["rolls"], context["petitions"]
        facts = (
            facts_after(session, self.documents, rolls[0] if rolls else None, adopted, context["question_counts"])
            if has_met
            else facts_before(session, self.documents, len(petitions))
        )
        context |= {
            "has_met": has_met,
            "search_terms": [],  # the rows of resolutions and questions mark the words of a search
            "is_to_come": not has_met and not session.is_off and session.meets_on is not None and session.meets_on >= today,
            "is_in_session": session.is_in_session_on(today),
            "phase": session.phase_on(today),
            "intro": when_and_where(session, today, context["programme"]),
            "steps": session_steps(session, today, context["programme"].number_of_items, self.documents, adopted),
            "facts": facts,
            "linked_data": session_event(session),
            "description": description_of(session, context),
        }
        return super().get_context_data(contents=contents_of(context), **context | kwargs)


def programme_context(session, documents):
    """The programme of a session with its documents, and its rolls."""
    sittings = list(Sitting.objects.filter(session=session).with_attendance().order_by("number", "id"))
    archive = DocumentsArchive(session)
    return {
        "programme": programme_of(session, sittings, documents),
        "documents": documents,
        "archive": archive if archive.documents else None,
        "rolls": rolls_of(session, sittings),
    }


def joined_context(session, today):
    """The public records of other kinds that belong to a session."""
    public = CouncilSession.objects.published().of(session.council).for_list()
    questions = Question.objects.published().filter(session=session)
    counts = questions.promise_counts_on(today)
    petitions = Petition.objects.published().for_session(session).distinct_matters().exclude(public_summary="")
    resolutions = list(Resolution.objects.published().filter(session=session).for_rows().order_by("number", "id"))
    return {
        "resolutions": resolutions,
        "resolutions_url": resolutions_url(session),
        "votes": votes_of(session, resolutions),
        "ballots": ballots_of(session),
        "questions": list(questions.for_rows().order_by("asked_on", "id")[:MAX_QUESTIONS]),
        "question_counts": counts,
        "question_totals": promise_totals(counts),
        "questions_url": QuestionFilter.list_url({"hd": session.council.slug, "ky-hop": session.slug}),
        "petitions": list(petitions.select_related("council", "agency").order_by("-received_on", "-id")),
        "max_petitions": f":{MAX_PETITIONS}",
        "articles": list(session.articles.published().order_by("-publish_at", "-id")),
        "previous": public.before(session).first(),
        "next": public.after(session).first(),
    }


def description_of(session, context):
    """One sentence about the session for search engines and shared links."""
    numbers = [f"{fact.label.lower()} {fact.value}" for fact in context.get("facts", ())]
    return ", ".join([f"{session}, {session.council.name}", session.kinds_label, *numbers])


def contents_of(context):
    """Links to the parts of the page that have anything."""
    votes, programme = context["votes"], context["programme"]
    parts = (
        ("Dự thảo", "du-thao", not context["has_met"] and context["documents"].drafts),
        ("Chương trình, tài liệu", "chuong-trinh", programme.parts or programme.other_documents),
        ("Nghị quyết", "nghi-quyet", context["resolutions"]),
        ("Chất vấn", "chat-van", context["questions"]),
        ("Biểu quyết", "bieu-quyet", votes.rows),
        ("Bầu cử", "bau-cu", votes.elections),
        ("Lấy phiếu tín nhiệm", "tin-nhiem", context["ballots"]),
        ("Kiến nghị", "kien-nghi", context["petitions"]),
        ("Điểm danh", "diem-danh", context["rolls"]),
        ("Liên quan", "lien-quan", context["articles"] or context["previous"] or context["next"]),
    )
    return [ContentsItem(label, anchor) for label, anchor, has_any in parts if has_any]
