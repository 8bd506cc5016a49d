"""The geometry of a bar chart: horizontal pairs, this year over the year before, measured in em and per cent.

Heights in em keep the words apart however large the reader sets them; widths in per cent fit any screen.
"""

from dataclasses import dataclass
from textwrap import wrap

LINE = 1.5  # em from one line of words to the next
BAR = 1.15  # em, the height of one bar
GAP = 0.9  # em between two pairs
LABEL_LENGTH = 36  # characters of a label that fit one line on a narrow phone
NARROW = 18.5  # em, the width of the drawing on a narrow phone
CHARACTER = 0.6  # em, the mean width of a character


@dataclass(frozen=True)
class DrawnBar:
    """One bar as drawn: `y` and `text_y` in em, `width` and `text_x` in per cent; no width where nothing is known."""

    css_class: str
    y: str
    width: str
    text_x: str
    text_y: str
    text: str


@dataclass(frozen=True)
class DrawnPair:
    """The label of a pair, in lines with their base line in em, and its two bars."""

    lines: tuple[tuple[str, str], ...]
    bars: tuple[DrawnBar, DrawnBar]


@dataclass(frozen=True)
class Drawing:
    """A whole chart; `height` in em."""

    height: str
    pairs: tuple[DrawnPair, ...]


def draw(chart):
    """Lay out a chart: an object with `current_label`, `previous_label` and `bars`.

    A bar has `label`, `value`, `text`, `previous` and `previous_text`; a value is a number not below zero, or None.
    """
    values = [value for bar in chart.bars for value in (bar.value, bar.previous) if value]
    texts = [text for bar in chart.bars for text in captions(chart, bar)]
    longest_bar = room_for_bars(max(map(len, texts), default=0))
    scale = longest_bar / max(values, default=1)
    pairs, top = [], 0.0
    for bar in chart.bars:
        lines = wrap(bar.label, LABEL_LENGTH)
        below = top + LINE * len(lines)
        current, previous = captions(chart, bar)
        pairs.append(
            DrawnPair(
                lines=tuple((number(top + LINE * i + 1), line) for i, line in enumerate(lines)),
                bars=(
                    drawn_bar("current", bar.value, current, top=below, scale=scale),
                    drawn_bar("previous", bar.previous, previous, top=below + BAR + 0.2, scale=scale),
                ),
            )
        )
        top = below + 2 * BAR + 0.2 + GAP
    return Drawing(height=number(max(top - GAP + 0.2, 0)), pairs=tuple(pairs))


def captions(chart, bar):
    """The words at the two bars of a pair."""
    return f"{chart.current_label}: {bar.text or '–'}", f"{chart.previous_label}: {bar.previous_text or '–'}"


def room_for_bars(longest_caption):
    """How many per cent of a narrow drawing the longest bar may take beside a caption of so many characters."""
    return max(20.0, 100 * (1 - CHARACTER * (longest_caption + 1) / NARROW))


def drawn_bar(css_class, value, caption, *, top, scale):
    """One bar with its words at its end."""
    width = scale * (value or 0)
    return DrawnBar(
        css_class=css_class,
        y=number(top),
        width=number(width) if value is not None else "",
        text_x=number(width),
        text_y=number(top + 0.92),
        text=caption,
    )


def number(value):
    """A number as SVG writes it, whatever the language of the page."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
