"""The filters beside the lists of the admin."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from django.contrib.admin import FieldListFilter, ModelAdmin, RelatedFieldListFilter
from django.db.models import Model
from django.http import HttpRequest

from core.admin.fields import RecordFields
from core.admin.related_fields import Relation
from core.records.rights import staff_user, visible_rows

EMPTY_LABEL = "không ghi"


class VisibleRowsFilter(RelatedFieldListFilter):
    """A filter by another record: it offers the records that the user may see, with the shortest labels that differ."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's class
        super().__init__(*args, **kwargs)
        self.empty_value_display = EMPTY_LABEL  # type: ignore[assignment]  # Django's is only a marked text

    def has_output(self) -> bool:
        """Return True: FilteredChangeList leaves out a useless filter when it has counted the rows."""
        return True

    def field_choices(
        self, field: Relation, request: HttpRequest, model_admin: ModelAdmin[Any]
    ) -> list[Any]:  # Any: of all models; the pairs of Django's method, with primary keys of any class
        """Return the primary keys and labels of the records that the user may see."""
        record_admin = cast(RecordFields, model_admin)  # each ModelAdmin of ours is one
        rows = list(visible_rows(record_admin.all_choices(field), staff_user(request)))
        related_admin = record_admin.related_admin(field)
        if not related_admin:
            return [(row.pk, str(row)) for row in rows]
        names = Counter(map(related_admin.short_name, rows))

        def label(row: Model) -> str:
            name = related_admin.short_name(row)
            return name if names[name] == 1 else related_admin.choice_label(request, row)

        return [(row.pk, label(row)) for row in rows]


FieldListFilter.register(lambda field: field.remote_field, VisibleRowsFilter, take_priority=True)
