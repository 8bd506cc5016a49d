"""What the rows of the councils say: their measurements by council and part, and which councils keep the tables at all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Model, OuterRef

from core.records.periods import Period
from councils.models import Council
from reports.figures.totals import MergedValue, add_merged
from reports.indicators import CATALOGUE
from reports.indicators.base import FigureQuery, Indicator, PartRelation, PublicationFilter, approved, measure_together
from reports.indicators.grouping import Measurement, Records
from reports.scope import CouncilGroup, Mode, Scope


@dataclass(frozen=True)
class MeasuredRows:
    """The measurements of an indicator by council and part, and the councils some of whose rows state no number."""

    measurements: dict[int, dict[str, Measurement]]
    councils_with_blanks: set[int]

    def of(self, council: Council) -> dict[str, Measurement]:
        return self.measurements.get(council.pk, {})

    def any_of(self, councils: Iterable[Council]) -> bool:
        return any(self.of(council) for council in councils)

    def have_blanks(self, councils: Iterable[Council]) -> bool:
        return any(council.pk in self.councils_with_blanks for council in councils)

    def measurement(self, indicator: Indicator, council: Council, part: str) -> Measurement | None:
        """The measurement of `part`; None where the council has no rows.

        The whole is the sum of the parts where they add up to it. A part that no row belongs to is 0.
        """
        rows = self.of(council)
        if not rows:
            return None
        if part in rows:
            return rows[part]
        if "+" in part:
            members = [rows[key] for key in part.split("+") if key in rows]
            merged = add_merged(MergedValue(member.value, qualifier=member.qualifier) for member in members)
            return Measurement(0, part, merged.value or 0, qualifier=merged.qualifier)
        if part:
            is_counted = part not in indicator.reported_parts and indicator.no_rows_mean_zero
            is_zero = is_counted and not self.have_blanks([council])
            return Measurement(0, part, 0) if is_zero else None
        if not indicator.additive:
            return None
        beside = {part.key for part in indicator.parts if part.relation not in (None, PartRelation.ADDING_UP)}
        added = [row for key, row in rows.items() if key not in beside]
        merged = add_merged(MergedValue(row.value, row.base, row.qualifier) for row in added)
        return Measurement(0, "", merged.value, merged.base, merged.qualifier) if added else None


def flow_queries(scope: Scope, groups: Iterable[tuple[Council, ...]]) -> list[FigureQuery]:
    """The queries for the flows of all groups: one, and one for each other last day on which councils are counted.

    An event that several councils have recorded is counted once in each group, or once where levels are added.
    """
    groups = tuple(filter(None, groups))
    councils = tuple(council for group in groups for council in group)
    by_days: defaultdict[Period, list[Council]] = defaultdict(list)
    for council in councils:
        if days := scope.days_of(council):
            by_days[days].append(council)
    if scope.mode == Mode.CONSOLIDATED:
        groups = (councils,) if len(by_days) > 1 else ()
    return [FigureQuery(tuple(of_days), days, scope.cut_off, scope.council, groups) for days, of_days in by_days.items()]


def queries_of(scope: Scope, indicator: Indicator, councils: Sequence[Council]) -> list[FigureQuery]:
    """The queries for the records behind one number, of all `councils` together; those of a stock are of the cut-off."""
    if indicator.is_stock:
        return [FigureQuery(tuple(councils), scope.period, scope.cut_off, scope.council)] if councils else []
    return flow_queries(scope, [tuple(councils)])


def split_queries(scope: Scope, indicator: Indicator, key: str) -> list[FigureQuery]:
    """The queries for the share of a figure before ("before") or after a merger; of a stock for the day of either side."""
    if scope.merger is None:
        return []
    if not indicator.is_stock:
        return flow_queries(scope, [scope.own.councils[1:] if key == "before" else (scope.council,)])
    if key == "after":
        return [FigureQuery((scope.council,), scope.period, scope.merger, scope.council)]
    by_day: defaultdict[date, list[Council]] = defaultdict(list)
    for one in scope.predecessors:
        if one.is_direct:
            by_day[min(one.until, scope.merger) - timedelta(days=1)].append(one.council)
    return [FigureQuery(tuple(councils), scope.period, day, scope.council) for day, councils in by_day.items()]


def carried_query(scope: Scope, indicator: Indicator) -> FigureQuery | None:
    """The query for what the predecessors that ended before the period left open; None where there is nothing to ask."""
    if not indicator.carried_parts or not scope.ended_predecessors:
        return None
    return FigureQuery(scope.ended_predecessors, scope.period, scope.cut_off, scope.council)


def listed_rows(
    queries: Sequence[FigureQuery], indicator: Indicator, publication_filter: PublicationFilter, *, part: str = ""
) -> Records:
    """The records that all `queries` of one figure select together. There must be at least one query."""
    return reduce(or_, (indicator.part_rows(query, part, publication_filter) for query in queries))


class MeasuredTables:
    """The measurements of a scope. Indicators with the same rows, and the councils of all levels, share one statement."""

    def __init__(self, scope: Scope, indicators: Iterable[Indicator]) -> None:
        self.scope = scope
        self.indicators = tuple(indicators)
        self._by_code: dict[str, MeasuredRows] = {}

    def measured_for(self, indicator: Indicator, groups: Sequence[CouncilGroup]) -> MeasuredRows:
        """The measurements of the councils of `groups`, which are the same for all flows, and for all stocks."""
        if indicator.code not in self._by_code:
            alike = [other for other in self.indicators if other.is_stock == indicator.is_stock]
            self._by_code |= {code: _measured_rows(of_code) for code, of_code in self._measurements(alike, groups).items()}
        return self._by_code[indicator.code]

    def on_side_of_merger(self, indicator: Indicator, key: str) -> MeasuredRows:
        """The measurements of a stock on the day before the merger ("before"), or on its day."""
        queries = split_queries(self.scope, indicator, key)
        return _measured_rows(one for query in queries for one in measure_together([indicator], query)[indicator.code])

    def _measurements(self, indicators: Sequence[Indicator], groups: Sequence[CouncilGroup]) -> dict[str, list[Measurement]]:
        scope = self.scope
        measurements: dict[str, list[Measurement]] = {indicator.code: [] for indicator in indicators}
        if not any(group.councils for group in groups):
            return measurements
        queries = flow_queries(scope, (group.councils for group in groups))
        if indicators[0].is_stock:
            councils = tuple(council for group in groups for council in group.councils)
            queries = [FigureQuery(councils, scope.period, scope.cut_off, scope.council)]
        for query in queries:
            for code, of_code in measure_together(indicators, query).items():
                measurements[code] += of_code
        self._add_carried(indicators, measurements)
        return measurements

    def _add_carried(self, indicators: Sequence[Indicator], measurements: dict[str, list[Measurement]]) -> None:
        """Add what predecessors left open before the period to the measurements of the council."""
        for indicator in indicators:
            if query := carried_query(self.scope, indicator):
                carried = measure_together([indicator], query)[indicator.code]
                of_council = (replace(one, council_id=self.scope.council.pk) for one in carried)
                measurements[indicator.code] += [one for one in of_council if one.part in indicator.carried_parts]


def _measured_rows(measurements: Iterable[Measurement]) -> MeasuredRows:
    by_council: defaultdict[int, dict[str, Measurement]] = defaultdict(dict)
    councils_with_blanks = set()
    for measurement in measurements:
        if measurement.has_blanks:
            councils_with_blanks.add(measurement.council_id)
        if measurement.value is not None and not (measurement.has_blanks and not measurement.value):
            by_part = by_council[measurement.council_id]
            by_part[measurement.part] = _join(by_part.get(measurement.part), measurement)
    return MeasuredRows(dict(by_council), councils_with_blanks)


def _join(one: Measurement | None, other: Measurement) -> Measurement:
    """The sum of two measurements of one council and part."""
    if one is None:
        return other
    return Measurement(other.council_id, other.part, (one.value or 0) + (other.value or 0))


class KeptTables:
    """Which councils of a scope have approved rows of a table in any period: for them no row in the period is a zero."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def has_rows_of(self, council: Council, indicator: Indicator) -> bool:
        """Whether the council has a row of the table of the indicator; False where the indicator has no table."""
        return (self._tables.get(indicator.code), council.pk) in self._councils_by_table

    @cached_property
    def _models(self) -> dict[str, type[Model]]:
        """The model that an indicator counts, by code; indicators without a table are not in it."""
        query = FigureQuery(self.scope.councils, self.scope.period, self.scope.cut_off, self.scope.council)
        return {indicator.code: indicator.rows(query, approved).model for indicator in CATALOGUE if indicator.rows}

    @cached_property
    def _tables(self) -> dict[str, str]:
        """The label of the model that an indicator counts, by code."""
        return {code: model._meta.label for code, model in self._models.items()}

    @cached_property
    def _councils_by_table(self) -> set[tuple[str | None, int]]:
        """(label of the model, primary key of the council) for every table that a council keeps, in one statement.

        It asks whether there is a row and reads none of the others.
        """
        by_label = {model._meta.label: model for model in self._models.values()}
        has_rows = []
        for model in by_label.values():
            rows: Any = model._default_manager.all()  # Any: the QuerySet of any model of an indicator
            rows = rows.approved() if hasattr(rows, "approved") else rows
            has_rows.append(Exists(rows.filter(**{rows.council_path: OuterRef("pk")})))
        columns = {f"table_{number}": exists for number, exists in enumerate(has_rows)}
        councils = Council.objects.filter(pk__in=[council.pk for council in self.scope.councils]).annotate(**columns)
        return {
            (label, pk)
            for pk, *answers in councils.order_by().values_list("pk", *columns)
            for label, has_any in zip(by_label, answers, strict=True)
            if has_any
        }
