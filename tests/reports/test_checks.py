"""The check of reported totals."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core.admin.waivers import waive
from reports.checks import errors_before_issue
from tests.checked import sentences
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory
from tests.factories.resolutions import ResolutionFactory
from tests.reports.records import draft, issued, resolution

pytestmark = pytest.mark.django_db


def test_total_conflict_is_advice_until_one_of_the_sources_is_chosen():
    first = ReportedTotalFactory(value=5, source="Báo cáo số 1")
    same = {"council": first.council, "period_from": first.period_from, "period_to": first.period_to, "code": first.code}
    second = ReportedTotalFactory(**same, value=6, source="Báo cáo số 2")
    ReportedTotalFactory(value=7)

    assert sentences("total-conflict") == {
        first.pk: "Nguồn “Báo cáo số 2” báo số khác: 6; hãy chọn một nguồn.",
        second.pk: "Nguồn “Báo cáo số 1” báo số khác: 5; hãy chọn một nguồn.",
    }
    type(first).objects.filter(pk=first.pk).update(decision="preferred", decision_reason="Bản ký.")
    assert sentences("total-conflict") == {}


def test_errors_before_issue_are_those_of_the_period_of_the_report():
    report = AnnualReportFactory()
    early = {"session__term__council": report.council, "effective_from": date(2021, 1, 1)}
    resolution = ResolutionFactory(**early)

    assert [finding.record for finding in errors_before_issue(report)] == [resolution]

    report.period_from, report.period_to = date(2022, 1, 1), date(2022, 12, 31)
    assert errors_before_issue(report) == []


def test_issue_report_refuses_an_error_of_a_record_until_it_is_waived(admin_client, district):
    early = resolution(district.council, effective_from=date(2021, 1, 1))
    report = draft(district.council)
    (finding,) = errors_before_issue(report)
    issue_url = reverse("admin:reports_annualreport_issue", args=[report.pk])

    with pytest.raises(ValidationError) as error:
        issued(report)

    assert error.value.messages == [f"{early}: {finding.sentence}"]
    page = admin_client.get(issue_url).content.decode()
    assert "Bản ghi còn lỗi, phải sửa hoặc được chấp nhận kèm lý do trước khi ban hành:" in page
    assert finding.sentence in page
    waive(finding, "Đúng như bản ký.", 1)
    assert issued(report).is_issued
