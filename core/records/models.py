"""What every record of the house shares: clean text, dates of validity, publication, a search key, a file."""

import hashlib
import secrets
from pathlib import PurePath

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.records.constraints import check, field_beside
from core.records.querysets import PublishableQuerySet
from core.uploads.file_types import content_type_of, type_of_name, validate_document
from core.uploads.pictures import Picture, clean_picture
from core.vietnamese.numbers import format_number
from core.vietnamese.text import clean_text, fold, slugify

# PostgreSQL's bounds, kept on both engines, so that a copy from one to the other never breaks.
GREATEST = {"PositiveSmallIntegerField": 32_767, "PositiveIntegerField": 2_147_483_647, "IntegerField": 2_147_483_647}


class Record(models.Model):
    """A row whose text is clean (NFC, no control or bidi signs) and whose broken rules are told beside a field."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        """Refuse what the strictest of our databases cannot store; SQLite alone would take any number."""
        self.normalise()
        errors = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for field in self._meta.concrete_fields:
            greatest = GREATEST.get(field.get_internal_type())
            value = getattr(self, field.attname)
            if greatest and isinstance(value, int) and value > greatest:
                errors[field.name] = [f"Số quá lớn; nhiều nhất là {format_number(greatest)}."]
        if errors:
            raise ValidationError(errors)

    def save(self, *args, **kwargs):
        self.normalise()
        super().save(*args, **kwargs)

    def normalise(self):
        """Put every text column into its stored form."""
        for field in self._meta.concrete_fields:
            if isinstance(field, (models.CharField, models.TextField)) and not isinstance(field, models.FileField):
                value = getattr(self, field.attname)
                if isinstance(value, str) and value:
                    cleaned = clean_text(value, multiline=isinstance(field, models.TextField))
                    if cleaned != value:
                        setattr(self, field.attname, cleaned)

    def get_council(self):
        """The council that the record belongs to, by the `council_path` of its QuerySet.

        None where the model has no such path, or where a foreign key on it is not set yet.
        """
        path = getattr(type(self)._default_manager.all(), "council_path", "")
        record = self
        for step in path.split("__") if path else ():
            record = getattr(record, step, None)
        return record if path else None

    def validate_constraints(self, exclude=None):
        """Check every constraint and put each message beside the field that the constraint names.

        Raises ValidationError with one list of messages a field. Fields in `exclude` are those that could not
        be read; constraints over them wait until they can.
        """
        errors = {}
        for model, constraints in self.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self, exclude=exclude)
                except ValidationError as error:
                    field = field_beside(error) or NON_FIELD_ERRORS
                    errors.setdefault(field, []).append(error)
        if errors:
            raise ValidationError(errors)


class Dated(Record):
    """Something that holds from `start` up to, but without, `end`."""

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


class Publishable(Record):
    """A record that the public may see once it is approved. Whether the thing took place is another matter."""

    class Status(models.TextChoices):
        DRAFT = "draft", "bản nháp"
        REVIEW = "review", "chờ duyệt"
        PUBLISHED = "published", "công khai"
        WITHDRAWN = "withdrawn", "không công khai"

    status = models.CharField("trạng thái đăng", max_length=10, choices=Status, default=Status.DRAFT)
    publish_at = models.DateTimeField("đăng từ lúc", null=True, blank=True)
    first_published_at = models.DateTimeField("đăng lần đầu", null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField("lý do không công khai", max_length=300, blank=True)

    objects = PublishableQuerySet.as_manager()

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

    def save(self, *args, **kwargs):
        if self.status == self.Status.PUBLISHED and self.first_published_at is None:
            self.first_published_at = self.publish_at
        super().save(*args, **kwargs)

    def is_public(self, at=None):
        """Whether the public sees the record at the moment `at` (now by default)."""
        return self.status == self.Status.PUBLISHED and self.publish_at <= (at or timezone.now())


class Folded(Record):
    """A record that lists find by text typed with or without diacritics."""

    search_key = models.TextField("khóa tìm kiếm", blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.normalise()
        self.search_key = fold(self.search_text())
        super().save(*args, **kwargs)

    def search_text(self):
        """The words by which the record is to be found."""
        raise NotImplementedError  # each kind names its own words


def private_storage():
    """Where uploads lie: never under a public address."""
    return storages["private"]


def upload_name(instance, filename):
    """A name of our own for an upload; of the user's name only the extension stays."""
    return f"{instance._meta.label_lower}/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()[:8]}"


class Attachment(Record):
    """A file of a record; the owner's state decides who may read it."""

    title = models.CharField("tên tệp", max_length=300)
    file = models.FileField("tệp", max_length=200, upload_to=upload_name, storage=private_storage, validators=[validate_document])
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    sha256 = models.CharField("mã băm", max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField("cỡ tệp (byte)", default=0, editable=False)
    content_type = models.CharField("kiểu tệp", max_length=100, blank=True, editable=False)
    pages = models.PositiveSmallIntegerField("số trang", null=True, blank=True)
    has_text = models.BooleanField("có lớp chữ", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["order", "id"]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if self.file and not self.file._committed:
            self.measure()
        super().save(*args, **kwargs)

    @property
    def type_name(self):
        """What sort of file it is, as people say: "PDF", "Word (docx)"; blank where it is unknown."""
        kind = type_of_name(self.file.name)
        return kind.name if kind else ""

    @property
    def file_name(self):
        """The name under which readers save the file: its title without diacritics, its own extension."""
        return f"{slugify(self.title)[:80].strip('-') or 'tep'}{PurePath(self.file.name).suffix}"

    def measure(self):
        """Note hash, size and kind of the file that is about to be stored."""
        digest = hashlib.sha256()
        self.file.seek(0)
        while chunk := self.file.read(1 << 16):
            digest.update(chunk)
        self.file.seek(0)
        self.sha256 = digest.hexdigest()
        self.size = self.file.size
        self.content_type = content_type_of(self.file)


class Pictured(Record):
    """A record with a picture, kept only as we have encoded it ourselves, whichever way it came in."""

    PICTURE = ""  # the column that holds it

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.encode()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        try:
            self.encode()
        except ValueError as error:
            raise ValidationError({self.PICTURE: str(error)}) from error

    def encode(self):
        """Put our own encoding in the place of an upload; raise ValueError with a sentence where it is no picture."""
        upload = getattr(self, self.PICTURE)
        if upload and not upload._committed and not isinstance(upload.file, Picture):
            picture = clean_picture(upload.file)
            setattr(self, self.PICTURE, picture)
            self.measure(picture)

    def measure(self, picture):
        """Note what the record says of its `picture`."""
