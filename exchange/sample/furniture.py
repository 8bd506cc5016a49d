"""The furniture of a meeting hall and what lies and hangs there, drawn from flat shapes.

Coordinates are pixels of the canvas: x is the middle of a thing, y the line on which it stands, unless a docstring says
otherwise.
"""

from collections.abc import Sequence

from exchange.sample.drawing import (
    BLACK,
    CREAM,
    GOLD,
    GREEN,
    GREY,
    HEIGHT,
    INDIGO,
    LIGHT_GREY,
    MID_GREY,
    OCHRE,
    RED,
    WHITE,
    WIDTH,
    Canvas,
    mix,
)

WOOD = mix(OCHRE, BLACK, 0.25)
LIGHT_WOOD = mix(OCHRE, CREAM, 0.45)
CARD = mix(CREAM, MID_GREY, 0.3)
FLOWERS = (RED, GOLD, mix(RED, CREAM, 0.5))


def chair(canvas: Canvas, x: float, y: float, width: float, colour: str = RED) -> None:
    """Draw the back of an upholstered chair, as far as it rises above y."""
    canvas.rectangle(x - width / 2, y - width * 0.95, width, width * 0.95, mix(colour, BLACK, 0.35), radius=width * 0.16)
    canvas.rectangle(x - width * 0.4, y - width * 0.85, width * 0.8, width * 0.85, colour, radius=width * 0.12)


def podium(canvas: Canvas, x: float, y: float, width: float, *, colour: str = WOOD) -> None:
    """Draw a desk for the speaker, with a microphone on it."""
    height = width * 1.25
    top = y - height
    canvas.line(
        [(x + width * 0.1, top), (x + width * 0.16, top - width * 0.3), (x + width * 0.06, top - width * 0.42)],
        BLACK,
        width * 0.03,
    )
    canvas.ellipse(x + width * 0.06, top - width * 0.44, width * 0.045, width * 0.06, BLACK)
    canvas.polygon([(x - width * 0.42, top), (x + width * 0.42, top), (x + width * 0.36, y), (x - width * 0.36, y)], colour)
    canvas.polygon(
        [(x - width * 0.3, top + height * 0.2), (x + width * 0.3, top + height * 0.2), (x + width * 0.27, y - height * 0.1)]
        + [(x - width * 0.27, y - height * 0.1)],
        mix(colour, CREAM, 0.18),
    )
    canvas.star(x, top + height * 0.5, width * 0.12, GOLD)
    canvas.rectangle(x - width * 0.5, top - width * 0.06, width, width * 0.12, mix(colour, BLACK, 0.3))


def microphone(canvas: Canvas, x: float, y: float, height: float) -> None:
    """Draw a microphone with a bent neck on a table at y."""
    canvas.rectangle(x - height * 0.14, y - height * 0.08, height * 0.28, height * 0.08, BLACK)
    canvas.line([(x, y), (x - height * 0.02, y - height * 0.6), (x + height * 0.18, y - height * 0.9)], BLACK, height * 0.05)
    canvas.ellipse(x + height * 0.2, y - height * 0.94, height * 0.08, height * 0.1, GREY)


def table(
    canvas: Canvas,
    left: float,
    y: float,
    width: float,
    height: float,
    *,
    cloth: str = INDIGO,
    runner: str = CREAM,
) -> None:
    """Draw a long table under a `cloth` that hangs to the floor at y, with a `runner` along its edge; both are colours."""
    top = y - height
    canvas.rectangle(left, top, width, height, cloth)
    folds = max(4, round(width / 70))
    for fold in range(1, folds):
        x = left + width * fold / folds
        canvas.line([(x, top + height * 0.34), (x - 5, y)], mix(cloth, BLACK, 0.22), 3)
    canvas.rectangle(left - 10, top - 6, width + 20, height * 0.3, runner)
    canvas.rectangle(left - 10, top + height * 0.3 - 10, width + 20, 4, mix(runner, MID_GREY, 0.5))


def laptop(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Draw a laptop seen from behind its screen."""
    canvas.polygon(
        [(x - width * 0.46, y - width * 0.6), (x + width * 0.46, y - width * 0.6), (x + width * 0.5, y), (x - width * 0.5, y)],
        GREY,
    )
    canvas.ellipse(x, y - width * 0.3, width * 0.05, width * 0.05, LIGHT_GREY)
    canvas.rectangle(x - width * 0.56, y - width * 0.03, width * 1.12, width * 0.06, BLACK)


def open_folder(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Draw an open folder of documents that lies on a table at y."""
    canvas.polygon(
        [
            (x - width * 0.56, y),
            (x + width * 0.56, y),
            (x + width * 0.42, y - width * 0.24),
            (x - width * 0.42, y - width * 0.24),
        ],
        RED,
    )
    for side in (-1, 1):
        page = [(0.02, -0.02), (0.5, -0.02), (0.37, -0.22), (0.02, -0.22)]
        canvas.polygon([(x + side * dx * width, y + dy * width) for dx, dy in page], WHITE)
        for step in (0.08, 0.13, 0.18):
            ends = [(x + side * 0.07 * width, y - step * width), (x + side * 0.36 * width, y - step * width)]
            canvas.line(ends, LIGHT_GREY, width * 0.015)


def glass(canvas: Canvas, x: float, y: float, height: float) -> None:
    """Draw a glass of water."""
    canvas.polygon(
        [(x - height * 0.3, y - height), (x + height * 0.3, y - height), (x + height * 0.24, y), (x - height * 0.24, y)],
        LIGHT_GREY,
    )
    water = [
        (x - height * 0.28, y - height * 0.65),
        (x + height * 0.28, y - height * 0.65),
        (x + height * 0.22, y - 3),
        (x - height * 0.22, y - 3),
    ]
    canvas.polygon(water, mix(INDIGO, CREAM, 0.7))


def name_plate(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Draw the plate with a name in front of a seat."""
    canvas.polygon(
        [(x - width / 2, y), (x + width / 2, y), (x + width * 0.46, y - width * 0.36), (x - width * 0.46, y - width * 0.36)],
        CARD,
    )
    canvas.line([(x - width * 0.3, y - width * 0.17), (x + width * 0.3, y - width * 0.17)], GREY, width * 0.06)


def bouquet(canvas: Canvas, x: float, y: float, size: float, *, flowers: Sequence[str] = FLOWERS) -> None:
    """Draw a bunch of flowers whose stems meet at x, y; `flowers` are colours."""
    canvas.polygon([(x, y), (x - size * 0.42, y - size * 0.55), (x + size * 0.42, y - size * 0.55)], mix(GREEN, CREAM, 0.2))
    spots = [(-0.36, -0.62), (0.36, -0.62), (-0.14, -0.86), (0.16, -0.84), (0, -0.6), (-0.3, -0.8), (0.32, -0.82)]
    for index, (dx, dy) in enumerate(spots):
        canvas.ellipse(x + dx * size, y + dy * size, size * 0.17, size * 0.16, flowers[index % len(flowers)])
        canvas.ellipse(x + dx * size, y + dy * size, size * 0.06, size * 0.055, mix(flowers[index % len(flowers)], BLACK, 0.3))


def vase(canvas: Canvas, x: float, y: float, size: float, *, flowers: Sequence[str] = FLOWERS) -> None:
    """Draw a low bowl of flowers that stands on y; `flowers` are colours."""
    bouquet(canvas, x, y - size * 0.12, size, flowers=flowers)
    canvas.polygon(
        [(x - size * 0.3, y - size * 0.3), (x + size * 0.3, y - size * 0.3), (x + size * 0.18, y), (x - size * 0.18, y)], WHITE
    )


def certificate(canvas: Canvas, x: float, y: float, width: float) -> None:
    """Draw a framed certificate around the point x, y."""
    height = width * 0.72
    canvas.rectangle(x - width / 2, y - height / 2, width, height, GOLD)
    canvas.rectangle(x - width * 0.44, y - height * 0.42, width * 0.88, height * 0.84, WHITE)
    canvas.rectangle(x - width * 0.26, y - height * 0.26, width * 0.52, height * 0.09, RED)
    for step in (-0.02, 0.14):
        canvas.rectangle(x - width * 0.32, y + height * step, width * 0.64, height * 0.05, LIGHT_GREY)
    canvas.ellipse(x + width * 0.24, y + height * 0.27, width * 0.055, width * 0.055, RED)


def banner(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    *,
    lines: Sequence[float],
    colour: str = CREAM,
    height: float = 20,
) -> None:
    """Draw centred bars in place of the lines of a title, the first at y; `lines` are their widths as shares of `width`."""
    for index, share in enumerate(lines):
        canvas.rectangle(x - width * share / 2, y + index * height * 1.9, width * share, height, colour)


def curtain(canvas: Canvas, left: float, y: float, width: float, height: float, colour: str) -> None:
    """Draw a curtain that hangs down from y."""
    canvas.rectangle(left, y, width, height, colour)
    folds = max(2, round(width / 28))
    for fold in range(folds):
        x = left + width * (fold + 0.5) / folds
        canvas.polygon([(x - 4, y), (x + 4, y), (x + 8, y + height), (x - 8, y + height)], mix(colour, BLACK, 0.2))


def floor(canvas: Canvas, y: float, colour: str) -> None:
    """Draw the floor from y down to the lower edge, with a dark line where it meets the wall."""
    canvas.rectangle(0, y, WIDTH, HEIGHT - y, colour)
    canvas.rectangle(0, y, WIDTH, 5, mix(colour, BLACK, 0.25))
