"""The filters beside the staff's lists."""

from django.contrib.admin import FieldListFilter, RelatedFieldListFilter

from core.admin.rights import rows_of


class OwnRowsFilter(RelatedFieldListFilter):
    """A filter by another record, which offers the records that the user may see and no others."""

    def field_choices(self, field, request, model_admin):
        lists = model_admin.lists_of(field) if hasattr(model_admin, "lists_of") else None
        rows = model_admin.named_rows(field) if lists else field.remote_field.model._default_manager.all()
        label = lists.choice_label if lists else (lambda request, row: str(row))
        return [(row.pk, label(request, row)) for row in rows_of(request.user, rows)]


FieldListFilter.register(lambda field: field.remote_field, OwnRowsFilter, take_priority=True)
