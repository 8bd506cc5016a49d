"""Conditions on dates, search and publication that the QuerySets of all apps share."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Case, F, Manager, Model, ProtectedError, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat
from django.db.models.lookups import Contains
from django.utils import timezone

from core.records.periods import Period
from core.vietnamese.search_query import exact_terms, search_units

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


def padded_search_key(prefix: str = "") -> Concat:
    """Return the expression for the search key between two spaces, in which whole words can be looked for.

    `prefix`, such as "session__", is the lookup path to the Folded model if another model is filtered.
    """
    return Concat(Value(" "), F(f"{prefix}search_key"), Value(" "), output_field=TextField())


def mentions(text: str) -> Q:
    """Return the condition that a Folded row has all that `text` asks for, as whole words: "an" is no part of "ảnh"."""
    return Q(*(contains_one_of(phrases) for phrases in search_units(text)))


def contains_one_of(phrases: Iterable[str], prefix: str = "") -> Q:
    """Return the condition that a Folded row has one of the folded `phrases`; `prefix` as in `padded_search_key`."""
    return Q(*(Q(Contains(padded_search_key(prefix), f" {phrase} ")) for phrase in phrases), _connector=Q.OR)


def has_exact_words(text: str) -> Case:
    """Return the expression for whether a Folded row has all words of `text` with its diacritics.

    It is false for all rows if `text` has none: who types no diacritics looks for all spellings alike.
    """
    exact = exact_terms(text)
    condition = Q(*(Q(Contains(padded_search_key(), f" {word} ")) for word in exact)) if exact else Q(pk__in=())
    return Case(When(condition, then=True), default=False)


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
