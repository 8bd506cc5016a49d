"""The sentences of a report, composed from records."""

import pytest

from reports.scope import Mode
from tests.factories.citizens import ReceptionSessionFactory, VoterMeetingFactory
from tests.factories.councils import (
    CommendationFactory,
    CouncilFactory,
    FieldFactory,
    MandateFactory,
    SubordinationFactory,
    TermFactory,
)
from tests.factories.reports import ReportedTotalFactory
from tests.factories.resolutions import (
    ResolutionClassFactory,
    SupportResultFactory,
)
from tests.reports.composed_reports import sentences
from tests.reports.records import meeting, petition, resolution, session, supervision

pytestmark = pytest.mark.django_db


def test_section_sentences_use_the_wording_of_the_council(district):
    ResolutionClassFactory(council=district.council, key="personnel", label="Nhân sự")
    council = district.council
    council.irregular_label = "chuyên đề"
    council.save()
    session(council)
    session(council, kind="thematic", is_regular=False)
    resolution(council, published=True, signed=True)
    supervision(council, lead_body=district.standing)
    SupportResultFactory(council=council, published=True, amount=50583000000, amount_qualifier="nearly")

    assert sentences(council) == [
        "HĐND quận khóa VI, nhiệm kỳ 2021-2026 có 1 đại biểu.",
        "Trong 1 đại biểu HĐND quận có 01 đại biểu nam (100%); 01 đại biểu khối chính quyền (100%).",
        "Năm 2021, HĐND quận tổ chức 02 kỳ họp (trong đó có 01 kỳ họp chuyên đề và 01 kỳ họp thường kỳ); "
        "ban hành 01 nghị quyết chuyên đề (Phụ lục I và Phụ lục II kèm theo).",
        "Theo tính chất pháp lý có 01 nghị quyết cá biệt.",
        "Năm 2021, Thường trực HĐND quận đã thực hiện 01 cuộc giám sát chuyên đề (Phụ lục III kèm theo).",
        "Theo cách thức có 01 cuộc giám sát trực tiếp.",
        "Số tiền hỗ trợ theo các chính sách của HĐND là gần 50,583 tỷ đồng.",
    ]


def test_section_sentences_print_unpadded_counts_for_a_council_that_does_not_pad(district):
    district.council.pads_counts = False
    district.council.save()
    session(district.council)

    assert "Năm 2021, HĐND quận tổ chức 1 kỳ họp thường kỳ (Phụ lục kèm theo)." in sentences(district.council)


@pytest.mark.parametrize(
    ("unit_kind", "noun"),
    [("city", "thành phố"), ("district_city", "thành phố"), ("town", "thị xã"), ("township", "thị trấn"), ("ward", "phường")],
)
def test_sentence_writer_own_unit_is_the_full_noun(unit_kind, noun):
    council = CouncilFactory(unit_kind=unit_kind)
    MandateFactory(term=TermFactory(council=council))

    assert sentences(council)[0].startswith(f"HĐND {noun} khóa VI")


def test_supervision_is_one_sentence_where_only_the_whole_has_a_value(district):
    ReportedTotalFactory(council=district.council, code="supervision.conducted", value=18)

    assert "Năm 2021, HĐND, Thường trực và các Ban HĐND quận đã thực hiện 18 cuộc giám sát, khảo sát chuyên đề." in sentences(
        district.council
    )


def test_supervised_by_leaves_out_a_figure_in_conflict(district):
    supervision(district.council, lead_body=district.standing)
    supervision(district.council, lead_body=district.committee)
    ReportedTotalFactory(council=district.council, code="supervision.conducted", part="committees", value=5)

    text, by_form = [one for one in sentences(district.council) if "giám sát" in one]
    assert text == "Năm 2021, Thường trực HĐND quận đã thực hiện 01 cuộc giám sát, khảo sát chuyên đề (Phụ lục kèm theo)."
    assert by_form.startswith("Theo hình thức có 02 cuộc giám sát chuyên đề;")


def test_sentence_writer_own_level_is_the_province_where_levels_are_added():
    province = CouncilFactory(level="province", unit_kind="province", name="HĐND tỉnh Bắc Ninh")
    SubordinationFactory(parent=province)
    MandateFactory(term=TermFactory(council=province))

    assert sentences(province, Mode.CONSOLIDATED)[0] == "HĐND tỉnh khóa VI, nhiệm kỳ 2021-2026 có 1 đại biểu."


def test_supervision_lists_support_in_several_units(district):
    for unit, number in (("hộ gia đình", 120), ("học sinh", 9)):
        SupportResultFactory(
            council=district.council, title=unit, beneficiaries=number, beneficiaries_unit=unit, amount=50_000_000, published=True
        )

    assert sentences(district.council)[-1] == (
        "Năm 2021, các chính sách hỗ trợ được HĐND quyết định đã đến với 09 học sinh, 120 hộ gia đình, số tiền 100 triệu đồng."
    )


def test_in_parts_lists_the_parts_of_reported_totals():
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
        "Năm 2021, HĐND quận đã tiếp nhận 270 đơn, gồm 09 đơn kiến nghị, 261 đơn khiếu nại và tố cáo.",
        "Năm 2021, toàn quận hoàn thành 15/15 chỉ tiêu về xây dựng Đảng, 2/3 chỉ tiêu về van-hoa.",
    ]


def test_reception_is_one_sentence_where_only_the_whole_has_a_value(district):
    ReportedTotalFactory(council=district.council, code="receptions.held", value=165)

    assert "Năm 2021, HĐND quận đã thực hiện 165 buổi tiếp công dân." in sentences(district.council)


def test_coordination_leaves_out_commendations_in_conflict(district):
    CommendationFactory(council=district.council, published=True, individuals=0)
    key = "certificate.district.year.collectives"
    ReportedTotalFactory(council=district.council, code="commendations.given", part=key, value=8)

    assert [one for one in sentences(district.council) if "khen" in one] == []


def test_section_sentences_separate_levels_by_level_and_add_them_when_consolidated(district):
    session(district.council)
    session(district.ward)
    ReceptionSessionFactory(council=district.council)
    ReceptionSessionFactory(council=district.ward)
    by_level, consolidated = (
        sentences(district.council, Mode.BY_LEVEL),
        sentences(district.council, Mode.CONSOLIDATED, slug="2021-gop"),
    )

    assert [one for one in by_level if "kỳ họp" in one] == [
        "Năm 2021, HĐND quận tổ chức 01 kỳ họp thường kỳ (Phụ lục I kèm theo).",
        "Năm 2021, HĐND các phường tổ chức 01 kỳ họp thường kỳ.",
    ]
    assert [one for one in by_level if "thực hiện" in one] == [
        "Năm 2021, Thường trực HĐND quận đã thực hiện 01 buổi tiếp công dân, "
        "Thường trực HĐND các phường tiếp 01 buổi (Phụ lục II kèm theo)."
    ]
    assert "HĐND quận khóa VI, nhiệm kỳ 2021-2026 có 1 đại biểu." in consolidated
    assert [one for one in consolidated if "HĐND các cấp" in one] == [
        "Năm 2021, HĐND các cấp tổ chức 02 kỳ họp thường kỳ (Phụ lục I kèm theo).",
        "Năm 2021, Thường trực HĐND các cấp đã thực hiện 02 buổi tiếp công dân (Phụ lục II kèm theo).",
    ]


def test_organisation_names_a_council_alone_in_a_consolidated_report(district):
    MandateFactory(term=TermFactory(council=district.ward))

    assert sentences(district.ward, Mode.CONSOLIDATED)[0] == "HĐND phường khóa VI, nhiệm kỳ 2021-2026 có 1 đại biểu."


def test_voters_leaves_out_numbers_that_meetings_do_not_state(district):
    meeting(district.council)
    VoterMeetingFactory(council=district.council, published=True, attendees=100, attendees_qualifier="above")
    petition(district.council)

    assert "Năm 2021, HĐND quận đã phối hợp tổ chức 02 cuộc tiếp xúc cử tri, thu hút trên 100 lượt cử tri tham dự." in sentences(
        district.council
    )


def test_statuses_sentence_says_every_state(district):
    petition(district.council)

    assert (
        "Đến ngày 31/12/2021, kết quả giải quyết 01 kiến nghị của cử tri là: đã tiếp nhận 01/01 kiến nghị (100%); "
        "tỷ lệ tính trên số kiến nghị đã tiếp nhận." in sentences(district.council)
    )
