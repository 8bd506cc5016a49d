"""The report as sentences and annexes, composed from records of the moment."""

import json
from dataclasses import asdict
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from core.records.periods import Period
from reports.document.compose import compose, missing_sentences, year_before
from reports.document.structure import ReportDocument, load
from reports.scope import Mode, Scope
from tests.factories.citizens import ReceptionSessionFactory, VoterMeetingFactory
from tests.factories.councils import (
    CommendationFactory,
    CouncilFactory,
    FieldFactory,
    MandateFactory,
    SubordinationFactory,
    TermFactory,
)
from tests.factories.reports import AnnualReportFactory, ReportedTotalFactory, ReportSectionFactory
from tests.factories.resolutions import (
    IssuedDocumentFactory,
    ProgrammeFactory,
    ResolutionClassFactory,
    SupportResultFactory,
)
from tests.reports.stage import meeting, petition, resolution, session, supervision

pytestmark = pytest.mark.django_db


def composed(council, scope=Mode.OWN, **values):
    return compose(AnnualReportFactory(council=council, scope=scope, **values)).document


def paragraphs(document):
    return ["".join(run.text for run in block.runs) for block in document.blocks if block.kind == "paragraph"]


def headings(document):
    return [block.text for block in document.blocks if block.kind == "heading"]


def sentences(council, scope=Mode.OWN, **values):
    """What the report says between its opening and its closing sentence."""
    return paragraphs(composed(council, scope, **values))[1:-1]


def test_report_without_records_says_nothing_but_who_reports_and_on_what():
    council = CouncilFactory(name="HĐND quận Cầu Giấy")
    document = composed(council, title="Báo cáo kết quả hoạt động năm 2021.")

    assert paragraphs(document) == [
        "Thường trực HĐND quận Cầu Giấy báo cáo kết quả hoạt động năm 2021 như sau:",
        "Trên đây là báo cáo kết quả hoạt động năm 2021./.",
    ]
    assert (headings(document), document.annexes, document.notes) == ([], (), ())
    assert [block.closing for block in document.blocks] == [False, True]


@pytest.mark.parametrize(
    ("title", "matter"),
    [
        ("Tổng kết hoạt động năm 2021", "tổng kết hoạt động năm 2021"),
        ("HĐND quận năm 2021", "HĐND quận năm 2021"),
        ("Báo cáo ", "năm 2021"),
    ],
)
def test_closing_paragraph_names_the_matter(title, matter):
    assert paragraphs(composed(CouncilFactory(), title=title))[-1] == f"Trên đây là báo cáo {matter}./."


def test_sentences_tell_what_there_is_in_the_words_of_the_council(stage):
    ResolutionClassFactory(council=stage.council, key="personnel", label="Nhân sự")
    council = stage.council
    council.irregular_label = "chuyên đề"
    council.save()
    session(council)
    session(council, kind="thematic", is_regular=False)
    resolution(council, published=True, signed=True)
    supervision(council, lead_body=stage.standing)
    SupportResultFactory(council=council, published=True, amount=50583000000, amount_qualifier="nearly")

    assert sentences(council) == [
        "HĐND quận khóa VI, nhiệm kỳ 2021-2026 có 1 đại biểu.",
        "Năm 2021, HĐND quận tổ chức 02 kỳ họp (trong đó có 01 kỳ họp chuyên đề và 01 kỳ họp thường kỳ); "
        "ban hành 01 nghị quyết, gồm 01 nghị quyết chuyên đề (Phụ lục I và Phụ lục II kèm theo).",
        "Năm 2021, Thường trực HĐND quận đã thực hiện 01 cuộc khảo sát, giám sát chuyên đề (Phụ lục III kèm theo).",
        "Số tiền hỗ trợ theo các chính sách của HĐND là gần 50,583 tỷ đồng.",
    ]


def test_council_that_pads_nothing_prints_bare_counts(stage):
    stage.council.pads_counts = False
    stage.council.save()
    session(stage.council)

    assert "Năm 2021, HĐND quận tổ chức 1 kỳ họp (trong đó có 1 kỳ họp thường kỳ) (Phụ lục kèm theo)." in sentences(stage.council)


@pytest.mark.parametrize(
    ("unit_kind", "noun"),
    [("city", "thành phố"), ("district_city", "thành phố"), ("town", "thị xã"), ("township", "thị trấn"), ("ward", "phường")],
)
def test_noun_of_the_unit_keeps_all_its_words(unit_kind, noun):
    council = CouncilFactory(unit_kind=unit_kind)
    MandateFactory(term=TermFactory(council=council))

    assert sentences(council)[0].startswith(f"HĐND {noun} khóa VI")


def test_supervision_that_is_known_as_a_whole_only_is_one_sentence(stage):
    ReportedTotalFactory(council=stage.council, code="supervision.conducted", value=18)

    assert "Năm 2021, HĐND, Thường trực và các Ban HĐND quận đã thực hiện 18 cuộc giám sát, khảo sát chuyên đề." in sentences(
        stage.council
    )


def test_sentence_with_a_figure_in_dispute_leaves_it_out_and_ends_well(stage):
    supervision(stage.council, lead_body=stage.standing)
    supervision(stage.council, lead_body=stage.committee)
    ReportedTotalFactory(council=stage.council, code="supervision.conducted", part="committees", value=5)

    (told,) = [one for one in sentences(stage.council) if "giám sát" in one]
    assert told == "Năm 2021, Thường trực HĐND quận đã thực hiện 01 cuộc khảo sát, giám sát chuyên đề (Phụ lục kèm theo)."


def test_province_is_told_by_its_own_level_where_levels_are_added():
    province = CouncilFactory(level="province", unit_kind="province", name="HĐND tỉnh Bắc Ninh")
    SubordinationFactory(parent=province)
    MandateFactory(term=TermFactory(council=province))

    assert sentences(province, Mode.CONSOLIDATED)[0] == "HĐND tỉnh khóa VI, nhiệm kỳ 2021-2026 có 1 đại biểu."


def test_support_in_several_units_is_told_unit_by_unit(stage):
    for unit, number in (("hộ gia đình", 120), ("học sinh", 9)):
        SupportResultFactory(
            council=stage.council, title=unit, beneficiaries=number, beneficiaries_unit=unit, amount=50_000_000, published=True
        )

    assert sentences(stage.council)[-1] == (
        "Các chính sách hỗ trợ được HĐND quyết định đã đến với 09 học sinh, 120 hộ gia đình, số tiền 100 triệu đồng."
    )


def test_letters_and_targets_are_told_by_what_their_totals_name():
    council = CouncilFactory()
    FieldFactory(council=council, key="dang", label="Xây dựng Đảng")
    for code, part, value, base in (
        ("letters.received", "complaint+denunciation", 261, None),
        ("letters.received", "proposal", 9, None),
        ("targets.met", "dang", 15, 15),
        ("targets.met", "van-hoa", 2, 3),
    ):
        ReportedTotalFactory(council=council, code=code, part=part, value=value, base=base)

    assert sentences(council) == [
        "Tiếp nhận 270 đơn, gồm 09 đơn kiến nghị, 261 đơn khiếu nại và tố cáo.",
        "Hoàn thành 15/15 chỉ tiêu xây dựng Đảng, 2/3 chỉ tiêu van-hoa.",
    ]


def test_receptions_that_are_known_as_a_whole_only_are_one_sentence(stage):
    ReportedTotalFactory(council=stage.council, code="receptions.held", value=165)

    assert "HĐND quận tổ chức 165 buổi tiếp công dân." in sentences(stage.council)


def test_awards_that_are_in_dispute_are_not_told(stage):
    CommendationFactory(council=stage.council, published=True, individuals=0)
    key = "certificate.district.year.collectives"
    ReportedTotalFactory(council=stage.council, code="commendations.given", part=key, value=8)

    assert [one for one in sentences(stage.council) if "khen" in one] == []


def test_wards_stand_in_their_own_words_by_level_and_all_levels_together_when_consolidated(stage):
    session(stage.council)
    session(stage.ward)
    ReceptionSessionFactory(council=stage.council)
    ReceptionSessionFactory(council=stage.ward)
    by_level, consolidated = sentences(stage.council, Mode.BY_LEVEL), sentences(stage.council, Mode.CONSOLIDATED, slug="2021-gop")

    assert [one for one in by_level if "kỳ họp" in one] == [
        "Năm 2021, HĐND quận tổ chức 01 kỳ họp (trong đó có 01 kỳ họp thường kỳ) (Phụ lục I kèm theo).",
        "HĐND các phường tổ chức 01 kỳ họp.",
    ]
    assert [one for one in by_level if "tiếp công dân" in one] == [
        "Thường trực HĐND quận đã thực hiện 01 buổi tiếp công dân, "
        "Thường trực HĐND các phường tiếp 01 buổi (Phụ lục II kèm theo)."
    ]
    assert [one for one in consolidated if "đại biểu" in one] == ["HĐND quận khóa VI, nhiệm kỳ 2021-2026 có 1 đại biểu."]
    assert [one for one in consolidated if "HĐND các cấp" in one] == [
        "Năm 2021, HĐND các cấp tổ chức 02 kỳ họp (trong đó có 02 kỳ họp thường kỳ) (Phụ lục I kèm theo).",
        "Thường trực HĐND các cấp đã thực hiện 02 buổi tiếp công dân (Phụ lục II kèm theo).",
    ]


def test_consolidated_report_of_a_council_without_others_still_says_who_it_is(stage):
    MandateFactory(term=TermFactory(council=stage.ward))

    assert sentences(stage.ward, Mode.CONSOLIDATED) == ["HĐND phường khóa VI, nhiệm kỳ 2021-2026 có 1 đại biểu."]


def test_figures_from_totals_carry_one_footnote_a_source(stage):
    for part, value, source in (("standing", 163, "Báo cáo A"), ("council", 427, "Báo cáo A"), ("delegates", 9, "Báo cáo B")):
        ReportedTotalFactory(council=stage.council, code="receptions.held", part=part, value=value, source=source)
    document = composed(stage.council)

    runs = {run.figure: run.note for block in document.blocks for run in block.runs if run.figure.startswith("receptions")}
    assert [(note.number, note.text) for note in document.notes] == [
        (1, "Số liệu tổng hợp: Báo cáo A."),
        (2, "Số liệu tổng hợp: Báo cáo B."),
    ]
    assert runs == {"receptions.held:standing": 1, "receptions.held:delegates": 2, "receptions.held:council": 1}


def test_words_of_the_office_stand_in_their_section_with_their_figures(stage):
    session(stage.council)
    report = AnnualReportFactory(council=stage.council)
    text = (
        "Đã họp {sessions.held},\ncó {sessions.held:regular}.\n\nPhường họp {sessions.held@commune}; {sessions.held:irregular}."
    )
    ReportSectionFactory(report=report, text=text, heading="Về các kỳ họp")
    ReportSectionFactory(report=report, key="opening", text="Năm 2021 là năm bầu cử.")
    document = compose(report).document

    assert paragraphs(document)[0] == "Năm 2021 là năm bầu cử."
    assert paragraphs(document)[-3:-1] == ["Đã họp 01 kỳ họp, có 01 kỳ họp.", "Phường họp –; 0 kỳ họp."]
    assert headings(document)[-1] == "1. Về các kỳ họp"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Có {sessions.hold} kỳ.", "{sessions.hold}"),
        ("Có {sessions.held:lon}.", "{sessions.held:lon}"),
        ("Có {sessions.\nheld}.", "{sessions.\nheld}"),
        ("Có {}.", "{}"),
        ("Có {sessions.held@ward}.", "{sessions.held@ward}"),
        ("Có {letters.received:complaint+}.", "{letters.received:complaint+}"),
        ("{a} {b} {c} {d} {e} {f}", "{a}, {b}, {c}, {d}, {e}, …"),
        ("{" + "a" * 59_000 + "}", "{" + "a" * 59 + "…}"),
    ],
)
def test_unknown_placeholder_is_refused_by_name(text, named):
    section = ReportSectionFactory.build(report=AnnualReportFactory(), text=text)
    with pytest.raises(ValidationError) as refused:
        section.full_clean()

    assert refused.value.message_dict == {"text": [f"Không có chỉ tiêu nào mang mã {named}; xem danh mục mã chỉ tiêu."]}


def test_braces_in_labels_of_the_council_are_words(stage):
    stage.council.irregular_label = "{lạ} {0}"
    stage.council.save()
    session(stage.council, kind="thematic", is_regular=False)
    ResolutionClassFactory(council=stage.council, key="la", label="loại {x} {")
    resolution(stage.council, published=True, signed=True, resolution_class__key="la")

    (told,) = [one for one in sentences(stage.council) if "kỳ họp" in one]
    assert "01 kỳ họp {lạ} {0}" in told
    assert "01 nghị quyết loại {x} {" in told


def test_annexes_are_numbered_as_they_come_and_one_alone_has_no_number(stage):
    session(stage.council)
    assert [(annex.key, annex.numeral) for annex in composed(stage.council).annexes] == [("sessions", "")]

    CommendationFactory(council=stage.council, published=True)
    assert [(annex.key, annex.numeral) for annex in composed(stage.council, slug="hai").annexes] == [
        ("sessions", "I"),
        ("commendations", "II"),
    ]


def test_annexes_count_what_is_not_public(stage):
    resolution(stage.council, published=True, signed=True, title="Công khai")
    resolution(stage.council, withdrawn=True, title="Không công khai")
    annex = next(annex for annex in composed(stage.council).annexes if annex.key == "resolutions")

    assert [row[3] for row in annex.rows] == ["Công khai"]
    assert annex.notes == ("Ngoài danh mục này còn 1 bản ghi không công khai, đã tính trong số liệu của báo cáo.",)


def test_annex_of_receptions_shows_levels_instead_of_their_sum(stage):
    ReceptionSessionFactory(council=stage.council)
    ReceptionSessionFactory(council=stage.ward)
    annex = next(a for a in composed(stage.council, Mode.CONSOLIDATED).annexes if a.key == "receptions")

    names = [row[1] for row in annex.rows]
    assert (len(names), names[1]) == (2, "Thường trực HĐND các phường")


def test_annex_of_receptions_knows_no_visitors_of_sessions_that_a_total_tells(stage):
    ReportedTotalFactory(council=stage.council, code="receptions.held", part="standing", value=150)
    annex = next(a for a in composed(stage.council).annexes if a.key == "receptions")

    assert [row[2:] for row in annex.rows] == [("150", "–", "–")]


def test_receptions_leaves_out_percentages(stage):
    ReceptionSessionFactory(council=stage.council, visits=3, people=4)
    percentages = {"council": stage.council, "is_percent": True, "value": "95.2"}
    ReportedTotalFactory(code="receptions.held", part="standing", **percentages)
    ReportedTotalFactory(code="receptions.held", part="delegates", **percentages)
    annex = next(a for a in composed(stage.council).annexes if a.key == "receptions")

    assert [row[2:] for row in annex.rows] == [("1", "3", "4")]


def test_gaps_of_a_draft_are_a_handful_of_sentences(stage):
    second = SubordinationFactory(parent=stage.council).council
    for council in (stage.council, stage.ward):
        session(council)
    ReportedTotalFactory(council=stage.council, value=9, source="Báo cáo số 1/BC-HĐND")
    composition = compose(AnnualReportFactory(council=stage.council, scope=Mode.BY_LEVEL))
    conflict, own, wards, one_ward = composition.document.gaps

    assert conflict == (
        f"Mâu thuẫn – {stage.council.name}: Kỳ họp: 1 tính từ bản ghi; 9 theo Báo cáo số 1/BC-HĐND. "
        "Hãy chọn một số liệu tổng hợp hoặc sửa bản ghi."
    )
    assert own.startswith(f"Chưa có số liệu – {stage.council.name}: ")
    assert "Kỳ họp" not in own
    assert wards.startswith("Chưa có số liệu – HĐND các phường: Đại biểu HĐND; ")
    assert one_ward == f"Chưa có số liệu – {second.name}: Kỳ họp; Kỳ họp theo loại."
    assert len(list(missing_sentences(composition.collected))) == 3


def test_conflicts_speak_in_money_percents_and_qualifiers(stage):
    common = {"council": stage.council, "code": "support.amount"}
    ReportedTotalFactory(**common, value=50583000000, qualifier="nearly", source="A")
    ReportedTotalFactory(**common, value=750000000, source="B")
    ReportedTotalFactory(**common, is_percent=True, value="70.5", source="A")
    ReportedTotalFactory(**common, is_percent=True, value=71, source="B")

    told = [gap for gap in composed(stage.council).gaps if gap.startswith("Mâu thuẫn")]
    assert sorted(one.partition("Số tiền hỗ trợ: ")[2].partition(". Hãy")[0] for one in told) == [
        "70,5% theo A; 71% theo B",
        "gần 50,583 tỷ đồng theo A; 750 triệu đồng theo B",
    ]


def test_document_comes_back_from_json_as_it_was(stage):
    session(stage.council)
    ProgrammeFactory(council=stage.council, published=True, year=2021)
    IssuedDocumentFactory(council=stage.council, published=True, signed=True)
    document = composed(stage.council)

    assert load(ReportDocument, json.loads(json.dumps(asdict(document)))) == document


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
def test_year_before_has_a_last_day_in_every_leap_year(first, last, earlier):
    scope = Scope(CouncilFactory.build(), Mode.OWN, Period.inclusive(date(*first), date(*last)), date(*last))
    period = year_before(scope).period

    assert (period.first, period.last) == (date(*earlier[0]), date(*earlier[1]))


def test_meeting_of_delegates_without_counts_is_told_without_them(stage):
    meeting(stage.council)
    VoterMeetingFactory(council=stage.council, published=True, attendees=100, attendees_qualifier="above")
    petition(stage.council)

    assert sentences(stage.council)[1:] == [
        "Đã phối hợp tổ chức 02 cuộc tiếp xúc, thu hút trên 100 lượt cử tri tham dự.",
        "Đến ngày 31/12/2021, trong 01 kiến nghị tiếp nhận trong kỳ có 01 kiến nghị đã tiếp nhận.",
    ]
