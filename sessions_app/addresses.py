"""Sessions by the parts of their addresses."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sessions_app.models import CouncilSession


def session_at(rows: QuerySet[Any], council: str, term: str, key: str) -> CouncilSession:  # Any: sessions
    """The session of `rows` at /ky-hop/<council>/<term>/<key>/. Raises Http404 if none is there, or if `key` is no key."""
    try:
        values = CouncilSession.values_of_key(key)
    except ValueError:
        raise Http404 from None
    session: CouncilSession = get_object_or_404(rows, term__council__slug=council, term__slug=term, **values)
    return session
