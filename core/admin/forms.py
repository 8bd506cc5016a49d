"""The base forms of the admin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any, ClassVar, TypeAlias

from django.db import models
from django.forms import CharField, TextInput
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.admin.addresses import change_url
from core.admin.files import StoredFileFormField, StoredFileInput
from core.admin.held_forms import HeldForm
from core.admin.input_preview import input_preview_url
from core.admin.related_fields import LabelledChoicesMixin, RelatedRecordField, RelatedRecordsField
from core.records.forms import RecordForm
from core.records.keys import RecordExists
from core.records.models import Publishable
from core.vietnamese.forms import FORM_FIELDS, DateField, FormFieldOptions, ModelField

FILE_HINT = "PDF, Word, Excel, ảnh; nhiều nhất 20 MB."
MAX_TEXT_LENGTH = 200_000  # characters of a field without its own limit: a hundred printed pages

CleanedData: TypeAlias = dict[str, Any]  # Any: values of all fields


class LongText(CharField):
    """A text of many lines, limited to a length that a page can display."""

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:  # Any: the arguments of Django's class
        super().__init__(max_length=max_length or MAX_TEXT_LENGTH, **kwargs)


STAFF_FIELDS: dict[type[ModelField], FormFieldOptions] = FORM_FIELDS | {
    models.TextField: {"form_class": LongText},
    models.DateField: {**FORM_FIELDS[models.DateField], "widget": TextInput},
    models.FileField: {"widget": StoredFileInput, "form_class": StoredFileFormField},
    models.ForeignKey: {"form_class": RelatedRecordField},
    models.OneToOneField: {"form_class": RelatedRecordField},
    models.ManyToManyField: {"form_class": RelatedRecordsField},
}


def date_field(label: str, model_field: ModelField, **options: Any) -> DateField:  # Any: the arguments of Django's class
    """Return a field for a day, with the calendar of the browser and the preview of `model_field`, for a form without a model."""
    preview_url = lazy(input_preview_url, str)(model_field)  # no URL is known when forms are defined
    return DateField(label=label, widget=TextInput(attrs={"data-date": True, "data-preview-url": preview_url}), **options)


def with_link(error: RecordExists) -> SafeString:
    """Return the message of `error` with a link to the form of the record that exists already."""
    link = format_html('<a href="{}">{}</a>', change_url(error.record), error.name)
    return format_html("{} Đã có {} {}.", error.rule, error.noun, link)


class StaffForm(HeldForm, RecordForm):
    """The form of a record in the admin: it sets what the user cannot choose and refuses what the user may not save.

    `permits` returns whether the user may save a record. `preset_values` are the values, by field, of a new record.
    `locked_columns` are read-only because only the technical administrator sets them, those of `lock_reasons` for the
    reason given there. With `has_inlines`, the inlines of the page check the files of the record, as they will be.
    `restored_data` are the values of an older version, with which the form is displayed.
    """

    permits: ClassVar[Callable[[models.Model], bool] | None] = None
    preset_values: ClassVar[Mapping[str, models.Model]] = {}
    locked_columns: ClassVar[frozenset[str]] = frozenset()
    lock_reasons: ClassVar[Mapping[str, str]] = {}
    has_inlines: ClassVar[bool] = False
    restored_data: ClassVar[QueryDict | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's class
        if self.restored_data is not None and not args:
            kwargs.setdefault("data", self.restored_data)
        super().__init__(*args, **kwargs)
        for name, value in self.preset_values.items():
            if getattr(self.instance, self.instance._meta.get_field(name).attname) is None:
                setattr(self.instance, name, value)
        if self.has_inlines and isinstance(self.instance, Publishable):
            self.instance.has_parts_in_form = True
        if self.instance.pk is not None:
            self.add_stored_choices()

    def add_stored_choices(self) -> None:
        """Add to the choices what the record has stored, even if it is inactive or of another council."""
        for name, field in self.fields.items():
            if not (isinstance(field, LabelledChoicesMixin) and field.is_limited):
                continue
            if isinstance(field, RelatedRecordsField):
                field.add_choices(getattr(self.instance, name).values("pk"))
            else:
                field.add_choices([getattr(self.instance, self.instance._meta.get_field(name).attname)])

    def clean(self) -> CleanedData:
        """Publish a record now if it becomes public without a moment."""
        cleaned_data = super().clean() or self.cleaned_data
        becomes_public = "status" in self.changed_data and cleaned_data.get("status") == Publishable.Status.PUBLISHED
        if becomes_public and "publish_at" in cleaned_data and cleaned_data["publish_at"] is None:
            cleaned_data["publish_at"] = timezone.now()
        return cleaned_data

    def _post_clean(self) -> None:
        super()._post_clean()
        for error in (error for messages in self.errors.values() for error in messages.data):
            if isinstance(error, RecordExists):
                error.message = with_link(error)
        permits = type(self).permits
        if permits and not self.errors and not permits(self.instance):
            self.add_error(None, "Bạn không có quyền ghi hoặc đăng dữ liệu của HĐND này.")


class AttachmentForm(StaffForm):
    """The form of a file that belongs to a record; an empty title is set to the name of the uploaded file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's class
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False

    def clean(self) -> CleanedData:
        cleaned_data = super().clean() or self.cleaned_data
        if cleaned_data.get("file") and "title" in cleaned_data and not cleaned_data["title"]:
            cleaned_data["title"] = self.default_title(cleaned_data)
        return cleaned_data

    def default_title(self, cleaned_data: CleanedData) -> str:
        """Return the title for a file whose title is empty."""
        return PurePath(cleaned_data["file"].name).stem[:300]
