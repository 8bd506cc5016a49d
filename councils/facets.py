"""The labels of councils and of their vocabularies in the facets of public lists."""

from collections.abc import Iterable

from django.utils.text import capfirst

from core.pages.facets import FacetValue, ValuesOf
from councils.models import Council, Vocabulary


def council_values(ids: Iterable[int]) -> dict[int, FacetValue]:
    """The FacetValue of each council with one of `ids`, in the order of their names."""
    rows = Council.objects.filter(pk__in=ids).values_list("pk", "slug", "name")
    return {pk: FacetValue(slug, name, (name,)) for pk, slug, name in rows}


def vocabulary_values(model: type[Vocabulary]) -> ValuesOf:
    """The function for a foreign key to `model`, whose rows are sorted as the council has sorted them."""

    def values(ids: Iterable[int]) -> dict[int, FacetValue]:
        rows = model.objects.filter(pk__in=ids).values_list("pk", "key", "label", "order")
        return {pk: FacetValue(key, capfirst(label), (order, label)) for pk, key, label, order in rows}

    return values
