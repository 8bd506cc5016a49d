"""The filters beside the staff's lists."""

from django.contrib.admin import FieldListFilter, RelatedFieldListFilter

from core.rights import rows_of


class OwnRowsFilter(RelatedFieldListFilter):
    """A filter by another record, which offers the records that the user may see and no others."""

    def field_choices(self, field, request, model_admin):
        rows = rows_of(request.user, model_admin.named_rows(field))
        lists = model_admin.lists_of(field)
        return [(row.pk, lists.choice_label(request, row) if lists else str(row)) for row in rows]


FieldListFilter.register(lambda field: field.remote_field, OwnRowsFilter, take_priority=True)
