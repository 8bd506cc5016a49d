"""The labels of councils, of their bodies and of their vocabularies in the facets of public lists."""

from collections.abc import Iterable

from django.utils.text import capfirst

from core.pages.facets import FacetValue, ValuesOf
from councils.models import Body, Council, Vocabulary

COUNCIL_ITSELF = "hdnd"  # the value of rows without a body


def council_values(ids: Iterable[int]) -> dict[int, FacetValue]:
    """The FacetValue of each council with one of `ids`, in the order of their names."""
    rows = Council.objects.filter(pk__in=ids).values_list("pk", "slug", "name")
    return {pk: FacetValue(slug, name, (name,)) for pk, slug, name in rows}


def body_values(ids: Iterable[int]) -> dict[int | None, FacetValue]:
    """The FacetValue of each body with one of `ids`, in the order of their names; without a body it is the Council itself."""
    rows = Body.objects.filter(pk__in=ids).values_list("pk", "slug", "name")
    values: dict[int | None, FacetValue] = {pk: FacetValue(slug, name, (name,)) for pk, slug, name in rows}
    return values | {None: FacetValue(COUNCIL_ITSELF, "Hội đồng nhân dân", ("Hội đồng nhân dân",))}


def vocabulary_values(model: type[Vocabulary]) -> ValuesOf:
    """The function for a foreign key to `model`, whose rows are sorted as the council has sorted them."""

    def values(ids: Iterable[int]) -> dict[int, FacetValue]:
        rows = model.objects.filter(pk__in=ids).values_list("pk", "key", "label", "order")
        return {pk: FacetValue(key, capfirst(label), (order, label)) for pk, key, label, order in rows}

    return values
