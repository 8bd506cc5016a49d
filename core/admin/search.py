"""The search in lists of the admin, with or without diacritics."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from core.records.querysets import RecordT
from core.vietnamese.text import fold

MAX_TERMS = 8
MAX_LENGTH = 200  # SQLite refuses a far longer pattern
STORED_FIELD = "search_key"


def folded_search(queryset: QuerySet[RecordT], fields: Sequence[str], text: str) -> QuerySet[RecordT]:
    """Return the rows that contain every word of `text`, whatever the case and the diacritics.

    A field called `search_key` is searched in the database and must contain all the words. The other fields are read
    and folded here, all fields of a row together: use them only for models whose lists stay short.
    """
    terms = fold(text[:MAX_LENGTH]).split()[:MAX_TERMS]
    if not terms:
        return queryset.none()
    stored_fields = [field for field in fields if field.rsplit("__", 1)[-1] == STORED_FIELD]
    other_fields = [field for field in fields if field not in stored_fields]
    condition = Q(pk__in=matching_ids(terms, queryset, other_fields) if other_fields else [])
    for field in stored_fields:
        condition |= Q(*(Q(**{f"{field}__contains": term}) for term in terms))
    return queryset.filter(condition)


def matching_ids(terms: Sequence[str], queryset: QuerySet[RecordT], fields: Sequence[str]) -> list[int]:
    """Return the primary keys of the rows whose `fields` together contain all the folded `terms`."""
    rows = queryset.order_by().values_list("pk", *fields)
    texts = ((pk, fold(" ".join(str(value) for value in values if value is not None))) for pk, *values in rows)
    return [pk for pk, text in texts if all(term in text for term in terms)]
