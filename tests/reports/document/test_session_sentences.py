"""The words for sessions: one name has one number."""

import pytest

from tests.reports.invented_figures import Source, invented_council, texts_of

KINDS = {"regular": 2, "thematic": 1, "first": 1, "closing": 1}


@pytest.mark.parametrize(
    ("label", "kinds", "split"),
    [
        ("chuyên đề", KINDS, "03 kỳ họp không thường kỳ và 02 kỳ họp thường kỳ"),
        ("chuyên đề", {"regular": 2, "first": 1, "closing": 2}, "03 kỳ họp không thường kỳ và 02 kỳ họp thường kỳ"),
        ("chuyên đề", {"regular": 2, "thematic": 3}, "03 kỳ họp chuyên đề và 02 kỳ họp thường kỳ"),
        ("chuyên đề", {}, "03 kỳ họp chuyên đề và 02 kỳ họp thường kỳ"),
        ("bất thường", KINDS, "03 kỳ họp bất thường và 02 kỳ họp thường kỳ"),
    ],
)
def test_sessions_sentence_gives_one_name_one_number(label, kinds, split):
    council = invented_council(irregular_label=label)
    sources = {
        "sessions.held": Source({"regular": 2, "irregular": 3}),
        **({"sessions.by_kind": Source(kinds)} if kinds else {}),
    }
    texts = " ".join(texts_of(sources, council=council))

    assert f"05 kỳ họp (trong đó có {split})" in texts
    assert not kinds or "không" not in split or "01 kỳ họp thứ nhất (khai mạc khóa)" in texts
