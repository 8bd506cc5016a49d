"""The labels of councils, of their bodies and of their vocabularies in the facets of public lists."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.text import capfirst

from core.pages.facets import FacetValue, ValuesOf
from councils.models import Agency, Body, Council, Vocabulary

COUNCIL_ITSELF = "hdnd"  # the value of rows without a body; a body with this slug has its council before it


def council_values(ids: Iterable[int]) -> dict[int, FacetValue]:
    """The FacetValue of each council with one of `ids`, in the order of their names."""
    rows = Council.objects.filter(pk__in=ids).values_list("pk", "slug", "name")
    return {pk: FacetValue(slug, name, (name,)) for pk, slug, name in rows}


def body_values(ids: Iterable[int]) -> dict[int | None, FacetValue]:
    """The FacetValue of each body with one of `ids`, in the order of their names; without a body it is the Council itself.

    `bodies_of_value` is the condition for such a value.
    """
    values: dict[int | None, FacetValue] = {None: FacetValue(COUNCIL_ITSELF, "Hội đồng nhân dân", ("Hội đồng nhân dân", ""))}
    values.update((pk, value) for pk, value in values_by_slug(Body, ids).items())
    return values


def agency_values(ids: Iterable[int]) -> dict[int, FacetValue]:
    """The FacetValue of each agency with one of `ids`, in the order of their names; `of_slug_value` is the condition."""
    return values_by_slug(Agency, ids)


def values_by_slug(model: type[Agency | Body], ids: Iterable[int]) -> dict[int, FacetValue]:
    """The FacetValue of each row of `model` with one of `ids`.

    A slug is unique within a council only: the rows of several councils have values such as "cau-giay.ban-phap-che".
    """
    rows = list(model._default_manager.filter(pk__in=ids).values_list("pk", "slug", "name", "council__slug", "council__name"))
    has_one_council = len({council for *_, council, _ in rows}) <= 1
    values: dict[int, FacetValue] = {}
    for pk, slug, name, council, council_name in rows:
        label = name if has_one_council else f"{name} ({council_name})"
        of_council, alone = f"{council}.{slug}", "" if slug == COUNCIL_ITSELF else slug
        text, other_text = (alone, of_council) if has_one_council and alone else (of_council, alone)
        values[pk] = FacetValue(text, label, (name, council_name), other_text)
    return values


def bodies_of_value(field: str, value: str) -> Q:
    """The condition for the rows whose body, in `field`, has `value`."""
    return Q(**{field: None}) if value == COUNCIL_ITSELF else of_slug_value(field, value)


def of_slug_value(field: str, value: str) -> Q:
    """The condition for the rows whose `field` has `value` of `values_by_slug`; one without its council matches all councils."""
    council, _, slug = value.rpartition(".")
    of_council = {f"{field}__council__slug": council} if council else {}
    return Q(**of_council, **{f"{field}__slug": slug})


def vocabulary_values(model: type[Vocabulary]) -> ValuesOf:
    """The function for a foreign key to `model`, whose rows are sorted as the council has sorted them."""

    def values(ids: Iterable[int]) -> dict[int, FacetValue]:
        rows = model.objects.filter(pk__in=ids).values_list("pk", "key", "label", "order")
        return {pk: FacetValue(key, capfirst(label), (order, label)) for pk, key, label, order in rows}

    return values
