"""A report composed from records and the text of the office."""

from datetime import date

import pytest

from core.records.periods import Period
from reports.document.compose import compose, year_before
from reports.document.gaps import missing_sentences
from reports.scope import Mode, Scope
from tests.factories.councils import (
    CouncilFactory,
    SubordinationFactory,
)
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory, ReportSectionFactory
from tests.reports.composed_reports import compose_document, heading_texts, paragraphs
from tests.reports.records import session

pytestmark = pytest.mark.django_db


def test_compose_without_records_gives_opening_and_closing_only():
    council = CouncilFactory(name="HĐND quận Cầu Giấy")
    document = compose_document(council, title="Báo cáo kết quả hoạt động năm 2021.")

    assert paragraphs(document) == [
        "Thường trực HĐND quận Cầu Giấy báo cáo kết quả hoạt động năm 2021 như sau:",
        "Trên đây là báo cáo kết quả hoạt động năm 2021./.",
    ]
    assert (heading_texts(document), document.annexes, document.notes) == ([], (), ())
    assert [block.closing for block in document.blocks] == [False, True]


@pytest.mark.parametrize(
    ("title", "matter"),
    [
        ("Tổng kết hoạt động năm 2021", "tổng kết hoạt động năm 2021"),
        ("HĐND quận năm 2021", "HĐND quận năm 2021"),
        ("Báo cáo ", "năm 2021"),
    ],
)
def test_compose_names_the_subject_in_the_closing_paragraph(title, matter):
    assert paragraphs(compose_document(CouncilFactory(), title=title))[-1] == f"Trên đây là báo cáo {matter}./."


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("Báo cáo kết quả hoạt động năm 2021", "Kết quả hoạt động năm 2021"),
        ("BÁO CÁO KẾT QUẢ HOẠT ĐỘNG", "KẾT QUẢ HOẠT ĐỘNG"),
        ("Báo  cáo: tổng kết nhiệm kỳ", "Tổng kết nhiệm kỳ"),
        ("Kết quả thực hiện chế độ báo cáo", "Kết quả thực hiện chế độ báo cáo"),
        ("Báo cáo", "Năm 2021"),
    ],
)
def test_compose_prints_the_kind_of_the_document_once(title, printed):
    document = compose_document(CouncilFactory(), title=title)

    assert (document.heading, document.title) == ("BÁO CÁO", printed)


def test_compose_leaves_the_date_of_a_draft_blank():
    council = CouncilFactory(name="HĐND quận Cầu Giấy", place_name="Cầu Giấy")
    values = {"period_from": date(2026, 7, 1), "period_to": date(2026, 12, 31), "cut_off": date(2026, 12, 31)}
    document = compose_document(council, sign_mode="chair", **values)

    assert document.place_and_date == "Cầu Giấy, ngày      tháng      năm"
    assert document.annex_subtitle == (
        "(Kèm theo Báo cáo số       /BC-HĐND ngày      tháng      năm       của Thường trực Hội đồng nhân dân quận Cầu Giấy)"
    )


def test_compose_gives_one_footnote_for_each_source(district):
    for part, value, source in (("standing", 163, "Báo cáo A"), ("council", 427, "Báo cáo A"), ("delegates", 9, "Báo cáo B")):
        ReportedTotalFactory(council=district.council, code="receptions.held", part=part, value=value, source=source)
    document = compose_document(district.council)

    runs = {run.figure: run.note for block in document.blocks for run in block.runs if run.figure.startswith("receptions")}
    assert [(note.number, note.text) for note in document.notes] == [
        (1, "Số liệu tổng hợp: Báo cáo A."),
        (2, "Số liệu tổng hợp: Báo cáo B."),
    ]
    assert runs == {"receptions.held:standing": 1, "receptions.held:delegates": 2, "receptions.held:council": 1}


def test_compose_puts_the_text_of_the_office_into_its_section(district):
    session(district.council)
    report = AnnualReportFactory(council=district.council)
    text = (
        "Đã họp {sessions.held},\ncó {sessions.held:regular}.\n\nPhường họp {sessions.held@commune}; {sessions.held:irregular}."
    )
    ReportSectionFactory(report=report, text=text, heading="Về các kỳ họp")
    ReportSectionFactory(report=report, key="opening", text="Năm 2021 là năm bầu cử.")
    document = compose(report).document

    assert paragraphs(document)[0] == "Năm 2021 là năm bầu cử."
    assert paragraphs(document)[-3:-1] == ["Đã họp 01 kỳ họp, có 01 kỳ họp.", "Phường họp –; 0 kỳ họp."]
    assert heading_texts(document)[-1] == "1. Về các kỳ họp"


def test_compose_gaps_are_a_few_sentences(district):
    second = SubordinationFactory(parent=district.council).council
    for council in (district.council, district.ward):
        session(council)
    ReportedTotalFactory(council=district.council, value=9, source="Báo cáo số 1/BC-HĐND")
    composed = compose(AnnualReportFactory(council=district.council, scope=Mode.BY_LEVEL))
    conflict, partial, own, wards, one_ward, sections = composed.document.gaps

    assert conflict == (
        f"Mâu thuẫn – {district.council.name}: Kỳ họp: 1 tính từ bản ghi; 9 theo Báo cáo số 1/BC-HĐND. "
        "Hãy chọn một số liệu tổng hợp hoặc sửa bản ghi."
    )
    assert partial == "Chưa đủ – HĐND các phường (số liệu của 01/02 HĐND): Kỳ họp; Kỳ họp theo loại."
    assert sections.startswith("Mục chưa có nội dung: ")
    assert own.startswith(f"Chưa có số liệu – {district.council.name}: ")
    assert "Kỳ họp" not in own
    assert wards.startswith("Chưa có số liệu – HĐND các phường: Đại biểu HĐND; ")
    assert one_ward == f"Chưa có số liệu – {second.name}: Kỳ họp; Kỳ họp theo loại."
    assert len(list(missing_sentences(composed.collected))) == 3


def test_conflict_sentences_print_money_percentages_and_qualifiers(district):
    common = {"council": district.council, "code": "support.amount"}
    ReportedTotalFactory(**common, value=50583000000, qualifier="nearly", source="A")
    ReportedTotalFactory(**common, value=750000000, source="B")
    ReportedTotalFactory(**common, is_percent=True, value="70.5", source="A")
    ReportedTotalFactory(**common, is_percent=True, value=71, source="B")

    text = [gap for gap in compose_document(district.council).gaps if gap.startswith("Mâu thuẫn")]
    assert sorted(one.partition("Số tiền hỗ trợ: ")[2].partition(". Hãy")[0] for one in text) == [
        "70,5% theo A; 71% theo B",
        "gần 50,583 tỷ đồng theo A; 750 triệu đồng theo B",
    ]


@pytest.mark.parametrize(
    ("first", "last", "earlier"),
    [
        ((2021, 1, 1), (2021, 12, 31), ((2020, 1, 1), (2020, 12, 31))),
        ((2024, 1, 1), (2024, 2, 29), ((2023, 1, 1), (2023, 2, 28))),
        ((2024, 1, 1), (2024, 2, 28), ((2023, 1, 1), (2023, 2, 28))),
        ((2024, 2, 28), (2024, 2, 28), ((2023, 2, 28), (2023, 2, 28))),
        ((2024, 2, 29), (2024, 2, 29), ((2023, 2, 28), (2023, 2, 28))),
        ((2024, 2, 29), (2024, 12, 31), ((2023, 2, 28), (2023, 12, 31))),
    ],
)
def test_year_before_has_a_last_day_in_leap_years(first, last, earlier):
    scope = Scope(CouncilFactory.build(), Mode.OWN, Period.inclusive(date(*first), date(*last)), date(*last))
    period = year_before(scope).period

    assert (period.first, period.last) == (date(*earlier[0]), date(*earlier[1]))
