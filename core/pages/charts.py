"""The layout of a bar chart: horizontal pairs of bars, this year above the year before, in em and per cent.

Heights are in em, so that lines do not overlap at any font size; widths are in per cent, so that they fit any screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Protocol

LINE_HEIGHT = 1.5  # em
BAR_HEIGHT = 1.15  # em
PAIR_GAP = 0.9  # em between two pairs
LABEL_LENGTH = 36  # characters of a label that fit on one line of a narrow phone
CHART_WIDTH = 18.5  # em, on a narrow phone
CHARACTER_WIDTH = 0.6  # em, the mean


class BarData(Protocol):
    """What the layout needs of a pair of bars; a value is not negative, None if it is unknown."""

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
    """What the layout needs of a chart."""

    @property
    def current_label(self) -> str: ...
    @property
    def previous_label(self) -> str: ...
    @property
    def bars(self) -> Sequence[BarData]: ...


@dataclass(frozen=True)
class DrawnBar:
    """One bar with its caption: `y` and `text_y` in em, `width` and `text_x` in per cent; no width for an unknown value."""

    css_class: str
    y: str
    width: str
    text_x: str
    text_y: str
    text: str


@dataclass(frozen=True)
class DrawnPair:
    """The label of a pair as (baseline in em, text) of each line, and its two bars."""

    lines: tuple[tuple[str, str], ...]
    bars: tuple[DrawnBar, DrawnBar]


@dataclass(frozen=True)
class Drawing:
    """A chart as drawn; `height` in em."""

    height: str
    pairs: tuple[DrawnPair, ...]


def draw(chart: ChartData) -> Drawing:
    """Return the layout of a chart."""
    values = [value for bar in chart.bars for value in (bar.value, bar.previous) if value]
    texts = [text for bar in chart.bars for text in captions(chart, bar)]
    longest_bar = max_bar_width(max(map(len, texts), default=0))
    scale = longest_bar / max(values, default=1)
    pairs: list[DrawnPair] = []
    top = 0.0
    for bar in chart.bars:
        lines = wrap(bar.label, LABEL_LENGTH)
        bars_top = top + LINE_HEIGHT * len(lines)
        current, previous = captions(chart, bar)
        pairs.append(
            DrawnPair(
                lines=tuple((svg_number(top + LINE_HEIGHT * i + 1), line) for i, line in enumerate(lines)),
                bars=(
                    drawn_bar("current", bar.value, current, top=bars_top, scale=scale),
                    drawn_bar("previous", bar.previous, previous, top=bars_top + BAR_HEIGHT + 0.2, scale=scale),
                ),
            )
        )
        top = bars_top + 2 * BAR_HEIGHT + 0.2 + PAIR_GAP
    return Drawing(height=svg_number(max(top - PAIR_GAP + 0.2, 0)), pairs=tuple(pairs))


def captions(chart: ChartData, bar: BarData) -> tuple[str, str]:
    """Return the captions of the two bars of a pair."""
    return f"{chart.current_label}: {bar.text or '–'}", f"{chart.previous_label}: {bar.previous_text or '–'}"


def max_bar_width(caption_length: int) -> float:
    """Return the per cent of a narrow chart that the longest bar may take beside a caption of so many characters."""
    return max(20.0, 100 * (1 - CHARACTER_WIDTH * (caption_length + 1) / CHART_WIDTH))


def drawn_bar(css_class: str, value: int | None, caption: str, *, top: float, scale: float) -> DrawnBar:
    """Return one bar with its caption at its end; `scale` is per cent of the width for a value of 1."""
    width = scale * (value or 0)
    return DrawnBar(
        css_class=css_class,
        y=svg_number(top),
        width=svg_number(width) if value is not None else "",
        text_x=svg_number(width),
        text_y=svg_number(top + 0.92),
        text=caption,
    )


def svg_number(value: float) -> str:
    """Return a number as SVG needs it, with a decimal point whatever the language of the page."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
