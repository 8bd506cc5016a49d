"""The sentences on attendance, questions, promises, meetings of the Thường trực and confidence ballots."""

from decimal import Decimal

import pytest

from reports.figures.totals import WHOLE, OutcomeKey
from reports.indicators.base import Measurement
from reports.indicators.grouping import Share
from tests.reports.invented_figures import Source, texts_of, total

ATTENDANCE = "sessions.attendance"


def rate(value, base, *, rows=1, all_rows=1):
    return Source({"": Measurement(1, "", value, base=base, share=Share(value, base, rows=rows, all_rows=all_rows))})


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rate(34, 35), "Năm 2021, tỷ lệ đại biểu dự kỳ họp đạt 97,1% (34/35 lượt đại biểu)."),
        (
            rate(68, 70, rows=2, all_rows=3),
            "Năm 2021, tỷ lệ đại biểu dự kỳ họp đạt 97,1% (68/70 lượt đại biểu) (ở 2/3 kỳ họp có số liệu).",
        ),
        (
            Source(totals={OutcomeKey("", True): [total(Decimal("97.1"))]}),
            "Năm 2021, tỷ lệ đại biểu dự kỳ họp đạt 97,1% số lượt đại biểu.",
        ),
        (Source(totals={WHOLE: [total(34)]}), "Năm 2021, số lượt đại biểu đã dự kỳ họp là 34 lượt đại biểu."),
    ],
)
def test_attendance_sentence_has_the_two_numbers_where_they_are_recorded(source, text):
    assert texts_of({ATTENDANCE: source}) == [text]


@pytest.mark.parametrize(
    ("states", "text"),
    [
        (
            {"kept": 1, "kept_late": 1, "open": 0, "overdue": 2},
            "Đến ngày 31/12/2021, các cơ quan trả lời chất vấn của HĐND quận có 04 lời hứa, gồm "
            "01 lời hứa đã thực hiện đúng hạn, 01 lời hứa đã thực hiện sau hạn, 02 lời hứa quá hạn.",
        ),
        ({"open": 3}, "Đến ngày 31/12/2021, các cơ quan trả lời chất vấn của HĐND quận có 03 lời hứa chưa đến hạn."),
    ],
)
def test_promises_sentence_gives_the_states_on_the_cut_off(states, text):
    assert texts_of({"questions.promises": Source(states)}) == [text]


def test_promises_sentence_is_left_out_without_promises():
    assert texts_of({"questions.promises": Source(dict.fromkeys(("kept", "kept_late", "open", "overdue"), 0))}) == []


def test_questions_sentence_joins_sittings_topics_and_questions():
    sources = {
        "questions.sittings": Source({"": 2}),
        "questions.topics": Source({"": 3}),
        "questions.raised": Source({"oral": 5, "written": 1}),
    }

    assert texts_of(sources) == [
        "Năm 2021, HĐND quận tổ chức 02 phiên chất vấn về 03 nhóm vấn đề; đại biểu HĐND quận đã nêu 06 ý kiến chất vấn, "
        "gồm 05 chất vấn trực tiếp, 01 chất vấn bằng văn bản."
    ]
