"""Files that a member of staff has chosen in a form which is not saved yet."""

from __future__ import annotations

import mimetypes
import secrets
import unicodedata
from datetime import timedelta
from functools import cached_property
from io import BytesIO
from typing import Any, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, models
from django.db.models import Count, Sum
from django.utils import timezone

from core.uploads.clean_files import CleanFile
from core.uploads.fields import StoredFileField
from core.uploads.file_types import EMPTY
from core.uploads.storage import private_storage, upload_name
from core.uploads.stored_files import note_written
from core.uploads.upload_errors import DISK_FULL, is_disk_full
from core.vietnamese.numbers import format_number

PENDING_FOR = timedelta(hours=24)
MAX_FILES = 100  # of a user
MAX_BYTES = 500 * 1024 * 1024  # of a user
MAX_NAME_LENGTH = 200
TOO_MANY = (
    f"Bạn đang có {MAX_FILES} tệp đã tải lên mà chưa lưu, là mức nhiều nhất; hãy lưu biểu mẫu hoặc bỏ bớt tệp rồi chọn lại."
)
TOO_MUCH = (
    f"Các tệp đã tải lên mà chưa lưu của bạn chiếm quá {format_number(MAX_BYTES // 1024**2)} MB; hãy lưu biểu mẫu hoặc bỏ bớt "
    "tệp rồi chọn lại."
)


class PendingUploadQuerySet(models.QuerySet["PendingUpload"]):
    def visible_to(self, user: Any) -> Self:  # Any: the user model is in an app above core
        """Return the rows that `user` may see: only those of the user's own files."""
        return self.filter(user_id=user.pk)

    def present(self) -> Self:
        """Return the rows whose file no record has taken over."""
        return self.exclude(file="")

    def sweep(self) -> int:
        """Delete the rows that are older than 24 hours, with their files, and return their number."""
        return self.filter(at__lt=timezone.now() - PENDING_FOR).delete()[0]

    def check_limits(self, user: Any, size: int) -> None:  # Any: as above
        """Raise ValidationError if `user` has too many files waiting for one more of `size` bytes."""
        totals = self.visible_to(user).present().aggregate(number=Count("pk"), bytes=Sum("size", default=0))
        if totals["number"] >= MAX_FILES:
            raise ValidationError(TOO_MANY, code="limit")
        if totals["bytes"] + size > MAX_BYTES:
            raise ValidationError(TOO_MUCH, code="limit")

    def add(self, user: Any, field: StoredFileField, file: File[bytes]) -> PendingUpload:  # Any: as above
        """Store what the file `field` of a record makes of an uploaded `file`, for a form of `user`.

        Call it outside any transaction: a large picture takes seconds. Raises ValidationError if the file is refused.
        """
        self.sweep()
        if not file.size:
            raise ValidationError(EMPTY, code="empty")
        self.check_limits(user, file.size)
        clean_file = field.cleaned(file)
        if clean_file is None:
            raise ValueError(f"{field} stores uploads as they are; its file cannot wait.")
        name = unicodedata.normalize("NFC", file.name or clean_file.name or "")[-MAX_NAME_LENGTH:]
        return self.create(
            user_id=user.pk,
            kind=kind_of(field),
            name=name,
            measures=clean_file.measures,
            file=stored_name(field, clean_file),
            size=clean_file.size,
        )


def stored_name(field: StoredFileField, clean_file: CleanFile) -> str:
    """Store a file under a name that its record can take over, and return the name. Raises ValidationError on a full disk."""
    try:
        path = private_storage().save(upload_name(field.model(), clean_file.name or ""), clean_file)
    except OSError as error:
        if not is_disk_full(error):
            raise
        raise ValidationError(DISK_FULL, code="disk") from error
    note_written(path)
    return path


def kind_of(field: StoredFileField) -> str:
    """Return the name of a file field: "news.photo.image"."""
    return f"{field.model._meta.label_lower}.{field.name}"


class PendingUpload(models.Model):
    """A file that waits for its form to be saved; only its user can see and use it.

    `kind` names the file field that it is for, `measures` are the columns of the record that describe the file. The record
    that is saved takes the file over under its present name: `file` is empty then.
    """

    token = models.CharField("mã", max_length=64, unique=True, default=secrets.token_urlsafe)
    user_id = models.BigIntegerField("mã người dùng", db_index=True)
    kind = models.CharField("cột tệp", max_length=120)
    name = models.CharField("tên tệp", max_length=MAX_NAME_LENGTH)
    measures = models.JSONField("số đo", default=dict)
    file = StoredFileField("tệp", blank=True)
    size = models.PositiveIntegerField("cỡ tệp (byte)", default=0)
    at = models.DateTimeField("lúc", default=timezone.now, db_index=True)

    objects = PendingUploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "tệp chờ lưu"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def model_label(self) -> str:
        """The label of the model that the file is for."""
        return self.kind.rpartition(".")[0]

    @property
    def field(self) -> StoredFileField:
        """The file field that the file is for."""
        field = apps.get_model(self.model_label)._meta.get_field(self.kind.rpartition(".")[2])
        if not isinstance(field, StoredFileField):
            raise TypeError(f"{self.kind} is no file field.")
        return field

    @property
    def content_type(self) -> str:
        """The media type of the stored file, by its name, which the portal has chosen itself."""
        return mimetypes.guess_type(self.file.name or "")[0] or "application/octet-stream"

    @property
    def is_present(self) -> bool:
        """Whether the file is there and no record has taken it over."""
        return bool(self.file) and self.file.storage.exists(self.file.name or "")

    def take_over(self) -> str:
        """Return the name of the stored file, which is from now on that of a record. Call it in the record's transaction.

        Raises IntegrityError if another form has taken it over in the meantime.
        """
        name = self.file.name or ""
        if not PendingUpload.objects.filter(pk=self.pk, file=name).exclude(file="").update(file="", size=0):
            self.file = None
            raise IntegrityError(f"{self} was used already")
        return name


class PendingFile(CleanFile):
    """The content of a PendingUpload, read only where somebody needs it; its `name` is that of the user's file."""

    def __init__(self, pending: PendingUpload) -> None:
        self.pending = pending
        self.name, self.mode = pending.name, "rb"
        self.size = pending.size
        self.content_type = pending.content_type
        self.measures: dict[str, Any] = pending.measures  # Any: values of columns
        self.source_sha256 = pending.measures["source_sha256"]

    @cached_property
    def file(self) -> BytesIO:  # type: ignore[override]  # of Django's class, an attribute
        with self.pending.file.storage.open(self.pending.file.name or "") as stored:
            return BytesIO(stored.read())

    def take_over(self) -> str:
        return self.pending.take_over()
