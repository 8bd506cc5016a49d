"""Sentences on figures that offices report as totals, without any rows."""

import pytest

from tests.factories.councils import CouncilFactory
from tests.factories.reports import ReportedTotalFactory
from tests.reports.composed_reports import sentences

pytestmark = pytest.mark.django_db


def typed(council, *totals):
    for code, part, value, *base in totals:
        base_value = base[0] if base else None
        ReportedTotalFactory(council=council, code=code, part=part, value=value, base=base_value, source="Báo cáo số 1/BC-HĐND")


def sentences_with(council, words):
    return [text for text in sentences(council) if words in text]


@pytest.fixture
def council(db):
    return CouncilFactory(unit_kind="ward", level="commune")


@pytest.mark.parametrize(
    ("totals", "right"),
    [
        ([("resolutions.by_legal_kind", "individual", 3)], "Năm 2021, theo tính chất pháp lý có 03 nghị quyết cá biệt."),
        (
            [("documents.issued", "letter", 4)],
            "Năm 2021, HĐND, Thường trực và các Ban HĐND phường đã ban hành 04 văn bản, đều là công văn.",
        ),
        (
            [("questions.raised", "written", 4)],
            "Năm 2021, đại biểu HĐND phường đã nêu 04 ý kiến chất vấn, đều là chất vấn bằng văn bản.",
        ),
        ([("letters.received", "complaint", 14)], "Năm 2021, HĐND phường đã tiếp nhận 14 đơn khiếu nại."),
        ([("commendations.given", "", 7)], "Năm 2021, về khen thưởng, đã có 07 lượt khen."),
        (
            [("petitions.carried_over", "", 4), ("petitions.carried_over", "settled", 4)],
            "Năm 2021, HĐND phường tiếp tục theo dõi 04 kiến nghị kỳ trước chuyển sang, đều đã giải quyết xong.",
        ),
        (
            [("petitions.reopened", "open", 1)],
            "Năm 2021, số kiến nghị được xem xét, giải quyết lại là 01 kiến nghị, hiện chưa giải quyết xong.",
        ),
    ],
)
def test_one_part_that_is_the_whole_is_not_counted_again(council, totals, right):
    typed(council, *totals)

    assert right in sentences(council)


def test_forms_sentence_does_not_repeat_the_form_that_names_the_supervisions(council):
    typed(council, ("supervision.conducted", "", 5), ("supervision.by_form", "survey", 5))

    assert sentences_with(council, "khảo sát") == [
        "Năm 2021, HĐND, Thường trực và các Ban HĐND phường đã thực hiện 05 cuộc khảo sát."
    ]


def test_parts_of_one_source_that_are_fewer_than_the_whole_are_some_of_it(council):
    typed(council, ("supervision.recommendations", "", 610), ("supervision.recommendations", "implemented", 500))

    assert "Trong số kiến nghị sau giám sát có 500 kiến nghị đã thực hiện." in sentences(council)


def test_structure_sentence_without_bases_counts_delegates_before_their_kind(council):
    typed(council, ("councils.structure", "gender.female", 9), ("councils.structure", "full_time", 2))

    assert "Cơ cấu đại biểu HĐND phường có 09 đại biểu nữ; 02 đại biểu hoạt động chuyên trách." in sentences(council)


def test_received_sentence_gives_shares_of_the_own_competence_where_no_base_is_typed(council):
    typed(
        council,
        *(
            ("petitions.received", "", 60),
            ("petitions.by_competence", "commune", 40),
            ("petitions.by_competence", "province", 20),
        ),
        *(
            ("petitions.by_competence_status", "commune.resolved", 30),
            ("petitions.by_competence_status", "commune.explained", 10),
        ),
        ("petitions.by_competence_status", "province.forwarded", 20),
    )
    (first,) = sentences_with(council, "đã tiếp nhận")

    assert first.endswith("trong 40 kiến nghị này đã giải trình, cung cấp thông tin 10 (25%), đã giải quyết xong 30 (75%).")


def test_statuses_sentence_says_that_a_typed_base_is_the_own_competence(council):
    typed(council, ("petitions.by_competence", "commune", 65), ("petitions.by_status", "resolved", 58, 65))
    (states,) = sentences_with(council, "kết quả giải quyết kiến nghị")

    assert states.endswith("đã giải quyết xong 58/65 kiến nghị thuộc thẩm quyền của phường (89,2%).")
