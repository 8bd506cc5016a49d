"""Rows that a user may not write: the rule of the forms holds for CSV too."""

import pytest

from citizens.models import ReceptionSession
from core.admin.waivers import waive
from core.models.findings import findings_of
from exchange.loading import load_folder
from reports.models import ReportedTotal
from resolutions.models import Resolution, Vote
from tests.exchange.folders import example, example_csv_files, load, write_examples, write_folder
from tests.exchange.test_commands import run
from tests.factories.accounts import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(tmp_path):
    """An officer of the council whose example rows are loaded."""
    load(write_examples(tmp_path / "mau"))
    council = Resolution.objects.filter(status="published").first().get_council()
    return ServiceFactory(council=council, role="records_officer").user


def test_load_folder_refuses_the_vote_of_a_public_resolution_to_an_officer(tmp_path, officer):
    rows = example_csv_files()["votes"]
    for row in rows:
        row["in_favour"] = "1"
    before = set(Vote.objects.values_list("pk", "in_favour"))

    result = load_folder(write_folder(tmp_path / "sua", votes=rows), officer.councils.first().slug, user=officer)

    assert any("chỉ người có quyền đăng của HĐND này" in str(error) for error in result.errors)
    assert set(Vote.objects.values_list("pk", "in_favour")) == before


def test_load_folder_stores_unsettled_happenings_of_an_officer(tmp_path, officer):
    council = officer.councils.first()
    ServiceFactory(user=officer, council=council, role="reception_officer")
    rows = example_csv_files()["reception_sessions"][:1]
    rows[0] |= {"visits": "7", "people": "9"}

    load(write_folder(tmp_path / "sua", reception_sessions=rows), council.slug, user=officer)

    assert ReceptionSession.objects.filter(council=council, visits=7, people=9).exists()


def test_load_folder_leaves_the_total_of_an_officer_waiting(tmp_path, officer):
    slug = officer.councils.first().slug
    rows = example_csv_files()["reported_totals"][:1]
    ReportedTotal.objects.all().delete()

    load(write_folder(tmp_path / "moi", reported_totals=rows), slug, user=officer)
    assert ReportedTotal.objects.get().approved_on is None

    load(write_folder(tmp_path / "duyet", reported_totals=rows), slug)
    assert ReportedTotal.objects.get().approved_on is not None

    rows[0] |= {"value": "999"}
    result = load_folder(write_folder(tmp_path / "sua", reported_totals=rows), slug, user=officer)
    assert any(
        "Bản ghi đã công khai hoặc đã duyệt: chỉ người có quyền đăng của HĐND này" in str(error) for error in result.errors
    )
    assert ReportedTotal.objects.get().value != 999


def test_load_records_names_a_user_that_does_not_exist(tmp_path):
    assert "Không có người dùng “ai-do”" in run("load_records", str(tmp_path), council="cau-giay", user="ai-do")[1]


def test_load_folder_refuses_columns_that_only_the_administrator_sets(tmp_path, officer):
    rows = example_csv_files()["councils"]
    rows[0]["name"] = "Hội đồng nhân dân khác"

    result = load_folder(write_folder(tmp_path / "sua", councils=rows), officer.councils.first().slug, user=officer)

    assert any("Chỉ quản trị kỹ thuật đặt được" in str(error) for error in result.errors), result.errors
    assert not officer.councils.filter(name="Hội đồng nhân dân khác").exists()


def test_load_folder_stores_a_new_draft_of_an_officer(tmp_path, officer):
    row = example("resolutions", number="50", symbol="50/NQ-HĐND", title="Về ngân sách quận", status="bản nháp")

    load(write_folder(tmp_path / "moi", resolutions=[row]), officer.councils.first().slug, user=officer)

    assert Resolution.objects.get(number=50).status == "draft"


def test_load_folder_publishes_no_new_resolution_of_an_officer(tmp_path, officer):
    row = example("resolutions", number="50", symbol="50/NQ-HĐND", title="Về ngân sách quận")

    result = load_folder(write_folder(tmp_path / "moi", resolutions=[row]), officer.councils.first().slug, user=officer)

    assert result.errors
    assert not Resolution.objects.filter(number=50).exists()


def test_load_folder_publishes_no_record_of_a_reviewer_with_an_error_that_nobody_has_waived(tmp_path, officer):
    council = officer.councils.first()
    reviewer = ServiceFactory(council=council, role="reviewer").user
    row = example("resolutions", number="50", symbol="50/NQ-HĐND", title="Về ngân sách quận", effective_from="01/09/2021")
    folder = write_folder(tmp_path / "moi", resolutions=[row])

    result = load_folder(folder, council.slug, user=reviewer)

    assert [(error.file, error.row, error.column) for error in result.errors] == [("resolutions.csv", 2, "status")]
    assert "trước ngày thông qua 28/09/2021. Lỗi này chặn việc công khai" in result.errors[0].message
    assert not Resolution.objects.filter(number=50).exists()

    load(write_folder(tmp_path / "nhap", resolutions=[row | {"status": "bản nháp"}]), council.slug, user=reviewer)
    (finding,) = findings_of(Resolution.objects.get(number=50))
    waive(finding, "Đúng như bản ký.", reviewer.pk)
    load(folder, council.slug, user=reviewer)
    assert Resolution.objects.get(number=50).status == "published"
