"""The published resolutions of sessions."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from resolutions.filters import ResolutionFilter
from resolutions.models import Resolution
from sessions_app.models import CouncilSession, CouncilSessionQuerySet


def with_public_resolutions(sessions: CouncilSessionQuerySet) -> CouncilSessionQuerySet:
    """Annotate `sessions` with `public_resolutions`, the number of their published resolutions."""
    public = Resolution.objects.published().filter(session=OuterRef("pk")).order_by().values("session")
    return sessions.annotate(public_resolutions=Coalesce(Subquery(public.annotate(count=Count("pk")).values("count")), 0))


def resolutions_url(session: CouncilSession) -> str:
    """The address of the list of resolutions of `session`."""
    return ResolutionFilter.list_url({"hd": session.council.slug, "ky-hop": session.slug})


def session_url(session: CouncilSession) -> str:
    """The address of the page of `session`; of the list of its resolutions as long as the session itself is not public."""
    return session.get_absolute_url() if session.is_public() else resolutions_url(session)
