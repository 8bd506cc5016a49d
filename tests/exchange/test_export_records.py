"""An export is loaded into an empty portal: every row of every table and every file is as it was."""

import csv
import shutil
import stat
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import FileField

from citizens.models import PetitionStatus
from core.records.models import Record
from councils.models import Council
from exchange.exporting import export_folder
from exchange.loading import load_folder
from exchange.sample.loading import create_missing_files
from exchange.sample.relative_days import write_dates
from exchange.tables import TABLES
from reports.models import ReportedTotal
from tests.exchange.case_reports import CASES
from tests.exchange.folders import load
from tests.factories.accounts import ServiceFactory
from tests.factories.citizens import PetitionFactory, PetitionStatusFactory, VoterMeetingFactory
from tests.factories.councils import CouncilFactory, MandateFactory, PersonFactory, SubordinationFactory
from tests.factories.news import ArticleFactory, ArticleFileFactory, PhotoFactory, picture
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory, ReportSectionFactory
from tests.factories.resolutions import (
    IssuedDocumentFactory,
    PersonnelDecisionFactory,
    ResolutionFactory,
    SupportResultFactory,
    VoteFactory,
)
from tests.factories.sessions_app import CouncilSessionFactory

pytestmark = pytest.mark.django_db


SAMPLES = [path.parent for root in (settings.BASE_DIR / "sample", CASES) for path in sorted(root.glob("*/councils.csv"))]


def load_whole(folder):
    """Load a folder for the council that reaches all others of it, and return the council."""
    with (folder / "councils.csv").open(encoding="utf-8-sig", newline="") as stream:
        slugs = [row["slug"] for row in csv.DictReader(stream)]
    for slug in slugs:
        if not load_folder(folder, slug).errors:
            return Council.objects.get(slug=slug)
    raise AssertionError(f"{folder.name}: no council reaches all others.")


def stored_rows():
    return {name: sorted(map(repr, values_of(table))) for name, table in TABLES.items()}


def values_of(table):
    rows = table.model._default_manager.filter(*table.exported)
    for record in rows:
        yield {name: stored_value(record, name) for name in table.columns}


def stored_value(record, name):
    field = record._meta.get_field(name)
    value = getattr(record, name)
    if field.many_to_many:
        return sorted(map(str, value.all()))
    if isinstance(field, FileField):
        with value.open("rb") if value else BytesIO() as stream:
            return stream.read()
    return str(value) if isinstance(value, Record) else value


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def exported_and_loaded(tmp_path, store):
    """The council and the rows that `store` has stored, after an export and its load into an empty portal."""
    with transaction.atomic():
        council = store()
        export_folder(tmp_path / "first", council)
        before = stored_rows()
        assert load(tmp_path / "first", council.slug)[:2] == (0, 0)
        transaction.set_rollback(True)
    assert not Council.objects.exists()
    load(tmp_path / "first", council.slug)
    assert stored_rows() == before
    export_folder(tmp_path / "second", Council.objects.get(slug=council.slug))
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    return before


@pytest.mark.parametrize(
    "source", [pytest.param(path, marks=[pytest.mark.slow] * (path.parent != CASES), id=path.name) for path in SAMPLES]
)
def test_export_folder_is_loaded_into_an_empty_portal_as_it_was(tmp_path, source):
    """Slow for the samples with pictures and documents, which are drawn first."""
    folder = shutil.copytree(source, tmp_path / source.name)
    write_dates(folder, date(2026, 11, 30))
    if (folder / "photos.csv").exists():
        create_missing_files(folder)

    before = exported_and_loaded(tmp_path, lambda: load_whole(folder))

    assert before["councils"]


TEXTS = [
    *("=1+2", "+84 24 3833", "-5", "@ai", "007", "12.345.678", "1.0", "15/15", "20,68%", "x", "có", '="12"', '"Nhà" tổ 5'),
    *("“Nhà văn hoá”; tổ 5 | sân \\; \\", "O'Nhà", "M'Đrắk, Čung", "28/9/2021", "8h30", "sep=;", "NULL", "A – B"),
]


def store_unusual_rows():
    council = CouncilFactory(slug="quan", name="HĐND quận", is_hosted=True)
    above = CouncilFactory(slug="thanh-pho", name="HĐND thành phố", level="province")
    SubordinationFactory(council=council, parent=above)
    original = VoterMeetingFactory(council=above, place="Sân; vận động | A", published=True)
    VoterMeetingFactory(council=council, place="Sân vận động", same_as=original, attendees=0, speakers=None)
    for text in TEXTS:
        meeting = VoterMeetingFactory(council=council, place=text, attendees=1_234_567)
        petition = PetitionFactory(
            council=council, content=f"{text}\nDòng hai; “ba”, 'bốn'\n\n- năm", meetings=[meeting, original]
        )
        PetitionStatusFactory(petition=petition, reason=text, text=f"@{text}\t\n=")
    first = CouncilSessionFactory(term__council=council)
    ResolutionFactory(session=first, title="Về việc: A; B | C \\ D", body=f"{'Điều 1. ' * 20_000}\nHết")
    IssuedDocumentFactory(council=council, symbol="", issued_on=None, title="Dự thảo tờ trình; phần | hai")
    article = ArticleFactory(council=council, body="@khong/phai/tep", publish_at=datetime(2022, 1, 26, 9, 58, 7, 123456, UTC))
    ArticleFactory(council=council, publish_at=None, status="draft")
    for order, picture_format in enumerate(("JPEG", "PNG", "WEBP"), start=1):
        PhotoFactory(article=article, image=ContentFile(picture(picture_format, (90, 60)), name="anh"), order=order)
    PhotoFactory(article=article, image=ContentFile(picture("PNG", (30, 30)), name="anh"), order=1)
    briefing = ArticleFactory(council=council, slug="hop-bao", title="Họp báo 1")
    type(briefing).objects.filter(pk=ArticleFactory(council=council, title="Họp báo 2").pk).update(slug=briefing.slug)
    for other in type(briefing).objects.filter(slug=briefing.slug):
        PhotoFactory(article=other, caption=f"Ảnh của {other.title}")
    VoteFactory(session=first, subject="Toàn văn")
    second_vote = VoteFactory(session=first, subject="Toàn văn", in_favour=20)
    PersonnelDecisionFactory(
        membership=None,
        mandate=MandateFactory(term=first.term, start=date(2021, 9, 28)),
        resolution__session=first,
        vote=second_vote,
    )
    ArticleFileFactory(article=article, title="Phụ lục 1")
    ArticleFileFactory(article=article, title="phụ lục 1")
    ArticleFileFactory(article=article, title="Phụ lục 2; bảng | hai")
    PersonFactory(full_name="Nguyễn Văn Ất", portrait=ContentFile(picture("JPEG", (60, 80)), name="anh"))
    PetitionStatusFactory(petition=petition, on=date(2021, 11, 1), text="Chờ người duyệt", text_state="waiting")
    ReportedTotalFactory(council=council, source="Chờ duyệt", approved_on=None)
    ReportedTotalFactory(council=council, source="Đã duyệt", approved_on=date(2022, 1, 3), code="letters.received")
    once_public = VoterMeetingFactory(council=council, place="Đã rút", status="draft")
    type(once_public).objects.filter(pk=once_public.pk).update(first_published_at=datetime(2021, 9, 1, tzinfo=UTC))
    SupportResultFactory(council=council, amount=Decimal("50583000000"), beneficiaries=None)
    draft = AnnualReportFactory(council=council, recipients="- Như trên;\n- Lưu: VT.")
    ReportSectionFactory(report=draft)
    AnnualReportFactory(council=council, issued=True, slug="2020")
    return council


def test_export_folder_keeps_unusual_texts_files_and_references(tmp_path):
    before = exported_and_loaded(tmp_path, store_unusual_rows)

    assert len(before["voter_meetings"]) == len(TEXTS) + 3
    assert len(before["photos"]) == 6
    assert (len(before["annual_reports"]), len(before["report_sections"])) == (1, 1)


def test_export_folder_has_no_rows_of_other_councils(tmp_path):
    own, other = CouncilFactory(), CouncilFactory()
    VoterMeetingFactory(council=own, place="Sân đình")
    VoterMeetingFactory(council=other, place="Nhà kín")
    hidden, unknown = PersonFactory(full_name="Trần Thị Kín"), PersonFactory(full_name="Lê Văn Mới")
    ResolutionFactory(session__term__council=other, signer=hidden)

    export_folder(tmp_path, own)

    text = b"".join(contents(tmp_path).values()).decode()
    assert "Sân đình" in text
    assert unknown.full_name in text
    assert [name for name in ("Nhà kín", hidden.full_name, other.slug) if name in text] == []


def test_export_folder_may_be_read_by_its_owner_only_and_names_nobody(tmp_path):
    mandate = MandateFactory(person__full_name="Nguyễn Thị Minh")
    council = mandate.term.council
    ArticleFileFactory(article=ArticleFactory(council=council, title="Chúc thọ bà Minh"), title="Thư bà Minh")

    export_folder(tmp_path / "xuat", council)

    paths = [tmp_path / "xuat", *(tmp_path / "xuat").rglob("*")]
    assert {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in paths} == {(True, 0o700), (False, 0o600)}
    assert [path.name for path in paths if "minh" in path.name.lower()] == []


def test_export_records_says_what_it_wrote(tmp_path):
    council = CouncilFactory(slug="quan")

    out = StringIO()
    call_command("export_records", tmp_path / "xuat", council="quan", stdout=out)

    assert out.getvalue().splitlines()[0] == f"Đã xuất 1 dòng trong 1 sổ và 0 tệp vào “{tmp_path / 'xuat'}”."
    assert "chỉ người chạy lệnh này đọc được" in out.getvalue()
    assert council.name not in out.getvalue()


def test_export_records_refuses_a_folder_that_is_not_empty(tmp_path):
    CouncilFactory(slug="quan")
    (tmp_path / "cũ.txt").write_text("giữ lại")

    for directory in (tmp_path, tmp_path / "cũ.txt"):
        with pytest.raises(CommandError, match="không phải thư mục trống; hãy chọn thư mục khác"):
            call_command("export_records", directory, council="quan")

    assert contents(tmp_path) == {"cũ.txt": "giữ lại".encode()}


def test_export_records_names_the_nearest_councils(tmp_path):
    for slug in ("phuong-1", "phuong-2", "phuong-3", "quan"):
        CouncilFactory(slug=slug)

    with pytest.raises(CommandError) as refusal:
        call_command("export_records", tmp_path, council="phuong-9")

    assert str(refusal.value) == "Không có HĐND mang mã “phuong-9”. Gần nhất: phuong-1, phuong-2, phuong-3."


def test_export_records_leaves_nothing_if_a_file_is_lost(tmp_path):
    file = ArticleFileFactory()
    file.file.storage.delete(file.file.name)

    with pytest.raises(CommandError, match=f"tệp của tin bài số {file.pk} có tệp không còn trong kho"):
        call_command("export_records", tmp_path / "xuat", council=file.article.council.slug)

    assert not (tmp_path / "xuat").exists()


def test_export_folder_keeps_what_waits_for_a_reviewer(tmp_path):
    exported_and_loaded(tmp_path, store_unusual_rows)

    assert PetitionStatus.objects.get(text="Chờ người duyệt").public_text == ""
    assert [total.source for total in ReportedTotal.objects.waiting()] == ["Chờ duyệt"]
    assert set(ReportedTotal.objects.accepted().values_list("approved_on", flat=True)) == {date(2022, 1, 3)}


@pytest.mark.parametrize("column", ["first_published_at", "text_state"])
def test_restored_columns_are_the_administrators(tmp_path, column):
    status = PetitionStatusFactory(petition__published=True, text="Đã sửa", text_state="waiting")
    council = status.petition.council
    user = ServiceFactory(council=council, role="reviewer").user
    export_folder(tmp_path / "xuat", council)
    name, old, new = {
        "first_published_at": ("petitions", "31/12/2021 07:00", "01/01/2020 07:00"),
        "text_state": ("petition_statuses", "waiting", "public"),
    }[column]
    path = tmp_path / "xuat" / f"{name}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    result = load_folder(tmp_path / "xuat", council.slug, user=user)

    assert {(error.file, error.column, error.message) for error in result.errors if error.column} == {
        (f"{name}.csv", other, "Cột này do cổng tự ghi, chỉ quản trị kỹ thuật nạp lại được; hãy bỏ cột này.")
        for other in TABLES[name].restored_columns
    }
