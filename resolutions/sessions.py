"""What the public may read of the resolutions of a session."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from resolutions.filters import list_url
from resolutions.models import Resolution


def with_public_resolutions(sessions):
    """Each of `sessions`, a queryset, with `public_resolutions`, how many the public may read."""
    public = Resolution.objects.published().filter(session=OuterRef("pk")).order_by().values("session")
    return sessions.annotate(public_resolutions=Coalesce(Subquery(public.annotate(count=Count("pk")).values("count")), 0))


def session_url(session):
    """The address of the list of a session's resolutions."""
    return list_url({"hd": session.council.slug, "ky-hop": session.key})
