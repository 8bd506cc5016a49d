"""The layout of the drawing of seats: one dot a delegate, on half-circle arcs, ordered by answer and not by place.

All lengths are in units of the drawing, whose box is 300 wide and 160 high.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import cos, pi, sin

CENTRE_X = 150
CENTRE_Y = 148
OUTER_RADIUS = 138.0
# (most seats, number of arcs, inner radius); a larger council has the last number of arcs.
ARCS = ((24, 2, 112.0), (44, 3, 90.0), (70, 4, 78.0))
MOST_ARCS = (5, 66.0)
DOT_SHARE = 0.38  # of the smaller of the distances between two arcs and between two seats
MAX_FRACTION = 99  # seats; above it the fraction "101/105" does not fit in the middle
RING_WIDTH = 1.6
MIDDLE_RADIUS = 70


@dataclass(frozen=True)
class SeatGroup:
    """The delegates with one answer; `kind` is the CSS class of their dots, `is_ring` whether they are rings."""

    kind: str
    label: str
    count: int
    is_ring: bool = False


@dataclass(frozen=True)
class Seat:
    """The centre of one dot, as SVG needs it."""

    x: str
    y: str


@dataclass(frozen=True)
class DrawnGroup(SeatGroup):
    """A group with the seats of its delegates."""

    seats: tuple[Seat, ...] = ()

    @property
    def path(self) -> str:
        """The dots as one path: a line of nearly no length with round ends is a dot, and takes a third of a circle's bytes."""
        return "".join(f"M{seat.x} {seat.y}h.01" for seat in self.seats)


@dataclass(frozen=True)
class SeatsDrawing:
    """The drawing: its groups, the size of the dots, and the text in the middle, such as "31/35"."""

    title: str
    groups: tuple[DrawnGroup, ...]
    total: int
    dot_width: str
    ring_radius: str
    middle_scale: str  # at which a half circle with a radius of 70 fits inside the seats; at most 1
    middle: str = ""

    @property
    def description(self) -> str:
        """The numbers in words, for those who do not see the drawing."""
        numbers = ", ".join(f"{group.count} {group.label}" for group in self.groups)
        return f"{self.title}: {numbers}; tổng số {self.total} đại biểu"


def draw_vote(
    *, in_favour: int, against: int, abstained: int, present: int, total: int, title: str = "Biểu quyết"
) -> SeatsDrawing:
    """Return the drawing of a vote. Those present without one of the three answers are a group only if there are any.

    As long as there are any, no answer is known to be zero: against and abstained are then groups only if they are recorded.
    Raises ValueError if the answers are more than those present, or those present more than all.
    """
    unrecorded = present - in_favour - against - abstained
    groups = (
        SeatGroup("in-favour", "tán thành", in_favour),
        SeatGroup("against", "không tán thành", against),
        SeatGroup("abstained", "không biểu quyết", abstained, is_ring=True),
        SeatGroup("unrecorded", "có mặt, không rõ ý kiến", unrecorded, is_ring=True),
        SeatGroup("absent", "vắng mặt", total - present, is_ring=True),
    )
    may_be_zero = {"in-favour", "absent"} if unrecorded else {"in-favour", "against", "abstained", "absent"}
    middle = f"{in_favour}/{total}" if total <= MAX_FRACTION else str(in_favour)
    return draw_seats(title, [group for group in groups if group.count or group.kind in may_be_zero], middle=middle)


def draw_seats(title: str, groups: Sequence[SeatGroup], *, middle: str = "") -> SeatsDrawing:
    """Return the drawing of some groups of delegates, the first group at the left. Raises ValueError for a negative count."""
    if any(group.count < 0 for group in groups):
        raise ValueError(f"A group of delegates has a negative count: {groups}")
    total = sum(group.count for group in groups)
    radius = dot_radius(total)
    seats = seats_from_left(total)
    drawn_groups: list[DrawnGroup] = []
    start = 0
    for group in groups:
        drawn_groups.append(DrawnGroup(**asdict(group), seats=seats[start : start + group.count]))
        start += group.count
    return SeatsDrawing(
        title=title,
        groups=tuple(drawn_groups),
        total=total,
        dot_width=svg_number(2 * radius),
        ring_radius=svg_number(radius - RING_WIDTH / 2),
        middle_scale=f"{min(1, (arc_radii(total)[0] - radius) / MIDDLE_RADIUS):.2f}",
        middle=middle,
    )


def arc_radii(total: int) -> tuple[float, ...]:
    """Return the radii of the arcs for so many seats, the inner one first."""
    arcs, inner = next(((arcs, inner) for most, arcs, inner in ARCS if total <= most), MOST_ARCS)
    step = (OUTER_RADIUS - inner) / (arcs - 1)
    return tuple(inner + step * i for i in range(arcs))


def seats_per_arc(total: int) -> tuple[int, ...]:
    """Return the number of seats of each arc in proportion to its radius; the outer arc takes the rest."""
    radii = arc_radii(total)
    inner_arcs = [round(total * radius / sum(radii)) for radius in radii[:-1]]
    return (*inner_arcs, total - sum(inner_arcs))


def dot_radius(total: int) -> float:
    """Return the radius of a dot, so that no dot touches another."""
    radii = arc_radii(total)
    between_seats = pi * sum(radii) / max(total, 1)
    return DOT_SHARE * min(radii[1] - radii[0], between_seats)


def seats_from_left(total: int) -> tuple[Seat, ...]:
    """Return the seats from the left end of the arcs to the right end; of seats side by side the inner one first."""
    positions = [
        (pi * i / (count - 1) if count > 1 else pi / 2, radius)
        for radius, count in zip(arc_radii(total), seats_per_arc(total), strict=True)
        for i in range(count)
    ]
    positions.sort(key=lambda position: (round(position[0], 6), position[1]))
    return tuple(
        Seat(svg_number(CENTRE_X - radius * cos(angle)), svg_number(CENTRE_Y - radius * sin(angle)))
        for angle, radius in positions
    )


def svg_number(value: float) -> str:
    """Return a number as SVG needs it, to one decimal place; a finer one would not be seen."""
    return f"{value:.1f}".removesuffix(".0")
