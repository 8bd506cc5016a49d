"""Figures of people without faces, drawn from flat shapes.

Coordinates are pixels of the canvas: x is the middle of a figure, y the line on which it stands. `size` is always the
height of a whole standing person.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.sample.drawing import BLACK, CREAM, GREEN, GREY, INDIGO, OCHRE, PLUM, RED, WHITE, Canvas, Point, mix
from exchange.sample.furniture import LIGHT_WOOD, chair

SKIN = mix(OCHRE, CREAM, 0.68)
HAIR = mix(BLACK, OCHRE, 0.15)
SUITS = (INDIGO, mix(BLACK, CREAM, 0.15), GREY, mix(INDIGO, BLACK, 0.5))
DRESSES = (RED, PLUM, GREEN, mix(INDIGO, CREAM, 0.25), mix(RED, CREAM, 0.35))


@dataclass(frozen=True)
class DrawnPerson:
    """How a figure looks: a man in a suit, or a woman in an áo dài with long hair; `clothes` and `tie` are colours."""

    clothes: str = INDIGO
    is_woman: bool = False
    tie: str = RED


def varied_people(count: int, *, start: int = 0) -> list[DrawnPerson]:
    """Return `count` different people, men and women in turn; another `start` gives others."""
    people = []
    for index in range(start, start + count):
        is_woman = index % 3 == 1
        clothes = DRESSES[index % len(DRESSES)] if is_woman else SUITS[index % len(SUITS)]
        people.append(DrawnPerson(clothes, is_woman, (RED, GREEN, OCHRE)[index % 3]))
    return people


def head(canvas: Canvas, x: float, y: float, size: float, person: DrawnPerson, *, is_back: bool = False) -> None:
    """Draw a head whose chin is at y; with `is_back` it is seen from behind."""
    radius_x, radius_y = size * 0.052, size * 0.068
    middle = y - radius_y
    if person.is_woman:
        canvas.ellipse(x, middle + radius_y * 0.15, radius_x * 1.28, radius_y * 1.3, HAIR)
        canvas.rectangle(x - radius_x * 1.2, middle, radius_x * 2.4, radius_y * 1.75, HAIR, radius=radius_x * 0.6)
    canvas.rectangle(x - radius_x * 0.42, y - radius_y * 0.5, radius_x * 0.84, radius_y * 1.1, mix(SKIN, OCHRE, 0.25))
    canvas.ellipse(x, middle, radius_x, radius_y, HAIR if is_back else SKIN)
    if is_back and person.is_woman:
        canvas.rectangle(x - radius_x * 1.2, middle, radius_x * 2.4, radius_y * 1.9, HAIR, radius=radius_x * 0.6)
    elif is_back:
        for side in (-1, 1):
            canvas.ellipse(x + side * radius_x, middle + radius_y * 0.1, radius_x * 0.16, radius_y * 0.2, SKIN)
    elif person.is_woman:
        for side in (-1, 1):
            strand = [
                (x, middle - radius_y * 1.06),
                (x, middle - radius_y * 0.62),
                (x + side * radius_x * 0.98, middle + radius_y * 0.45),
            ]
            canvas.polygon([*strand, (x + side * radius_x * 1.25, middle), (x + side * radius_x * 0.6, middle - radius_y)], HAIR)
    else:
        canvas.half_ellipse(x, middle - radius_y * 0.12, radius_x * 1.1, radius_y * 1.02, HAIR)


def bust(
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    person: DrawnPerson,
    *,
    is_back: bool = False,
    depth: float = 0.36,
    waist: float = 0.135,
) -> None:
    """Draw the upper body down to y; `depth` is the visible share of the height, `waist` half the waist as such a share.

    A waist of more than 0.1 includes the arms.
    """
    top = y - size * depth
    shoulder, has_arms = size * 0.125, waist > 0.1
    waist *= size
    body = [(-shoulder * 0.45, 0), (shoulder * 0.45, 0), (shoulder, size * 0.035), (shoulder * 1.06, size * 0.09)]
    body += [(waist, size * depth), (-waist, size * depth), (-shoulder * 1.06, size * 0.09), (-shoulder, size * 0.035)]
    canvas.polygon([(x + dx, top + dy) for dx, dy in body], person.clothes)
    for side in (-1, 1) if has_arms else ():
        seam = [(x + side * size * 0.088, top + size * 0.13), (x + side * size * 0.092, y)]
        canvas.line(seam, mix(person.clothes, BLACK, 0.3), size * 0.007)
    if not is_back:
        _collar(canvas, x, top, size, person)
    head(canvas, x, top - size * 0.02, size, person, is_back=is_back)


def _collar(canvas: Canvas, x: float, top: float, size: float, person: DrawnPerson) -> None:
    if person.is_woman:
        canvas.rectangle(x - size * 0.026, top - size * 0.012, size * 0.052, size * 0.03, mix(person.clothes, BLACK, 0.3))
        return
    canvas.polygon([(x - size * 0.04, top), (x + size * 0.04, top), (x, top + size * 0.14)], WHITE)
    canvas.polygon([(x - size * 0.013, top), (x + size * 0.013, top), (x, top + size * 0.12)], person.tie)


def draw_standing_person(canvas: Canvas, x: float, y: float, size: float, person: DrawnPerson, *, is_back: bool = False) -> None:
    """Draw a person from head to foot, without arms."""
    hem = y - size * 0.14 if person.is_woman else y - size * 0.43
    trousers = CREAM if person.is_woman else mix(person.clothes, BLACK, 0.35)
    top = y - size * 0.5
    for side in (-1, 1):
        foot, hip = x + side * size * 0.045, x + side * size * 0.05
        leg = [(x, top), (hip + side * size * 0.045, top), (foot + side * size * 0.03, y), (foot - side * size * 0.025, y)]
        canvas.polygon(leg, trousers)
        canvas.rectangle(foot - size * 0.035, y - size * 0.014, size * 0.07, size * 0.022, BLACK, radius=size * 0.01)
    spread = size * (0.125 if person.is_woman else 0.105)
    skirt = [(x - size * 0.1, y - size * 0.52), (x + size * 0.1, y - size * 0.52), (x + spread, hem), (x - spread, hem)]
    canvas.polygon(skirt, person.clothes)
    bust(canvas, x, y - size * 0.46, size, person, is_back=is_back, waist=0.1)


def arm(
    canvas: Canvas,
    x: float,
    y: float,
    size: float,
    person: DrawnPerson,
    *,
    side: int,
    hand: Point,
    bend: float = 0.06,
) -> None:
    """Draw the arm of a person whose feet are at x, y, from the shoulder to the point `hand`.

    `side` is -1 for left and 1 for right; `bend` moves the elbow outward, as a share of the height.
    """
    shoulder = (x + side * size * 0.108, y - size * 0.77)
    elbow = ((shoulder[0] + hand[0]) / 2 + side * size * bend, (shoulder[1] + hand[1]) / 2 + size * 0.05)
    sleeve = mix(person.clothes, BLACK, 0.18)
    canvas.line([shoulder, elbow, hand], sleeve, size * 0.052)
    canvas.ellipse(*elbow, size * 0.026, size * 0.026, sleeve)
    canvas.ellipse(*hand, size * 0.026, size * 0.026, SKIN)


def hanging_arms(canvas: Canvas, x: float, y: float, size: float, person: DrawnPerson) -> None:
    """Draw both arms of a standing person, hanging down."""
    for side in (-1, 1):
        arm(canvas, x, y, size, person, side=side, hand=(x + side * size * 0.14, y - size * 0.47), bend=0.02)


def audience(canvas: Canvas, y: float, size: float, *, places: Sequence[float], colour: str = RED, start: int = 0) -> None:
    """Draw a row of people on chairs, seen from behind; `places` are their x."""
    for x, person in zip(places, varied_people(len(places), start=start), strict=True):
        bust(canvas, x, y, size, person, is_back=True, depth=0.3)
        chair(canvas, x, y + size * 0.02, size * 0.27, colour)


def video_meeting(
    canvas: Canvas, left: float, y: float, width: float, height: float, *, columns: int, rows: int, start: int = 0
) -> None:
    """Draw the screen of a video meeting: tiles in columns and rows, each with a person at a desk."""
    gap = 8
    canvas.rectangle(left - 14, y - 14, width + 28, height + 28, BLACK)
    tile_width = (width - gap * (columns - 1)) / columns
    tile_height = (height - gap * (rows - 1)) / rows
    backgrounds = (
        mix(INDIGO, CREAM, 0.75),
        mix(GREEN, CREAM, 0.78),
        mix(OCHRE, CREAM, 0.78),
        mix(PLUM, CREAM, 0.8),
        mix(RED, CREAM, 0.8),
    )
    for index, person in enumerate(varied_people(columns * rows, start=start)):
        x, top = left + index % columns * (tile_width + gap), y + index // columns * (tile_height + gap)
        canvas.rectangle(x, top, tile_width, tile_height, backgrounds[(index * 2 + start) % len(backgrounds)])
        if index % 4 == 2:
            canvas.rectangle(x + tile_width * 0.12, top + tile_height * 0.12, tile_width * 0.76, tile_height * 0.2, RED)
        bust(canvas, x + tile_width / 2, top + tile_height * 0.86, tile_height * 1.55, person, depth=0.34)
        canvas.rectangle(x, top + tile_height * 0.84, tile_width, tile_height * 0.16, LIGHT_WOOD)
