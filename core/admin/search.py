"""Finding rows of the staff's lists by text typed with or without diacritics."""

from django.db.models import Q

from core.vietnamese.text import fold

WORDS = 8
LENGTH = 200  # SQLite refuses a far longer pattern
STORED = "search_key"


def folded_search(queryset, fields, typed):
    """The rows of `queryset` that hold every typed word, whatever the case and the diacritics.

    A column called `search_key` is asked in the database and must hold all the words by itself. Other columns are
    read and folded here, all of a row together: that is for kinds whose lists stay short.
    """
    words = fold(typed[:LENGTH]).split()[:WORDS]
    if not words:
        return queryset.none()
    stored = [field for field in fields if field.rsplit("__", 1)[-1] == STORED]
    plain = [field for field in fields if field not in stored]
    found = Q(pk__in=rows_with(words, queryset, plain) if plain else [])
    for field in stored:
        found |= Q(*(Q(**{f"{field}__contains": word}) for word in words))
    return queryset.filter(found)


def rows_with(words, queryset, fields):
    """The keys of the rows whose `fields`, read together, hold all the folded `words`."""
    rows = queryset.order_by().values_list("pk", *fields)
    texts = ((pk, fold(" ".join(str(value) for value in values if value is not None))) for pk, *values in rows)
    return [pk for pk, text in texts if all(word in text for word in words)]
