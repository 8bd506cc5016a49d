"""The fields of uploaded files. Every file that a record has is declared by one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Any
from weakref import ref

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.files import File
from django.db import models
from django.db.models.fields.files import FieldFile, FileDescriptor
from django.db.models.signals import post_delete

from core.uploads.clean_files import CleanFile
from core.uploads.file_types import clean_document, is_stored
from core.uploads.pictures import clean_picture
from core.uploads.storage import private_storage, upload_name
from core.uploads.stored_files import delete_after_commit, note_written

MEASURES = (
    "sha256", "source_sha256", "size", "content_type", "width", "height", "tracked_changes", "comments", "kept_properties",
    "is_scan",
)  # fmt: skip
REMARKS = (
    "Tệp còn {} mà người đọc sẽ thấy, nên chưa đăng được; hãy chấp nhận hoặc bỏ các chỗ sửa, xóa ghi chú, lưu bản sạch rồi "
    "tải lại."
)
REPLACED = "_replaced_files"  # the attribute of a record with the names of files that it had before, by field


class UploadDescriptor(FileDescriptor):
    """The attribute of a file field, which remembers the stored file that another one replaces."""

    def __set__(self, instance: models.Model, value: Any) -> None:  # Any: a file, its name or None, as in Django's method
        previous = instance.__dict__.get(self.field.attname)
        stored = previous if isinstance(previous, str) else previous.name if previous and is_stored(previous) else ""
        if stored:
            instance.__dict__.setdefault(REPLACED, {}).setdefault(self.field.attname, set()).add(stored)
        super().__set__(instance, value)


class StoredFileField(models.FileField):
    """A file in the private storage under a name of our own, deleted when no record names it any more.

    What is known of the file is written to those columns of the record that exist under the names in `measures`, each
    after `prefix`: `sha256` of the stored bytes, `source_sha256` of the upload, `size` and others.
    """

    descriptor_class = UploadDescriptor

    def __init__(self, verbose_name: str | None = None, *, prefix: str = "", **kwargs: Any) -> None:  # Any: of Django's class
        self.prefix = prefix
        options: dict[str, Any] = {"max_length": 200, "upload_to": upload_name, "storage": private_storage}  # Any: as above
        super().__init__(verbose_name, **options | kwargs)

    def deconstruct(self) -> Any:  # Any: as in Django's method
        """Return what migrations store: a FileField, which is all that the database knows of it."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.FileField", arguments, options

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:  # type: ignore[override]  # Any: as FileField
        """Follow the deletion of rows: by this signal only, as in Django's ImageField, a field learns of cascades."""
        super().contribute_to_class(cls, name, **kwargs)
        if not cls._meta.abstract:
            post_delete.connect(self.delete_file, sender=cls)

    def delete_file(self, instance: models.Model, using: str | None = None, **_arguments: Any) -> None:  # Any: of the signal
        """Delete the file of a deleted record when the transaction is stored."""
        stored: FieldFile = getattr(instance, self.attname)
        if stored and is_stored(stored) and stored.name:
            delete_after_commit([stored.name], using)

    def cleaned(self, file: File[bytes]) -> CleanFile | None:
        """Return what is stored of an upload; None to store it as it is. Raises ValidationError if it is refused."""
        return None

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:  # Any: as in Django's method
        """Return the file to store, and note in the record what is known of it. Raises ValidationError if it is refused."""
        value = super().clean(value, model_instance)
        if model_instance is not None and value and not is_stored(value):
            return self.prepare(model_instance, value)
        return value

    def prepare(self, record: models.Model, upload: FieldFile) -> File[bytes]:
        """Return the file to store for an `upload`, and note in the record what is known of it. Raises ValidationError."""
        if isinstance(upload.file, CleanFile):
            self.note_measures(record, upload.file)
            return upload
        clean_file = self.cleaned(upload)
        if clean_file is None:
            return upload
        self.note_measures(record, clean_file)
        setattr(record, self.attname, clean_file)
        return clean_file

    def note_measures(self, record: models.Model, clean_file: CleanFile) -> None:
        """Write what is known of a file to the columns of `record` that exist for it, once: they may be corrected since."""
        if clean_file.noted_for is not None and clean_file.noted_for() is record:
            return
        clean_file.noted_for = ref(record)
        for name, value in clean_file.measures.items():
            if self.column_of(record, name):
                setattr(record, f"{self.prefix}{name}", value)

    def prepare_or_forget(self, record: models.Model) -> None:
        """Make an upload of `record` ready to be stored, or forget what was noted of a file that was removed.

        Raises ValidationError if the upload is refused.
        """
        upload: FieldFile = getattr(record, self.attname)
        if upload and not is_stored(upload):
            self.prepare(record, upload)
        elif not upload:
            for name in filter(None, (self.column_of(record, measure) for measure in MEASURES)):
                setattr(record, name, record._meta.get_field(name).get_default())  # type: ignore[union-attr]  # a column

    def column_of(self, record: models.Model, measure: str) -> str:
        """Return the name of the column of `record` for a measure of the file; "" if it has none."""
        try:
            record._meta.get_field(f"{self.prefix}{measure}")
        except FieldDoesNotExist:
            return ""
        return f"{self.prefix}{measure}"

    def measure_of(self, record: models.Model, measure: str) -> Any:  # Any: the value of a column
        """Return what is noted of the file of `record`; None if it has no such column."""
        name = self.column_of(record, measure)
        return getattr(record, name) if name else None

    def pre_save(self, instance: models.Model, add: bool) -> Any:  # Any: as in Django's method
        """Store the file, and delete the one that it replaces when the transaction is stored."""
        upload: FieldFile = getattr(instance, self.attname)
        is_new = bool(upload) and not is_stored(upload)
        if is_new:
            self.prepare(instance, upload)
            self.take_over(instance)
        stored: FieldFile = super().pre_save(instance, add)
        if is_new and stored.name:
            note_written(stored.name)
        replaced = instance.__dict__.get(REPLACED, {}).pop(self.attname, set()) - {stored.name}
        if replaced:
            delete_after_commit(replaced)
        return stored

    def take_over(self, record: models.Model) -> None:
        """Name the file of `record` as it is stored, if the private storage has its content already."""
        upload: FieldFile = getattr(record, self.attname)
        if isinstance(upload.file, CleanFile) and (name := upload.file.take_over()):
            setattr(record, self.attname, name)


class DocumentField(StoredFileField):
    """An uploaded document of one of the FILE_TYPES."""

    def cleaned(self, file: File[bytes]) -> CleanFile:
        return clean_document(file)

    def may_have_remarks(self, record: models.Model) -> bool:
        """Return whether the document has tracked changes or comments, or was stored before they were counted."""
        return any(self.measure_of(record, name) != 0 for name in ("tracked_changes", "comments"))

    def remarks(self, record: models.Model) -> str:
        """Return the sentence that refuses the file for publication, for its tracked changes and comments; "" without any.

        A file that was stored before they were counted is opened.
        """
        changes, comments = self.measure_of(record, "tracked_changes"), self.measure_of(record, "comments")
        if changes is None or comments is None:
            changes, comments = self.counted(getattr(record, self.attname))
        parts = [f"{changes} chỗ sửa đang theo dõi"] if changes else []
        parts += [f"{comments} ghi chú"] if comments else []
        return REMARKS.format(" và ".join(parts)) if parts else ""

    def counted(self, stored: FieldFile) -> tuple[int, int]:
        """Return the number of tracked changes and of comments of a stored file; zeros if it cannot be read."""
        if not is_stored(stored):
            return 0, 0  # refused, for another reason
        try:
            with stored.open("rb") as file:
                measures = clean_document(File(file, name=stored.name)).measures
        except (FileNotFoundError, ValidationError, ValueError):
            return 0, 0
        return measures["tracked_changes"], measures["comments"]


class PictureField(StoredFileField):
    """An uploaded picture, of which only the encoding by `encode` is stored, by default a JPEG, PNG or WebP."""

    def __init__(
        self, verbose_name: str | None = None, *, encode: Callable[[IO[bytes]], CleanFile] = clean_picture, **kwargs: Any
    ) -> None:  # Any: of Django's class
        self.encode = encode
        super().__init__(verbose_name, **kwargs)

    def cleaned(self, file: File[bytes]) -> CleanFile:
        try:
            return self.encode(file)
        except ValueError as error:
            raise ValidationError(str(error), code="picture") from error
