"""Abstract models for the records of all apps: clean text, dates of validity, publication, search, files, pictures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, ClassVar, Self, TypeAlias

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import F, Q, UniqueConstraint
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.text import capfirst

from core.records.changes import note_saved
from core.records.constraints import check, field_beside
from core.records.keys import NormalFormField, RecordExists, normal_form_fields, with_normal_forms
from core.uploads.fields import DocumentField, StoredFileField
from core.uploads.file_types import is_stored, type_of_name
from core.uploads.storage import private_storage as private_storage  # migrations find it here
from core.uploads.storage import upload_name as upload_name  # as above
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_number
from core.vietnamese.search_query import search_key_of
from core.vietnamese.text import clean_text, slugify

# The limits of PostgreSQL, applied on both databases, so that data can be copied from one to the other.
MAX_VALUES = {"PositiveSmallIntegerField": 32_767, "PositiveIntegerField": 2_147_483_647, "IntegerField": 2_147_483_647}
HappenedFields: TypeAlias = Mapping[str, Mapping[str, Collection[str]]]

NAME_WITHOUT_LETTERS = "“{text}” không có chữ hay số nào; hãy ghi bằng chữ."
NOT_AFTER_TODAY = "Ngày đã diễn ra không thể sau hôm nay ({today})."
NOT_AFTER_THIS_YEAR = "Năm ở đây không thể sau năm nay ({year})."


class Record(models.Model):
    """A model whose text is stored clean (NFC, no control or bidi characters) and whose error messages name a field.

    `HAPPENED_FIELDS` are the days and years that say that something has happened, with the condition: the values of other
    fields with which they say so, by name; {} for always. No such day lies after today.

    `is_personal`: what is typed in its form may be about private persons. No browser stores it, not even for a while, and
    no history keeps the columns that take such text.

    `compared_in_form`: the primary keys of the rows of one form, which are not compared as they are stored: the form
    compares them as they will be (`clean_beside`), so that two changes may be saved together that are right together only.
    """

    HAPPENED_FIELDS: ClassVar[HappenedFields] = {}
    is_personal: ClassVar[bool] = False

    compared_in_form: Collection[int] = ()

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Validate each field; refuse a number that is too large for PostgreSQL, and a name such as "–" or "...".

        Raises ValidationError with a list of messages for each field.
        """
        self.normalise()
        errors: dict[str, list[ValidationError]] = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for field in self._meta.concrete_fields:
            max_value = None if field.generated else MAX_VALUES.get(field.get_internal_type())
            value = getattr(self, field.attname) if max_value else None
            if max_value and isinstance(value, int) and value > max_value:
                errors[field.name] = [ValidationError(f"Số quá lớn; nhiều nhất là {format_number(max_value)}.")]
        for name in self.name_columns():
            text = getattr(self, name)
            if text and not any(map(str.isalnum, text)) and name not in errors and name not in (exclude or ()):
                errors[name] = [ValidationError(NAME_WITHOUT_LETTERS.format(text=text))]
        today = timezone.localdate()
        for name in self.days_after_today():
            if name not in errors and name not in (exclude or ()):
                is_year = isinstance(getattr(self, name), int)
                sentence = (
                    NOT_AFTER_THIS_YEAR.format(year=today.year) if is_year else NOT_AFTER_TODAY.format(today=short_date(today))
                )
                errors[name] = [ValidationError(sentence)]
        if errors:
            raise ValidationError(errors)

    def name_columns(self) -> set[str]:
        """Return the columns of the names, places and titles by which the record is recognised."""
        return {key.source for key in normal_form_fields(type(self))}

    def days_after_today(self) -> list[str]:
        """Return the names of the HAPPENED_FIELDS whose day has not come yet, although the record says that it happened.

        A year is named only if no day is: it often follows from one.
        """
        today = timezone.localdate()
        names, years = [], []
        for name, condition in self.HAPPENED_FIELDS.items():
            value = getattr(self, name)
            day = timezone.localdate(value) if isinstance(value, datetime) else value
            says_so = all(getattr(self, other) in values for other, values in condition.items())
            if isinstance(day, date) and day > today and says_so:
                names.append(name)
            elif isinstance(day, int) and day > today.year and says_so:
                years.append(name)
        return names or years

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's method
        self.normalise()
        for field in self._meta.concrete_fields:
            if isinstance(field, StoredFileField):
                field.prepare_or_forget(self)
        is_new = self.pk is None
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = with_normal_forms(type(self), kwargs["update_fields"])
        super().save(*args, **kwargs)
        note_saved(self, is_new=is_new)

    def as_stored(self) -> Self | None:
        """Return the record as it is in the database; None if it is not there."""
        return type(self)._default_manager.filter(pk=self.pk).first() if self.pk else None

    def stored_value(self, name: str) -> Any:  # Any: the value of any column
        """Return the value of the column `name` in the database; None if the record is not there."""
        rows = type(self)._default_manager.filter(pk=self.pk).order_by()
        return rows.values_list(name, flat=True).first() if self.pk else None

    def normalise(self) -> None:
        """Clean the value of each text field, and fill the normal forms of names."""
        for field in self._meta.concrete_fields:
            if isinstance(field, (models.CharField, models.TextField)) and not isinstance(field, NormalFormField):
                value = getattr(self, field.attname)
                if isinstance(value, str) and value:
                    cleaned = clean_text(value, multiline=isinstance(field, models.TextField))
                    if cleaned != value:
                        setattr(self, field.attname, cleaned)
        for key in normal_form_fields(type(self)):
            setattr(self, key.attname, key.normal_form_of(self))

    def get_council(self) -> models.Model | None:
        """Return the council that the record belongs to, by the `council_path` of its QuerySet.

        None if the model has no such path, or if a foreign key on it is not set yet.
        """
        path = getattr(type(self)._default_manager.all(), "council_path", "")
        record: models.Model | None = self
        for step in path.split("__") if path else ():
            record = getattr(record, step, None)
        return record if path else None

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Check every constraint and assign each message to the field that the constraint names.

        Raises ValidationError with a list of messages for each field. Constraints over the fields in `exclude`, which
        are invalid already, are not checked.
        """
        errors: dict[str, list[ValidationError]] = {}
        for model, constraints in self.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self, exclude=set(exclude or ()))
                except ValidationError as broken:
                    error = self.unique_error(constraint, broken) if isinstance(constraint, UniqueConstraint) else broken
                    if error is not None:
                        errors.setdefault(field_beside(error) or NON_FIELD_ERRORS, []).append(error)
        if errors:
            raise ValidationError(errors)

    def unique_error(self, constraint: UniqueConstraint, error: ValidationError) -> ValidationError | None:
        """Return the `error` of a broken `constraint`; over a normal form it names the record that exists already.

        None if only rows of the same form have the values that the constraint allows once.
        """
        is_over_name = any(isinstance(self._meta.get_field(name), NormalFormField) for name in constraint.fields)
        if not constraint.fields or not (is_over_name or self.compared_in_form):
            return error
        rows = type(self)._default_manager.filter(constraint.condition or Q())
        rows = rows.filter(**{name: getattr(self, name) for name in constraint.fields})
        rival = rows.exclude(pk__in={self.pk, *self.compared_in_form} - {None}).first()
        if rival is None:
            return None if self.compared_in_form else error
        return RecordExists(str(error.message), rival, error.code) if is_over_name else error

    def clean_beside(self, others: Iterable[Self]) -> None:
        """Compare the row with `others` of its form, all as they will be. Raises ValidationError.

        Unique constraints are compared by the form itself.
        """


class Dated(Record):
    """A record that is valid from `start` up to `end`, without `end` itself."""

    start = models.DateField("từ ngày")
    end = models.DateField("thôi từ ngày", null=True, blank=True, help_text="Ngày đầu tiên không còn; để trống nếu vẫn còn.")

    class Meta:
        abstract = True
        constraints = [
            check(
                Q(end__isnull=True) | Q(end__gt=F("start")),
                name="%(app_label)s_%(class)s_end_after_start",
                message="Ngày thôi phải sau ngày bắt đầu.",
                beside="end",
            )
        ]

    def is_in_force_on(self, day: date) -> bool:
        """Return whether the record is valid on `day`."""
        return self.start <= day and (self.end is None or day < self.end)

    def meets(self, other: Dated) -> bool:
        """Return whether both rows are valid on the same day; a row without `end` is valid for ever."""
        return (self.end is None or other.start < self.end) and (other.end is None or self.start < other.end)


class Publishable(Record):
    """A record that the public may see once it is approved; whether the event took place is stored elsewhere."""

    class Status(models.TextChoices):
        DRAFT = "draft", "bản nháp"
        REVIEW = "review", "chờ duyệt"
        PUBLISHED = "published", "công khai"
        WITHDRAWN = "withdrawn", "không công khai"

    has_parts_in_form = False  # whether the form that the record comes from checks its documents itself

    status = models.CharField("trạng thái đăng", max_length=10, choices=Status, default=Status.DRAFT)
    publish_at = models.DateTimeField("đăng từ lúc", null=True, blank=True)
    first_published_at = models.DateTimeField("đăng lần đầu", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("lý do không công khai", max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            check(
                ~Q(status="published") | Q(publish_at__isnull=False),
                name="%(app_label)s_%(class)s_published_at",
                message="Bản ghi công khai phải có thời điểm đăng.",
                beside="publish_at",
            ),
            check(
                ~Q(status="withdrawn") | ~Q(withdrawn_reason=""),
                name="%(app_label)s_%(class)s_withdrawn_reason",
                message="Phải ghi lý do không công khai.",
                beside="withdrawn_reason",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's method
        if self.status == self.Status.PUBLISHED and self.first_published_at is None:
            self.first_published_at = self.publish_at
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse to publish documents with tracked changes or comments. Raises ValidationError."""
        super().clean()
        if self.status != self.Status.PUBLISHED or self.has_parts_in_form or self.pk is None or not self.becomes_public:
            return
        sentences = list(self.remarks_of_parts())
        if sentences:
            raise ValidationError(sentences)

    @property
    def becomes_public(self) -> bool:
        """Whether the record is not published yet as it is stored."""
        return not type(self)._default_manager.filter(pk=self.pk, status=self.Status.PUBLISHED).exists()

    def remarks_of_parts(self) -> Iterator[str]:
        """Yield a sentence for each document of the record that has tracked changes or comments and would be public."""
        for relation in self._meta.related_objects:
            model = relation.related_model
            for field in (each for each in model._meta.concrete_fields if isinstance(each, DocumentField)):
                for part in model._default_manager.filter(**{relation.field.name: self}).exclude(**{field.name: ""}):
                    sentence = field.remarks(part)
                    if sentence and getattr(part, f"public_{field.name}", True):
                        yield f"{capfirst(str(part))}: {sentence}"

    def is_public(self, at: datetime | None = None) -> bool:
        """Return whether the public sees the record at the moment `at`, by default now."""
        if self.status != self.Status.PUBLISHED or self.publish_at is None:
            return False
        return self.publish_at <= (at or timezone.now()) and self.is_hosted

    @property
    def is_hosted(self) -> bool:
        """Whether the council of the record has pages on this portal; a record without a council is hosted."""
        return bool(getattr(self.get_council(), "is_hosted", True))


class Folded(Record):
    """A record with a column for search: its text without diacritics and in lower case (`search_key_of`)."""

    search_key = models.TextField("khóa tìm kiếm", blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # Any: the arguments of Django's method
        self.normalise()
        self.search_key = search_key_of(self.search_text())
        super().save(*args, **kwargs)

    def search_text(self) -> str:
        """Return the text that a search looks in."""
        raise NotImplementedError("each model returns its own text")


class Attachment(Record):
    """A file that belongs to a record; the publication state of this record decides who may read the file."""

    OWNER: ClassVar[str]  # the name of the foreign key to the record

    title = models.CharField("tên tệp", max_length=300)
    title_key = NormalFormField("title", verbose_name="khóa của tên")
    file = DocumentField("tệp")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    sha256 = models.CharField("mã băm", max_length=64, blank=True, editable=False)
    source_sha256 = models.CharField("mã băm của tệp gốc", max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField("cỡ tệp (byte)", default=0, editable=False)
    content_type = models.CharField("kiểu tệp", max_length=100, blank=True, editable=False)
    pages = models.PositiveSmallIntegerField("số trang", null=True, blank=True)
    has_text = models.BooleanField("có lớp chữ", null=True, blank=True)
    is_scan = models.BooleanField("chỉ có ảnh chụp", null=True, editable=False)
    tracked_changes = models.PositiveIntegerField("số chỗ sửa đang theo dõi", null=True, editable=False)
    comments = models.PositiveIntegerField("số ghi chú", null=True, editable=False)
    kept_properties = models.CharField("thuộc tính còn trong tệp", max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a file with tracked changes or comments that readers would see. Raises ValidationError."""
        super().clean()
        owner = getattr(self, self.OWNER, None)
        if isinstance(owner, Publishable) and owner.status == Publishable.Status.PUBLISHED:
            refuse_remarks(self, "file", owner)

    @property
    def type_name(self) -> str:
        """The type of the file for readers, such as "PDF" or "Word (docx)"; "" if it is unknown."""
        file_type = type_of_name(self.file.name)
        return file_type.name if file_type else ""

    @property
    def short_title(self) -> str:
        """The title among links of one record."""
        return self.title

    @property
    def file_name(self) -> str:
        """The file name for a download: the title without diacritics, and the extension of the stored file."""
        return f"{slugify(self.title)[:80].strip('-') or 'tep'}{PurePath(self.file.name or '').suffix}"


class Pictured(Record):
    """A record with a picture in the field PICTURE_FIELD."""

    PICTURE_FIELD: ClassVar[str]  # the name of the file field

    class Meta:
        abstract = True

    @property
    def picture_version(self) -> str:
        """The part of the address that changes when the picture is replaced, so that browsers may cache it for ever."""
        picture: FieldFile = getattr(self, self.PICTURE_FIELD)
        return PurePath(picture.name or "").stem[:12]


def refuse_remarks(record: models.Model, name: str, owner: Publishable) -> None:
    """Raise ValidationError beside the file field `name` if its document has tracked changes or comments.

    A file that readers of the published `owner` see already stays.
    """
    field, file = record._meta.get_field(name), getattr(record, name)
    if not file or not isinstance(field, DocumentField) or not field.may_have_remarks(record):
        return
    sentence = field.remarks(record) if not is_stored(file) or owner.becomes_public else ""
    if sentence:
        raise ValidationError({name: ValidationError(sentence, code="remarks")})
