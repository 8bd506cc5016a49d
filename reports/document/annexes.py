"""The annexes: the records in tables, from the same chains as the figures; what is not public is counted, not shown."""

from functools import partial

from django.db.models import Count, Q

from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_number, roman
from councils.models import Commendation
from reports.document.comparison import comparison_annex
from reports.document.structure import Annex, Column
from reports.figures.numbers import UNKNOWN
from reports.indicators import INDICATORS
from reports.indicators.base import APPROVED, PUBLISHED
from reports.indicators.rows import leader_name
from reports.scope import FigureQuery, Mode

ORDER = Column("STT", 11, "center")


def build_annexes(report, collected, before):
    """The annexes that have something to show, numbered I, II, III … in the order of printing."""
    query = _figure_query(collected.scope)
    built = (
        sessions(query),
        resolutions(query),
        supervision(query),
        receptions(collected),
        commendations(query),
        comparison_annex(report, collected, before),
    )
    kept = [make for make in built if make]
    return tuple(make(numeral=roman(i) if len(kept) > 1 else "") for i, make in enumerate(kept, 1))


def _figure_query(scope):
    """The question whose rows the annexes list: of the council itself, or of all councils where figures are sums."""
    councils = scope.councils if scope.mode == Mode.CONSOLIDATED else scope.own.councils
    return FigureQuery(councils, scope.period, scope.cut_off, scope.council)


def _listed(code, query):
    """(published rows, a note on those that are not public) of an indicator."""
    indicator = INDICATORS[code]
    rows = indicator.rows_of(query, "", PUBLISHED)
    hidden = indicator.rows_of(query, "", APPROVED).count() - rows.count()
    return rows, (
        f"Ngoài danh mục này còn {hidden} bản ghi không công khai, đã tính trong số liệu của báo cáo.",
    ) if hidden else ()


def _table(key, title, columns, rows, *, landscape, total=(), notes=()):
    if not rows:
        return None
    return partial(Annex, key=key, title=title, landscape=landscape, columns=columns, rows=tuple(rows), total=total, notes=notes)


def _day(day):
    return short_date(day) if day else UNKNOWN


def sessions(query):
    rows, notes = _listed("sessions.held", query)
    adopted = Count("resolutions", filter=Q(resolutions__status__in=("published", "withdrawn")))
    rows = list(rows.annotate(adopted=adopted).order_by("opened_on", "number"))
    return (
        _table(
            "sessions",
            "Danh mục kỳ họp",
            (
                ORDER,
                Column("Kỳ họp", 0),
                Column("Loại", 32),
                Column("Khai mạc", 23, "center"),
                Column("Bế mạc", 23, "center"),
                Column("Hình thức", 25),
                Column("Số nghị quyết", 17, "right"),
            ),
            (
                (
                    str(i),
                    f"{session.name}, khóa {roman(session.term.ordinal)}" + _of(session.term.council, query),
                    session.get_kind_display(),
                    _day(session.opened_on),
                    _day(session.closed_on or session.opened_on),
                    session.get_format_display(),
                    str(session.adopted),
                )
                for i, session in enumerate(rows, 1)
            ),
            landscape=False,
            total=("", "Tổng cộng", "", "", "", "", str(sum(session.adopted for session in rows))),
            notes=notes,
        )
        if rows
        else None
    )


def _of(council, query):
    return f" ({council.name})" if len(query.councils) > 1 else ""


def resolutions(query):
    rows, notes = _listed("resolutions.adopted", query)
    rows = list(rows.with_final_vote().order_by("adopted_on", "year", "number", "id"))
    return (
        _table(
            "resolutions",
            "Danh mục nghị quyết",
            (
                ORDER,
                Column("Số, ký hiệu", 30),
                Column("Ngày thông qua", 23, "center"),
                Column("Trích yếu", 0),
                Column("Kỳ họp", 28),
                Column("Loại", 22),
                Column("Tán thành / tổng số đại biểu", 26, "center"),
                Column("Hiệu lực từ", 23, "center"),
            ),
            (
                (
                    str(i),
                    resolution.symbol or UNKNOWN,
                    _day(resolution.adopted_on),
                    resolution.title + _of(resolution.council, query),
                    resolution.session.name,
                    resolution.resolution_class.label,
                    _vote(resolution),
                    _day(resolution.effective_from),
                )
                for i, resolution in enumerate(rows, 1)
            ),
            landscape=True,
            notes=notes,
        )
        if rows
        else None
    )


def _vote(resolution):
    vote = resolution.final_vote
    return f"{vote.in_favour}/{vote.total_delegates} ({vote.percent_text})" if vote else UNKNOWN


def supervision(query):
    rows, notes = _listed("supervision.conducted", query)
    rows = list(rows.select_related("council").prefetch_related("units__agency").order_by("finished_on", "id"))
    return (
        _table(
            "supervision",
            "Danh mục cuộc giám sát, khảo sát",
            (
                ORDER,
                Column("Chủ thể", 42),
                Column("Hình thức", 32),
                Column("Nội dung", 0),
                Column("Đơn vị", 60),
                Column("Bắt đầu", 23, "center"),
                Column("Hoàn thành", 23, "center"),
            ),
            (
                (
                    str(i),
                    leader_name(row),
                    row.get_form_display(),
                    row.title,
                    "; ".join(unit.agency.name for unit in row.units.all()) or UNKNOWN,
                    _day(row.started_on),
                    _day(row.finished_on),
                )
                for i, row in enumerate(rows, 1)
            ),
            landscape=True,
            notes=notes,
        )
        if rows
        else None
    )


def receptions(collected):
    held = collected.figures["receptions.held"]
    rows, sources = [], []
    levels = [(one, one.level) for one in held.levels]
    for host, level in levels if collected.scope.adds_levels else [(held, ""), *levels]:
        for part in host.parts:
            if not part.number.value:
                continue
            rows.append(
                (
                    str(len(rows) + 1),
                    part.label,
                    format_number(part.number.value),
                    *(_visitors(collected, code, part, level) for code in ("receptions.visits", "receptions.people")),
                )
            )
            sources += [f"{part.label}: số liệu tổng hợp, {source}." for source in part.number.sources]
    return _table(
        "receptions",
        "Tiếp công dân",
        (
            ORDER,
            Column("Chủ thể tiếp", 0),
            Column("Số buổi", 22, "right"),
            Column("Số lượt", 22, "right"),
            Column("Số người", 22, "right"),
        ),
        rows,
        landscape=False,
        notes=(*sources, "Số buổi của các chủ thể không cộng với nhau."),
    )


def _visitors(collected, code, part, level):
    """How many came to the sessions of `part`; not known where a total alone tells of the sessions and nobody of visitors."""
    found = collected.find(code, part.key, level)
    value = found and found[1].value
    is_unknown = value is None or (value == 0 and part.number.computed is None)
    return UNKNOWN if is_unknown else format_number(value)


def commendations(query):
    rows, notes = _listed("commendations.given", query)
    kinds = Commendation.Kind.values
    rows = sorted(rows, key=lambda row: (kinds.index(row.kind), row.period_to, row.pk))
    return (
        _table(
            "commendations",
            "Khen thưởng",
            (
                ORDER,
                Column("Hình thức", 30),
                Column("Cơ quan khen", 0),
                Column("Thành tích", 38),
                Column("Tập thể", 16, "right"),
                Column("Cá nhân", 16, "right"),
                Column("Hộ", 13, "right"),
            ),
            (
                (
                    str(i),
                    row.title,
                    row.authority,
                    f"{row.get_span_display()} (đến {short_date(row.period_to)})",
                    format_number(row.collectives),
                    format_number(row.individuals),
                    format_number(row.households),
                )
                for i, row in enumerate(rows, 1)
            ),
            landscape=False,
            notes=notes,
        )
        if rows
        else None
    )
