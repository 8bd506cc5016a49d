"""The gap list in front of the PDF of a draft."""

from datetime import date

import pytest

from reports.document.compose import compose
from reports.scope import Mode
from tests.factories.councils import SubordinationFactory
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory
from tests.reports.records import draft, issued, session

pytestmark = pytest.mark.django_db

HALF = {"period_from": date(2021, 1, 1), "period_to": date(2021, 6, 30)}


def gaps_of(district, **values):
    report = AnnualReportFactory(council=district.council, **{"scope": Mode.BY_LEVEL} | values)
    return report.as_scope(), compose(report).document.gaps


def test_gap_list_names_the_sums_of_some_councils_only(district):
    SubordinationFactory(parent=district.council)
    session(district.ward)
    scope, gaps = gaps_of(district)

    assert f"Chưa đủ – {scope.levels[0].label} (số liệu của 01/02 HĐND): Kỳ họp; Kỳ họp theo loại." in gaps
    assert not any("Chưa đủ số liệu của các HĐND" in gap for gap in gaps)


def test_gap_list_names_the_totals_that_are_not_used(district):
    total = ReportedTotalFactory(council=district.council, **HALF)
    _, gaps = gaps_of(district)

    assert f"Không dùng – Kỳ họp: 4 theo {total.source}, kỳ 01/01/2021 – 30/06/2021: nói về kỳ khác." in gaps
    assert not any("mà không dùng" in gap for gap in gaps)


def test_gap_list_names_twenty_unused_totals_and_counts_the_others(district):
    for number in range(23):
        ReportedTotalFactory(council=district.council, value=number, **HALF)
    _, gaps = gaps_of(district)

    assert sum(gap.startswith("Không dùng – ") for gap in gaps) == 20
    assert "Còn 3 số liệu tổng hợp không dùng; xem ở trang của báo cáo." in gaps


def test_gap_list_names_empty_sections_and_what_the_title_promises(district):
    session(district.council)
    _, gaps = gaps_of(district, title="Kết quả năm 2021; phương hướng, nhiệm vụ năm 2022")

    assert "Trích yếu nêu “Phương hướng, nhiệm vụ” mà mục này chưa có nội dung." in gaps
    (others,) = [gap for gap in gaps if gap.startswith("Mục chưa có nội dung: ")]
    assert "Kiến nghị, đề xuất" in others
    assert "HĐND cấp dưới" in others
    assert "Phương hướng" not in others
    assert "Kỳ họp và nghị quyết" not in others


def test_gap_list_asks_no_section_on_levels_that_a_report_does_not_have(district):
    _, gaps = gaps_of(district, scope=Mode.OWN)

    assert not any("HĐND cấp dưới" in gap for gap in gaps)


def test_issued_report_has_no_gap_list(district):
    session(district.council)
    ReportedTotalFactory(council=district.council, value=9, **HALF)
    report = issued(draft(district.council))

    assert compose(report).document.gaps == ()
