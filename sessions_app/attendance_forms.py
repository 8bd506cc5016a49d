"""The form of the roll of one sitting: a state for each delegate, the time of who came late, the reason of who was absent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.forms import BoundField, CharField, ChoiceField, RadioSelect

from core.vietnamese.forms import TimeField
from core.vietnamese.unicode_forms import UnicodeForm
from councils.models import Mandate
from sessions_app.models import Attendance, Sitting

PRESENT, LATE, EXCUSED, ABSENT = "present", "late", "excused", "absent"
STATES = ((PRESENT, "Có", "Có mặt"), (LATE, "Muộn", "Đến muộn"), (EXCUSED, "Phép", "Vắng có lý do"), (ABSENT, "Vắng", "Vắng"))
NO_TIME = "Ghi giờ đến, ví dụ 8h30; nếu không rõ giờ thì chọn Có."
TOO_EARLY = "Phiên họp bắt đầu lúc {}; hãy ghi giờ đến sau giờ ấy, hoặc chọn Có."
TOO_LATE = "Phiên họp kết thúc lúc {}; hãy ghi giờ đến trước giờ ấy, hoặc chọn Vắng."
AFTER_LEAVING = "Đại biểu này về lúc {}; giờ đến phải trước giờ ấy."
NO_STATE = "Chưa điểm danh đại biểu này."
NO_SUCH_STATE = "Hãy chọn Có, Muộn, Phép hoặc Vắng."
QUORUM = (2, 3)  # of all delegates: Luật Tổ chức chính quyền địa phương


def quorum_of(base: int) -> int:
    """The number of delegates who must be present so that a sitting may be held: two thirds of all."""
    part, whole = QUORUM
    return -(-base * part // whole)


def state_of(row: Attendance) -> str:
    """The state of a row in the form, where coming late is a state of its own."""
    return LATE if row.is_late else row.state


@dataclass
class Roll:
    """The numbers of a roll; who came late is among `present`, and `base` is the number of delegates on that day."""

    base: int
    present: int = 0
    late: int = 0
    excused: int = 0
    absent: int = 0

    @property
    def quorum(self) -> int:
        return quorum_of(self.base)

    @property
    def is_quorate(self) -> bool:
        return self.present >= self.quorum


@dataclass
class RollRow:
    """One delegate in the form; `note` is the title, `stored` what is recorded already."""

    number: int
    mandate: Mandate
    note: str
    stored: Attendance | None
    state: BoundField
    came_at: BoundField
    reason: BoundField

    @property
    def value(self) -> str:
        return str(self.state.value() or "")

    @property
    def errors(self) -> list[str]:
        """The messages of the three fields."""
        return [str(message) for field in (self.state, self.came_at, self.reason) for message in field.errors]


class AttendanceForm(UnicodeForm):
    """The states of `mandates` at a sitting; `stored` are the rows by mandate, `proposed` the values for those without one.

    `locks_stored`: the user may add rows and not change those that are stored.
    """

    def __init__(
        self,
        *args,
        sitting: Sitting,
        mandates: Iterable[Mandate],
        stored: Mapping[int, Attendance],
        proposed: Mapping[int, Attendance],
        locks_stored: bool = False,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.sitting, self.mandates, self.stored = sitting, list(mandates), stored
        for mandate in self.mandates:
            row = stored.get(mandate.pk) or proposed.get(mandate.pk)
            is_locked = locks_stored and mandate.pk in stored
            fields = {
                "state": ChoiceField(
                    choices=[choice[:2] for choice in STATES],
                    widget=RadioSelect,
                    initial=state_of(row) if row else PRESENT,
                    error_messages={"required": NO_STATE, "invalid_choice": NO_SUCH_STATE},
                ),
                "came": TimeField(required=False, initial=row.came_at if row else None),
                "reason": CharField(required=False, max_length=200, initial=row.reason if row else ""),
            }
            for name, field in fields.items():
                field.disabled = is_locked
                self.fields[f"{name}-{mandate.pk}"] = field

    def clean(self):
        data = super().clean()
        for mandate in self.mandates:
            name, state = f"came-{mandate.pk}", data.get(f"state-{mandate.pk}")
            if state == LATE and name not in self.errors:
                try:
                    self.check_time(data.get(name), self.stored.get(mandate.pk))
                except ValidationError as error:
                    self.add_error(name, error)
            elif state not in (LATE, None) and name in self.errors:
                del self.errors[name]  # a time that does not count: the delegate was not late
                data[name] = None
        return data

    def check_time(self, came_at, stored):
        """Raise ValidationError unless the time of who came late is given, during the sitting and before they left."""
        if came_at is None:
            raise ValidationError(NO_TIME)
        if self.sitting.starts_at and came_at <= self.sitting.starts_at:
            raise ValidationError(TOO_EARLY.format(f"{self.sitting.starts_at:%H:%M}"))
        if self.sitting.ends_at and came_at >= self.sitting.ends_at:
            raise ValidationError(TOO_LATE.format(f"{self.sitting.ends_at:%H:%M}"))
        if stored and stored.left_at and came_at >= stored.left_at:
            raise ValidationError(AFTER_LEAVING.format(f"{stored.left_at:%H:%M}"))

    def changed_rows(self) -> list[tuple[Attendance | None, Attendance]]:
        """The rows that differ from what is stored, each behind the stored one; None for a new row."""
        changed = []
        for mandate in self.mandates:
            stored = self.stored.get(mandate.pk)
            row = self.row_of(mandate, stored)
            if stored is None or values_of(stored) != values_of(row):
                changed.append((stored, row))
        return changed

    def row_of(self, mandate, stored):
        """The row of a delegate as typed."""
        state, came_at, reason = (self.cleaned_data[f"{name}-{mandate.pk}"] for name in ("state", "came", "reason"))
        row = Attendance(sitting=self.sitting, mandate=mandate)
        if stored:
            row.pk, row.left_at = stored.pk, stored.left_at
            row._state.adding = False
        row.state = PRESENT if state == LATE else state
        row.came_at = came_at if state == LATE else None
        row.left_at = row.left_at if row.state == PRESENT else None
        row.reason = reason if row.state != PRESENT else ""
        return row

    def roll(self, base: int) -> Roll:
        """The numbers of the form as it is displayed, for `base` delegates."""
        roll = Roll(base)
        for mandate in self.mandates:
            state = self[f"state-{mandate.pk}"].value()
            if state == LATE:
                roll.late += 1
            name = PRESENT if state == LATE else state
            if name in (PRESENT, EXCUSED, ABSENT):
                setattr(roll, name, getattr(roll, name) + 1)
        return roll

    def rows(self, notes: Mapping[int, str]) -> list[RollRow]:
        """The rows for the template; `notes` are the titles of the delegates by mandate."""
        return [
            RollRow(
                number=number,
                mandate=mandate,
                note=notes.get(mandate.pk, ""),
                stored=self.stored.get(mandate.pk),
                state=self[f"state-{mandate.pk}"],
                came_at=self[f"came-{mandate.pk}"],
                reason=self[f"reason-{mandate.pk}"],
            )
            for number, mandate in enumerate(self.mandates, start=1)
        ]


def values_of(row: Attendance) -> tuple:
    """What the form writes in a row."""
    return (row.state, row.came_at, row.left_at, row.reason)
