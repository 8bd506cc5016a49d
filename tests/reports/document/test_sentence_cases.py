"""Wholes that were chosen, petitions and single figures: what the sentences must say of them, from records and totals."""

from datetime import date

import pytest

from reports.document.compose import compose
from reports.figures.collect import collect
from reports.scope import Mode
from tests.factories.citizens import ReceptionSessionFactory
from tests.factories.councils import CouncilFactory
from tests.factories.reports import AnnualReportFactory, ReportChoiceFactory, ReportedTotalFactory, ReportSectionFactory
from tests.reports.composed_reports import compose_document, heading_texts, paragraphs, sentences
from tests.reports.figure_values import scope_of
from tests.reports.records import resolution, supervision

pytestmark = pytest.mark.django_db


def typed(council, code, value, part="", **values):
    return ReportedTotalFactory(council=council, code=code, part=part, value=value, **values)


def value_of(council, code):
    return collect(scope_of(council)).figures[code].number.value


def three_supervisions(district):
    supervision(district.council, lead_body=district.standing)
    for _ in range(2):
        supervision(district.council, lead_body=district.committee)
    return typed(district.council, "supervision.conducted", 10, decision="preferred", decision_reason="Đã đối chiếu.")


def test_conducted_sentence_lists_no_leaders_that_do_not_make_a_chosen_whole(district):
    three_supervisions(district)
    texts = [text for text in sentences(district.council) if "giám sát" in text]

    assert value_of(district.council, "supervision.conducted") == 10
    assert texts[0].startswith("Năm 2021, HĐND, Thường trực và các Ban HĐND quận đã thực hiện 10 cuộc giám sát, khảo sát")
    assert not [text for text in texts if "Thường trực HĐND quận 01" in text or "các Ban HĐND quận 02" in text]


def test_conducted_sentence_is_silent_until_a_total_is_chosen(district):
    total = three_supervisions(district)
    total.decision = "pending"
    total.save()

    assert value_of(district.council, "supervision.conducted") is None
    assert not [text for text in sentences(district.council) if "đã thực hiện" in text]

    ReportChoiceFactory(total=total, report_slug="2021")
    assert any("10 cuộc giám sát" in text for text in sentences(district.council, slug="2021"))


def test_resolutions_of_a_chosen_total_have_no_classes(district):
    for _ in range(4):
        resolution(district.council, published=True, signed=True)
    typed(district.council, "resolutions.adopted", 12, decision="preferred", decision_reason="Đã đối chiếu.")

    texts = sentences(district.council)
    assert any("ban hành 12 nghị quyết (Phụ lục" in text for text in texts)
    assert not [text for text in texts if "gồm 04" in text]
    assert "Theo tính chất pháp lý, trong 04 nghị quyết có bản ghi có 04 nghị quyết cá biệt." in texts


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (None, ["Năm 2021, Thường trực HĐND quận đã thực hiện 01 buổi tiếp công dân, các đại biểu HĐND quận tiếp 02 buổi"]),
        (3, ["Năm 2021, HĐND quận đã thực hiện 03 buổi tiếp công dân (Thường trực 01, các đại biểu 02)"]),
        (1, []),
    ],
)
def test_reception_sentence_prints_receivers_that_cover_the_whole(district, whole, expected):
    ReceptionSessionFactory(council=district.council)
    for place in ("Phòng 1", "Phòng 2"):
        ReceptionSessionFactory(council=district.council, receiver="delegates", place=place)
    if whole:
        typed(district.council, "receptions.held", whole)

    assert [text.partition(" (Phụ lục")[0] for text in sentences(district.council) if "đã thực hiện" in text] == expected


def test_reception_sentence_prints_receivers_of_totals():
    council = CouncilFactory()
    for part, value in (("standing", 24), ("delegates", 75), ("", 99)):
        typed(council, "receptions.held", value, part)

    assert sentences(council)[0].startswith(
        "Năm 2021, HĐND quận đã thực hiện 99 buổi tiếp công dân (Thường trực 24, các đại biểu 75)"
    )


def test_units_sentence_prints_different_units_beside_visits(district):
    typed(district.council, "supervision.units", 31)
    typed(district.council, "supervision.units", 19, "distinct")

    assert "Năm 2021, các cuộc giám sát, khảo sát được tiến hành tại 31 lượt đơn vị (19 cơ quan, đơn vị khác nhau)." in sentences(
        district.council
    )


@pytest.mark.parametrize(
    ("total", "text"),
    [
        (
            {"code": "voter_meetings.opinions", "value": 60, "qualifier": "more_than"},
            "Năm 2021, các cuộc tiếp xúc cử tri ghi nhận hơn 60 ý kiến.",
        ),
        ({"code": "explanations.held", "value": 17}, "Năm 2021, Thường trực HĐND quận tổ chức 17 phiên giải trình."),
        (
            {"code": "petitions.received", "value": 7},
            "Năm 2021, qua tổng hợp ý kiến cử tri, HĐND quận đã tiếp nhận 07 kiến nghị.",
        ),
        (
            {"code": "supervision.recommendations", "part": "implemented", "is_percent": True, "value": 95, "qualifier": "above"},
            "Trên 95% kiến nghị sau giám sát đã được thực hiện.",
        ),
        (
            {"code": "petitions.by_status", "part": "resolved", "value": 58, "base": 65},
            "Đến ngày 31/12/2021, kết quả giải quyết kiến nghị của cử tri là: đã giải quyết xong 58/65 kiến nghị (89,2%).",
        ),
        ({"code": "resolutions.adopted", "value": 12}, "Năm 2021, HĐND quận ban hành 12 nghị quyết."),
        ({"code": "documents.issued", "value": 46}, "Năm 2021, HĐND, Thường trực và các Ban HĐND quận đã ban hành 46 văn bản."),
        ({"code": "confidence.ballots", "value": 1}, "Năm 2021, HĐND quận tiến hành 01 lần lấy phiếu tín nhiệm."),
    ],
)
def test_sentence_of_a_single_figure_is_complete(total, text):
    council = CouncilFactory()
    ReportedTotalFactory(council=council, **total)

    assert sentences(council) == [text]


def test_explanations_of_all_levels_are_held_by_the_councils_of_all_levels(district):
    typed(district.council, "explanations.held", 17, coverage="all")

    assert "Năm 2021, Thường trực HĐND các cấp tổ chức 17 phiên giải trình." in sentences(district.council, Mode.CONSOLIDATED)


def test_sentences_begin_with_a_period_of_days():
    council = CouncilFactory()
    days = {"period_from": date(2021, 7, 1), "period_to": date(2021, 9, 30)}
    typed(council, "sessions.held", 3, **days)
    typed(council, "councils.changes", 2, "begun", **days)

    assert sentences(council, period_label="từ 01/07/2021 đến 30/9/2021", cut_off=date(2021, 9, 30), **days) == [
        "Từ 01/07/2021 đến 30/9/2021, HĐND quận có 02 đại biểu được bổ sung.",
        "Từ 01/07/2021 đến 30/9/2021, HĐND quận tổ chức 03 kỳ họp.",
    ]


def test_body_writer_has_two_parts_or_none(district):
    """A report with plans alone has no "Phần thứ hai", one with results alone no "Phần thứ nhất"."""
    plans = AnnualReportFactory(council=CouncilFactory())
    ReportSectionFactory(report=plans, key="directions", text="Tổ chức tốt các kỳ họp.")
    results = compose_document(district.council)

    assert [block.label for block in results.blocks if block.kind == "part"] == []
    document = compose_of(plans)
    assert [block.label for block in document.blocks if block.kind == "part"] == []
    assert heading_texts(document) == ["I. Phương hướng, nhiệm vụ trọng tâm"]

    ReportSectionFactory(report=plans, key="sessions", text="Đã tổ chức các kỳ họp.")
    document = compose_of(plans)
    assert [block.label for block in document.blocks if block.kind == "part"] == ["Phần thứ nhất", "Phần thứ hai"]


def compose_of(report):

    return compose(type(report).objects.get(pk=report.pk)).document


def test_body_writer_begins_every_paragraph_with_a_capital(district):
    typed(district.council, "supervision.recommendations", 95, "implemented", is_percent=True, qualifier="above")

    assert all(text[0].isupper() for text in paragraphs(compose_document(district.council)))
