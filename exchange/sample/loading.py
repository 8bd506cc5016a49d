"""The sample councils are loaded into the database as a whole, or not at all."""

import shutil
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.uploads.stored_files import unused_files_deleted
from councils.models import Council
from exchange.load_result import LoadResult
from exchange.loading import load_folder
from exchange.sample.documents import documents_of, print_document, read_rows
from exchange.sample.illustrations import draw_picture
from exchange.sample.logins import create_logins
from exchange.sample.relative_days import write_dates
from exchange.sample.renewal import renew_council
from reports.actions import issue_report
from reports.models import AnnualReport

COUNCIL = "cau-giay"
LIVING_WARD = "phuong-ben-say"  # a council of today, with dates ahead
COUNCILS = (COUNCIL, LIVING_WARD)
REPORT = "2021"
ISSUED_ON = date(2022, 1, 5)
ISSUED_AT = datetime(2022, 1, 5, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
ISSUED_BY = "nguoi-ban-hanh-mau"


class SampleError(Exception):
    """The sample cannot be loaded; `messages` are Vietnamese sentences for the person who runs the command."""

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


def is_loaded(slug: str) -> bool:
    """Return whether a sample council exists, and the report of 2021 of Cầu Giấy is issued."""
    if slug == COUNCIL:
        return AnnualReport.objects.issued().filter(council__slug=COUNCIL, slug=REPORT).exists()
    return Council.objects.filter(slug=slug).exists()


def load_sample(*, has_logins: bool = False, slugs: Sequence[str] | None = None, on: date | None = None) -> LoadResult:
    """Load the sample councils that are not loaded already, and return what was done.

    Days such as `+14` count from the day `on`, today unless it is given. With `has_logins` the logins of
    `exchange.sample.logins` are created too. Raises SampleError; nothing is stored then.
    """
    slugs = COUNCILS if slugs is None else slugs
    for council in Council.objects.filter(slug__in=slugs, is_sample=False):
        raise SampleError([f"Đã có HĐND mang mã “{council.slug}” không phải dữ liệu mẫu; dữ liệu mẫu không được ghi đè lên."])
    result = LoadResult()
    with unused_files_deleted(), transaction.atomic():
        for slug in slugs:
            if not is_loaded(slug):
                loaded = load_csv_tables(slug, on or timezone.localdate())
                result.added, result.changed = result.added + loaded.added, result.changed + loaded.changed
                result.unchanged += loaded.unchanged
                if slug == COUNCIL:
                    issue_sample_report()
        if has_logins:
            create_logins(Council.objects.get(slug=COUNCIL))
    return result


def renew_sample(on: date | None = None) -> int:
    """Move what lies behind the day `on` (today) in the plans of the living ward; return how many records were moved."""
    ward = Council.objects.filter(slug=LIVING_WARD, is_sample=True).first()
    return renew_council(ward, on or timezone.localdate()) if ward else 0


def load_csv_tables(slug: str, on: date) -> LoadResult:
    """Load the CSV tables of a sample council from a temporary copy to which dates and the missing files are added."""
    with TemporaryDirectory(prefix="hdnd-sample-") as name:
        folder = Path(name) / slug
        shutil.copytree(settings.BASE_DIR / "sample" / slug, folder)
        write_dates(folder, on)
        create_missing_files(folder)
        result = load_folder(folder, slug)
    if result.errors:
        raise SampleError([str(error) for error in result.errors])
    return result


def create_missing_files(folder: Path) -> None:
    """Draw the pictures and print the documents that the CSV tables in `folder` name and that do not exist there."""
    pictures = ((row["image"], partial(draw_picture, Path(row["image"]).stem)) for row in read_rows(folder, "photos"))
    documents = ((name, partial(print_document, document)) for name, document in documents_of(folder))
    for name, content in chain(pictures, documents):
        path = folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content())


def issue_sample_report() -> None:
    """Issue the report of 2021 in the name of a user who cannot sign in."""
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
