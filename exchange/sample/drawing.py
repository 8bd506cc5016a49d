"""A canvas for flat shapes, and the colours of the portal."""

import math
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 800  # pixels; all measures of a drawing are in them
OVERSAMPLING = 2  # drawn so many times larger and then reduced, which smooths the edges

CREAM = "#FAF7F0"
WHITE = "#FFFFFF"
BLACK = "#1B1A17"
GREY = "#565046"
LIGHT_GREY = "#D8D1C3"
MID_GREY = "#847B6B"
RED = "#9E1B16"
INDIGO = "#1A3D70"
PLUM = "#59367A"
GREEN = "#1B6140"
OCHRE = "#7F4A00"
GOLD = "#F2B705"

Point = tuple[float, float]


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with a `share` (0 to 1) of `other` in it; colours are written `#RRGGBB`."""
    channels = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(first + (second - first) * share):02X}" for first, second in channels)


class Canvas:
    """A picture that is being drawn. Coordinates are pixels; y grows downward."""

    def __init__(self, background: str = CREAM) -> None:
        self.image = Image.new("RGB", (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING), background)
        self.draw = ImageDraw.Draw(self.image)

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0) -> None:
        """Draw a rectangle with its upper left corner at x, y; `radius` rounds its corners."""
        corners = (
            x * OVERSAMPLING,
            y * OVERSAMPLING,
            (x + width) * OVERSAMPLING - 1,
            (y + height) * OVERSAMPLING - 1,
        )
        self.draw.rounded_rectangle(corners, radius * OVERSAMPLING, fill)

    def ellipse(self, x: float, y: float, radius_x: float, radius_y: float, fill: str) -> None:
        """Draw an ellipse around x, y."""
        self.draw.ellipse(self._bounds(x, y, radius_x, radius_y), fill)

    def half_ellipse(self, x: float, y: float, radius_x: float, radius_y: float, fill: str) -> None:
        """Draw the upper half of an ellipse around x, y."""
        self.draw.pieslice(self._bounds(x, y, radius_x, radius_y), 180, 360, fill)

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        """Draw a polygon with these corners."""
        self.draw.polygon(self._enlarged(points), fill)

    def line(self, points: Sequence[Point], fill: str, width: float = 3) -> None:
        """Draw a line through the points, with round ends and joints."""
        self.draw.line(self._enlarged(points), fill, round(width * OVERSAMPLING), joint="curve")
        for x, y in (points[0], points[-1]):
            self.ellipse(x, y, width / 2, width / 2, fill)

    def star(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draw a star with five points, one of them upward."""
        angles = [math.pi * step / 5 - math.pi / 2 for step in range(10)]
        radii = [radius, radius * 0.382] * 5  # the golden section gives straight sides
        corners = zip(radii, angles, strict=True)
        self.polygon([(x + distance * math.cos(angle), y + distance * math.sin(angle)) for distance, angle in corners], fill)

    def jpeg(self) -> bytes:
        """Return the picture as a JPEG of 1200 x 800 pixels; the same drawing gives the same bytes."""
        content = BytesIO()
        self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(content, "JPEG", quality=88, optimize=True)
        return content.getvalue()

    def _bounds(self, x: float, y: float, radius_x: float, radius_y: float) -> list[Point]:
        return self._enlarged([(x - radius_x, y - radius_y), (x + radius_x, y + radius_y)])

    def _enlarged(self, points: Sequence[Point]) -> list[Point]:
        return [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
