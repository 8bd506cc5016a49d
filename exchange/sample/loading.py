"""The sample council into the database: all of it, or nothing."""

import shutil
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import FileField

from accounts.models import User
from councils.models import Council
from exchange.loading import load_folder
from exchange.report import LoadReport
from exchange.sample.documents import documents_of, print_document, read_rows
from exchange.sample.illustrations import draw_picture
from exchange.sample.logins import keep_logins
from exchange.tables import TABLES
from reports.actions import issue_report
from reports.models import AnnualReport, ReportFile

COUNCIL = "cau-giay"
REPORT = "2021"
ISSUED_ON = date(2022, 1, 5)
ISSUED_AT = datetime(2022, 1, 5, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
ISSUED_BY = "nguoi-ban-hanh-mau"


class SampleError(Exception):
    """The sample cannot be loaded; `problems` are sentences for the person who tried."""

    def __init__(self, problems):
        super().__init__(" ".join(problems))
        self.problems = problems


def is_loaded():
    """Whether the sample council stands with its report of 2021 issued."""
    return AnnualReport.objects.issued().filter(council__slug=COUNCIL, slug=REPORT).exists()


def load_sample(*, has_logins=False):
    """Load what is missing of the sample, and tell in a LoadReport what was done.

    With `has_logins` also the logins of `exchange.sample.logins`. Raises SampleError; nothing is stored then.
    """
    if Council.objects.filter(slug=COUNCIL, is_sample=False).exists():
        raise SampleError([f"Đã có HĐND mang mã “{COUNCIL}” không phải dữ liệu mẫu; dữ liệu mẫu không được ghi đè lên."])
    report = LoadReport()
    with kept_whole():
        if not is_loaded():
            report = load_registers()
            issue()
        if has_logins:
            keep_logins(Council.objects.get(slug=COUNCIL))
    return report


def load_registers():
    """Load the CSV tables of the sample from a copy that has all their files."""
    with TemporaryDirectory(prefix="hdnd-sample-") as name:
        folder = Path(name) / COUNCIL
        shutil.copytree(settings.BASE_DIR / "sample" / COUNCIL, folder)
        furnish(folder)
        report = load_folder(folder, COUNCIL)
    if report.errors:
        raise SampleError([str(problem) for problem in report.errors])
    return report


def furnish(folder):
    """Draw the pictures and print the documents that the CSV tables in `folder` name and that are not there."""
    pictures = ((row["image"], partial(draw_picture, Path(row["image"]).stem)) for row in read_rows(folder, "photos"))
    documents = ((name, partial(print_document, document)) for name, document in documents_of(folder))
    for name, content in chain(pictures, documents):
        path = folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content())


def issue():
    """Issue the report of 2021, in the name of somebody who cannot sign in."""
    user, is_new = User.objects.get_or_create(
        username=ISSUED_BY, defaults={"is_active": False, "last_name": "Người ban hành", "first_name": "(mẫu)"}
    )
    if is_new:
        user.set_unusable_password()
        user.save()
    draft = AnnualReport.objects.get(council__slug=COUNCIL, slug=REPORT)
    try:
        issue_report(report=draft, user=user, on=ISSUED_ON, at=ISSUED_AT)
    except ValidationError as error:
        raise SampleError(error.messages) from error


@contextmanager
def kept_whole():
    """A transaction that takes the files of its records with it where it fails."""
    with transaction.atomic():
        before = set(stored_files())
        try:
            yield
        except BaseException:
            for storage, name in set(stored_files()) - before:
                storage.delete(name)
            raise


def stored_files():
    """Storage and name of every file that a record has."""
    for model in (*(table.model for table in TABLES.values()), ReportFile):
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                names = model._default_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
                yield from ((field.storage, name) for name in names)
