"""Selections by council: the one filter that lists, reports and rights share."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from core.records.querysets import PublishedQuerySet


class CouncilRows(PublishedQuerySet):
    """Rows that belong to a council; a model that reaches it over a key overrides `council_path`."""

    council_path = "council"

    def of(self, councils):
        """The rows of one council, or of several (an iterable or a queryset of councils)."""
        if isinstance(councils, (QuerySet, Iterable)):
            return self.filter(**{f"{self.council_path}__in": councils})
        return self.filter(**{self.council_path: councils})


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
