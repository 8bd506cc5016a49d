"""What the drafts of a council make of the totals that were loaded."""

from datetime import date

import pytest

from exchange.loading import load_folder
from reports.models import ReportChoice
from tests.exchange.folders import write_folder
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory

pytestmark = pytest.mark.django_db

TOTAL = {
    "period_from": "01/07/2016",
    "period_to": "30/06/2021",
    "code": "sessions.held",
    "value": "248",
    "source": "Báo cáo số 9",
}


@pytest.mark.parametrize("dry_run", [False, True])
def test_load_records_lists_totals_that_a_draft_does_not_use(tmp_path, dry_run):
    report = AnnualReportFactory(title="Báo cáo năm 2021")
    AnnualReportFactory(issued=True)
    folder = write_folder(tmp_path, reported_totals=[TOTAL])

    assert load_folder(folder, report.council.slug, dry_run=dry_run).notices == [
        "Báo cáo “Báo cáo năm 2021” không dùng – Kỳ họp: 248 theo Báo cáo số 9, kỳ 01/07/2016 – 30/06/2021: nói về kỳ khác."
    ]


def test_load_records_lists_nothing_for_a_total_that_is_used(tmp_path):
    report = AnnualReportFactory()
    row = TOTAL | {"period_from": "01/01/2021", "period_to": "31/12/2021"}

    assert load_folder(write_folder(tmp_path, reported_totals=[row]), report.council.slug).notices == []


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
