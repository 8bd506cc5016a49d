"""This year against the year before: only what is known in both and comparable is compared."""

from functools import partial

from core.numbers import format_money, format_number
from reports.document import Annex, Bar, Chart, Column
from reports.figures import UNKNOWN
from reports.indicators import INDICATORS

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
    "voter_meetings.opinions",
    "petitions.received",
    "petitions.forwarded",
    "receptions.held",
    "receptions.visits",
    "receptions.people",
    "letters.received",
)
NOT_COMPARABLE = "không so sánh"


def comparison_annex(report, collected, before):
    """The annex of comparison, its numeral still to be given; None where the year before is unknown."""
    lines = list(_lines(collected, before))
    if not any(previous.value is not None for _, _, previous, _, _ in lines):
        return None
    earlier = before.scope.period
    current_label, previous_label = report.period_label.capitalize(), _label(earlier)
    rows = tuple(
        (str(i), label, unit, _text(previous), _text(current), _change(previous, current, comparable))
        for i, (label, unit, previous, current, comparable) in enumerate(lines, 1)
    )
    notes = ()
    if any(not comparable for *_, comparable in lines):
        ended = [c for c in collected.scope.councils if c.end and c.end < collected.scope.period.end]
        when = f" (có {len(ended)} HĐND chấm dứt hoạt động trong kỳ)" if ended else ""
        notes = (f"“{NOT_COMPARABLE.capitalize()}”: số HĐND hoặc thời gian hoạt động ở hai kỳ khác nhau{when}.",)
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
        notes=notes,
        chart=_chart(collected, before, current_label, previous_label),
    )


def _label(period):
    return f"Năm {period.first.year}" if period.first.year == period.last.year else "Kỳ trước"


def _lines(collected, before):
    """(label, unit, previous, current, comparable) of every figure that is known in one of the two periods."""
    for code in COMPARED:
        figure, earlier = collected.figures[code], before.figures[code]
        wholes = [(figure.label, figure.unit, "", "")]
        if not (INDICATORS[code].additive or INDICATORS[code].counts_whole):
            wholes = [(f"{figure.label}: {part.label}", figure.unit, part.key, "") for part in figure.parts]
            below = [one for one in figure.levels if one.level != collected.scope.council.level]
            wholes += [(f"{figure.label}: {p.label}", figure.unit, p.key, one.level) for one in below for p in one.parts]
        for label, unit, part, level in wholes:
            current, previous = figure.find(part, level), earlier.find(part, level)
            if current and (_known(current[1]) or (previous and _known(previous[1]))):
                comparable = not level or _same_life(collected.scope, before.scope, level)
                unit = "đồng" if INDICATORS[code].is_money else unit
                yield label, unit, previous[1] if previous else _NOTHING, current[1], comparable


class _Nothing:
    value = None
    text = UNKNOWN


_NOTHING = _Nothing()


def _known(number):
    return number.value not in (None, 0, "0")


def _same_life(scope, before, level):
    """Whether the same councils of the level lived through both periods."""
    now = {c.pk: c for group in scope.levels if group.level == level for c in group.councils}
    then = {c.pk: c for group in before.levels if group.level == level for c in group.councils}
    whole = all(c.start <= before.period.start and (c.end is None or c.end >= scope.period.end) for c in now.values())
    return now.keys() == then.keys() and whole


def _text(number):
    if number.value is None:
        return UNKNOWN
    if isinstance(number.value, str):
        return f"{number.qualifier} {format_money(int(number.value))}".strip()
    words = f"{number.qualifier} {format_number(number.value)}".strip()
    return f"{words}%" if number.is_percent else words


def _change(previous, current, comparable):
    if not comparable:
        return NOT_COMPARABLE
    if previous.value is None or current.value is None or previous.is_percent != current.is_percent:
        return UNKNOWN
    change = int(current.value) - int(previous.value)
    if not change:
        return "bằng"
    word = "tăng" if change > 0 else "giảm"
    return f"{word} {format_money(abs(change)) if isinstance(current.value, str) else format_number(abs(change))}"


def _chart(collected, before, current_label, previous_label):
    bars = []
    for code, label in CHARTED:
        current, previous = collected.figures[code].number, before.figures[code].number
        if current.value or previous.value:
            bars.append(Bar(label, current.value, _text(current), previous.value, _text(previous), current.url))
    if not bars:
        return None
    told = "; ".join(f"{bar.label}: {bar.text} ({previous_label.lower()}: {bar.previous_text})" for bar in bars)
    return Chart(f"Một số kết quả so với {previous_label.lower()}", told, current_label, previous_label, tuple(bars))
