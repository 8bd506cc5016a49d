import pytest

from core.pages.charts import BarNumber, PeriodValue, Series, bar_widths, comparison_series, draw, short_periods
from tests.core.rendering import bar, chart


def series(*values, label="Kỳ họp"):
    return Series(label, [PeriodValue(str(2020 + i), value, text) for i, (value, text) in enumerate(values)])


def heights(drawing):
    return [float(bar.height or 0) for bar in drawing.bars]


def test_draw_gives_each_figure_its_own_scale():
    few, many = draw(series((2, "02"), (4, "04"))), draw(series((50, "50"), (100, "100")))

    assert heights(few) == heights(many)
    assert heights(few)[0] * 2 == pytest.approx(heights(few)[1])


def test_draw_fills_the_last_period_only():
    assert [bar.css_class for bar in draw(series((3, "3"), (4, "4"), (5, "5"))).bars] == ["previous", "previous", "current"]


def test_draw_stands_bars_on_the_same_line():
    drawing = draw(series((3, "3"), (4, "4")))

    assert [float(bar.y) + float(bar.height) for bar in drawing.bars] == [float(drawing.base)] * 2


def test_draw_prints_a_dash_for_an_unknown_value_and_a_zero_for_none():
    unknown, zero, some = draw(series((None, ""), (0, "0"), (4, "04"))).bars

    assert [(bar.height, [line for _, line in bar.lines]) for bar in (unknown, zero)] == [("", ["–"]), ("", ["0"])]
    assert some.height != ""


def test_draw_shows_a_very_small_value():
    assert heights(draw(series((1, "1"), (100_000, "100.000"))))[0] > 0.1


def test_draw_puts_a_qualifier_on_its_own_line():
    drawing = draw(series((9, "9"), (21_281, "khoảng 21.281")))

    assert [line for _, line in drawing.bars[1].lines] == ["khoảng", "21.281"]
    assert float(drawing.bars[1].lines[0][0]) > 0.8


def test_draw_says_every_number_in_words():
    assert draw(series((None, ""), (21_281, "gần 21.281"))).description == (
        "Kỳ họp: năm 2020: không có số liệu, năm 2021: gần 21.281"
    )


def test_draw_needs_a_wide_place_for_long_numbers_of_many_periods():
    assert not draw(series((8416, "8.416"), (21_281, "21.281"))).is_wide
    assert draw(series(*[(21_281, "21.281")] * 5)).is_wide


def test_draw_accepts_a_figure_without_periods_or_values():
    assert draw(series()).bars == ()
    assert heights(draw(series((None, ""), (0, "0")))) == [0, 0]


def test_comparison_series_puts_the_earlier_period_first():
    (figure,) = comparison_series(chart(bar("Kỳ họp", 4, "04", 3, "03")))

    assert figure == Series("Kỳ họp", (PeriodValue("2020", 3, "03"), PeriodValue("2021", 4, "04")))


@pytest.mark.parametrize(
    ("previous", "current", "periods"),
    [
        ("Năm 2020", "Năm 2021", ("2020", "2021")),
        ("Cùng kỳ năm 2020", "6 tháng đầu năm 2021", ("2020", "2021")),
        ("Cùng kỳ năm trước", "Năm 2021", ("Cùng kỳ năm trước", "Năm 2021")),
        ("Nhiệm kỳ 2016-2021", "Nhiệm kỳ 2021-2026", ("Nhiệm kỳ 2016-2021", "Nhiệm kỳ 2021-2026")),
        ("Quý I năm 2021", "Quý II năm 2021", ("Quý I năm 2021", "Quý II năm 2021")),
    ],
)
def test_short_periods_are_years_where_they_tell_the_periods_apart(previous, current, periods):
    assert short_periods(previous, current) == periods


def numbers(*values, text="12"):
    return [BarNumber("Chuyên đề", value, text) for value in values]


def test_bar_widths_are_in_proportion_and_leave_place_for_the_text():
    short, long = bar_widths(numbers(12, 6)), bar_widths(numbers(12, 6, text="12 nghị quyết"))

    assert float(short[1]) * 2 == pytest.approx(float(short[0]), abs=0.02)
    assert 100 > float(short[0]) > float(long[0]) > 20


@pytest.mark.parametrize("values", [(), (12,), (12, None), (0, 0), tuple(range(7))])
def test_bar_widths_are_left_away_where_bars_say_nothing(values):
    assert bar_widths(numbers(*values)) == []
