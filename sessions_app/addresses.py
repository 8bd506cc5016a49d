"""Sessions by the parts of their addresses."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from core.models.addressed import records_of_former_key
from councils.models import Council, Term
from sessions_app.models import CouncilSession


def session_at(rows: QuerySet[Any], council: str, term: str, key: str) -> CouncilSession:  # Any: sessions
    """The session of `rows` at /ky-hop/<council>/<term>/<key>/. Raises Http404 if none is there, or if `key` is no key."""
    try:
        values = CouncilSession.values_of_key(key)
    except ValueError:
        raise Http404 from None
    session: CouncilSession = get_object_or_404(rows, term__council__slug=council, term__slug=term, **values)
    return session


def session_of_former_term(council: str, term: str, key: str) -> CouncilSession | None:
    """The public session at this address before its term got another slug; None if there is none."""
    owner = Council.objects.hosted().filter(slug=council).first()
    terms = records_of_former_key(Term, term, owner.pk) if owner else []
    for each in terms:
        try:
            return session_at(CouncilSession.objects.published().for_list(), council, each.slug, key)
        except Http404:
            continue
    return None
