"""The forms of the page where an agenda is pasted: the text, and a row for each item in it."""

import re
from collections import defaultdict
from datetime import date

from django import forms
from django.forms.utils import ErrorDict

from core.vietnamese.dates import short_date
from core.vietnamese.forms import TimeField
from core.vietnamese.text import clean_text, fold
from core.vietnamese.unicode_forms import UnicodeForm
from sessions_app.models import AgendaItem, Sitting
from sessions_app.pasted_agenda import parse_agenda
from sessions_app.pasted_lines import SittingHeading, part_of, time_of

MAX_TEXT = 30_000  # characters
NEW_SITTING = re.compile(r"new-(\d{4}-\d{2}-\d{2})-(morning|afternoon|evening)", re.ASCII)
ALREADY_THERE = "đã có ở mục {order}"
TWICE = "trùng với một dòng trên"
WITHOUT_DAY = "kỳ họp chưa ghi ngày nên chưa lập được phiên họp"
NOTHING_PASTED = "Không đọc được nội dung nào trong văn bản đã dán; hãy dán mỗi nội dung một dòng."


class PasteForm(UnicodeForm):
    """The pasted text."""

    text = forms.CharField(
        label="Chương trình",
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 14, "autofocus": True}),
        help_text="Chép từ Word hoặc Excel rồi dán vào đây: mỗi nội dung một dòng, hoặc cả bảng.",
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not parse_agenda(text).items:
            raise forms.ValidationError(NOTHING_PASTED)
        return text


class AgendaRowForm(UnicodeForm):
    """One item; a row that is not taken is not checked."""

    is_taken = forms.BooleanField(label="Lấy", required=False)
    title = forms.CharField(label="Nội dung", max_length=500, widget=forms.Textarea(attrs={"rows": 1}))
    kind = forms.ChoiceField(label="Loại", choices=AgendaItem.Kind)
    sitting = forms.ChoiceField(label="Phiên họp", required=False)
    starts_at = TimeField(label="Lúc", required=False)
    presenter_title = forms.CharField(label="Cơ quan, chức vụ trình bày", max_length=200, required=False)
    note = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, data, *, prefix, sittings):
        super().__init__(data, prefix=prefix)
        chosen = data.get(f"{prefix}-sitting", "")
        self.fields["sitting"].choices = sitting_choices(sittings, chosen)
        for name, field in self.fields.items():
            if name != "note":
                field.widget.attrs["aria-label"] = field.label
                field.widget.attrs.pop("maxlength", None)

    def full_clean(self):
        if self.data.get(self.add_prefix("is_taken")):
            super().full_clean()
        else:
            self._errors, self.cleaned_data, self.damages = ErrorDict(), {}, {}

    def clean_title(self):
        return clean_text(self.cleaned_data["title"], multiline=False)

    @property
    def is_checked(self):
        """Whether the row is taken."""
        return bool(self["is_taken"].data)

    @property
    def notes(self):
        """What is unsure of the row."""
        return self["note"].value() or ""


def sitting_choices(sittings, chosen=""):
    """The choices of a sitting: those that are stored, and new ones on the days of the session; `chosen` is one of them."""
    stored = [(str(sitting.pk), str(sitting)) for sitting in sittings.rows]
    new = [(key, new_label(key)) for key in sittings.new_keys]
    offered = {key for key, _ in (*stored, *new)}
    extra = [(chosen, new_label(chosen))] if chosen not in offered and heading_of_key(chosen) else []
    return [("", "không ghi"), *stored, *new, *extra]


def new_key(day, part):
    """The value of the choice of a sitting that does not exist yet."""
    return f"new-{day.isoformat()}-{part}"


def new_label(key):
    """The label of a new sitting: "mới: sáng 20/12/2021"."""
    heading = heading_of_key(key)
    return f"mới: {Sitting.PartOfDay(heading.part).label} {short_date(heading.day)}"


def heading_of_key(key):
    """The day and part that the value of a new sitting means; None for another value."""
    match = NEW_SITTING.fullmatch(key)
    try:
        return SittingHeading(date.fromisoformat(match[1]), match[2]) if match else None
    except ValueError:
        return None


class SittingsOfSession:
    """The sittings of a session, and those that may be made for headings of a pasted agenda."""

    def __init__(self, session):
        self.rows = list(session.sittings.all())
        for sitting in self.rows:
            sitting.session = session
        self.day = session.opened_on or session.planned_on
        taken = {(sitting.held_on, sitting.part_of_day) for sitting in self.rows}
        days = dict.fromkeys(filter(None, (self.day, session.closed_on)))
        self.new_keys = [new_key(day, part) for day in days for part in Sitting.PartOfDay if (day, part) not in taken]

    def day_and_part(self, key):
        """The day and the part of the day that the value of a choice means; None for no sitting."""
        row = next((row for row in self.rows if str(row.pk) == key), None)
        heading = heading_of_key(key)
        return (row.held_on, row.part_of_day) if row else (heading.day, heading.part) if heading else None

    def key_of(self, heading):
        """The value of the choice for a heading; "" if its day is not known."""
        part = heading.part or Sitting.PartOfDay.MORNING
        for sitting in self.rows:
            if heading.number is not None and not heading.day and sitting.number == heading.number:
                return str(sitting.pk)
        day = heading.day or self.day
        same = [row for row in self.rows if row.part_of_day == part and row.held_on == day]
        if same:
            return str(same[0].pk)
        return new_key(day, part) if day else ""

    def key_without_heading(self, starts_at, before):
        """The value for an item below no heading: the only sitting, or that of its time; else that of the item before."""
        if len(self.rows) == 1:
            return str(self.rows[0].pk)
        if starts_at is None or self.day is None:
            return before
        return self.key_of(SittingHeading(self.day, part_of(starts_at)))


def rows_of_text(text, session, sittings):
    """The values of the rows for a pasted text, as a browser would post them, and the lines that are no items."""
    agenda = parse_agenda(text, sittings.day)
    stored = StoredItems(session)
    rows, seen, before = [], set(), ""
    for item in agenda.items:
        doubts, is_taken = list(item.doubts), item.is_taken
        if item.sitting:
            before = sittings.key_of(item.sitting)
            doubts += [] if before else [WITHOUT_DAY]
        else:
            before = sittings.key_without_heading(item.starts_at, before)
        key = item_key(item.title, item.kind, item.starts_at)
        if order := stored.order_of(key, sittings.day_and_part(before)):
            doubts, is_taken = [ALREADY_THERE.format(order=order)], False
        elif (key, before) in seen:
            doubts, is_taken = [*doubts, TWICE], False
        seen.add((key, before))
        rows.append(
            {
                "is_taken": "on" if is_taken else "",
                "title": item.title,
                "kind": str(item.kind),
                "sitting": before,
                "starts_at": f"{item.starts_at:%H:%M}" if item.starts_at else "",
                "presenter_title": item.presenter,
                "note": "; ".join(doubts),
            }
        )
    return rows, agenda.skipped


class StoredItems:
    """The items that a session has. The same words in two sittings, such as "Thảo luận", are two items."""

    def __init__(self, session):
        self.rows = defaultdict(list)
        for item in session.agenda.select_related("sitting"):
            half_day = (item.sitting.held_on, item.sitting.part_of_day) if item.sitting else None
            self.rows[item_key(item.title, item.kind, item.starts_at)].append((half_day, item.order))

    def order_of(self, key, half_day):
        """The number of the item with this key in the sitting of `half_day`; None without one. An unknown sitting is any."""
        return next((order for other, order in self.rows.get(key, ()) if None in (other, half_day) or other == half_day), None)


def marked_rows(posted, number, session):
    """The posted rows of the table; those that the session has by now are marked and not taken."""
    data, stored, sittings = posted.copy(), StoredItems(session), SittingsOfSession(session)
    for index in range(number):
        prefix = f"row-{index}-"
        key = item_key(data.get(f"{prefix}title", ""), data.get(f"{prefix}kind", ""), time_of(data.get(f"{prefix}starts_at", "")))
        if order := stored.order_of(key, sittings.day_and_part(data.get(f"{prefix}sitting", ""))):
            data[f"{prefix}is_taken"], data[f"{prefix}note"] = "", ALREADY_THERE.format(order=order)
    return data


def item_key(title, kind, starts_at):
    """What two items must share to be one: the words, and of a break its time."""
    return fold(title), starts_at if kind == AgendaItem.Kind.BREAK else None
