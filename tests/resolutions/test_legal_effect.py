from datetime import date

import pytest

from resolutions.legal_effect import legal_effect_on

FIRST, LAST, END = date(2021, 10, 1), date(2021, 12, 31), date(2022, 1, 1)


@pytest.mark.parametrize(
    ("start", "end", "on", "label", "tone", "sentence"),
    [
        (None, None, FIRST, "Chưa rõ hiệu lực", "neutral", "Chưa ghi ngày có hiệu lực."),
        (FIRST, None, date(2021, 9, 30), "Chưa có hiệu lực", "going", "Có hiệu lực từ ngày 01/10/2021."),
        (FIRST, None, FIRST, "Còn hiệu lực", "done", "Có hiệu lực từ ngày 01/10/2021."),
        (FIRST, END, LAST, "Còn hiệu lực", "done", "Có hiệu lực từ ngày 01/10/2021 đến hết ngày 31/12/2021."),
        (FIRST, END, END, "Hết hiệu lực", "ended", "Có hiệu lực từ ngày 01/10/2021 đến hết ngày 31/12/2021."),
        (FIRST, FIRST, FIRST, "Hết hiệu lực", "ended", "Chưa từng có hiệu lực."),
    ],
)
def test_legal_effect_on_returns_label_and_sentence(start, end, on, label, tone, sentence):
    effect = legal_effect_on(start, end, on=on)

    assert (effect.label, effect.tone, effect.sentence) == (label, tone, sentence)


@pytest.mark.parametrize(
    ("end", "first_day", "until"), [(None, FIRST, ""), (END, FIRST, "đến hết ngày 31/12/2021"), (FIRST, None, "")]
)
def test_legal_effect_on_says_from_and_until_when(end, first_day, until):
    effect = legal_effect_on(FIRST, end, on=FIRST)

    assert (effect.first_day, effect.until) == (first_day, until)
