"""A canvas to draw on with flat shapes in the colours of the house."""

import math
from io import BytesIO

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 800  # pixels; all measures of a drawing are in them
FINE = 2  # drawn so many times larger and then reduced, which smooths the edges

PAPER = "#FAF7F0"
WHITE = "#FFFFFF"
INK = "#1B1A17"
FADED = "#565046"
RULE = "#D8D1C3"
EDGE = "#847B6B"
SEAL = "#9E1B16"
INDIGO = "#1A3D70"
PLUM = "#59367A"
GREEN = "#1B6140"
OCHRE = "#7F4A00"
GOLD = "#F2B705"


def mix(colour, other, share):
    """`colour` with a `share` (0 to 1) of `other` in it."""
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)


class Canvas:
    """A picture in the making."""

    def __init__(self, ground=PAPER):
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, x, y, width, height, fill, *, radius=0):
        """A rectangle with its upper left corner at x, y."""
        corners = [x * FINE, y * FINE, (x + width) * FINE - 1, (y + height) * FINE - 1]
        self.pen.rounded_rectangle(corners, radius * FINE, fill)

    def oval(self, x, y, across, down, fill):
        """An ellipse around x, y with these two radii."""
        self.pen.ellipse([(x - across) * FINE, (y - down) * FINE, (x + across) * FINE, (y + down) * FINE], fill)

    def dome(self, x, y, across, down, fill):
        """The upper half of an ellipse, standing on the height y."""
        self.pen.pieslice([(x - across) * FINE, (y - down) * FINE, (x + across) * FINE, (y + down) * FINE], 180, 360, fill)

    def shape(self, points, fill):
        """A polygon."""
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], fill)

    def line(self, points, fill, width=3):
        """A stroke through the points with round ends and joints."""
        self.pen.line([(x * FINE, y * FINE) for x, y in points], fill, round(width * FINE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.oval(x, y, width / 2, width / 2, fill)

    def star(self, x, y, radius, fill):
        """A star with five points, one of them upward."""
        turns = [math.pi * step / 5 - math.pi / 2 for step in range(10)]
        reach = [radius, radius * 0.382] * 5  # the golden section gives straight sides
        self.shape([(x + r * math.cos(t), y + r * math.sin(t)) for r, t in zip(reach, turns, strict=True)], fill)

    def jpeg(self):
        """The finished picture; the same drawing gives the same bytes."""
        content = BytesIO()
        self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(content, "JPEG", quality=88, optimize=True)
        return content.getvalue()
