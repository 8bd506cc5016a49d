"""QuerySets of records that belong to a council: the one filter by council for lists, reports and rights."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from core.records.querysets import PublishableQuerySet
from core.records.rights import StaffUser


class CouncilQuerySet(QuerySet):
    """Records that belong to a council; a model that reaches it over other models overrides `council_path`."""

    council_path = "council"

    def of(self, councils):
        """The records of one council, or of several (an iterable or a QuerySet of councils)."""
        if isinstance(councils, (QuerySet, Iterable)):
            return self.filter(**{f"{self.council_path}__in": councils})
        return self.filter(**{self.council_path: councils})

    def visible_to(self, user: StaffUser):
        """The records that `user` may see: those of the councils that the user serves, all for a superuser.

        This is the one place that limits records by user.
        """
        return self if user.is_superuser else self.of(user.councils.all())


class PublishableCouncilQuerySet(CouncilQuerySet, PublishableQuerySet):
    """Publishable records that belong to a council."""


def overlaps(row, siblings):
    """Whether the days of `row`, a Dated record, meet those of another of `siblings`; a missing end is open for ever.

    No engine-neutral constraint can refuse this, so `clean()` asks. Two open rows are left to the unique keys, whose
    message says more; so are rows of the same `start` where a key holds it, if the caller leaves them out.
    """
    if not row.start:
        return False
    others = siblings.filter(Q(end__isnull=True) | Q(end__gt=row.start)).exclude(pk=row.pk)
    others = others.filter(start__lt=row.end) if row.end else others.exclude(end__isnull=True)
    return others.exists()
