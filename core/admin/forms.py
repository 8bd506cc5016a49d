"""The form of a record in the staff's pages."""

from pathlib import PurePath

from django.db import models
from django.forms import CharField, Textarea, TextInput

from core.admin.files import StoredFileInput
from core.admin.related_fields import RelatedRecordField, RelatedRecordsField
from core.records.forms import RecordForm
from core.vietnamese.forms import FORM_FIELDS

LONGEST_TEXT = 200_000  # signs of a column that sets no bound itself: a hundred printed pages
SHORT = 20  # signs up to which a line needs a small box only
LONG = 100  # signs from which a line needs the width of the form
WIDE = 300  # signs from which a line is typed into a box of several rows


class LongText(CharField):
    """A text of many lines, of a length that a page can still show."""

    def __init__(self, *, max_length=None, **kwargs):
        super().__init__(max_length=max_length or LONGEST_TEXT, **kwargs)


STAFF_FIELDS = FORM_FIELDS | {
    models.TextField: {"form_class": LongText},
    models.TimeField: {"widget": TextInput},
    models.FileField: {"widget": StoredFileInput},
    models.ImageField: FORM_FIELDS[models.ImageField] | {"widget": StoredFileInput},
    models.ForeignKey: {"form_class": RelatedRecordField},
    models.OneToOneField: {"form_class": RelatedRecordField},
    models.ManyToManyField: {"form_class": RelatedRecordsField},
}


def set_widget_size(field, column, *, in_line, height):
    """Give the form field of a text `column` a box of its size, which shows what is too long instead of cutting it.

    A column that stands `in_line` with others has the room of one line; one of many lines shows `height` of them.
    """
    if isinstance(column, models.FileField) or column.choices:
        return
    if isinstance(column, models.TextField):
        field.widget.attrs["rows"] = height
    elif isinstance(column, models.CharField) and column.max_length >= WIDE and not in_line:
        field.widget = Textarea(attrs={"class": "vLargeTextField", "rows": 2})
    elif isinstance(column, models.CharField) and not SHORT < column.max_length < LONG:
        fit = "short" if column.max_length <= SHORT else "long"
        field.widget.attrs["class"] = f"{field.widget.attrs.get('class', '')} {fit}"
    field.widget.attrs.pop("maxlength", None)


class StaffForm(RecordForm):
    """A record's form that presets what the user cannot choose and refuses what the user may not store.

    `permits` says whether a record may be stored; `presets` are values, by column, of a new record.
    """

    permits = None
    presets = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, value in self.presets.items():
            if getattr(self.instance, self.instance._meta.get_field(name).attname) is None:
                setattr(self.instance, name, value)
        if self.instance.pk is not None:
            self.keep_stored_choices()

    def keep_stored_choices(self):
        """Let a record keep what is no longer offered, or a choice that the user may not see (a record of another council)."""
        for name, field in self.fields.items():
            if not getattr(field, "is_limited", False):
                continue
            if isinstance(field, RelatedRecordsField):
                field.widen(getattr(self.instance, name).values("pk"))
            else:
                field.widen([getattr(self.instance, self.instance._meta.get_field(name).attname)])

    def _post_clean(self):
        super()._post_clean()
        if self.permits and not self.errors and not self.permits(self.instance):
            self.add_error(None, "Bạn không có quyền ghi hoặc đăng dữ liệu của HĐND này.")


class AttachmentForm(StaffForm):
    """A file beside a record; without a title it takes the name under which it was chosen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False

    def clean(self):
        data = super().clean()
        if data.get("file") and "title" in data and not data["title"]:
            data["title"] = self.own_title(data)
        return data

    def own_title(self, data):
        """The title where none is typed."""
        return PurePath(data["file"].name).stem[:300]
