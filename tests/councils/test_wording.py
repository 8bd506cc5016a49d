"""The common name of several Councils, and the words that a Council has chosen."""

import pytest

from councils.models import Council
from councils.wording import councils_label, in_own_words


@pytest.mark.parametrize(
    ("unit_kinds", "label"),
    [
        (["ward", "ward"], "HĐND các phường"),
        (["township", "commune"], "HĐND các xã, thị trấn"),
        (["town", "urban_district", "rural_district"], "HĐND các quận, huyện, thị xã"),
        ([], "HĐND cấp dưới"),
    ],
)
def test_councils_label_lists_kinds_of_units_in_the_order_of_the_law(unit_kinds, label):
    assert councils_label(unit_kinds) == label


OWN = {"regular_label": "thường lệ", "irregular_label": "bất thường", "round_word": "kỳ", "meeting_word": "hội nghị"}


@pytest.mark.parametrize(
    ("text", "usual", "own"),
    [
        ("Kỳ họp {regular}", "Kỳ họp thường kỳ", "Kỳ họp thường lệ"),
        ("Kỳ họp {irregular}", "Kỳ họp không thường kỳ", "Kỳ họp bất thường"),
        ("Cuộc tiếp xúc cử tri", "Cuộc tiếp xúc cử tri", "Hội nghị tiếp xúc cử tri"),
        ("Ý kiến tại các cuộc tiếp xúc", "Ý kiến tại các cuộc tiếp xúc", "Ý kiến tại các hội nghị tiếp xúc"),
        ("Đợt tiếp xúc cử tri", "Đợt tiếp xúc cử tri", "Kỳ tiếp xúc cử tri"),
        ("Cuộc giám sát", "Cuộc giám sát", "Cuộc giám sát"),
    ],
)
def test_in_own_words_takes_the_words_of_the_council(text, usual, own):
    assert (in_own_words(text), in_own_words(text, Council(**OWN))) == (usual, own)
