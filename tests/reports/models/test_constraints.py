"""Each rule that the database keeps, tested through the admin form and directly in the database."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from reports.models import AnnualReport, ReportFile, ReportSection
from tests.admin_forms import already, assert_refused, form_errors, post_add_form
from tests.factories.councils import CouncilFactory
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory, ReportSectionFactory
from tests.unsaved import unsaved

pytestmark = pytest.mark.django_db

DATES = "Ngày sau không thể trước ngày trước."
LEVEL = "Số gộp của cấp dưới phải ghi cấp nào."
REASON = "Ghi lý do chọn."


def total(**values):
    return unsaved(ReportedTotalFactory, **values)


def repeated_total(source=None, **values):
    first = ReportedTotalFactory(**values)
    return total(council=first.council, source=source or first.source, **values)


def report(**values):
    return unsaved(AnnualReportFactory, slug="2021", **values)


def repeated_report(**values):
    first = AnnualReportFactory(slug="2021", **({"issued": True} if values.get("version", 1) == 1 else {}))
    return report(council=first.council, **values)


PREFERRED = {"decision": "preferred", "decision_reason": "Đã đối chiếu."}
CASES = [
    (lambda: total(coverage="below"), "level", LEVEL),
    (lambda: total(level="commune"), "level", LEVEL),
    (lambda: total(period_to=date(2020, 12, 31)), "period_to", DATES),
    (lambda: total(value=Decimal(-1)), "value", "Số liệu không thể âm."),
    (lambda: total(value=4, base=3), "base", "Tổng số không thể nhỏ hơn giá trị."),
    (lambda: total(decision="preferred"), "decision_reason", REASON),
    (lambda: total(decision="set_aside"), "decision_reason", REASON),
    (repeated_total, "source", "Nguồn này đã báo số này."),
    (
        lambda: repeated_total(source="Nguồn khác", **PREFERRED),
        "decision",
        "Cùng chỉ tiêu, cùng kỳ đang dùng số của một nguồn khác; hãy đổi lựa chọn của số này thành “chưa chọn”, hoặc bấm "
        "“Dùng số này…” để dùng nó thay số kia.",
    ),
    (lambda: report(period_to=date(2020, 12, 31)), "period_to", DATES),
    (lambda: report(version=2), "correction_reason", "Bản đính chính phải ghi lý do."),
    (repeated_report, "slug", "Đã có bản này."),
    (lambda: repeated_report(version=2, correction_reason="Sửa số liệu."), "slug", "Đã có bản đang soạn."),
]


@pytest.mark.parametrize(("make", "field", "message"), CASES)
def test_constraints_refuse_in_the_form_and_in_the_database(admin_client, make, field, message):
    record = make()
    if make is repeated_total:
        message = already(message, type(record).objects.get())

    assert_refused(admin_client, record, {field: [message]})


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"part": "phan-la"}, "part", "Chỉ tiêu này không có phần “phan-la”. Các phần: regular, irregular."),
        ({"is_percent": True, "value": 101}, "value", "Tỷ lệ không thể lớn hơn 100%."),
        ({"value": Decimal("4.5")}, "value", "Số đếm và số tiền là số nguyên; chỉ tỷ lệ % có phần thập phân."),
        ({"coverage": "below", "level": "commune"}, "coverage", "HĐND cấp xã không có HĐND cấp dưới."),
    ],
)
def test_reported_total_clean_refuses_what_no_indicator_accepts(admin_client, values, field, message):
    ward = CouncilFactory(ward=True)

    assert form_errors(post_add_form(admin_client, total(council=ward, **values))) == {field: [message]}


@pytest.mark.parametrize("missing", ["issued_at", "issued_by", "content", "issued_document"])
def test_reports_report_issued_refuses_an_incomplete_issued_report(missing):
    issued = AnnualReportFactory(issued=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualReport._base_manager.filter(pk=issued.pk).update(**{missing: None})


def test_reports_section_key_and_reports_file_key_refuse_duplicates():
    section = ReportSectionFactory()
    file = ReportFile.objects.create(report=section.report, format="pdf", file="a.pdf", sha256="0" * 64, size=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReportSection.objects.bulk_create([ReportSection(report=section.report, key=section.key)])
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFile.objects.bulk_create([ReportFile(report=file.report, format="pdf", file="b.pdf", sha256="1" * 64, size=1)])


@pytest.mark.parametrize("factory", [ReportedTotalFactory, AnnualReportFactory])
def test_constraints_accept_a_valid_record(admin_client, factory):
    record = unsaved(factory)

    assert post_add_form(admin_client, record).status_code == 302
    assert type(record).objects.count() == 1
