"""The form fields of the admin, for the form of a record and for its inlines."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib.admin.helpers import AdminReadonlyField
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet
from django.db.models.fields.files import FieldFile
from django.forms import Field, ModelChoiceField, ModelForm, ModelMultipleChoiceField, RadioSelect, Select, TypedChoiceField
from django.http import HttpRequest
from django.utils.text import capfirst

from core.admin.field_sizes import GRID_COLUMNS, columns_of, columns_of_value, set_widget_size
from core.admin.files import StoredFileInput, Uploads, stored_file_link
from core.admin.forms import STAFF_FIELDS, StaffForm
from core.admin.input_preview import input_preview_url
from core.admin.related_fields import AddableChoice, AutocompleteMany, AutocompleteOne, LabelledChoicesMixin, Relation
from core.admin.rights import CouncilRightsMixin
from core.models import CitedKey
from core.records.models import Publishable
from core.records.rights import staff_user, visible_rows
from core.uploads.fields import StoredFileField
from core.vietnamese.forms import DateField, ModelField, ParsedField

if TYPE_CHECKING:
    from core.admin.records import RecordAdmin  # it is a subclass of RecordFields

MAX_RADIO_CHOICES = 4  # more choices get a select
MAX_SELECT_CHOICES = 12  # more choices get an autocomplete instead of a plain select
NO_VALUE = "không ghi"  # the empty choice of an optional field
NOT_CHOSEN = "chọn…"  # of a required one


class RecordFields(CouncilRightsMixin, BaseModelAdmin):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """The form fields of a ModelAdmin or inline: they parse typed text, and offer only what the user may choose.

    `units` maps the names of number fields to the unit that is printed after the input. `help_texts` replaces the help
    texts of the model. `textarea_rows` is the height of long texts, in lines. `columns` is the width of fields on the grid
    of twelve columns, where it is not that of their content. `is_tabular` is set for forms in a table.
    """

    form: type[ModelForm[Any]] = StaffForm  # Any: of all models
    formfield_overrides = STAFF_FIELDS
    is_tabular: ClassVar[bool] = False
    textarea_rows: ClassVar[Mapping[str, int]] = {}
    columns: ClassVar[Mapping[str, int]] = {}
    units: ClassVar[Mapping[str, str]] = {}
    help_texts: ClassVar[Mapping[str, str]] = {}

    def formfield_for_dbfield(
        self, db_field: ModelField, request: HttpRequest, **kwargs: Any
    ) -> Field | None:  # Any: as in Django's method
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = AddableChoice(field.widget)
        if isinstance(field, ParsedField):
            field.widget.attrs["data-preview-url"] = input_preview_url(db_field)
        if isinstance(field, DateField):
            field.widget.attrs["data-date"] = True  # gets a button that opens the calendar of the browser
        if isinstance(field.widget, StoredFileInput) and isinstance(db_field, StoredFileField):
            field.widget.model_field = db_field
            field.widget.uploads = getattr(request, "uploads", Uploads())
        set_widget_size(field, db_field, is_tabular=self.is_tabular, rows=self.textarea_rows.get(db_field.name, 5))
        if self.is_tabular:
            field.widget.attrs["aria-label"] = capfirst(str(field.label))  # the label is only in the head of the table
        # Read by the template of the form:
        field.unit = self.units.get(db_field.name, "")  # type: ignore[attr-defined]
        field.columns = self.columns.get(db_field.name) or columns_of(field, db_field)  # type: ignore[attr-defined]
        field.help_text = self.help_texts.get(db_field.name, field.help_text)
        return field

    def locked_columns(self, request: HttpRequest, *, is_new: bool) -> frozenset[str]:
        """Return the columns of this model that only the technical administrator may set."""
        return staff_user(request).locked_columns(self.opts, is_new=is_new)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str] | tuple[str, ...]:
        """Return the read-only fields, with the columns that the user may not set; their posted values are ignored."""
        fields = [str(name) for name in super().get_readonly_fields(request, obj)]
        locked = self.locked_columns(request, is_new=obj is None) | self.lock_reasons(request, obj).keys()
        return [*fields, *sorted(locked - set(fields))]

    def lock_reasons(self, request: HttpRequest, obj: Model | None) -> dict[str, str]:
        """Return the columns that nobody may change in the record `obj`, each with the reason; asked once for a request."""
        reasons: dict[Any, dict[str, str]] = getattr(request, "lock_reasons", {})  # Any: records of all models
        if not isinstance(obj, CitedKey) or obj in reasons:
            return reasons.get(obj, {})
        reason = obj.key_lock_reason()
        reasons[obj] = {obj.KEY_FIELD: f"{reason}."} if reason else {}
        request.lock_reasons = reasons  # type: ignore[attr-defined]  # stored here
        return reasons[obj]

    def readonly_columns(self, name: str) -> int:
        """Return the width of a read-only field: that of its input, and all columns for a value that is computed."""
        model_fields = {field.name: field for field in self.opts.get_fields()}
        if name not in model_fields:
            return GRID_COLUMNS
        return self.columns.get(name) or columns_of_value(cast(ModelField, model_fields[name]))

    def readonly_value(self, field: AdminReadonlyField) -> str:
        """Return the value of a read-only field as HTML; a stored file is a link to the view that sends it to staff."""
        value = getattr(field.form.instance, field.field["name"], None)
        if isinstance(value, FieldFile) and value:
            return stored_file_link(value)
        return field.contents() or str(self.get_empty_value_display())

    def formfield_for_choice_field(
        self, db_field: ModelField, request: HttpRequest, **kwargs: Any
    ) -> TypedChoiceField | None:  # Any: as in Django's method
        if db_field.name == "status" and issubclass(self.model, Publishable) and not self.permits(request, "publish"):
            kwargs["choices"] = [
                (value, label)
                for value, label in db_field.choices or ()
                if value in (Publishable.Status.DRAFT, Publishable.Status.REVIEW)
            ]
        if "choices" not in kwargs:
            blank_choice = [("", NO_VALUE if db_field.blank else NOT_CHOSEN)]
            kwargs["choices"] = db_field.get_choices(blank_choice=blank_choice)
        choices = [(value, label) for value, label in kwargs["choices"] if value != "" or db_field.blank]
        if not self.is_tabular and len(choices) <= MAX_RADIO_CHOICES:
            kwargs |= {"choices": choices, "widget": RadioSelect}
        elif db_field.has_default():
            kwargs["choices"] = choices
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:  # Any: of all models, as in Django's method
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AutocompleteOne(db_field, self.admin_site)
            if self.has_few_choices(db_field, request):
                kwargs["widget"] = Select()
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        self.label_similar_choices(field, db_field, request)
        return field

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField[Any] | None:  # Any: of all models, as in Django's method
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = AutocompleteMany(db_field, self.admin_site)
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        self.label_similar_choices(field, db_field, request)
        return field

    def label_similar_choices(self, field: Field | None, db_field: Relation, request: HttpRequest) -> None:
        """Give the choices of a relation the labels of the related RecordAdmin, with the council where it is needed."""
        if isinstance(field, LabelledChoicesMixin):
            related_admin = self.related_admin(db_field)
            if field.empty_label:
                field.empty_label = NOT_CHOSEN if field.required else NO_VALUE
            field.all_rows = self.all_choices(db_field)
            field.is_limited = not staff_user(request).is_superuser or bool(related_admin and related_admin.offers_active_only)
            if related_admin:
                field.label_of = partial(related_admin.choice_label, request)

    def has_few_choices(self, db_field: Relation, request: HttpRequest) -> bool:
        """Return whether a plain select is enough: the related model stays small, and there are at most 12 choices."""
        related_admin = self.related_admin(db_field)
        if not (related_admin and related_admin.has_few_rows):
            return False
        rows = self.get_field_queryset(None, db_field, request)
        return len(rows.values_list("pk")[: MAX_SELECT_CHOICES + 1]) <= MAX_SELECT_CHOICES

    def get_field_queryset(self, db: str | None, db_field: Relation, request: HttpRequest) -> QuerySet[Model]:
        """Return the rows that the user may choose for a relation."""
        related_admin = self.related_admin(db_field)
        rows = visible_rows(self.all_choices(db_field), staff_user(request))
        return related_admin.selectable(rows) if related_admin else rows

    def all_choices(self, db_field: Relation) -> QuerySet[Model]:
        """Return all rows that a relation can refer to, with the related records that their names contain."""
        rows: QuerySet[Model] = db_field.remote_field.model._default_manager.all()
        related_admin = self.related_admin(db_field)
        return related_admin.with_related_names(rows) if related_admin else rows

    def related_admin(self, db_field: Relation) -> RecordAdmin | None:
        """Return the RecordAdmin of the model that a relation refers to, None if it has none."""
        model = db_field.remote_field.model
        model_admin = self.admin_site.get_model_admin(model) if self.admin_site.is_registered(model) else None
        return cast("RecordAdmin", model_admin) if hasattr(model_admin, "choice_label") else None
