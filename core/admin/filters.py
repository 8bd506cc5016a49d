"""The filters beside the staff's lists."""

from collections import Counter

from django.contrib.admin import FieldListFilter, RelatedFieldListFilter

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
        rows = list(model_admin.named_rows(field).visible_to(request.user))
        related_admin = model_admin.model_admin_of(field)
        if not related_admin:
            return [(row.pk, str(row)) for row in rows]
        names = Counter(map(related_admin.short_name, rows))

        def label(row):
            name = related_admin.short_name(row)
            return name if names[name] == 1 else related_admin.choice_label(request, row)

        return [(row.pk, label(row)) for row in rows]


FieldListFilter.register(lambda field: field.remote_field, OwnRowsFilter, take_priority=True)
