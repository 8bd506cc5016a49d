"""Labels and units of figures in the words that a council has chosen."""

import pytest

from reports.figures.collect import collect
from tests.factories.citizens import VoterMeetingRoundFactory
from tests.reports.figure_values import scope_of
from tests.reports.records import meeting, session

pytestmark = pytest.mark.django_db

CODES = ("sessions.held", "sessions.by_kind", "voter_meetings.held", "voter_meetings.rounds")


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        (
            {},
            {
                ("sessions.held", "regular", "Kỳ họp thường kỳ", "01 kỳ họp"),
                ("sessions.held", "irregular", "Kỳ họp không thường kỳ", "0 kỳ họp"),
                ("sessions.by_kind", "regular", "Kỳ họp thường kỳ", "01 kỳ họp"),
                ("voter_meetings.held", "", "Cuộc tiếp xúc cử tri", "01 cuộc"),
                ("voter_meetings.rounds", "", "Đợt tiếp xúc cử tri", "01 đợt"),
            },
        ),
        (
            {"regular_label": "thường lệ", "irregular_label": "bất thường", "round_word": "kỳ", "meeting_word": "hội nghị"},
            {
                ("sessions.held", "regular", "Kỳ họp thường lệ", "01 kỳ họp"),
                ("sessions.held", "irregular", "Kỳ họp bất thường", "0 kỳ họp"),
                ("sessions.by_kind", "regular", "Kỳ họp thường lệ", "01 kỳ họp"),
                ("voter_meetings.held", "", "Hội nghị tiếp xúc cử tri", "01 hội nghị"),
                ("voter_meetings.rounds", "", "Kỳ tiếp xúc cử tri", "01 kỳ"),
            },
        ),
    ],
)
def test_collect_prints_labels_and_units_in_the_words_of_the_council(district, words, texts):
    council = district.council
    for column, word in words.items():
        setattr(council, column, word)
    council.save()
    session(council)
    meeting(council)
    VoterMeetingRoundFactory(council=council, published=True)

    figures = collect(scope_of(council), CODES).figures

    printed = {(code, "", figure.label, figure.number.text) for code, figure in figures.items()}
    printed |= {(code, part.key, part.label, part.number.text) for code, figure in figures.items() for part in figure.parts}
    assert texts <= printed


def test_collect_names_first_and_closing_sessions_once_by_their_own_names(district):
    for number, kind in enumerate(("first", "closing", "extraordinary", "thematic"), start=1):
        session(district.council, number=number, kind=kind, is_regular=False, second_kind="")
    session(district.council, number=5, kind="thematic", second_kind="closing", is_regular=False)

    figure = collect(scope_of(district.council), CODES).figures["sessions.by_kind"]

    assert figure.number.value == 5
    assert {part.label: part.number.value for part in figure.parts} == {
        "Kỳ họp thường kỳ": 0,
        "Kỳ họp chuyên đề": 2,
        "Kỳ họp đột xuất (bất thường)": 1,
        "Kỳ họp thứ nhất (khai mạc khóa)": 1,
        "Kỳ họp tổng kết nhiệm kỳ": 1,
    }
