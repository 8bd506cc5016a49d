"""Conditions on dates, search and publication that the QuerySets of all apps share."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, Manager, Model, ProtectedError, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Contains
from django.utils import timezone

from core.records.periods import Period
from core.vietnamese.text import fold

MAX_SEARCH_LENGTH, MAX_SEARCH_TERMS = 200, 12

RecordT = TypeVar("RecordT", bound=Model)


def in_force(on: date, prefix: str = "") -> Q:
    """Return the condition that a Dated row is valid on the day `on`.

    `prefix`, such as "term__", is the lookup path to the Dated model if another model is filtered.
    """
    start, end = f"{prefix}start", f"{prefix}end"
    return Q(**{f"{start}__lte": on}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": on}))


def in_force_during(period: Period, prefix: str = "") -> Q:
    """Return the condition that a Dated row is valid on at least one day of `period`; `prefix` as in `in_force`."""
    start, end = f"{prefix}start", f"{prefix}end"
    return Q(**{f"{start}__lt": period.end}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": period.start}))


def search_terms(text: str) -> list[str]:
    """Return the folded words of a search text; [] if it has none."""
    return fold(text[:MAX_SEARCH_LENGTH]).split()[:MAX_SEARCH_TERMS]


def mentions(text: str) -> Q:
    """Return the condition that a Folded row has every search term of `text` as a whole word: "an" is no part of "ảnh"."""
    padded_search_key = Concat(Value(" "), F("search_key"), Value(" "), output_field=TextField())
    return Q(*(Q(Contains(padded_search_key, f" {term} ")) for term in search_terms(text)))


class PublishableQuerySet(QuerySet[RecordT]):
    """Records with a publication state: which the public sees, and which figures count."""

    if TYPE_CHECKING:
        # django-stubs gives every QuerySet its own type of as_manager(), which follows the first base class only.
        @classmethod
        def as_manager(cls) -> Manager[Any]: ...  # Any: the model

    def published_by_any_council(self, at: datetime | None = None) -> Self:
        """Return the records that are published at the moment `at`, those of councils without pages on this portal too."""
        return self.filter(status="published", publish_at__lte=at or timezone.now())

    def published(self, at: datetime | None = None) -> Self:
        """Return the records that the public sees at the moment `at`, by default now."""
        return self.published_by_any_council(at)

    def last_published_first(self) -> Self:
        """Return the records in the order of a feed."""
        return self.order_by("-publish_at", "-id")

    def approved(self) -> Self:
        """Return the records that figures count: published, scheduled, or approved but not public for a stated reason."""
        return self.filter(status__in=("published", "withdrawn"))


class LockingQuerySet(QuerySet[RecordT]):
    """Rows of which those that match `locked` are neither updated nor deleted, whoever calls it; `lock_reason` says why."""

    locked = Q(pk__isnull=False)
    lock_reason: str

    if TYPE_CHECKING:  # as in PublishableQuerySet

        @classmethod
        def as_manager(cls) -> Manager[Any]: ...  # Any: the model

    def update(self, **values: Any) -> int:  # Any: the values of columns
        """Update as Django does, also for `bulk_update`. Raises ValidationError if a row is locked."""
        if self.filter(self.locked).exists():
            raise ValidationError(self.lock_reason)
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # as in Django: no template calls it

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete as Django does. Raises ProtectedError if a row is locked."""
        if locked := [*self.filter(self.locked)]:
            raise ProtectedError(self.lock_reason, {*locked})
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # as above
    delete.queryset_only = True  # type: ignore[attr-defined]  # as in Django: a manager does not have it
