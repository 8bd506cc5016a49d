"""Selections by council: the one filter that lists, reports and rights share."""

from collections.abc import Iterable

from django.db.models import QuerySet

from core.querysets import PublishedQuerySet


class CouncilRows(PublishedQuerySet):
    """Rows that belong to a council; a model that reaches it over a key overrides `council_path`."""

    council_path = "council"

    def of(self, councils):
        """The rows of one council, or of several (an iterable or a queryset of councils)."""
        if isinstance(councils, (QuerySet, Iterable)):
            return self.filter(**{f"{self.council_path}__in": councils})
        return self.filter(**{self.council_path: councils})
