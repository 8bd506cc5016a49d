"""The search in lists of the admin, with or without diacritics."""

from collections.abc import Sequence

from django.db.models import Case, Q, QuerySet, When

from core.records.querysets import RecordT
from core.vietnamese.search_query import EXACT_MARK, Alternatives, exact_terms, search_key_of, search_units

MAX_UNITS = 8
STORED_FIELD = "search_key"


def folded_search(queryset: QuerySet[RecordT], fields: Sequence[str], text: str, *, in_order: bool = True) -> QuerySet[RecordT]:
    """Return the rows that contain all that `text` asks for, whatever the case and the diacritics.

    A field called `search_key` is searched in the database and must contain everything. The other fields are read
    and folded here, all fields of a row together: use them only for models whose lists stay short. With `in_order` the
    rows that have the words with the diacritics of `text` come first, if it has any.
    """
    units = search_units(text)[:MAX_UNITS]
    if not units:
        return queryset.none()
    stored_fields = [field for field in fields if field.rsplit("__", 1)[-1] == STORED_FIELD]
    other_fields = [field for field in fields if field not in stored_fields]
    keys = keys_of(queryset, other_fields) if other_fields else []
    condition = Q(pk__in=[pk for pk, key in keys if contains_all(key, units)])
    for field in stored_fields:
        condition |= Q(*(contains_one_of(field, phrases) for phrases in units))
    rows = queryset.filter(condition)
    exact = exact_terms(text)
    if not exact or not in_order:
        return rows
    exact_keys = [pk for pk, key in keys if {*exact} <= {*key.split()}]
    if not (exact_keys or stored_fields):  # PostgreSQL cannot order by a condition that is always false
        return rows
    is_exact = Q(pk__in=exact_keys)
    for field in stored_fields:
        is_exact |= Q(*(Q(**{f"{field}__contains": f"{word} "}) | Q(**{f"{field}__endswith": word}) for word in exact))
    order = rows.query.order_by or queryset.model._meta.ordering or ["pk"]
    return rows.order_by(Case(When(is_exact, then=True), default=False).desc(), *order)


def keys_of(queryset: QuerySet[RecordT], fields: Sequence[str]) -> list[tuple[int, str]]:
    """Return the primary key of each row, with the search key of all its `fields` together."""
    rows = queryset.order_by().values_list("pk", *fields)
    return [(pk, search_key_of(" ".join(str(value) for value in values if value is not None))) for pk, *values in rows]


def contains_all(key: str, units: Sequence[Alternatives]) -> bool:
    """Return whether a search key contains one phrase of each of `units`; the number of a document only as a whole."""
    folded = f" {key.partition(EXACT_MARK)[0]}"
    return all(any(phrase in folded if is_part(phrase) else f" {phrase}" in folded for phrase in phrases) for phrases in units)


def contains_one_of(field: str, phrases: Alternatives) -> Q:
    """Return the condition that the search key in `field` contains one of `phrases`; as in `contains_all`."""
    condition = Q()
    for phrase in phrases:
        if is_part(phrase):
            condition |= Q(**{f"{field}__contains": phrase})
        else:
            condition |= Q(**{f"{field}__contains": f" {phrase}"}) | Q(**{f"{field}__startswith": phrase})
    return condition


def is_part(phrase: str) -> bool:
    """Return whether `phrase` may be a part of a word; a symbol may not: 9/NQ-HĐND is no part of 19/NQ-HĐND."""
    return not (phrase[0].isdecimal() and " " in phrase)
