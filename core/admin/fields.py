"""The fields of the staff's forms, for whole records and for their parts alike."""

from functools import partial

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import Select
from django.utils.text import capfirst

from core.admin.forms import STAFF_FIELDS, StaffForm, set_widget_size
from core.admin.input_preview import input_preview_url
from core.admin.related_fields import AutocompleteMany, AutocompleteOne
from core.admin.rights import CouncilRightsMixin
from core.records.models import Publishable
from core.vietnamese.forms import ParsedField

SHORT = 12  # choices that a plain list shows better than a box to search in


class RecordFields(CouncilRightsMixin):
    """Fields that read what a clerk types, and choices by council and by right.

    `units` names what stands behind a number, by column; `hints` replaces the help of a column in these forms;
    `in_lines` says that the fields of a record stand in one line; `heights` are the lines shown of a long text.
    """

    form = StaffForm
    formfield_overrides = STAFF_FIELDS
    in_lines = False
    heights = {}
    units = {}
    hints = {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A key may be added from here; to change or delete its record one goes to that record.
            field.widget.can_change_related = field.widget.can_view_related = field.widget.can_delete_related = False
        if isinstance(field, ParsedField):
            field.widget.attrs["data-preview-url"] = input_preview_url(db_field)
        set_widget_size(field, db_field, in_line=self.in_lines, height=self.heights.get(db_field.name, 5))
        if self.in_lines:
            field.widget.attrs["aria-label"] = capfirst(str(field.label))  # the head of the column names it to the eye only
        field.unit = self.units.get(db_field.name, "")
        field.help_text = self.hints.get(db_field.name, field.help_text)
        return field

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "status" and issubclass(self.model, Publishable) and not self.permits(request, "publish"):
            kwargs["choices"] = [
                (value, label)
                for value, label in db_field.choices
                if value in (Publishable.Status.DRAFT, Publishable.Status.REVIEW)
            ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AutocompleteOne(db_field, self.admin_site)
            if self.is_short_list(db_field, request):
                kwargs["widget"] = Select()
        return self.label_similar_choices(super().formfield_for_foreignkey(db_field, request, **kwargs), db_field, request)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AutocompleteMany(db_field, self.admin_site)
        return self.label_similar_choices(super().formfield_for_manytomany(db_field, request, **kwargs), db_field, request)

    def label_similar_choices(self, field, db_field, request):
        if field is not None:
            related_admin = self.model_admin_of(db_field)
            field.everything = self.named_rows(db_field)
            field.is_limited = not request.user.is_superuser or bool(related_admin and related_admin.retires)
            if related_admin:
                field.label_of = partial(related_admin.choice_label, request)
        return field

    def is_short_list(self, db_field, request):
        """Whether few enough rows of a kind that stays small can be chosen here, on a page of one record."""
        related_admin = self.model_admin_of(db_field)
        if not (related_admin and related_admin.stays_small):
            return False
        return len(self.get_field_queryset(None, db_field, request).values_list("pk")[: SHORT + 1]) <= SHORT

    def get_field_queryset(self, db, db_field, request):
        related_admin = self.model_admin_of(db_field)
        rows = self.named_rows(db_field).visible_to(request.user)
        return related_admin.offered(rows) if related_admin else rows

    def named_rows(self, db_field):
        """All rows that the key `db_field` could point to, with the records that their names speak of."""
        rows = db_field.remote_field.model._default_manager.all()
        related_admin = self.model_admin_of(db_field)
        return related_admin.with_names(rows) if related_admin else rows

    def model_admin_of(self, db_field):
        """The RecordAdmin of the kind that the key `db_field` points to, or None where there is none of ours."""
        model = db_field.remote_field.model
        related_admin = self.admin_site.get_model_admin(model) if self.admin_site.is_registered(model) else None
        return related_admin if hasattr(related_admin, "choice_label") else None
