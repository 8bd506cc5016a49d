"""The agenda of a session by its sittings, as the page of the session prints it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.text import capfirst

from core.vietnamese.dates import hour_in_words, short_date, weekday_date
from sessions_app.models import AgendaItem, CouncilSession, Sitting
from sessions_app.recordings import RecordingLink, link_to_second
from sessions_app.session_documents import DocumentRow, SessionDocuments

LATE_MINUTES = 15  # a start that is later than planned by so much is said


@dataclass(frozen=True)
class ProgrammeItem:
    """One item with its documents; `note` says what became of it, `is_off` that it is not discussed here."""

    item: AgendaItem
    documents: Sequence[DocumentRow]
    note: str = ""
    is_off: bool = False
    recording: RecordingLink | None = None

    @property
    def begins_at(self) -> time | None:
        """The planned hour, else the recorded one."""
        return self.item.starts_at or self.item.started_at


@dataclass(frozen=True)
class ProgrammePart:
    """The items of one sitting, or those that belong to no sitting yet."""

    sitting: Sitting | None
    items: Sequence[ProgrammeItem]

    @property
    def title(self) -> str:
        """The sitting: "Phiên sáng, thứ Hai, 20/12/2021"."""
        if self.sitting is None:
            return ""
        return f"Phiên {self.sitting.get_part_of_day_display()}, {weekday_date(self.sitting.held_on)}"

    @property
    def hours(self) -> str:
        """When it takes place: "8 giờ đến 11 giờ 30"."""
        if self.sitting is None or self.sitting.starts_at is None:
            return ""
        start = hour_in_words(self.sitting.starts_at)
        return f"{start} đến {hour_in_words(self.sitting.ends_at)}" if self.sitting.ends_at else f"từ {start}"


@dataclass(frozen=True)
class Programme:
    """The agenda of a session, and the documents that belong to none of its items."""

    parts: Sequence[ProgrammePart]
    other_documents: Sequence[DocumentRow]

    @property
    def number_of_items(self) -> int:
        """The items, each once, with those that were dropped."""
        return len({row.item.pk for part in self.parts for row in part.items})


def programme_of(session: CouncilSession, sittings: Sequence[Sitting], documents: SessionDocuments) -> Programme:
    """The Programme of `session` with its `sittings`. What a closed sitting discusses is not in it.

    An item that was moved stands in both sittings: where it was planned, and where it was discussed.
    """
    rows = session.agenda.of_open_sittings().select_related("presenter", "sitting", "moved_to").order_by("order", "id")
    items: list[AgendaItem] = list(rows)
    parts = [ProgrammePart(sitting, items_at(sitting, items, session, documents)) for sitting in [*sittings, None]]
    listed = [item.pk for item in items]
    return Programme([part for part in parts if part.sitting or part.items], documents.others(listed))


def items_at(
    sitting: Sitting | None, items: Sequence[AgendaItem], session: CouncilSession, documents: SessionDocuments
) -> list[ProgrammeItem]:
    """The items of one sitting: those that were planned for it and those that were moved to it."""
    if sitting is not None and sitting.is_closed:
        return []
    sitting_id = sitting.pk if sitting else None
    rows = []
    for item in items:
        is_moved = item.state == AgendaItem.State.MOVED
        if is_moved and sitting_id and item.moved_to_id == sitting_id:
            rows.append(item_row(item, moved_here_note(item), session, documents))
        elif item.sitting_id == sitting_id:
            is_elsewhere = is_moved and item.moved_to is not None
            is_off = is_moved or item.is_dropped
            note = off_note(item) if is_off else late_note(item)
            of_item = SessionDocuments() if is_elsewhere else documents
            rows.append(item_row(item, note, session, of_item, is_off=is_off))
    return rows


def item_row(
    item: AgendaItem, note: str, session: CouncilSession, documents: SessionDocuments, *, is_off: bool = False
) -> ProgrammeItem:
    recording = None if is_off else link_to_second(session.recording_url, item.recording_second)
    return ProgrammeItem(item, documents.of_item(item.pk), note, is_off, recording)


def off_note(item: AgendaItem) -> str:
    """Why an item was dropped, or where it was moved: "Chuyển sang phiên chiều 20/12/2021: chờ báo cáo thẩm tra"."""
    if item.is_dropped:
        return f"Rút khỏi chương trình: {item.state_reason}"
    moved_to = item.moved_to
    if moved_to is None:
        return f"Chuyển sang phiên khác: {item.state_reason}"
    return f"Chuyển sang phiên {moved_to.get_part_of_day_display()} {short_date(moved_to.held_on)}: {item.state_reason}"


def moved_here_note(item: AgendaItem) -> str:
    """From where an item was moved here, and how late it began."""
    sitting = item.sitting
    origin = f" từ phiên {sitting.get_part_of_day_display()} {short_date(sitting.held_on)}" if sitting else ""
    return ". ".join(filter(None, (f"Chuyển{origin}: {item.state_reason}", capfirst(late_note(item)))))


def late_note(item: AgendaItem) -> str:
    """How late an item began: "bắt đầu muộn 20 phút"; "" if it began in time or an hour is not recorded."""
    if item.starts_at is None or item.started_at is None:
        return ""
    day = date.min
    delay = datetime.combine(day, item.started_at) - datetime.combine(day, item.starts_at)
    minutes = int(delay.total_seconds() // 60)
    return f"bắt đầu muộn {minutes} phút" if minutes >= LATE_MINUTES else ""
