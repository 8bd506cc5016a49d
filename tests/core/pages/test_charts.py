import pytest

from core.pages.charts import draw
from tests.core.rendering import bar, chart


def test_draw_makes_bars_as_long_as_their_values():
    first, second = draw(chart(bar("Kỳ họp", 50, "50", 100, "100"), bar("Nghị quyết", 0, "không"))).pairs

    assert float(first.bars[0].width) * 2 == pytest.approx(float(first.bars[1].width), abs=0.02)
    assert second.bars[0].width == "0"


def test_draw_prints_a_dash_for_an_unknown_value():
    unknown = draw(chart(bar("Nghị quyết", 24, "24"))).pairs[0].bars[1]

    assert (unknown.width, unknown.text) == ("", "Năm 2020: –")


def test_draw_makes_bars_shorter_beside_longer_captions():
    short, long = (draw(chart(bar("Tiền", 1, text))).pairs[0].bars[0].width for text in ("1", "gần 50,583 tỷ đồng"))

    assert float(short) > float(long) >= 20


def test_draw_accepts_a_chart_without_bars_or_values():
    assert draw(chart()).pairs == ()
    assert draw(chart(bar("Kỳ họp", None, ""), bar("Nghị quyết", 0, "0"))).pairs[0].bars[0].width == ""
