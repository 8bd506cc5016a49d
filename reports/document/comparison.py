"""The comparison of a period with the one a year earlier, as an annex with a chart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst

from core.records.periods import Period
from core.vietnamese.numbers import format_money, format_number
from reports.document.structure import Annex, Bar, Chart, Column
from reports.figures.collect import CollectedFigures
from reports.figures.formatting import lower_first
from reports.figures.numbers import UNKNOWN, Number
from reports.indicators import INDICATORS
from reports.models import AnnualReport
from reports.models.placeholders import FigureReference
from reports.scope import LEVELS_DOWNWARD, Scope

CHARTED = (
    ("sessions.held", "Kỳ họp"),
    ("resolutions.adopted", "Nghị quyết"),
    ("supervision.conducted", "Giám sát, khảo sát"),
    ("voter_meetings.held", "Tiếp xúc cử tri"),
    ("petitions.forwarded", "Kiến nghị đã chuyển"),
)
# The indicators that are compared: totals of the work, not their breakdowns.
COMPARED = (
    "councils.delegates",
    "sessions.held",
    "sessions.attendance",
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
NO_NUMBER = Number(None, None, "", False, UNKNOWN, None, None, "")


@dataclass(frozen=True)
class ComparedFigure:
    """One figure in both periods; NO_NUMBER in a period that has no data for it."""

    label: str
    unit: str
    previous: Number
    current: Number
    comparable: bool

    @property
    def has_value(self) -> bool:
        return any(number.value not in (None, 0, "0") for number in (self.previous, self.current))

    @property
    def is_rate(self) -> bool:
        return all(_is_rate(number) for number in (self.previous, self.current) if number.value is not None)

    @property
    def change(self) -> str:
        """The change as the table prints it: "tăng 3", "giảm khoảng 2", "bằng"; "–" where a value is unknown."""
        if not self.comparable:
            return NOT_COMPARABLE
        if None in (self.previous.value, self.current.value) or _is_rate(self.previous) != _is_rate(self.current):
            return UNKNOWN
        change = _comparable_value(self.current) - _comparable_value(self.previous)
        if not change:
            return "bằng"
        is_money = isinstance(self.current.value, str)
        words = ["tăng" if change > 0 else "giảm"]
        if self.previous.qualifier or self.current.qualifier:
            words.append("khoảng")
        words.append(format_money(abs(change)) if is_money else format_number(abs(change)))
        if self.is_rate:
            words.append("điểm %")
        return " ".join(words)


def comparison_annex(report: AnnualReport, collected: CollectedFigures, previous: CollectedFigures) -> Annex | None:
    """The annex of comparison, not numbered yet.

    None where nothing is known of the earlier period, or where it overlaps the period of the report.
    """
    earlier = previous.scope.period
    figures = list(_compared_figures(collected, previous))
    if earlier.end > collected.scope.period.start or not any(figure.previous.value is not None for figure in figures):
        return None
    current_label, previous_label = capfirst(report.period_label), _period_label(earlier)
    return Annex(
        key="comparison",
        numeral="",
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
        rows=tuple(_row(number, figure) for number, figure in enumerate(figures, 1)),
        notes=tuple(_notes(collected.scope, figures)),
        chart=_chart(collected, previous, current_label, previous_label),
    )


def _row(number: int, figure: ComparedFigure) -> tuple[str, ...]:
    unit = "%" if figure.is_rate else figure.unit
    return str(number), figure.label, unit, _number_text(figure.previous), _number_text(figure.current), figure.change


def _notes(scope: Scope, figures: Iterable[ComparedFigure]) -> Iterator[str]:
    if all(figure.comparable for figure in figures):
        return
    ended = [council for council in scope.councils if council.end and council.end < scope.period.end]
    detail = f" (có {len(ended)} HĐND chấm dứt hoạt động trong kỳ)" if ended else ""
    yield f"“{capfirst(NOT_COMPARABLE)}”: đơn vị tính, số HĐND hoặc thời gian hoạt động ở hai kỳ khác nhau{detail}."


def _period_label(period: Period) -> str:
    year = period.first.year
    return f"Năm {year}" if period == Period.year(year) else f"Cùng kỳ năm {year}"


def _compared_figures(collected: CollectedFigures, previous: CollectedFigures) -> Iterator[ComparedFigure]:
    """The compared figures that have a value in one of the two periods."""
    same_councils = {level: _has_same_councils(collected.scope, previous.scope, level) for level in ("", *LEVELS_DOWNWARD)}
    for reference in _compared_references(collected):
        indicator = INDICATORS[reference.code]
        figure, earlier = collected.figures[reference.code], previous.figures[reference.code]
        match = collected.find(reference)
        label = f": {match.label}" if match and reference.part else ""
        compared = ComparedFigure(
            f"{figure.label}{label}",
            "đồng" if indicator.is_money else figure.unit,
            _number(previous, reference),
            _number(collected, reference),
            comparable=(indicator.is_stock or same_councils[reference.level]) and figure.unit == earlier.unit,
        )
        if compared.has_value:
            yield compared


def _compared_references(collected: CollectedFigures) -> Iterator[FigureReference]:
    """The whole of every compared indicator, and each part of those whose parts are not added."""
    for code in COMPARED:
        yield FigureReference(code)
        if INDICATORS[code].additive or INDICATORS[code].counts_whole:
            continue
        figure = collected.figures[code]
        own_level = collected.scope.council.level
        for level in ("", *(level_figure.level for level_figure in figure.levels if level_figure.level != own_level)):
            for part in figure.parts_at(level):
                yield FigureReference(code, part.key, level)


def _number(collected: CollectedFigures, reference: FigureReference) -> Number:
    """The number of `reference`; NO_NUMBER where there is no such part or level."""
    match = collected.find(reference)
    return match.number if match else NO_NUMBER


def _has_same_councils(scope: Scope, previous: Scope, level: str) -> bool:
    """Whether the same councils existed through both periods: those of the level, or those of the report's own figures."""
    if level or scope.adds_levels:
        current_councils = [c for group in scope.levels if level in ("", group.level) for c in group.councils]
        previous_councils = [c for group in previous.levels if level in ("", group.level) for c in group.councils]
    elif scope.with_predecessors and scope.council.start > previous.period.start:
        return _is_counted_throughout(scope, previous)
    else:
        current_councils = previous_councils = [scope.council]
    existed_throughout = all(
        c.start <= previous.period.start and (c.end is None or c.end >= scope.period.end) for c in current_councils
    )
    return {c.pk for c in current_councils} == {c.pk for c in previous_councils} and existed_throughout


def _is_counted_throughout(scope: Scope, previous: Scope) -> bool:
    """Whether the direct predecessors existed when the earlier period began, and the council until the later one ended."""
    direct = [one.council for one in scope.all_predecessors if one.is_direct]
    have_begun = bool(direct) and all(council.start <= previous.period.start for council in direct)
    return have_begun and (scope.council.end is None or scope.council.end >= scope.period.end)


def _is_rate(number: Number) -> bool:
    return number.is_percent or number.text_without_note.endswith("%")


def _comparable_value(number: Number) -> Decimal:
    """The value for the difference. A rate is taken as printed, so that the difference agrees with the printed numbers."""
    if _is_rate(number) and not number.is_percent:
        return Decimal(number.text_without_note.removesuffix("%").replace(".", "").replace(",", "."))
    return Decimal(str(number.value))


def _number_text(number: Number) -> str:
    """The number without its unit, which has its own column; rates and money as they are printed everywhere."""
    if number.value is None:
        return UNKNOWN
    if _is_rate(number) or isinstance(number.value, str):
        return number.text_without_note
    return f"{number.qualifier} {format_number(Decimal(str(number.value)))}".strip()


def _chart(collected: CollectedFigures, previous: CollectedFigures, current_label: str, previous_label: str) -> Chart | None:
    comparable = _has_same_councils(collected.scope, previous.scope, "")
    bars = []
    for code, label in CHARTED:
        reference = FigureReference(code)
        number = _number(collected, reference)
        earlier = _number(previous, reference) if comparable else NO_NUMBER
        if (number.value or earlier.value) and not (number.is_percent or earlier.is_percent):
            bars.append(_bar(label, number, earlier))
    if not bars:
        return None
    description = "; ".join(f"{bar.label}: {bar.text} ({lower_first(previous_label)}: {bar.previous_text})" for bar in bars)
    title = f"Một số kết quả so với {lower_first(previous_label)}"
    return Chart(title, description, current_label, previous_label, tuple(bars))


def _bar(label: str, number: Number, earlier: Number) -> Bar:
    return Bar(
        label,
        None if number.value is None else int(number.value),
        _number_text(number),
        None if earlier.value is None else int(earlier.value),
        _number_text(earlier),
        number.url,
    )
