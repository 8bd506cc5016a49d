"""An agenda that was pasted from Word or Excel: its items, with the sittings that its headings name."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from io import StringIO
from itertools import takewhile, zip_longest

from core.vietnamese.text import LINE_BREAK, clean_text, fold
from sessions_app.models import AgendaItem
from sessions_app.pasted_lines import (
    BARE_MARKER,
    BEFORE_COLON,
    HEADING_IN_BRACKETS,
    SittingHeading,
    first_time,
    heading_of,
    kind_of,
    parse_line,
    presenter_line,
    split_presenter,
    times_of,
)

MAX_ITEMS = 150
UNKNOWN_KIND = "chưa rõ loại"
IN_FRONT_OF_PARTS = "đề mục có các dòng con"
PART_OF_ITEM = "dòng con của một nội dung"
WITHOUT_NUMBER = "dòng không đánh số"
ABOVE_AGENDA = "dòng ở trên chương trình"
# Folded beginnings of lines above and below an agenda that are no items.
AROUND = re.compile(
    r"^(?:cong hoa xa hoi|doc lap tu do|hoi dong nhan dan\b(?!.*bao cao)|kem theo |(?:dia diem|thoi gian) |du kien$"
    r"|uy ban nhan dan (?:quan|phuong|huyen|xa|thanh pho|tinh)\b.{0,40}$|ki hop (?:thu |chuyen de )?.{0,60}$"
    r"|(?:du thao )?chuong trinh(?: du kien| chi tiet| lam viec)?(?: cua)?(?: ki hop.*)?$|(?:khoa|nhiem ki) .{0,60}$"
    r"|so (?:\d+ )?(?:ctr|nq|tb|tm|kh)\b|[a-z ]{0,30}ngay #d\d+$|[a-z ]{0,30}#d\d+$)"
)
END = re.compile(r"^(?:noi nhan|tm thuong truc|tm hdnd|kt chu tich|ghi chu)\b")
TERMINATORS = ".;:!?"
LONG_LINE = 55  # characters; a shorter line without a stop is seldom a wrapped one

HEADERS = (
    (r"^(?:stt|tt|so tt|so thu tu|muc)$", "number"),
    (r"^(?:thoi gian|gio|thoi diem)", "time"),
    (r"^(?:noi dung|chuong trinh|cong viec|muc noi dung)", "title"),
    (r"trinh bay|chu tri|thuc hien|phu trach|don vi|co quan|bao cao vien", "presenter"),
)


@dataclass
class PastedItem:
    """One item as it was pasted. `doubts` say what is unsure; one that is not `is_taken` is left out unless staff take it."""

    title: str
    level: str = ""
    sitting: SittingHeading | None = None
    starts_at: time | None = None
    presenter: str = ""
    doubts: list[str] = field(default_factory=list)
    is_taken: bool = True

    @property
    def kind(self) -> str:
        """The kind of the item by the words of its title."""
        return kind_of(self.title)


@dataclass
class PastedAgenda:
    """The items of a pasted text, and its lines that are none."""

    items: list[PastedItem] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def parse_agenda(text: str, default_day: date | None = None) -> PastedAgenda:
    """Return the agenda in a pasted `text`; days without a year, and sittings without a day, are of `default_day`."""
    parser = AgendaParser(default_day)
    columns: list[str] = []
    rows = list(rows_in(text))
    for row in rows:
        cells = [cell for cell in row if cell]
        if not cells:
            continue
        if names := header_of(row):
            columns = names
        elif len(cells) == 1:
            parser.add_line(cells[0])
        else:
            columns = columns or guessed_columns([each for each in rows if len([cell for cell in each if cell]) > 1])
            parser.add_row(row, columns)
    parser.finish()
    return parser.agenda


def rows_in(text: str) -> Iterator[list[str]]:
    """Yield the cells of each line; a line without tabs is one cell. Excel writes a cell with several lines in quotes."""
    if "\t" in text and text.count('"') % 2 == 0:
        rows: Iterator[list[str]] = csv.reader(StringIO(LINE_BREAK.sub("\n", text)), delimiter="\t")
    else:
        rows = (line.split("\t") for line in LINE_BREAK.sub("\n", text).split("\n"))
    for row in rows:
        cells = [clean_text(cell.replace("\xa0", " ").replace("\x07", " "), multiline=False) for cell in row]
        if len(cells) == 2 and BARE_MARKER.fullmatch(cells[0]) and cells[1]:  # the number of a list in Word
            cells = [f"{cells[0]} {cells[1]}" if cells[0][-1] in ".):" or not cells[0].isalnum() else f"{cells[0]}. {cells[1]}"]
        yield cells


def header_of(row: list[str]) -> list[str]:
    """Return the names of the columns if `row` is the head of a table; [] if it is not."""
    names = [next((name for pattern, name in HEADERS if re.search(pattern, fold(cell))), "") for cell in row]
    is_header = "title" in names and len([cell for cell in row if cell]) > 1 and all(len(cell) < 60 for cell in row)
    return names if is_header else []


def guessed_columns(rows: list[list[str]]) -> list[str]:
    """Return the names of the columns of a table without a head, by what they contain."""
    width = max(map(len, rows))
    cells = [[row[number] for row in rows if number < len(row) and row[number]] for number in range(width)]
    names = [""] * width
    for number, column in enumerate(cells):
        if column and sum(map(is_number_cell, column)) * 2 > len(column) and "number" not in names:
            names[number] = "number"
        elif column and sum(times_of(cell) is not None for cell in column) * 2 > len(column) and "time" not in names:
            names[number] = "time"
    rest = [number for number in range(width) if not names[number] and cells[number]]
    if rest:
        title = max(rest, key=lambda number: sum(map(len, cells[number])) / len(cells[number]))
        names[title] = "title"
        if right := [number for number in rest if number > title]:
            names[right[0]] = "presenter"
    return names


def is_number_cell(cell: str) -> bool:
    """Return whether a cell has only the number of an item."""
    return bool(BARE_MARKER.fullmatch(cell))


class AgendaParser:
    """Puts the lines of a pasted text together to items."""

    def __init__(self, default_day: date | None) -> None:
        self.default_day = default_day
        self.agenda = PastedAgenda()
        self.sitting: SittingHeading | None = None
        self.number = 0  # of the last item with a number
        self.is_over = False  # what follows is the signature

    @property
    def items(self) -> list[PastedItem]:
        return self.agenda.items

    def add_line(self, text: str) -> None:
        """Add what one line says: a sitting, the presenter of the item before, the rest of that item, or a new item."""
        if not re.search(r"\w", text):
            return
        if not self.is_over and self.add_heading(text):
            return
        if self.is_around(text):
            self.agenda.skipped.append(text)
            return
        heading_time = None
        if (match := BEFORE_COLON.match(text)) and self.add_heading(match[1]):
            heading_time, text = first_time(match[1]), match[2]
        elif match := HEADING_IN_BRACKETS.search(text):
            self.add_heading(match[1])
        if self.items and (presenter := presenter_line(text)) and not self.items[-1].presenter:
            self.items[-1].presenter = presenter
            return
        line = parse_line(text, expected=self.number + 1)
        starts_at = line.starts_at or heading_time
        if not any(map(str.isalpha, line.text)):
            self.agenda.skipped.append(text)
        elif not line.level and starts_at is None and self.continues(line.text):
            self.extend_last(text)
        else:
            doubts = [] if line.level or starts_at or not self.uses_numbers else [WITHOUT_NUMBER]
            self.number = line.number or self.number
            self.add_item(PastedItem(line.text, line.level, None, starts_at, line.presenter, doubts))

    def add_row(self, row: list[str], columns: list[str]) -> None:
        """Add what the cells of a row of a table say."""
        values: dict[str, list[str]] = {}
        for number, cell in enumerate(row):
            if cell:
                values.setdefault(columns[number] if number < len(columns) else "", []).append(cell)
        title, moment = " ".join(values.get("title", [])), " ".join(values.get("time", []))
        if moment and (starts_at := times_of(moment)) is None and not self.add_heading(moment):
            values.setdefault("", []).append(moment)
        if not title:
            self.add_line(" ".join(cell for cell in row if cell))
            return
        line = parse_line(title)
        if not values.get("number") and not moment and not line.level and self.items and title[0].islower():
            self.extend_last(title)
            return
        doubts = [f"cột khác: {cell}" for cell in values.get("", [])]
        presenter = "; ".join(values.get("presenter", [])) or line.presenter
        level = "number" if values.get("number") else line.level
        starts_at = times_of(moment) if moment else None
        self.add_item(PastedItem(line.text or title, level, None, starts_at or line.starts_at, presenter, doubts))

    def add_item(self, item: PastedItem) -> None:
        if len(self.items) >= MAX_ITEMS:
            self.agenda.skipped.append(item.title)
            return
        item.sitting = self.sitting.with_part_of(item.starts_at) if self.sitting else None
        self.items.append(item)

    def add_heading(self, text: str) -> bool:
        """Note the sitting that `text` names, and return whether it names one; a part of the day keeps the day before it."""
        heading = heading_of(text, self.default_day)
        if heading is None:
            return False
        day = heading.day or (self.sitting.day if self.sitting else None)
        self.sitting = SittingHeading(day, heading.part, heading.number)
        return True

    def is_around(self, text: str) -> bool:
        """Return whether a line stands above or below the agenda: the name of the Council, the signature."""
        folded = fold(text)
        if self.items and END.match(folded):
            self.is_over = True
        return self.is_over or (not self.uses_numbers and bool(AROUND.match(folded)))

    @property
    def uses_numbers(self) -> bool:
        """Whether an item before has a number, a bullet or a time."""
        return any(item.level or item.starts_at for item in self.items)

    def continues(self, text: str) -> bool:
        """Return whether a line without a number is the rest of the item before."""
        if not self.items:
            return False
        if text[0].islower():
            return True
        before = self.items[-1].title
        return self.uses_numbers and before[-1] not in TERMINATORS and len(before) >= LONG_LINE

    def extend_last(self, text: str) -> None:
        """Add a wrapped line to the title of the last item, and take the presenter from its end."""
        item = self.items[-1]
        title = f"{item.title} ({item.presenter}) {text}" if item.presenter else f"{item.title} {text}"
        item.title, presenter = split_presenter(title)
        item.presenter = presenter or item.presenter

    def finish(self) -> None:
        """Say of each item what is unsure: its kind, and whether a line with parts of its own is an item."""
        levels = list(dict.fromkeys(item.level for item in self.items if item.level))
        if self.uses_numbers:
            for item in takewhile(lambda item: not (item.level or item.starts_at), self.items):
                item.is_taken = item.kind != AgendaItem.Kind.OTHER
                item.doubts.append(WITHOUT_NUMBER if item.is_taken else ABOVE_AGENDA)
        for item, following in zip_longest(self.items, self.items[1:]):
            has_parts = following is not None and is_below(following.level, item.level, levels)
            if has_parts and (item.title.endswith(":") or item.title.isupper() or item.level == "capital"):
                item.doubts.append(IN_FRONT_OF_PARTS)
                item.is_taken = item.kind == AgendaItem.Kind.QUESTIONS
            elif item.level in levels[1:] and item.level in ("bullet", "letter", "sub"):
                item.doubts.append(PART_OF_ITEM)
            item.title = item.title.rstrip(" .;:,")
            if item.kind == AgendaItem.Kind.OTHER and item.is_taken:
                item.doubts.append(UNKNOWN_KIND)


def is_below(level: str, other: str, levels: list[str]) -> bool:
    """Return whether items of `level` are parts of those of the `other` level: it came up later in the text."""
    return bool(level and other and level != other) and levels.index(level) > levels.index(other)
