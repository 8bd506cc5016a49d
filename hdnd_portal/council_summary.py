"""The Council on one day, for the home page: its delegates in numbers and as a drawing, and its Standing Committee."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from core.pages.seats import SeatGroup, SeatsDrawing, draw_seats
from core.vietnamese.numbers import format_count
from councils.models import Area, Body, Council, Mandate, Membership, Person


@dataclass(frozen=True)
class CouncilSummary:
    """The numbers of a Council ("35 đại biểu, 8 Tổ, 8 phường", only those that exist) and its seats; None without delegates."""

    text: str
    drawing: SeatsDrawing | None


@dataclass(frozen=True)
class Member:
    """A member of the Standing Committee with his or her titles."""

    person: Person
    title: str
    is_head: bool


def last_day_of(council: Council, on: date) -> date:
    """The day `on`, or the last day of a Council that has ended before."""
    return min(on, council.end - timedelta(days=1)) if council.end else on


def summarise_council(council: Council, on: date) -> CouncilSummary:
    """The CouncilSummary on the day `on`: mandates and groups in force, and the areas by their kind."""
    delegates = Mandate.objects.of(council).in_force_on(on).count()
    groups = Body.objects.of(council).groups().in_force_on(on).count()
    areas = Area.objects.of(council).exclude(own_council=None).order_by()
    counts = dict(areas.values_list("own_council__unit_kind").annotate(Count("pk")))
    numbers = [(delegates, "đại biểu"), (groups, "Tổ"), *((counts.get(kind.value, 0), kind.label) for kind in Council.UnitKind)]
    drawing = draw_seats("Đại biểu", [SeatGroup("delegates", "đại biểu", delegates)]) if delegates else None
    return CouncilSummary(", ".join(f"{format_count(number)} {label}" for number, label in numbers if number), drawing)


def standing_committee(council: Council, on: date) -> list[Member]:
    """The members of the Standing Committee on the day `on`, in their order.

    A member who heads a committee of the Council has this title first: "Trưởng Ban Pháp chế, Ủy viên Thường trực".
    """
    seats = Membership.objects.of(council).of_kind(Body.Kind.STANDING, Body.Kind.COMMITTEE).in_force_on(on)
    headed: dict[int, list[str]] = defaultdict(list)
    standing = []
    for seat in seats.select_related("mandate__person", "body__council"):
        if seat.body.kind == Body.Kind.STANDING:
            standing.append(seat)
        elif seat.role == Membership.Role.HEAD:
            headed[seat.mandate_id].append(seat.title)
    return [
        Member(seat.mandate.person, ", ".join([*headed[seat.mandate_id], _short_title(seat)]), seat.role == Membership.Role.HEAD)
        for seat in standing
    ]


def _short_title(seat: Membership) -> str:
    """The title in the Standing Committee below a heading that names the Council: "Chủ tịch HĐND quận"."""
    if seat.role == Membership.Role.MEMBER:
        return f"{seat.role_label} Thường trực"
    return seat.title.removesuffix(seat.body.council.place_name).strip()
