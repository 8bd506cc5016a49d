"""The roll of a sitting as the public sees it: who was present and who was not, never why."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pages.seats import MAX_FRACTION, SeatGroup, SeatsDrawing, draw_seats
from sessions_app.models import Attendance, CouncilSession, Sitting

State = Attendance.State
LABELS = {State.PRESENT: "có mặt", State.EXCUSED: "vắng có lý do", State.ABSENT: "vắng"}


@dataclass(frozen=True)
class RollGroup:
    """The delegates with one state, in the office's order."""

    label: str
    names: Sequence[str]


@dataclass(frozen=True)
class Roll:
    """The roll of one sitting. `total` is the number of delegates of that day, or of the recorded rows if these are more."""

    sitting: Sitting
    groups: Sequence[RollGroup]
    late: Sequence[str]
    total: int

    @property
    def present(self) -> int:
        """How many were present, with those who came late or left early."""
        return len(self.groups[0].names)

    @property
    def fraction(self) -> str:
        """Those present, of all delegates: "34/35"."""
        return f"{self.present}/{self.total}"

    @property
    def drawing(self) -> SeatsDrawing:
        """The drawing of the roll, one dot a delegate."""
        present, excused, absent = (len(group.names) for group in self.groups)
        groups = [
            SeatGroup("in-favour", LABELS[State.PRESENT], present),
            SeatGroup("abstained", LABELS[State.EXCUSED], excused, is_ring=True),
            SeatGroup("absent", LABELS[State.ABSENT], absent, is_ring=True),
            SeatGroup("unrecorded", "chưa điểm danh", self.total - present - excused - absent, is_ring=True),
        ]
        middle = self.fraction if self.total <= MAX_FRACTION else str(present)
        some = [group for group in groups if group.count or group.kind == "in-favour"]
        return draw_seats("Điểm danh", some, middle=middle)


def rolls_of(session: CouncilSession, sittings: Sequence[Sitting]) -> list[Roll]:
    """The Roll of each of `sittings`, with their annotations, that has one. The reasons are not loaded."""
    rows = Attendance.objects.filter(sitting__session=session).select_related("mandate__person").defer("reason")
    by_sitting: dict[int, list[Attendance]] = {}
    for row in rows.order_by("mandate__rank", "mandate__person__sort_key", "id"):
        by_sitting.setdefault(row.sitting_id, []).append(row)
    return [roll_of(sitting, by_sitting[sitting.pk]) for sitting in sittings if sitting.pk in by_sitting]


def roll_of(sitting: Sitting, rows: Sequence[Attendance]) -> Roll:
    names = {state: [row.mandate.person.full_name for row in rows if row.state == state] for state in LABELS}
    groups = [RollGroup(label, names[state]) for state, label in LABELS.items()]
    late = [row.mandate.person.full_name for row in rows if row.is_late]
    return Roll(sitting, groups, late, max(getattr(sitting, "base", 0), len(rows)))
