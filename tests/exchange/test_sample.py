import io
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from PIL import Image

from accounts.models import Service, User
from core.records.models import private_storage
from councils.models import Council
from exchange.sample.documents import documents_of, print_document, read_rows
from exchange.sample.illustrations import ILLUSTRATIONS, draw_picture
from exchange.sample.loading import SampleError, load_sample
from exchange.sample.logins import create_logins
from news.models import ArticleFile, Photo
from reports.models import AnnualReport, ReportFile
from resolutions.models import DocumentFile, ResolutionFile
from tests.exchange.folders import example_csv_files, write_examples
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory

SAMPLE = project.BASE_DIR / "sample/cau-giay"
ROLES = {
    ("delegate", "delegate", "cau-giay"),
    ("news_editor", "news-editor", "cau-giay"),
    ("reception_officer", "reception-officer", "cau-giay"),
    ("records_officer", "records-officer", "cau-giay"),
    ("reviewer", "reviewer", "cau-giay"),
    ("standing", "standing", "cau-giay"),
    ("ward_clerk", "ward-clerk", "phuong-mai-dich"),
}


def text_of(pdf):
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().split())


def stored_names():
    """All files in the private storage."""
    root = Path(private_storage().location)
    return {path for path in root.rglob("*") if path.is_file()}


def test_every_photo_of_the_sample_has_a_scene_of_its_own():
    stems = [Path(row["image"]).stem for row in read_rows(SAMPLE, "photos")]

    assert sorted(stems) == sorted(ILLUSTRATIONS)


@pytest.mark.parametrize("stem", [*ILLUSTRATIONS, "tru-so-phuong"])
def test_picture_is_drawn_alike_each_time_and_stays_light(stem):
    picture = draw_picture(stem)

    assert draw_picture(stem) == picture
    assert Image.open(io.BytesIO(picture)).size == (1200, 800)
    assert len(picture) < 120_000


def test_pictures_of_unknown_names_differ():
    assert len({draw_picture(f"tru-so-{number}") for number in range(5)}) == 5


def test_paper_carries_its_symbol_title_and_the_word_that_it_is_an_illustration():
    documents = dict(documents_of(SAMPLE))
    document = print_document(documents["files/nq-12-2021.pdf"])

    text = text_of(document)
    assert "QUẬN CẦU GIẤY" in text
    assert "Số: 12/NQ-HĐND" in text
    assert "Cầu Giấy, ngày 28 tháng 9 năm 2021" in text
    assert "gặp khó khăn do dịch bệnh Covid-19" in text
    assert "Bản minh họa của dữ liệu mẫu." in text
    assert print_document(documents["files/nq-12-2021.pdf"]) == document


def test_annex_and_file_of_an_article_have_no_head_of_a_paper():
    documents = dict(documents_of(SAMPLE))
    annex = text_of(print_document(documents["files/nq-12-2021-phu-luc.pdf"]))
    schedule = text_of(print_document(documents["files/lich-tiep-cong-dan-quy-i-2022.pdf"]))

    assert annex.startswith("PHỤ LỤC Kèm theo Nghị quyết số 12/NQ-HĐND ngày 28 tháng 9 năm 2021 Bản minh họa")
    assert schedule.startswith("TÀI LIỆU Lịch tiếp công dân quý I năm 2022 Bản minh họa")


def test_report_of_the_sample_is_issued_on_its_day_by_nobody_who_signs_in(cau_giay):
    report = AnnualReport.objects.get(council=cau_giay, slug="2021")

    assert report.issued_document.symbol == "05/BC-HĐND"
    assert report.issued_document.issued_on.isoformat() == "2022-01-05"
    assert report.issued_at.isoformat() == "2022-01-05T02:00:00+00:00"
    assert (report.issued_by.is_active, report.issued_by.has_usable_password()) == (False, False)
    assert set(report.files.values_list("format", flat=True)) == {"json", "pdf"}
    assert set(AnnualReport.objects.exclude(pk=report.pk).values_list("status", flat=True)) == {"draft"}


def test_every_file_of_the_sample_is_stored(cau_giay):
    rows = [*Photo.objects.all(), *ArticleFile.objects.all(), *ResolutionFile.objects.all(), *DocumentFile.objects.all()]
    files = [row.image if isinstance(row, Photo) else row.file for row in rows]
    files += [row.file for row in ReportFile.objects.all()]

    assert len(files) > 60
    assert [file.name for file in files if not file.storage.exists(file.name)] == []


def test_second_run_does_nothing(cau_giay):
    stored = stored_names()
    report = load_sample()

    assert (report.added, report.changed, report.errors) == (0, 0, [])
    assert stored_names() == stored


def test_changes_of_a_test_are_its_own(cau_giay):
    assert cau_giay.name == "HĐND quận Cầu Giấy"

    Council.objects.update(name="HĐND khác")


@pytest.mark.django_db
def test_sample_that_cannot_be_issued_leaves_neither_rows_nor_files(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (report,) = example_csv_files()["annual_reports"]
    write_examples(tmp_path / "sample/cau-giay", annual_reports=[report | {"signer": "", "sign_mode": ""}])
    stored = stored_names()

    with pytest.raises(SampleError, match="Ghi người ký và cách ký trước khi ban hành"):
        load_sample()

    assert not Council.objects.exists()
    assert not User.objects.exists()
    assert stored_names() == stored


@pytest.mark.django_db
def test_sample_with_errors_names_each_and_leaves_nothing(settings, tmp_path, capsys):
    settings.BASE_DIR = tmp_path
    (report,) = example_csv_files()["annual_reports"]
    write_examples(tmp_path / "sample/cau-giay", annual_reports=[report | {"signer": "khong-ai"}])
    stored = stored_names()

    with pytest.raises(CommandError, match="Chưa nạp dữ liệu mẫu"):
        call_command("load_sample")

    assert "annual_reports.csv, dòng 2, cột signer" in capsys.readouterr().err
    assert not Council.objects.exists()
    assert stored_names() == stored


@pytest.mark.django_db
def test_council_of_an_office_is_never_overwritten():
    CouncilFactory(slug="cau-giay")

    with pytest.raises(SampleError, match="không phải dữ liệu mẫu"):
        load_sample()

    assert Council.objects.get().name != "HĐND quận Cầu Giấy"


@pytest.mark.django_db
def test_if_empty_leaves_a_database_with_a_council_alone(capsys):
    CouncilFactory()
    call_command("load_sample", if_empty=True)

    assert capsys.readouterr().err == "Cơ sở dữ liệu đã có HĐND: không nạp dữ liệu mẫu.\n"
    assert Council.objects.count() == 1


def served():
    rows = Service.objects.values_list("role", "user__username", "council__slug")
    return set(rows)


@pytest.fixture
def councils(db, settings, tmp_path):
    settings.VAR = tmp_path
    CouncilFactory(slug="phuong-mai-dich", ward=True)
    return CouncilFactory(slug="cau-giay")


def kept(path):
    return [line.split("\t") for line in (path / "logins.tsv").read_text().splitlines()]


def test_logins_are_one_for_each_role_and_the_administrator(councils, tmp_path):
    create_logins(councils)

    assert served() == ROLES
    assert [(role, name) for role, name, _ in kept(tmp_path)] == [
        *((role, role.replace("_", "-")) for role in Service.Role.values),
        ("superuser", "administrator"),
    ]
    assert all(User.objects.get(username=name).check_password(password) for _, name, password in kept(tmp_path))
    assert set(User.objects.values_list("is_staff", "is_active")) == {(True, True)}
    assert list(User.objects.filter(is_superuser=True).values_list("username", flat=True)) == ["administrator"]
    assert (tmp_path / "logins.tsv").stat().st_mode & 0o777 == 0o600


def test_logins_stay_as_they_are_on_a_second_run(councils, tmp_path):
    create_logins(councils)
    before = list(User.objects.order_by("pk").values()), kept(tmp_path)

    create_logins(councils)

    assert (list(User.objects.order_by("pk").values()), kept(tmp_path)) == before
    assert served() == ROLES


def test_logins_whose_passwords_are_lost_get_new_ones(councils, tmp_path):
    create_logins(councils)
    lost = kept(tmp_path)
    (tmp_path / "logins.tsv").unlink()

    create_logins(councils)

    assert not set(map(tuple, lost)) & set(map(tuple, kept(tmp_path)))
    assert all(User.objects.get(username=name).check_password(password) for _, name, password in kept(tmp_path))


def test_logins_kept_in_the_file_are_made_in_a_new_database(councils, tmp_path):
    create_logins(councils)
    User.objects.all().delete()
    before = kept(tmp_path)

    create_logins(councils)

    assert kept(tmp_path) == before
    assert all(User.objects.get(username=name).check_password(password) for _, name, password in before)


@pytest.mark.django_db
def test_logins_are_refused_in_any_other_database_than_the_own_sqlite_file():
    UserFactory()

    with pytest.raises(CommandError, match="chỉ lập trong SQLite mặc định"):
        call_command("load_sample", logins=True)

    assert User.objects.count() == 1
    assert not Council.objects.exists()


@pytest.mark.slow  # starts a process of its own: the settings ask the environment only once
@pytest.mark.parametrize(
    ("url", "answer"), [("", "True"), ("sqlite:///{var}/db.sqlite3", "False"), ("postgres://a@b/c", "False")]
)
def test_own_sqlite_file_is_told_from_databases_that_an_office_names(tmp_path, url, answer):
    program = (
        "from django import setup; setup(); from exchange.sample.logins import is_default_database as is_own; print(is_own())"
    )
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), "DJANGO_SETTINGS_MODULE": "hdnd_portal.settings.base"}
    if url:
        env["DATABASE_URL"] = url.format(var=tmp_path / "var")
    done = subprocess.run([sys.executable, "-c", program], cwd=project.BASE_DIR, env=env, capture_output=True, text=True)

    assert done.stdout.strip() == answer, done.stderr
