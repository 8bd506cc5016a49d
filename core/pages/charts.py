"""The layout of two kinds of bar charts.

Small charts, one a figure: upright bars, the oldest period first, each chart on its own scale. Horizontal bars: at most six
numbers of one unit, the text at the end of its bar. Heights are in em, so that lines do not overlap at any font size; widths are
in per cent, so that they fit any screen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Protocol

UNKNOWN = "–"
LINE_HEIGHT = 1.2  # em
BAR_HEIGHT = 6.8  # em, of the highest bar
LOWEST_BAR = 0.15  # em, so that a small value can still be seen
BAR_SHARE = 0.45  # of the width that one period has
LINE_LENGTH = 8  # characters above a bar: "21.281", "gần 500"
CHARACTER_WIDTH = 0.62  # em, the mean of digits
NARROW_WIDTH = 8.8  # em: half the width of a small phone
MAX_BARS = 6  # horizontal ones
TEXT_WIDTH = 0.6  # em, the mean of letters
PLACE_WIDTH = 18.5  # em, of a horizontal bar with its text on a small phone
YEAR = re.compile(r"\b[12]\d{3}\b")


class BarData(Protocol):
    """What the layout needs of a figure in two periods; a value is not negative, None if it is unknown."""

    @property
    def label(self) -> str: ...
    @property
    def value(self) -> int | None: ...
    @property
    def text(self) -> str: ...
    @property
    def previous(self) -> int | None: ...
    @property
    def previous_text(self) -> str: ...
    @property
    def url(self) -> str: ...


class ChartData(Protocol):
    """What the layout needs of a comparison of two periods."""

    @property
    def current_label(self) -> str: ...
    @property
    def previous_label(self) -> str: ...
    @property
    def bars(self) -> Sequence[BarData]: ...


@dataclass(frozen=True)
class PeriodValue:
    """The value of a figure in one period: `text` as printed, None and "" where it is unknown."""

    period: str
    value: int | None
    text: str


@dataclass(frozen=True)
class Series:
    """A figure in several periods, the oldest first; `url` leads to the page of the figure."""

    label: str
    values: Sequence[PeriodValue]
    url: str = ""


@dataclass(frozen=True)
class DrawnBar:
    """One bar: `y`, `height` in em and `x`, `width`, `middle` in per cent; no height where there is nothing to draw."""

    css_class: str
    x: str
    y: str
    width: str
    height: str
    middle: str
    lines: tuple[tuple[str, str], ...]  # the baseline in em and the text of each line above the bar
    label: str


@dataclass(frozen=True)
class Drawing:
    """One small chart; its lengths in em."""

    label: str
    url: str
    description: str
    bars: tuple[DrawnBar, ...]
    base: str
    label_base: str
    height: str
    is_wide: bool


def comparison_series(chart: ChartData) -> list[Series]:
    """Return the series of a comparison of two periods."""
    periods = short_periods(chart.previous_label, chart.current_label)
    return [
        Series(
            bar.label,
            (
                PeriodValue(periods[0], bar.previous, bar.previous_text),
                PeriodValue(periods[1], bar.value, bar.text),
            ),
            bar.url,
        )
        for bar in chart.bars
    ]


def short_periods(previous: str, current: str) -> tuple[str, str]:
    """Return the years of two labels of periods if each names one year and the years differ; else the labels."""
    years = [YEAR.findall(label) for label in (previous, current)]
    if [len(one) for one in years] == [1, 1] and years[0] != years[1]:
        return years[0][0], years[1][0]
    return previous, current


def draw(series: Series) -> Drawing:
    """Return the layout of one figure; the last period is filled, the earlier ones are outlined."""
    texts = [wrap(value.text, LINE_LENGTH, break_long_words=False) or [UNKNOWN] for value in series.values]
    top = LINE_HEIGHT * max(map(len, texts), default=1) + 0.2
    base = top + BAR_HEIGHT
    return Drawing(
        label=series.label,
        url=series.url,
        description=f"{series.label}: {', '.join(spoken_values(series.values))}",
        bars=tuple(drawn_bars(series.values, texts, base=base)),
        base=svg_number(base),
        label_base=svg_number(base + LINE_HEIGHT),
        height=svg_number(base + LINE_HEIGHT + 0.4),
        is_wide=minimal_width(series.values, texts) > NARROW_WIDTH,
    )


def spoken_values(values: Sequence[PeriodValue]) -> Iterator[str]:
    """Yield the value of each period in words, for those who do not see the chart."""
    for value in values:
        period = f"năm {value.period}" if YEAR.fullmatch(value.period) else value.period
        yield f"{period}: {value.text if value.value is not None else 'không có số liệu'}"


def drawn_bars(values: Sequence[PeriodValue], texts: Sequence[list[str]], *, base: float) -> Iterator[DrawnBar]:
    """Yield the bars side by side on the line `base`."""
    highest = max((value.value or 0 for value in values), default=0)
    share = 100 / max(len(values), 1)
    for position, (value, lines) in enumerate(zip(values, texts, strict=True)):
        height = max(BAR_HEIGHT * value.value / highest, LOWEST_BAR) if value.value else 0
        last_line = base - height - 0.35
        yield DrawnBar(
            css_class="current" if position == len(values) - 1 else "previous",
            x=svg_number(share * (position + (1 - BAR_SHARE) / 2)),
            y=svg_number(base - height),
            width=svg_number(share * BAR_SHARE),
            height=svg_number(height) if height else "",
            middle=svg_number(share * (position + 0.5)),
            lines=tuple((svg_number(last_line - LINE_HEIGHT * (len(lines) - 1 - i)), line) for i, line in enumerate(lines)),
            label=value.period,
        )


def minimal_width(values: Sequence[PeriodValue], texts: Sequence[list[str]]) -> float:
    """Return the em that the texts of a chart need side by side."""
    longest = max((len(text) for value, lines in zip(values, texts, strict=True) for text in (*lines, value.period)), default=0)
    return len(values) * (longest + 1) * CHARACTER_WIDTH


@dataclass(frozen=True)
class BarNumber:
    """A number for a horizontal bar: `text` as printed; `value` is None if there is no number, `url` "" if there is no page."""

    label: str
    value: int | None
    text: str
    url: str = ""


def bar_widths(numbers: Sequence[BarNumber]) -> list[str]:
    """Return the width of each bar in per cent, which leaves place for the longest text; [] where bars say nothing.

    They do so for two to six numbers that are all known.
    """
    values = [number.value for number in numbers if number.value is not None and number.value >= 0]
    if not 2 <= len(values) == len(numbers) <= MAX_BARS or not any(values):
        return []
    longest_text = max(len(number.text) for number in numbers)
    longest_bar = max(20.0, 100 * (1 - TEXT_WIDTH * (longest_text + 1) / PLACE_WIDTH))
    return [svg_number(longest_bar * value / max(values)) for value in values]


def svg_number(value: float) -> str:
    """Return a number as SVG needs it, with a decimal point whatever the language of the page."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
