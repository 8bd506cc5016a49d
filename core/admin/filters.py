"""The filters beside the staff's lists."""

from collections import Counter

from django.contrib.admin import FieldListFilter, RelatedFieldListFilter

from core.records.rights import rows_of

NOTHING = "không ghi"


class OwnRowsFilter(RelatedFieldListFilter):
    """A filter by another record, which offers the records that the user may see, named as shortly as they can be told apart."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.empty_value_display = NOTHING

    def has_output(self):
        """Whether it is of use is known when its rows are counted."""
        return True

    def field_choices(self, field, request, model_admin):
        rows = list(rows_of(request.user, model_admin.named_rows(field)))
        lists = model_admin.lists_of(field)
        if not lists:
            return [(row.pk, str(row)) for row in rows]
        names = Counter(map(lists.short_name, rows))
        return [(row.pk, name if names[name := lists.short_name(row)] == 1 else lists.choice_label(request, row)) for row in rows]


FieldListFilter.register(lambda field: field.remote_field, OwnRowsFilter, take_priority=True)
