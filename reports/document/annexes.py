"""The annexes: tables of the records that the figures count. Records that are not public are counted in a note, not listed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from django.db.models import Count, Q

from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_number, roman
from councils.models import Commendation
from reports.document.comparison import comparison_annex
from reports.document.listings import date_text, hidden_count, hidden_notes, listing_of, public_records, table
from reports.document.petition_annexes import competences_annex, petitions_annex
from reports.document.session_annexes import confidence_annex, council_suffix, questions_annex
from reports.document.structure import Annex, Column
from reports.figures.collect import CollectedFigures
from reports.figures.numbers import UNKNOWN, JsonNumber, PartFigure
from reports.indicators.base import FigureQuery
from reports.indicators.sessions_app import with_numbers_of_roll
from reports.models import AnnualReport
from reports.models.placeholders import FigureReference
from reports.scope import Mode, Scope
from resolutions.models import Resolution
from resolutions.models.resolutions import ResolutionQuerySet


def build_annexes(report: AnnualReport, collected: CollectedFigures, previous: CollectedFigures) -> tuple[Annex, ...]:
    """The annexes that have rows, numbered I, II, III … in the order of printing; a single annex has no number."""
    query = _figure_query(collected.scope)
    candidates = (
        sessions_annex(query, collected),
        resolutions_annex(query, collected),
        questions_annex(query, collected),
        confidence_annex(query, collected),
        supervision_annex(query, collected),
        competences_annex(query),
        petitions_annex(query, collected),
        receptions_annex(collected),
        commendations_annex(query),
        comparison_annex(report, collected, previous),
    )
    annexes = [annex for annex in candidates if annex]
    if len(annexes) > 1:
        annexes = [replace(annex, numeral=roman(number)) for number, annex in enumerate(annexes, 1)]
    return tuple(annexes)


def _figure_query(scope: Scope) -> FigureQuery:
    """The query for the rows of the annexes: of the council itself, or of all councils where figures are sums."""
    councils = scope.councils if scope.mode == Mode.CONSOLIDATED else scope.own.councils
    return FigureQuery(councils, scope.period, scope.cut_off, scope.council)


def sessions_annex(query: FigureQuery, collected: CollectedFigures) -> Annex | None:
    adopted = Count("resolutions", filter=Q(resolutions__status__in=("published", "withdrawn")))
    # Any: sessions with the number `adopted` and their roll
    rows = with_numbers_of_roll(public_records("sessions.held", query)).annotate(adopted=adopted)
    records: list[Any] = list(rows.order_by("opened_on", "number"))
    listing = listing_of("sessions.held", query, collected, len(records))
    # Without any recorded resolution it is unknown how many the sessions adopted.
    recording = {session.term.council_id for session in records if session.adopted}
    has_rolls = any(session.present is not None for session in records)
    blanks = ("",) * (5 if has_rolls else 4)
    return table(
        "sessions",
        "Danh mục kỳ họp",
        (
            Column("Kỳ họp", 0),
            Column("Loại", 24),
            Column("Khai mạc", 23, "center"),
            Column("Bế mạc", 23, "center"),
            Column("Hình thức", 20),
            *((Column("Đại biểu dự", 17, "center"),) if has_rolls else ()),
            Column("Số nghị quyết", 17, "right"),
        ),
        [
            (
                f"{session.name}, khóa {roman(session.term.ordinal)}" + council_suffix(session.term.council, query),
                session.kinds_label,
                date_text(session.opened_on),
                date_text(session.closed_on),
                session.get_format_display(),
                *((_roll_text(session),) if has_rolls else ()),
                str(session.adopted) if session.term.council_id in recording else UNKNOWN,
            )
            for session in records
        ],
        landscape=has_rolls and len(query.councils) > 1,
        total=("", "Tổng cộng", *blanks, str(sum(session.adopted for session in records))) if recording else (),
        listing=listing,
    )


def _roll_text(session: Any) -> str:  # Any: as above
    """The attendance of the session by the roll of its first sitting: "34/35"."""
    return UNKNOWN if session.present is None else f"{session.present}/{session.base}"


def resolutions_annex(query: FigureQuery, collected: CollectedFigures) -> Annex | None:
    all_records = cast(ResolutionQuerySet, public_records("resolutions.adopted", query))
    records = list(all_records.with_final_vote().order_by("adopted_on", "year", "number", "id"))
    listing = listing_of("resolutions.adopted", query, collected, len(records))
    return table(
        "resolutions",
        "Danh mục nghị quyết",
        (
            Column("Số, ký hiệu", 30),
            Column("Ngày thông qua", 23, "center"),
            Column("Trích yếu", 0),
            Column("Kỳ họp", 28),
            Column("Loại", 22),
            Column("Tán thành / tổng số đại biểu", 26, "center"),
            Column("Hiệu lực từ", 23, "center"),
        ),
        [
            (
                resolution.symbol or UNKNOWN,
                date_text(resolution.adopted_on),
                resolution.title + council_suffix(resolution.council, query),
                resolution.session.name,
                resolution.class_label,
                _vote_text(resolution),
                date_text(resolution.effective_from),
            )
            for resolution in records
        ],
        landscape=True,
        listing=listing,
    )


def _vote_text(resolution: Resolution) -> str:
    vote = resolution.final_vote
    return f"{vote.in_favour}/{vote.total_delegates} ({vote.percent_of(resolution.council)})" if vote else UNKNOWN


def supervision_annex(query: FigureQuery, collected: CollectedFigures) -> Annex | None:
    rows = public_records("supervision.conducted", query).select_related("council", "lead_body", "lead_mandate__person")
    records = list(rows.prefetch_related("units__agency").order_by("finished_on", "id"))
    listing = listing_of("supervision.conducted", query, collected, len(records))
    return table(
        "supervision",
        "Danh mục cuộc giám sát, khảo sát",
        (
            Column("Chủ thể", 42),
            Column("Hình thức", 32),
            Column("Nội dung", 0),
            Column("Đơn vị", 60),
            Column("Bắt đầu", 23, "center"),
            Column("Hoàn thành", 23, "center"),
        ),
        [
            (
                record.leader_name,
                record.get_form_display(),
                record.title,
                "; ".join(unit.agency.name for unit in record.units.all()) or UNKNOWN,
                date_text(record.started_on),
                date_text(record.finished_on),
            )
            for record in records
        ],
        landscape=True,
        listing=listing,
    )


def receptions_annex(collected: CollectedFigures) -> Annex | None:
    """The receptions by receiver: a table of figures, not of records."""
    rows, sources = [], []
    for level, part in _parts_with_receptions(collected):
        visitors = [_visitor_count(collected, code, part, level) for code in ("receptions.visits", "receptions.people")]
        rows.append((part.label, _count_text(part.number.value), *visitors))
        sources += [f"{part.label}: số liệu tổng hợp, {source}." for source in part.number.sources]
    return table(
        "receptions",
        "Tiếp công dân",
        (
            Column("Chủ thể tiếp", 0),
            Column("Số buổi", 22, "right"),
            Column("Số lượt", 22, "right"),
            Column("Số người", 22, "right"),
        ),
        rows,
        notes=(*sources, "Số buổi của các chủ thể không cộng với nhau."),
    )


def _parts_with_receptions(collected: CollectedFigures) -> Iterator[tuple[str, PartFigure]]:
    """(level, part) of every receiver with receptions; level "" is the council itself, left out where figures are sums."""
    figure = collected.figures["receptions.held"]
    levels = [level_figure.level for level_figure in figure.levels]
    for level in levels if collected.scope.adds_levels else ["", *levels]:
        for part in figure.parts_at(level):
            if part.number.value and not part.number.is_percent:
                yield level, part


def _visitor_count(collected: CollectedFigures, code: str, part: PartFigure, level: str) -> str:
    """The number of visitors; unknown where receptions come from a total alone and no source counts their visitors."""
    match = collected.find(FigureReference(code, part.key, level))
    value = match.number.value if match and not match.number.is_percent else None
    return UNKNOWN if value == 0 and part.number.computed is None else _count_text(value)


def _count_text(value: JsonNumber | None) -> str:
    return UNKNOWN if value is None else format_number(int(value))


def commendations_annex(query: FigureQuery) -> Annex | None:
    kinds = Commendation.Kind.values
    rows = public_records("commendations.given", query)
    records = sorted(rows, key=lambda record: (kinds.index(record.kind), record.period_to, record.pk))
    return table(
        "commendations",
        "Khen thưởng",
        (
            Column("Hình thức", 30),
            Column("Cơ quan khen", 0),
            Column("Thành tích", 38),
            Column("Tập thể", 16, "right"),
            Column("Cá nhân", 16, "right"),
            Column("Hộ", 13, "right"),
        ),
        [
            (
                record.title,
                record.authority,
                f"{record.get_span_display()} (đến {short_date(record.period_to)})",
                format_number(record.collectives),
                format_number(record.individuals),
                format_number(record.households),
            )
            for record in records
        ],
        notes=hidden_notes(hidden_count("commendations.given", query, len(records))),
    )
