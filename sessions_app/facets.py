"""The labels of sessions, terms and topics in the facets of public lists, and the conditions for their values."""

from collections import Counter

from django.db.models import Q

from core.pages.facets import FacetValue
from councils.models import Term
from sessions_app.models import SLUG, CouncilSession, QuestionTopic, StandingMeeting

MAX_SESSIONS = 12


def session_values(ids):
    """The FacetValue of each session with one of `ids`, the newest first.

    A slug is unique within a council only: sessions of several councils that share one have values such as
    "cau-giay.2021-2026-3", and their labels name the council.
    """
    rows = list(CouncilSession.objects.filter(pk__in=ids).for_list())
    numbers = Counter(row.slug for row in rows)
    return {row.pk: session_value(row, is_unique=numbers[row.slug] == 1) for row in rows}


def public_session_values(ids):
    """The FacetValue of each public session with one of `ids`, as in `session_values`."""
    return session_values(CouncilSession.objects.published().filter(pk__in=ids).values("pk"))


def session_value(session, *, is_unique):
    slug, label, order = session.slug, session_label(session), session_order(session)
    if is_unique:
        return FacetValue(slug, label, order)
    council = session.council
    return FacetValue(f"{council.slug}.{slug}", f"{label}, {council.unit_phrase}", (*order, council.name), slug)


def session_label(session):
    return f"{session.name} ({session.term.label})"


def session_order(session):
    return -session.term.start.toordinal(), -session.number


def sessions_of_value(field, value):
    """The condition for the rows whose session, in `field`, has `value`; a slug without its council matches those of all."""
    council, _, slug = value.rpartition(".")
    match = SLUG.fullmatch(slug)
    if match is None:
        return Q(pk__in=())
    values = CouncilSession.values_of_key(match["key"]) | {"term__slug": match["term"]}
    if council:
        values["term__council__slug"] = council
    return Q(**{f"{field}__{name}": part for name, part in values.items()})


def topic_values(ids):
    """The FacetValue of each topic of a public session or meeting with one of `ids`, in the order of their titles."""
    of_session = Q(session__in=CouncilSession.objects.published())
    of_meeting = Q(meeting__in=StandingMeeting.objects.published())
    rows = QuestionTopic.objects.filter(of_session | of_meeting, pk__in=ids).values_list("pk", "title")
    return {pk: FacetValue(str(pk), title, (title,)) for pk, title in rows}


def term_values(ids):
    """The FacetValue of each term with one of `ids`, the newest first; a slug may be that of a term of several councils."""
    rows = Term.objects.filter(pk__in=ids)
    return {row.pk: FacetValue(row.slug, row.label, (-row.start.toordinal(), row.label)) for row in rows}
