"""What the drafts of the councils make of the rows that were loaded."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from exchange.loading import load_folder
from reports.models import ReportChoice
from tests.exchange.folders import write_folder
from tests.factories.councils import SubordinationFactory
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory
from tests.reports.records import session

pytestmark = pytest.mark.django_db

TOTAL = {
    "period_from": "01/07/2016",
    "period_to": "30/06/2021",
    "code": "sessions.held",
    "value": "248",
    "source": "Báo cáo số 9",
}
OF_YEAR = {"period_from": "01/01/2021", "period_to": "31/12/2021"}
NOT_USED = "Báo cáo “Báo cáo năm 2021” không dùng – Kỳ họp: 248 theo Báo cáo số 9, kỳ 01/07/2016 – 30/06/2021: nói về kỳ khác."


def sentences(folder, council, **options):
    return load_folder(folder, council.slug, **options).report_sentences


@pytest.mark.parametrize("dry_run", [False, True])
def test_load_records_lists_totals_that_a_draft_does_not_use(tmp_path, dry_run):
    report = AnnualReportFactory(title="Báo cáo năm 2021")
    AnnualReportFactory(issued=True)
    folder = write_folder(tmp_path, reported_totals=[TOTAL])

    assert sentences(folder, report.council, dry_run=dry_run) == [NOT_USED]
    assert sentences(folder, report.council, dry_run=dry_run) == [NOT_USED]


def test_load_records_lists_nothing_for_a_total_that_is_used(tmp_path):
    report = AnnualReportFactory()

    assert sentences(write_folder(tmp_path, reported_totals=[TOTAL | OF_YEAR]), report.council) == []


def test_load_records_lists_the_conflicts_of_drafts(tmp_path):
    report = AnnualReportFactory(title="Báo cáo năm 2021")
    session(report.council)
    (sentence,) = sentences(write_folder(tmp_path, reported_totals=[TOTAL | OF_YEAR]), report.council)

    assert sentence == (
        f"Báo cáo “Báo cáo năm 2021”: Mâu thuẫn – {report.council.name}: Kỳ họp: 1 tính từ bản ghi; 248 theo Báo cáo số 9. "
        "Hãy chọn một số liệu tổng hợp hoặc sửa bản ghi."
    )


def test_load_records_lists_the_report_of_the_council_above(tmp_path):
    below = SubordinationFactory()
    report = AnnualReportFactory(council=below.parent, scope="by-level", title="Báo cáo năm 2021")
    folder = write_folder(tmp_path, reported_totals=[TOTAL | {"council": below.council.slug}])

    assert sentences(folder, report.council) == [NOT_USED]
    assert sentences(folder, below.council) == []


def test_load_records_computes_no_report_of_another_period(tmp_path, monkeypatch):
    report = AnnualReportFactory()
    monkeypatch.setattr("exchange.report_notices.collect", lambda scope: pytest.fail("The report has no loaded rows."))
    row = TOTAL | {"period_from": "01/01/2020", "period_to": "31/12/2020"}

    assert sentences(write_folder(tmp_path, reported_totals=[row]), report.council) == []


def test_load_records_cuts_a_long_list(tmp_path):
    report = AnnualReportFactory(title="Báo cáo năm 2021")
    rows = [TOTAL | {"source": f"Báo cáo số {number}"} for number in range(23)]
    listed = sentences(write_folder(tmp_path, reported_totals=rows), report.council)

    assert len(listed) == 21
    assert listed[-1] == "Báo cáo “Báo cáo năm 2021”: còn 3 điều nữa; xem ở trang của báo cáo."


def test_load_records_writes_what_drafts_do_not_use_to_stderr_and_the_report(tmp_path):
    report = AnnualReportFactory(title="Báo cáo năm 2021", slug="2021")
    folder, file = write_folder(tmp_path, reported_totals=[TOTAL]), tmp_path / "report.json"
    output, errors = StringIO(), StringIO()
    call_command("load_records", folder, council=report.council.slug, report=file, stdout=output, stderr=errors)

    assert errors.getvalue().splitlines() == [NOT_USED]
    assert NOT_USED not in output.getvalue()
    result = json.loads(file.read_text(encoding="utf-8"))
    assert (result["errors"], result["notices"]) == ([], [NOT_USED])
    (data,) = result["reports"]
    assert (data["council"], data["slug"], data["conflicts"]) == (report.council.slug, "2021", [])
    assert data["unused_totals"] == [
        {
            "code": "sessions.held",
            "part": "",
            "value": 248,
            "qualifier": "",
            "source": "Báo cáo số 9",
            "period": {"from": "2016-07-01", "to": "2021-06-30"},
            "reason": "other_period",
        }
    ]


def test_load_records_takes_the_choices_of_reports(tmp_path):
    total = ReportedTotalFactory(period_to=date(2021, 12, 31))
    row = {
        "report_slug": "2021",
        "total": f"{total.council.slug} | own | | 01/01/2021 | 31/12/2021 | sessions.held | | không | {total.source}",
        "decision": "dùng số này",
        "reason": "Đã đối chiếu.",
    }
    result = load_folder(write_folder(tmp_path, report_choices=[row]), total.council.slug)

    assert (result.errors, result.added) == ([], 1)
    assert ReportChoice.objects.get().total == total
