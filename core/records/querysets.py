"""Selections that know publication and dates, and no noun of the Council."""

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Contains
from django.utils import timezone

from core.vietnamese.text import fold

SEARCH_LENGTH, SEARCH_WORDS = 200, 12


def in_force(on, prefix=""):
    """The rows of a Dated model (or, by `prefix` such as "term__", of one reached over a key) that hold on day `on`."""
    start, end = f"{prefix}start", f"{prefix}end"
    return Q(**{f"{start}__lte": on}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": on}))


def in_force_during(period, prefix=""):
    """The rows of a Dated model that hold on at least one day of `period`."""
    start, end = f"{prefix}start", f"{prefix}end"
    return Q(**{f"{start}__lt": period.end}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": period.start}))


def search_terms(text):
    """The folded words of what somebody looks for; [] where there is nothing to look for."""
    return fold(text[:SEARCH_LENGTH]).split()[:SEARCH_WORDS]


def mentions(text):
    """The rows of a Folded model that have every word of `text`, as whole words: "an" is no part of "ảnh"."""
    key = Concat(Value(" "), F("search_key"), Value(" "), output_field=TextField())
    return Q(*(Q(Contains(key, f" {word} ")) for word in search_terms(text)))


class PublishableQuerySet(QuerySet):
    """Records with a publication state: what the public may see, and what counts."""

    def published(self, at=None):
        """What the public sees at the moment `at` (now by default)."""
        return self.filter(status="published", publish_at__lte=at or timezone.now())

    def approved(self):
        """What counts in figures: published, scheduled, or approved but kept off the site for a stated reason."""
        return self.filter(status__in=("published", "withdrawn"))
