"""The annex that compares a period with the one a year earlier."""

from datetime import date

import pytest

from reports.document.compose import compose
from reports.scope import Mode
from tests.factories.councils import CouncilFactory, SubordinationFactory, TermFactory
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory
from tests.factories.resolutions import SupportResultFactory
from tests.reports.records import meeting, session

pytestmark = pytest.mark.django_db

LAST_YEAR = {"period_from": date(2020, 1, 1), "period_to": date(2020, 12, 31)}


@pytest.fixture
def council():
    """A district's council of many years."""
    term = TermFactory(ordinal=5, label="2016-2021", start=date(2016, 6, 1), end=date(2021, 6, 28))
    TermFactory(council=term.council)
    return term.council


def comparison(council, scope=Mode.OWN, **values):
    """{label: (unit, before, current, change)} of the annex and the annex; {} and None where there is none."""
    report = AnnualReportFactory(council=council, scope=scope, **values)
    annex = next((annex for annex in compose(report).document.annexes if annex.key == "comparison"), None)
    return {row[1]: row[2:] for row in annex.rows} if annex else {}, annex


def of_year(council, code, before, current, **values):
    for value, period in ((before, LAST_YEAR), (current, {})):
        if value is not None:
            ReportedTotalFactory(council=council, code=code, value=value, **period, **values)


def test_comparison_annex_is_absent_without_data_of_the_year_before(council):
    session(council)

    assert comparison(council) == ({}, None)


def test_comparison_annex_has_no_change_for_a_figure_of_one_year_only(council):
    of_year(council, "sessions.held", 3, 4)
    of_year(council, "questions.raised", None, 9)
    of_year(council, "documents.issued", 25, None)
    rows, _ = comparison(council)

    assert rows == {
        "Kỳ họp": ("kỳ họp", "3", "4", "tăng 1"),
        "Ý kiến chất vấn": ("ý kiến", "–", "9", "–"),
        "Văn bản khác của HĐND, Thường trực và các Ban": ("văn bản", "25", "–", "–"),
    }


@pytest.mark.parametrize(("before", "current", "change"), [(4, 4, "bằng"), (5, 4, "giảm 1"), (0, 4, "tăng 4"), (4, 0, "giảm 4")])
def test_compared_figure_change_is_written_in_words(council, before, current, change):
    of_year(council, "sessions.held", before, current)

    assert comparison(council)[0]["Kỳ họp"][-1] == change


def test_comparison_annex_prints_a_conflict_as_unknown(council):
    session(council)
    for value in (3, 4):
        ReportedTotalFactory(council=council, value=value, **LAST_YEAR)
    of_year(council, "questions.raised", 8, 9)

    assert comparison(council)[0]["Kỳ họp"] == ("kỳ họp", "–", "1", "–")


def test_compared_figure_change_of_qualified_money_is_about(council):
    of_year(council, "support.amount", 11_240_000_000, 50_583_000_000, qualifier="nearly")
    rows, _ = comparison(council)

    assert rows["Số tiền hỗ trợ"] == ("đồng", "gần 11,24 tỷ đồng", "gần 50,583 tỷ đồng", "tăng khoảng 39,343 tỷ đồng")


def test_compared_figure_change_of_rates_is_in_printed_points(council):
    term = council.terms.get(ordinal=5)
    meeting(council, held_on=date(2020, 5, 5), delegates_expected=1000, delegates_present=915)
    meeting(council, held_on=date(2021, 5, 5), delegates_expected=1000, delegates_present=949, place=f"Hội trường {term.label}")
    rows, _ = comparison(council)

    assert rows["Tỷ lệ đại biểu dự tiếp xúc cử tri"] == ("%", "91,5%", "94,9%", "tăng 3,4 điểm %")


def test_compared_figure_change_is_unknown_between_percentage_and_count(council):
    ReportedTotalFactory(council=council, code="questions.raised", value=70, is_percent=True, **LAST_YEAR)
    ReportedTotalFactory(council=council, code="questions.raised", value=9)

    assert comparison(council)[0]["Ý kiến chất vấn"] == ("ý kiến", "70%", "9", "–")


def test_compared_figure_comparable_is_false_for_another_unit(council):
    SupportResultFactory(council=council, published=True, beneficiaries=9, beneficiaries_unit="hộ")
    SupportResultFactory(council=council, published=True, beneficiaries=8, **LAST_YEAR)
    rows, annex = comparison(council)

    assert rows["Đối tượng được hỗ trợ"] == ("hộ", "8", "9", "không so sánh")
    assert annex.notes == ("“Không so sánh”: đơn vị tính, số HĐND hoặc thời gian hoạt động ở hai kỳ khác nhau.",)


def test_compared_figure_comparable_is_false_for_wards_that_ended(council):
    SubordinationFactory(parent=council, council__ward=True, council__end=date(2021, 7, 1))
    of_year(council, "receptions.held", 318, None, coverage="below", level="commune", part="standing")
    ReportedTotalFactory(
        council=council, code="receptions.held", coverage="below", level="commune", part="standing", value=163,
        period_to=date(2021, 6, 30),
    )  # fmt: skip
    rows, annex = comparison(council, Mode.BY_LEVEL)

    assert rows == {"Buổi tiếp công dân: Thường trực HĐND các phường": ("buổi", "318", "163", "không so sánh")}
    assert annex.notes[0].endswith("(có 1 HĐND chấm dứt hoạt động trong kỳ).")


@pytest.mark.parametrize(("start", "change"), [(date(1997, 9, 1), "tăng 1"), (date(2020, 7, 1), "không so sánh")])
def test_compared_figure_comparable_is_false_for_a_council_that_began_in_the_year_before(start, change):
    council = CouncilFactory(start=start)
    of_year(council, "sessions.held", 3, 4)
    rows, annex = comparison(council)

    assert rows["Kỳ họp"] == ("kỳ họp", "3", "4", change)
    assert [bar.previous for bar in annex.chart.bars] == [3 if change == "tăng 1" else None]


def test_compared_figure_comparable_is_false_for_sums_over_other_councils(council):
    SubordinationFactory(parent=council, council__ward=True, council__start=date(2020, 7, 1), start=date(2020, 7, 1))
    of_year(council, "sessions.held", 3, 4)

    assert comparison(council, Mode.BY_LEVEL)[0]["Kỳ họp"][-1] == "tăng 1"
    assert comparison(council, Mode.CONSOLIDATED, slug="2021-gop")[0]["Kỳ họp"][-1] == "không so sánh"


def test_comparison_annex_compares_a_half_year_with_the_same_half(council):
    ReportedTotalFactory(council=council, value=1, period_from=date(2020, 1, 1), period_to=date(2020, 6, 30))
    _, annex = comparison(council, period_to=date(2021, 6, 30), cut_off=date(2021, 6, 30), period_label="6 tháng đầu năm 2021")

    assert [column.label for column in annex.columns[3:5]] == ["Cùng kỳ năm 2020", "6 tháng đầu năm 2021"]
    assert annex.chart.title == "Một số kết quả so với cùng kỳ năm 2020"


def test_comparison_annex_is_absent_for_overlapping_periods(council):
    ReportedTotalFactory(council=council, value=20, period_from=date(2016, 1, 1), period_to=date(2020, 12, 31))

    assert comparison(council, period_from=date(2017, 1, 1), period_to=date(2021, 12, 31)) == ({}, None)


def test_comparison_annex_chart_has_figures_of_one_or_both_years(council):
    of_year(council, "sessions.held", 3, 4)
    of_year(council, "voter_meetings.held", 12, None)
    ReportedTotalFactory(council=council, code="petitions.forwarded", value=78, is_percent=True)
    _, annex = comparison(council)

    assert [(bar.label, bar.previous, bar.value) for bar in annex.chart.bars] == [("Kỳ họp", 3, 4), ("Tiếp xúc cử tri", 12, None)]
    assert annex.chart.description == "Kỳ họp: 4 (năm 2020: 3); Tiếp xúc cử tri: – (năm 2020: 12)"
