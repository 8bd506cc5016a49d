"""This year against the year before: only what is known in both and comparable is compared."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.utils.text import capfirst

from core.records.periods import Period
from core.vietnamese.numbers import format_money, format_number
from reports.document.structure import Annex, Bar, Chart, Column
from reports.figures.formatting import lowered
from reports.figures.numbers import UNKNOWN, Number
from reports.indicators import INDICATORS
from reports.scope import LEVELS_DOWNWARD

CHARTED = (
    ("sessions.held", "Kỳ họp"),
    ("resolutions.adopted", "Nghị quyết"),
    ("supervision.conducted", "Giám sát, khảo sát"),
    ("voter_meetings.held", "Tiếp xúc cử tri"),
    ("petitions.forwarded", "Kiến nghị đã chuyển"),
)
# What a year is compared by: totals of work, not their breakdowns.
COMPARED = (
    "councils.delegates",
    "sessions.held",
    "resolutions.adopted",
    "documents.issued",
    "questions.raised",
    "explanations.held",
    "standing_meetings.held",
    "supervision.conducted",
    "supervision.units",
    "supervision.recommendations",
    "support.beneficiaries",
    "support.amount",
    "voter_meetings.held",
    "voter_meetings.attendees",
    "voter_meetings.attendance_rate",
    "voter_meetings.opinions",
    "petitions.received",
    "petitions.forwarded",
    "receptions.held",
    "receptions.visits",
    "receptions.people",
    "letters.received",
)
NOT_COMPARABLE = "không so sánh"


@dataclass(frozen=True)
class Line:
    """One figure in both periods; where it has no such part in one of them, `previous` or `current` is UNTOLD."""

    label: str
    unit: str
    previous: Number
    current: Number
    comparable: bool

    @property
    def is_known(self):
        return any(number.value not in (None, 0, "0") for number in (self.previous, self.current))

    @property
    def is_rate(self):
        return all(_is_rate(number) for number in (self.previous, self.current) if number.value is not None)

    @property
    def change(self):
        """How much more or less, in the words of the table."""
        if not self.comparable:
            return NOT_COMPARABLE
        if None in (self.previous.value, self.current.value) or _is_rate(self.previous) != _is_rate(self.current):
            return UNKNOWN
        change = _measured(self.current) - _measured(self.previous)
        if not change:
            return "bằng"
        words = ["tăng" if change > 0 else "giảm"]
        if self.previous.qualifier or self.current.qualifier:
            words.append("khoảng")
        words.append(format_money(abs(change)) if isinstance(self.current.value, str) else format_number(abs(change)))
        return " ".join(words + ["điểm %"] * self.is_rate)


def comparison_annex(report, collected, before):
    """The annex of comparison, its numeral still to be given; None where the year before is unknown, or not over yet."""
    earlier = before.scope.period
    lines = list(_lines(collected, before))
    if earlier.end > collected.scope.period.start or not any(line.previous.value is not None for line in lines):
        return None
    current_label, previous_label = capfirst(report.period_label), _label(earlier)
    rows = tuple(
        (str(i), line.label, "%" if line.is_rate else line.unit, _text(line.previous), _text(line.current), line.change)
        for i, line in enumerate(lines, 1)
    )
    return partial(
        Annex,
        key="comparison",
        title="So sánh với năm trước",
        landscape=False,
        columns=(
            Column("STT", 11, "center"),
            Column("Chỉ tiêu", 0),
            Column("Đơn vị tính", 26),
            Column(previous_label, 26, "right"),
            Column(current_label, 26, "right"),
            Column("Tăng, giảm", 24, "right"),
        ),
        rows=rows,
        notes=tuple(_notes(collected.scope, lines)),
        chart=_chart(collected, before, current_label, previous_label),
    )


def _notes(scope, lines):
    if all(line.comparable for line in lines):
        return
    ended = [c for c in scope.councils if c.end and c.end < scope.period.end]
    when = f" (có {len(ended)} HĐND chấm dứt hoạt động trong kỳ)" if ended else ""
    yield f"“{capfirst(NOT_COMPARABLE)}”: đơn vị tính, số HĐND hoặc thời gian hoạt động ở hai kỳ khác nhau{when}."


def _label(period):
    year = period.first.year
    return f"Năm {year}" if period == Period.year(year) else f"Cùng kỳ năm {year}"


def _lines(collected, before):
    """A Line for every compared figure that is known in one of the two periods."""
    same = {level: _same_life(collected.scope, before.scope, level) for level in ("", *LEVELS_DOWNWARD)}
    for code in COMPARED:
        now, then = collected.figures[code], before.figures[code]
        asked = [("", "")]
        if not (INDICATORS[code].additive or INDICATORS[code].counts_whole):
            levels = ("", *(one.level for one in now.levels if one.level != collected.scope.council.level))
            asked += [(part.key, level) for level in levels for part in now.at_level(level).parts]
        for part, level in asked:
            label, _ = now.find(part, level)
            line = Line(
                now.label if not part else f"{now.label}: {label}",
                "đồng" if INDICATORS[code].is_money else now.unit,
                _told(before, code, part, level),
                _told(collected, code, part, level),
                comparable=(INDICATORS[code].is_stock or same[level]) and now.unit == then.unit,
            )
            if line.is_known:
                yield line


def _told(collected, code, part="", level=""):
    """The Number, or UNTOLD where nobody has told it: 0 because there are neither rows nor totals is no knowledge."""
    scope = collected.scope
    silent = {missing.council for missing in collected.missing if missing.code == code}
    if not level and silent.issuperset(c.slug for c in (scope.councils if scope.adds_levels else scope.own.councils)):
        return UNTOLD
    found = collected.find(code, part, level)
    return found[1] if found else UNTOLD


UNTOLD = Number(None, None, "", False, UNKNOWN, None, None, "")


def _same_life(scope, before, level):
    """Whether the same councils lived through both periods: those of the level, or whoever the report's own figures are of."""
    if level or scope.adds_levels:
        now = [c for group in scope.levels if level in ("", group.level) for c in group.councils]
        then = [c for group in before.levels if level in ("", group.level) for c in group.councils]
    else:
        now = then = [scope.council]
    whole = all(c.start <= before.period.start and (c.end is None or c.end >= scope.period.end) for c in now)
    return {c.pk for c in now} == {c.pk for c in then} and whole


def _is_rate(number):
    return number.is_percent or number.text.endswith("%")


def _measured(number):
    """The number to reckon with; of a rate the printed one, so that the reader reckons the same difference."""
    if number.is_percent:
        return Decimal(str(number.value))
    if _is_rate(number):
        return Decimal(number.text.removesuffix("%").replace(".", "").replace(",", "."))
    return Decimal(number.value)


def _text(number):
    """The number without its unit, which has a column of its own; rates and money as they are printed everywhere."""
    if number.value is None:
        return UNKNOWN
    if _is_rate(number) or isinstance(number.value, str):
        return number.text
    return f"{number.qualifier} {format_number(number.value)}".strip()


def _chart(collected, before, current_label, previous_label):
    comparable = _same_life(collected.scope, before.scope, "")
    bars = []
    for code, label in CHARTED:
        current, previous = _told(collected, code), _told(before, code) if comparable else UNTOLD
        if (current.value or previous.value) and not (current.is_percent or previous.is_percent):
            bars.append(Bar(label, current.value, _text(current), previous.value, _text(previous), current.url))
    if not bars:
        return None
    told = "; ".join(f"{bar.label}: {bar.text} ({lowered(previous_label)}: {bar.previous_text})" for bar in bars)
    return Chart(f"Một số kết quả so với {lowered(previous_label)}", told, current_label, previous_label, tuple(bars))
