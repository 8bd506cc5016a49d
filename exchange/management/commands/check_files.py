"""Compare the stored files with the records that name them; fail if they do not agree."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from core.admin.proposed_values import files_in
from core.models import PendingUpload, ProposedChange
from core.uploads.fields import DocumentField, StoredFileField
from core.uploads.file_types import kept_in
from core.uploads.stored_files import file_columns, unnamed_files
from exchange.folder import sha256_of

KEPT_FOR = timedelta(days=1)  # a younger file may belong to a transaction that still runs


class Command(BaseCommand):
    help = (
        "So các tệp đang lưu với bản ghi: tệp không có bản ghi, bản ghi không có tệp, mã băm khác, tệp còn thuộc tính; "
        "mã kết thúc 1 nếu tệp và bản ghi không khớp."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--delete", action="store_true", help="Xóa các tệp không có bản ghi đã lưu hơn một ngày.")
        parser.add_argument(
            "--clean", action="store_true", help="Lưu lại các tệp còn thuộc tính (tác giả, cơ quan…) mà không có thuộc tính ấy."
        )

    def handle(self, *, delete: bool, clean: bool, **options: object) -> None:
        if delete:
            self.stdout.write(f"đã xóa tệp chờ lưu quá 24 giờ: {PendingUpload.objects.sweep()}")
        orphans = self.handle_orphans(delete=delete)
        missing = different = 0
        for record, field in records_with_files():
            lost, changed = self.handle_file(record, field, clean=clean)
            missing, different = missing + lost, different + changed
        summary = f"{orphans} tệp không có bản ghi, {missing} bản ghi không có tệp, {different} tệp có mã băm khác."
        if orphans or missing or different:
            raise CommandError(f"Tệp và bản ghi không khớp: {summary}")
        self.stdout.write(summary)

    def handle_orphans(self, *, delete: bool) -> int:
        """Write the files that no record names, delete the older ones if asked, and return how many remain."""
        waiting = ProposedChange.objects.filter(state=ProposedChange.State.WAITING)
        waiting_files = {path for proposal in waiting for path in files_in(proposal.payload)}
        remaining = 0
        for storage, name in unnamed_files(waiting_files):
            is_old = storage.get_modified_time(name) < timezone.now() - KEPT_FOR
            if delete and is_old:
                storage.delete(name)
                self.stdout.write(f"đã xóa tệp không có bản ghi: {name}")
                continue
            remaining += 1
            self.stdout.write(f"tệp không có bản ghi: {name}{'' if is_old else ' (chưa được một ngày)'}")
        return remaining

    def handle_file(self, record: Any, field: StoredFileField, *, clean: bool) -> tuple[int, int]:  # Any: of any model
        """Write what is wrong with the file of `record`; return whether it is missing, and whether its hash differs.

        With `clean` a document that has its hash and tells about its authors is stored again without that.
        """
        stored: FieldFile = getattr(record, field.name)
        label = f"{record._meta.verbose_name} {record.pk}: {stored.name}"
        try:
            with stored.open("rb") as file:
                expected = field.measure_of(record, "sha256")
                is_different = bool(expected) and sha256_of(file) != expected
                remains = remaining_properties(field, File(file, name=stored.name))
        except FileNotFoundError:
            self.stdout.write(f"bản ghi không có tệp: {label}")
            return 1, 0
        if is_different:
            self.stdout.write(f"mã băm khác: {label}")
        if remains and clean and not is_different:
            remains = clean_stored(record, field)
            if not remains:
                self.stdout.write(f"đã bỏ thuộc tính: {label}")
        if remains:
            self.stdout.write(f"lưu ý: {label}: {remains}")
        return 0, int(is_different)


def records_with_files() -> Iterator[tuple[Any, StoredFileField]]:  # Any: records of all models
    """Yield each record with a file, and the field of the file."""
    for model, field in file_columns():
        if isinstance(field, StoredFileField):
            for record in model._default_manager.exclude(**{field.name: ""}).order_by("pk").iterator():
                yield record, field


def clean_stored(record: Any, field: StoredFileField) -> str:  # Any: a record of any model
    """Store the document of `record` as an upload of today is stored; return what it still contains, or ""."""
    stored: FieldFile = getattr(record, field.name)
    with stored.open("rb") as file:
        upload = ContentFile(file.read(), name=stored.name)
    setattr(record, field.name, upload)
    try:
        with transaction.atomic():
            record.save()
    except (ValidationError, ProtectedError) as error:
        return str(error.messages[0] if isinstance(error, ValidationError) else error.args[0])
    with getattr(record, field.name).open("rb") as file:
        return remaining_properties(field, File(file, name=stored.name))


def remaining_properties(field: StoredFileField, file: File) -> str:  # type: ignore[type-arg]  # Django's class takes none
    """Return what a stored document still tells about its authors, or why it would be refused today; "" if nothing."""
    if not isinstance(field, DocumentField):
        return ""
    try:
        remains = kept_in(file)
    except ValidationError as error:
        return " ".join(error.messages)
    return f"còn {remains}" if remains else ""
