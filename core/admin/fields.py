"""The fields of the staff's forms, for whole records and for their parts alike."""

from functools import partial

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.forms import Select
from django.utils.text import capfirst

from core.admin.forms import STAFF_FIELDS, StaffForm, fit_box
from core.admin.input_preview import input_preview_url
from core.admin.keys import SuggestOne, SuggestSeveral
from core.admin.rights import ByCouncil
from core.records.models import Publishable
from core.records.rights import rows_of
from core.vietnamese.forms import TypedText

SHORT = 12  # choices that a plain list shows better than a box to search in


class RecordFields(ByCouncil):
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
        if isinstance(field, TypedText):
            field.widget.attrs["data-preview-url"] = input_preview_url(db_field)
        fit_box(field, db_field, in_line=self.in_lines, height=self.heights.get(db_field.name, 5))
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
            kwargs["widget"] = SuggestOne(db_field, self.admin_site)
            if self.is_short_list(db_field, request):
                kwargs["widget"] = Select()
        return self.label_similar_choices(super().formfield_for_foreignkey(db_field, request, **kwargs), db_field, request)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = SuggestSeveral(db_field, self.admin_site)
        return self.label_similar_choices(super().formfield_for_manytomany(db_field, request, **kwargs), db_field, request)

    def label_similar_choices(self, field, db_field, request):
        if field is not None:
            lists = self.lists_of(db_field)
            field.everything = self.named_rows(db_field)
            field.is_limited = not request.user.is_superuser or bool(lists and lists.retires)
            if lists:
                field.label_of = partial(lists.choice_label, request)
        return field

    def is_short_list(self, db_field, request):
        """Whether few enough rows of a kind that stays small can be chosen here, on a page of one record."""
        lists = self.lists_of(db_field)
        if not (lists and lists.stays_small):
            return False
        return len(self.get_field_queryset(None, db_field, request).values_list("pk")[: SHORT + 1]) <= SHORT

    def get_field_queryset(self, db, db_field, request):
        lists = self.lists_of(db_field)
        rows = rows_of(request.user, self.named_rows(db_field))
        return lists.offered(rows) if lists else rows

    def named_rows(self, db_field):
        """All rows that the key `db_field` could point to, with the records that their names speak of."""
        rows = db_field.remote_field.model._default_manager.all()
        lists = self.lists_of(db_field)
        return lists.with_names(rows) if lists else rows

    def lists_of(self, db_field):
        """The RecordAdmin of the kind that the key `db_field` points to, or None where there is none of ours."""
        model = db_field.remote_field.model
        lists = self.admin_site.get_model_admin(model) if self.admin_site.is_registered(model) else None
        return lists if hasattr(lists, "choice_label") else None
