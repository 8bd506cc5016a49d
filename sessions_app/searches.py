"""The search in sessions: by their own names, and by their agenda and documents as far as the public sees them."""

from typing import Any

from django.db.models import BooleanField, Case, F, Q, QuerySet, When

from core.records.querysets import contains_one_of, mentions
from core.vietnamese.search_query import search_units
from sessions_app.models import AgendaItem, SessionDocument
from sessions_app.models.session_querysets import DAY


def mentions_with_session(text: str) -> Q:
    """The condition that a row of a session, together with the names of the session, has all that `text` asks for."""
    units = search_units(text)
    return Q(*(contains_one_of(phrases) | contains_one_of(phrases, "session__") for phrases in units))


def sessions_that_mention(sessions: QuerySet[Any], text: str) -> QuerySet[Any]:  # Any: sessions
    """Those of `sessions` that `text` names, first, and those with an agenda item or a document that it asks for.

    Items of closed sittings, and documents that not everybody may read, are not searched. A text of signs only asks for all.
    """
    last_first = (F("day").desc(nulls_last=True), "-id")
    if not search_units(text):
        every: QuerySet[Any] = sessions.alias(day=DAY).order_by(*last_first)
        return every
    condition = mentions_with_session(text)
    items = AgendaItem.objects.public().filter(condition).order_by().values("session")
    documents = SessionDocument.objects.published_by_any_council().filter(condition, is_confidential=False)
    named = mentions(text)
    matching = sessions.filter(named | Q(pk__in=items) | Q(pk__in=documents.order_by().values("session")))
    is_named = Case(When(named, then=True), default=False, output_field=BooleanField())
    rows: QuerySet[Any] = matching.alias(is_named=is_named, day=DAY).order_by("-is_named", *last_first)
    return rows
