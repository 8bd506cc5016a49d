"""People without faces and the things of a meeting hall, from which the scenes are put together.

Places are in pixels of the canvas: x is the middle of a thing, y the height that it stands on.
"""

from dataclasses import dataclass

from exchange.sample.drawing import EDGE, FADED, GOLD, GREEN, INDIGO, INK, OCHRE, PAPER, PLUM, RULE, SEAL, WHITE, mix

SKIN = mix(OCHRE, PAPER, 0.68)
HAIR = mix(INK, OCHRE, 0.15)
WOOD = mix(OCHRE, INK, 0.25)
LIGHT_WOOD = mix(OCHRE, PAPER, 0.45)
CARD = mix(PAPER, EDGE, 0.3)
FLOWERS = (SEAL, GOLD, mix(SEAL, PAPER, 0.5))
SUITS = (INDIGO, mix(INK, PAPER, 0.15), FADED, mix(INDIGO, INK, 0.5))
TUNICS = (SEAL, PLUM, GREEN, mix(INDIGO, PAPER, 0.25), mix(SEAL, PAPER, 0.35))


@dataclass(frozen=True)
class Person:
    """Somebody: the colour of the clothes, and whether it is a suit or an áo dài with long hair."""

    clothes: str = INDIGO
    is_woman: bool = False
    tie: str = SEAL


def cast(count, *, start=0):
    """So many different people, men and women in turn; another `start` gives others."""
    people = []
    for index in range(start, start + count):
        is_woman = index % 3 == 1
        clothes = TUNICS[index % len(TUNICS)] if is_woman else SUITS[index % len(SUITS)]
        people.append(Person(clothes, is_woman, (SEAL, GREEN, OCHRE)[index % 3]))
    return people


def head(canvas, x, y, size, person, *, is_back=False):
    """A head whose chin is at y; `size` is the height of the whole person."""
    across, down = size * 0.052, size * 0.068
    middle = y - down
    if person.is_woman:
        canvas.oval(x, middle + down * 0.15, across * 1.28, down * 1.3, HAIR)
        canvas.box(x - across * 1.2, middle, across * 2.4, down * 1.75, HAIR, radius=across * 0.6)
    canvas.box(x - across * 0.42, y - down * 0.5, across * 0.84, down * 1.1, mix(SKIN, OCHRE, 0.25))
    canvas.oval(x, middle, across, down, HAIR if is_back else SKIN)
    if is_back and person.is_woman:
        canvas.box(x - across * 1.2, middle, across * 2.4, down * 1.9, HAIR, radius=across * 0.6)
    elif is_back:
        for side in (-1, 1):
            canvas.oval(x + side * across, middle + down * 0.1, across * 0.16, down * 0.2, SKIN)
    elif person.is_woman:
        for side in (-1, 1):
            parted = [(x, middle - down * 1.06), (x, middle - down * 0.62), (x + side * across * 0.98, middle + down * 0.45)]
            canvas.shape([*parted, (x + side * across * 1.25, middle), (x + side * across * 0.6, middle - down)], HAIR)
    else:
        canvas.dome(x, middle - down * 0.12, across * 1.1, down * 1.02, HAIR)


def bust(canvas, x, y, size, person, *, is_back=False, depth=0.36, waist=0.135):
    """The upper body down to y, of somebody who is `size` tall; `depth` is the visible share of the height.

    A broad `waist` (half of it, as a share of the height) has the arms in it.
    """
    top = y - size * depth
    shoulder, has_arms = size * 0.125, waist > 0.1
    waist *= size
    body = [(-shoulder * 0.45, 0), (shoulder * 0.45, 0), (shoulder, size * 0.035), (shoulder * 1.06, size * 0.09)]
    body += [(waist, size * depth), (-waist, size * depth), (-shoulder * 1.06, size * 0.09), (-shoulder, size * 0.035)]
    canvas.shape([(x + dx, top + dy) for dx, dy in body], person.clothes)
    for side in (-1, 1) if has_arms else ():
        seam = [(x + side * size * 0.088, top + size * 0.13), (x + side * size * 0.092, y)]
        canvas.line(seam, mix(person.clothes, INK, 0.3), size * 0.007)
    if not is_back:
        _collar(canvas, x, top, size, person)
    head(canvas, x, top - size * 0.02, size, person, is_back=is_back)


def _collar(canvas, x, top, size, person):
    if person.is_woman:
        canvas.box(x - size * 0.026, top - size * 0.012, size * 0.052, size * 0.03, mix(person.clothes, INK, 0.3))
        return
    canvas.shape([(x - size * 0.04, top), (x + size * 0.04, top), (x, top + size * 0.14)], WHITE)
    canvas.shape([(x - size * 0.013, top), (x + size * 0.013, top), (x, top + size * 0.12)], person.tie)


def standing(canvas, x, y, size, person, *, is_back=False):
    """Somebody from head to foot."""
    hem = y - size * 0.14 if person.is_woman else y - size * 0.43
    trousers = PAPER if person.is_woman else mix(person.clothes, INK, 0.35)
    top = y - size * 0.5
    for side in (-1, 1):
        foot, hip = x + side * size * 0.045, x + side * size * 0.05
        leg = [(x, top), (hip + side * size * 0.045, top), (foot + side * size * 0.03, y), (foot - side * size * 0.025, y)]
        canvas.shape(leg, trousers)
        canvas.box(foot - size * 0.035, y - size * 0.014, size * 0.07, size * 0.022, INK, radius=size * 0.01)
    spread = size * (0.125 if person.is_woman else 0.105)
    skirt = [(x - size * 0.1, y - size * 0.52), (x + size * 0.1, y - size * 0.52), (x + spread, hem), (x - spread, hem)]
    canvas.shape(skirt, person.clothes)
    bust(canvas, x, y - size * 0.46, size, person, is_back=is_back, waist=0.1)


def arm(canvas, x, y, size, person, *, side, hand, bend=0.06):
    """An arm of somebody whose feet are at x, y: from the shoulder on the `side` (-1 left, 1 right) to the point `hand`."""
    shoulder = (x + side * size * 0.108, y - size * 0.77)
    elbow = ((shoulder[0] + hand[0]) / 2 + side * size * bend, (shoulder[1] + hand[1]) / 2 + size * 0.05)
    sleeve = mix(person.clothes, INK, 0.18)
    canvas.line([shoulder, elbow, hand], sleeve, size * 0.052)
    canvas.oval(*elbow, size * 0.026, size * 0.026, sleeve)
    canvas.oval(*hand, size * 0.026, size * 0.026, SKIN)


def hanging_arms(canvas, x, y, size, person):
    for side in (-1, 1):
        arm(canvas, x, y, size, person, side=side, hand=(x + side * size * 0.14, y - size * 0.47), bend=0.02)


def chair(canvas, x, y, width, colour=SEAL):
    """The back of an upholstered chair of which no more is seen than what rises above y."""
    canvas.box(x - width / 2, y - width * 0.95, width, width * 0.95, mix(colour, INK, 0.35), radius=width * 0.16)
    canvas.box(x - width * 0.4, y - width * 0.85, width * 0.8, width * 0.85, colour, radius=width * 0.12)


def audience(canvas, y, size, *, places, colour=SEAL, start=0):
    """A row of people on chairs, seen from behind, at the places x."""
    for x, person in zip(places, cast(len(places), start=start), strict=True):
        bust(canvas, x, y, size, person, is_back=True, depth=0.3)
        chair(canvas, x, y + size * 0.02, size * 0.27, colour)


def podium(canvas, x, y, width, *, colour=WOOD):
    """A desk for the speaker, with a microphone on it."""
    height = width * 1.25
    top = y - height
    canvas.line(
        [(x + width * 0.1, top), (x + width * 0.16, top - width * 0.3), (x + width * 0.06, top - width * 0.42)], INK, width * 0.03
    )
    canvas.oval(x + width * 0.06, top - width * 0.44, width * 0.045, width * 0.06, INK)
    canvas.shape([(x - width * 0.42, top), (x + width * 0.42, top), (x + width * 0.36, y), (x - width * 0.36, y)], colour)
    canvas.shape(
        [(x - width * 0.3, top + height * 0.2), (x + width * 0.3, top + height * 0.2), (x + width * 0.27, y - height * 0.1)]
        + [(x - width * 0.27, y - height * 0.1)],
        mix(colour, PAPER, 0.18),
    )
    canvas.star(x, top + height * 0.5, width * 0.12, GOLD)
    canvas.box(x - width * 0.5, top - width * 0.06, width, width * 0.12, mix(colour, INK, 0.3))


def microphone(canvas, x, y, height):
    """A microphone with a bent neck on a table at y."""
    canvas.box(x - height * 0.14, y - height * 0.08, height * 0.28, height * 0.08, INK)
    canvas.line([(x, y), (x - height * 0.02, y - height * 0.6), (x + height * 0.18, y - height * 0.9)], INK, height * 0.05)
    canvas.oval(x + height * 0.2, y - height * 0.94, height * 0.08, height * 0.1, FADED)


def table(canvas, left, y, width, height, *, cloth=INDIGO, runner=PAPER):
    """A long table under a cloth that hangs to the floor at y, with a runner along its edge."""
    top = y - height
    canvas.box(left, top, width, height, cloth)
    folds = max(4, round(width / 70))
    for fold in range(1, folds):
        x = left + width * fold / folds
        canvas.line([(x, top + height * 0.34), (x - 5, y)], mix(cloth, INK, 0.22), 3)
    canvas.box(left - 10, top - 6, width + 20, height * 0.3, runner)
    canvas.box(left - 10, top + height * 0.3 - 10, width + 20, 4, mix(runner, EDGE, 0.5))


def laptop(canvas, x, y, width):
    """A laptop seen from behind its screen."""
    canvas.shape(
        [(x - width * 0.46, y - width * 0.6), (x + width * 0.46, y - width * 0.6), (x + width * 0.5, y), (x - width * 0.5, y)],
        FADED,
    )
    canvas.oval(x, y - width * 0.3, width * 0.05, width * 0.05, RULE)
    canvas.box(x - width * 0.56, y - width * 0.03, width * 1.12, width * 0.06, INK)


def papers(canvas, x, y, width):
    """An open folder lying on a table at y."""
    canvas.shape(
        [
            (x - width * 0.56, y),
            (x + width * 0.56, y),
            (x + width * 0.42, y - width * 0.24),
            (x - width * 0.42, y - width * 0.24),
        ],
        SEAL,
    )
    for side in (-1, 1):
        page = [(0.02, -0.02), (0.5, -0.02), (0.37, -0.22), (0.02, -0.22)]
        canvas.shape([(x + side * dx * width, y + dy * width) for dx, dy in page], WHITE)
        for step in (0.08, 0.13, 0.18):
            ends = [(x + side * 0.07 * width, y - step * width), (x + side * 0.36 * width, y - step * width)]
            canvas.line(ends, RULE, width * 0.015)


def glass(canvas, x, y, height):
    """A glass of water."""
    canvas.shape(
        [(x - height * 0.3, y - height), (x + height * 0.3, y - height), (x + height * 0.24, y), (x - height * 0.24, y)], RULE
    )
    water = [
        (x - height * 0.28, y - height * 0.65),
        (x + height * 0.28, y - height * 0.65),
        (x + height * 0.22, y - 3),
        (x - height * 0.22, y - 3),
    ]
    canvas.shape(water, mix(INDIGO, PAPER, 0.7))


def name_plate(canvas, x, y, width):
    """The sign with a name before a seat."""
    canvas.shape(
        [(x - width / 2, y), (x + width / 2, y), (x + width * 0.46, y - width * 0.36), (x - width * 0.46, y - width * 0.36)],
        CARD,
    )
    canvas.line([(x - width * 0.3, y - width * 0.17), (x + width * 0.3, y - width * 0.17)], FADED, width * 0.06)


def bouquet(canvas, x, y, size, *, flowers=FLOWERS):
    """A bunch of flowers whose stems meet at x, y."""
    canvas.shape([(x, y), (x - size * 0.42, y - size * 0.55), (x + size * 0.42, y - size * 0.55)], mix(GREEN, PAPER, 0.2))
    spots = [(-0.36, -0.62), (0.36, -0.62), (-0.14, -0.86), (0.16, -0.84), (0, -0.6), (-0.3, -0.8), (0.32, -0.82)]
    for index, (dx, dy) in enumerate(spots):
        canvas.oval(x + dx * size, y + dy * size, size * 0.17, size * 0.16, flowers[index % len(flowers)])
        canvas.oval(x + dx * size, y + dy * size, size * 0.06, size * 0.055, mix(flowers[index % len(flowers)], INK, 0.3))


def vase(canvas, x, y, size, **flowers):
    """A low bowl of flowers standing on y."""
    bouquet(canvas, x, y - size * 0.12, size, **flowers)
    canvas.shape(
        [(x - size * 0.3, y - size * 0.3), (x + size * 0.3, y - size * 0.3), (x + size * 0.18, y), (x - size * 0.18, y)], WHITE
    )


def certificate(canvas, x, y, width):
    """A framed certificate around the point x, y."""
    height = width * 0.72
    canvas.box(x - width / 2, y - height / 2, width, height, GOLD)
    canvas.box(x - width * 0.44, y - height * 0.42, width * 0.88, height * 0.84, WHITE)
    canvas.box(x - width * 0.26, y - height * 0.26, width * 0.52, height * 0.09, SEAL)
    for step in (-0.02, 0.14):
        canvas.box(x - width * 0.32, y + height * step, width * 0.64, height * 0.05, RULE)
    canvas.oval(x + width * 0.24, y + height * 0.27, width * 0.055, width * 0.055, SEAL)


def banner(canvas, x, y, width, *, lines, colour=PAPER, height=20):
    """Bars that stand for the lines of a title, centred, the first at y; `lines` are shares of `width`."""
    for index, share in enumerate(lines):
        canvas.box(x - width * share / 2, y + index * height * 1.9, width * share, height, colour)


def curtain(canvas, left, y, width, height, colour):
    """Drapery that hangs from y."""
    canvas.box(left, y, width, height, colour)
    folds = max(2, round(width / 28))
    for fold in range(folds):
        x = left + width * (fold + 0.5) / folds
        canvas.shape([(x - 4, y), (x + 4, y), (x + 8, y + height), (x - 8, y + height)], mix(colour, INK, 0.2))


def floor(canvas, y, colour):
    """The floor from y downward, its edge against the wall marked."""
    canvas.box(0, y, 1200, 800 - y, colour)
    canvas.box(0, y, 1200, 5, mix(colour, INK, 0.25))


def tiles(canvas, left, y, width, height, *, columns, rows, start=0):
    """The pictures of a meeting held over the network, each with somebody at a desk."""
    gap = 8
    canvas.box(left - 14, y - 14, width + 28, height + 28, INK)
    across, down = (width - gap * (columns - 1)) / columns, (height - gap * (rows - 1)) / rows
    people = cast(columns * rows, start=start)
    grounds = (
        mix(INDIGO, PAPER, 0.75),
        mix(GREEN, PAPER, 0.78),
        mix(OCHRE, PAPER, 0.78),
        mix(PLUM, PAPER, 0.8),
        mix(SEAL, PAPER, 0.8),
    )
    for index, person in enumerate(people):
        x, top = left + index % columns * (across + gap), y + index // columns * (down + gap)
        canvas.box(x, top, across, down, grounds[(index * 2 + start) % len(grounds)])
        if index % 4 == 2:
            canvas.box(x + across * 0.12, top + down * 0.12, across * 0.76, down * 0.2, SEAL)
        bust(canvas, x + across / 2, top + down * 0.86, down * 1.55, person, depth=0.34)
        canvas.box(x, top + down * 0.84, across, down * 0.16, LIGHT_WOOD)
