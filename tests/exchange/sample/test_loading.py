from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from core.records.models import private_storage
from councils.models import Council
from exchange.sample.loading import COUNCIL, LIVING_WARD, SampleError, load_sample
from news.models import ArticleFile, Photo
from reports.models import AnnualReport, ReportFile
from resolutions.models import DocumentFile, ResolutionFile
from tests.exchange.folders import example_csv_files, write_examples
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory
from tests.samples import LOADED_ON


def stored_names():
    """All files in the private storage."""
    root = Path(private_storage().location)
    return {path for path in root.rglob("*") if path.is_file()}


def test_issue_sample_report_uses_a_fixed_day_and_a_user_without_login(cau_giay):
    report = AnnualReport.objects.get(council=cau_giay, slug="2021")

    assert report.issued_document.symbol == "05/BC-HĐND"
    assert report.issued_document.issued_on.isoformat() == "2022-01-05"
    assert report.issued_at.isoformat() == "2022-01-05T02:00:00+00:00"
    assert (report.issued_by.is_active, report.issued_by.has_usable_password()) == (False, False)
    assert set(report.files.values_list("format", flat=True)) == {"json", "pdf"}
    assert set(AnnualReport.objects.exclude(pk=report.pk).values_list("status", flat=True)) == {"draft"}


def test_load_sample_stores_every_file(cau_giay):
    rows = [*Photo.objects.all(), *ArticleFile.objects.all(), *ResolutionFile.objects.all(), *DocumentFile.objects.all()]
    files = [row.image if isinstance(row, Photo) else row.file for row in rows]
    files += [row.file for row in ReportFile.objects.all()]

    assert len(files) > 60
    assert [file.name for file in files if not file.storage.exists(file.name)] == []


def test_load_sample_changes_nothing_the_second_time(cau_giay):
    stored = stored_names()
    report = load_sample(slugs=[COUNCIL])

    assert (report.added, report.changed, report.errors) == (0, 0, [])
    assert stored_names() == stored


def test_cau_giay_fixture_undoes_the_changes_of_a_test(cau_giay):
    assert cau_giay.name == "HĐND quận Cầu Giấy"

    Council.objects.update(name="HĐND khác")


@pytest.mark.django_db
def test_load_sample_stores_nothing_if_the_report_cannot_be_issued(settings, tmp_path):
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
def test_load_sample_names_each_error_and_stores_nothing(settings, tmp_path, capsys):
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
def test_load_sample_does_not_overwrite_a_real_council():
    CouncilFactory(slug="cau-giay")

    with pytest.raises(SampleError, match="không phải dữ liệu mẫu"):
        load_sample()

    assert Council.objects.get().name != "HĐND quận Cầu Giấy"


@pytest.mark.django_db
def test_load_sample_if_empty_changes_nothing_if_a_council_exists(capsys):
    CouncilFactory()
    call_command("load_sample", if_empty=True)

    assert capsys.readouterr().err == "Cơ sở dữ liệu đã có HĐND: không nạp dữ liệu mẫu.\n"
    assert Council.objects.count() == 1


@pytest.mark.django_db
def test_load_sample_refuses_logins_outside_the_default_database():
    UserFactory()

    with pytest.raises(CommandError, match="chỉ lập trong SQLite mặc định"):
        call_command("load_sample", logins=True)

    assert User.objects.count() == 1
    assert not Council.objects.exists()


def test_load_sample_loads_the_living_ward_beside_cau_giay(cau_giay, time_machine):
    time_machine.move_to(LOADED_ON)
    report = load_sample()

    ward = Council.objects.get(slug=LIVING_WARD)
    assert report.added > 800
    assert (ward.is_hosted, ward.is_portal, ward.is_sample) == (True, False, True)
    assert sorted(str(one.end) for one in ward.predecessors.all()) == ["2025-07-01"] * 3
    assert Council.objects.of_this_portal().get() == cau_giay
    assert load_sample().added == 0
