"""QuerySets of records that belong to a council; lists, reports and permissions all use the same filter by council."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Q, QuerySet

from core.records.models import Dated
from core.records.querysets import PublishableQuerySet, RecordT
from core.records.rights import StaffUser

if TYPE_CHECKING:  # the models import this module
    from councils.models import Council


class CouncilQuerySet(QuerySet[RecordT]):
    """Records that belong to a council. `council_path` is the lookup from the record to its council."""

    council_path = "council"

    def of(self, councils: "Council | Iterable[Council | int]") -> Self:
        """The records of one council, or of several (an iterable or a QuerySet of councils, or their ids)."""
        if isinstance(councils, (QuerySet, Iterable)):
            return self.filter(**{f"{self.council_path}__in": councils})
        return self.filter(**{self.council_path: councils})

    def visible_to(self, user: StaffUser) -> Self:
        """The records that `user` may see: those of the councils that the user serves; all records for a superuser.

        No other code limits records by user.
        """
        return self if user.is_superuser else self.of(user.councils.all())

    def of_hosted_councils(self) -> Self:
        """The records of councils with pages on this portal: no list, feed, search or sitemap has those of others.

        The few other councils are excluded by their ids, so that the database still reads the rows in the order of an index.
        """
        others = apps.get_model("councils", "Council")._default_manager.filter(is_hosted=False)
        return self.exclude(**{f"{self.council_path}__in": others})


class PublishableCouncilQuerySet(CouncilQuerySet[RecordT], PublishableQuerySet[RecordT]):
    """Publishable records that belong to a council."""

    def published(self, at: datetime | None = None) -> Self:
        """The records that the public sees at the moment `at`, by default now: those of hosted councils."""
        return self.published_by_any_council(at).of_hosted_councils()


def overlaps(row: Dated, siblings: QuerySet[Any]) -> bool:  # Any: a QuerySet of the model of `row`
    """Whether `row` and another row of `siblings` are valid on the same day; a row without `end` is valid for ever.

    No constraint that works on both databases can refuse this, so `clean()` calls this function. Two rows without `end`
    are not reported: a unique constraint refuses them with a better message. For the same reason a caller may exclude
    rows with the same `start`. The other rows of a form are left to `clean_beside`.
    """
    if row.start is None:  # a form without a valid date
        return False
    others = siblings.filter(Q(end__isnull=True) | Q(end__gt=row.start)).exclude(pk=row.pk)
    others = others.exclude(pk__in=row.compared_in_form) if row.compared_in_form else others
    others = others.filter(start__lt=row.end) if row.end else others.exclude(end__isnull=True)
    return others.exists()
