"""From a scope to its figures: the rows of all councils are measured in a fixed number of queries, then merged with totals."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.urls import reverse

from councils.models import Council
from councils.models.vocabulary import Vocabulary
from reports.figures.formatting import FigureFormatter
from reports.figures.numbers import Conflict, Figure, LabelledNumber, Missing, make_conflict
from reports.figures.totals import (
    WHOLE,
    MergedValue,
    MergedValues,
    OutcomeKey,
    PlainTotal,
    Statement,
    add_merged,
    merge,
    usable_statements,
)
from reports.indicators import CATALOGUE
from reports.indicators.base import FigureQuery, Indicator, Measurement, Part
from reports.models import AnnualReport, ReportedTotal
from reports.models.placeholders import FigureReference
from reports.scope import CouncilGroup, Lifetime, Mode, Scope

ZERO = MergedValue(value=0, computed=0)  # only beside rows that are counted: what nobody has recorded is unknown

Statements = dict[OutcomeKey, list[Statement]]


@dataclass(frozen=True)
class CollectedFigures:
    """The figures of a scope by code, with the conflicts and what is missing."""

    scope: Scope
    figures: dict[str, Figure]
    conflicts: tuple[Conflict, ...]
    missing: tuple[Missing, ...]

    def find(self, reference: FigureReference) -> LabelledNumber | None:
        """The number that `reference` names; None where the figure has no such part or level."""
        return self.figures[reference.code].find(reference.part, reference.level)


def collect(scope: Scope, codes: Collection[str] | None = None) -> CollectedFigures:
    """The figures of `scope`, all of the catalogue or those of `codes`, in the order of the report."""
    collector = _Collector(scope)
    catalogue = [indicator for indicator in CATALOGUE if codes is None or indicator.code in codes]
    figures = {indicator.code: collector.figure(indicator) for indicator in catalogue}
    return CollectedFigures(scope, figures, tuple(collector.conflicts), tuple(collector.missing))


@dataclass(frozen=True)
class _MeasuredRows:
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
            is_zero = part not in indicator.reported_parts and not self.have_blanks([council])
            return Measurement(0, part, 0) if is_zero else None
        if not indicator.additive:
            return None
        merged = add_merged(MergedValue(row.value, row.base, row.qualifier) for row in rows.values())
        return Measurement(0, "", merged.value, merged.base, merged.qualifier)


class _Collector:
    """Computes the figures of one scope, and collects conflicts and what is missing too."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.conflicts: list[Conflict] = []
        self.missing: list[Missing] = []
        self.base_url = _report_url(scope)
        self.totals = _totals_by_code(scope)

        @cache
        def entries_of(vocabulary: type[Vocabulary]) -> list[Vocabulary]:
            return list(vocabulary._default_manager.of(scope.councils))

        self.entries_of = entries_of

    def figure(self, indicator: Indicator) -> Figure:
        scope = self.scope
        own: CouncilGroup | None = scope.own
        levels = scope.levels
        if indicator.is_stock:
            own = scope.own.in_force_on(scope.cut_off)
            levels = tuple(filter(None, (group.in_force_on(scope.cut_off) for group in levels)))
        groups = (own, *levels) if own else levels
        rows = self._measured_rows(indicator, groups)
        parts = indicator.parts_for(scope.council, self.entries_of)
        formatter = FigureFormatter(indicator, scope, parts, self.base_url)
        outcomes = {group.level: self._group_outcome(indicator, group, rows) for group in levels}
        own_outcome = self._council_outcome(indicator, scope.council, rows) if own else {WHOLE: MergedValue()}
        for group in groups:
            self._note_missing(indicator, group, rows)
        whole, councils, printed_groups = own_outcome, own.councils if own else (), levels
        if scope.mode == Mode.CONSOLIDATED:
            whole = self._consolidated(indicator, own_outcome, outcomes)
            councils = scope.councils if indicator.adds_councils else ()
            outcomes, printed_groups = outcomes | {scope.council.level: own_outcome}, groups
        level_figures = []
        for group in printed_groups:
            zero_parts = parts.active if group == own else indicator.parts
            outcome = _with_zeros(indicator, outcomes[group.level], zero_parts, rows.any_of(group.councils))
            level_figures.append(formatter.level(group, outcome, self._counted(indicator, group, rows)))
        return formatter.figure(_with_zeros(indicator, whole, parts.active, rows.any_of(councils)), level_figures)

    def _measured_rows(self, indicator: Indicator, groups: Sequence[CouncilGroup]) -> _MeasuredRows:
        """The measurements of all councils; a consolidated report measures all councils in one query."""
        if self.scope.mode == Mode.CONSOLIDATED and groups:
            groups = [CouncilGroup("", "", tuple(council for group in groups for council in group.councils))]
        measurements: defaultdict[int, dict[str, Measurement]] = defaultdict(dict)
        councils_with_blanks = set()
        for group in groups:
            query = FigureQuery(group.councils, self.scope.period, self.scope.cut_off, self.scope.council)
            for measurement in indicator.measurements(query):
                if measurement.has_blanks:
                    councils_with_blanks.add(measurement.council_id)
                if measurement.value is not None and not (measurement.has_blanks and not measurement.value):
                    by_part = measurements[measurement.council_id]
                    by_part[measurement.part] = _join(by_part.get(measurement.part), measurement)
        return _MeasuredRows(dict(measurements), councils_with_blanks)

    def _council_outcome(self, indicator: Indicator, council: Council, rows: _MeasuredRows) -> MergedValues:
        """The outcome of one council: its rows merged with its own totals."""
        statements = self._own_statements(indicator, council)
        outcome = {}
        for key in sorted({WHOLE, *(OutcomeKey(part) for part in rows.of(council)), *statements}):
            measurement = None if key.is_percent else rows.measurement(indicator, council, key.part)
            merged = merge(measurement, statements.get(key, ()))
            self._note_conflict(indicator, key, council, merged)
            outcome[key] = merged
        return _with_whole(indicator, outcome)

    def _group_outcome(self, indicator: Indicator, group: CouncilGroup, rows: _MeasuredRows) -> MergedValues:
        """The outcome of all councils of a level: the sum of their outcomes merged with totals of the level."""
        outcomes = [self._council_outcome(indicator, council, rows) for council in group.councils]
        return self._add(indicator, outcomes, self._level_statements(indicator, group), group.level)

    def _consolidated(self, indicator: Indicator, own: MergedValues, levels: Mapping[str, MergedValues]) -> MergedValues:
        """The outcome of all levels together. People are never added, so only a total of all levels can give their number."""
        outcomes = [own, *levels.values()] if indicator.adds_councils else []
        outcome = self._add(indicator, outcomes, self._all_levels_statements(indicator))
        if indicator.adds_councils:
            return outcome
        return {key: merged for key, merged in outcome.items() if key == WHOLE or merged.value is not None}

    def _add(
        self, indicator: Indicator, outcomes: Sequence[MergedValues], statements: Statements, level: str = ""
    ) -> MergedValues:
        """The sum of `outcomes`, without percentages, merged with the totals of all of them together."""
        if len(outcomes) > 1:
            outcomes = [{key: merged for key, merged in outcome.items() if not key.is_percent} for outcome in outcomes]
        result = {}
        for key in sorted({WHOLE, *(key for outcome in outcomes for key in outcome), *statements}):
            total = add_merged(outcome[key] for outcome in outcomes if key in outcome)
            result[key] = self._merge_sum(indicator, key, total, statements.get(key, ()), level)
        return _with_whole(indicator, result) if statements else result

    def _merge_sum(
        self, indicator: Indicator, key: OutcomeKey, total: MergedValue, statements: Sequence[Statement], level: str = ""
    ) -> MergedValue:
        """A sum over councils merged with the totals of the same councils together."""
        if not statements:
            return total
        measurement, all_statements = None, list(statements)
        if total.reported is not None and total.value is not None:
            all_statements.append(Statement(total.value, total.qualifier, "; ".join(total.sources), total.base))
        elif total.value is not None:
            measurement = Measurement(0, key.part, total.value, total.base, total.qualifier, total.share)
        merged = replace(merge(measurement, all_statements), computed=total.computed)
        self._note_conflict(indicator, key, self.scope.council, merged, level)
        return merged

    def _totals(self, indicator: Indicator, coverage: str, council: Council) -> list[PlainTotal]:
        totals = self.totals.get(indicator.code, ())
        return [total for total in totals if total.coverage == coverage and total.council_id == council.pk]

    def _statements(self, indicator: Indicator, totals: Iterable[PlainTotal], lifetime: Lifetime) -> Statements:
        by_key: defaultdict[OutcomeKey, list[PlainTotal]] = defaultdict(list)
        for total in totals:
            by_key[OutcomeKey(total.part, total.is_percent)].append(total)
        result = {}
        for key, totals_of_key in by_key.items():
            if usable := usable_statements(totals_of_key, self.scope.period, lifetime, is_stock=indicator.is_stock):
                result[key] = usable
        return result

    def _own_statements(self, indicator: Indicator, council: Council) -> Statements:
        """The totals of one council."""
        totals = self._totals(indicator, "own", council)
        return self._statements(indicator, totals, Lifetime(council.start, council.end))

    def _level_statements(self, indicator: Indicator, group: CouncilGroup) -> Statements:
        """The totals that the council of the report gives for all councils of the level together."""
        totals = self._totals(indicator, "below", self.scope.council)
        return self._statements(indicator, [total for total in totals if total.level == group.level], group.lifetime)

    def _all_levels_statements(self, indicator: Indicator) -> Statements:
        """The totals for the council of the report and all below it; {} where the report does not add levels."""
        if self.scope.mode != Mode.CONSOLIDATED:
            return {}
        lifetime = Lifetime(min(council.start for council in self.scope.councils))
        return self._statements(indicator, self._totals(indicator, "all", self.scope.council), lifetime)

    def _is_covered(self, indicator: Indicator, group: CouncilGroup) -> bool:
        """Whether the council of the report gives a total for all councils of the level."""
        return bool(self._level_statements(indicator, group) or self._all_levels_statements(indicator))

    def _counted(self, indicator: Indicator, group: CouncilGroup, rows: _MeasuredRows) -> int:
        """The number of councils of the group that have rows or a total."""
        if self._is_covered(indicator, group):
            return len(group.councils)
        return sum(bool(rows.of(council) or self._own_statements(indicator, council)) for council in group.councils)

    def _note_missing(self, indicator: Indicator, group: CouncilGroup, rows: _MeasuredRows) -> None:
        """Note the councils without total that have no rows, or whose rows leave the number blank."""
        if self._is_covered(indicator, group):
            return
        for council in group.councils:
            if not self._own_statements(indicator, council) and (not rows.of(council) or rows.have_blanks([council])):
                self.missing.append(Missing(council.slug, indicator.code, council.name))

    def _note_conflict(
        self, indicator: Indicator, key: OutcomeKey, council: Council, merged: MergedValue, level: str = ""
    ) -> None:
        if merged.conflicting:
            self.conflicts.append(make_conflict(merged, indicator=indicator, key=key, council=council, level=level))


def _report_url(scope: Scope) -> str:
    """The address of the newest report of this scope; "" where there is none."""
    reports = AnnualReport.objects.filter(
        council=scope.council,
        period_from=scope.period.first,
        period_to=scope.period.last,
        scope=scope.mode,
        cut_off=scope.cut_off,
    )
    slug = reports.order_by("version").values_list("slug", flat=True).last()
    return reverse("reports:detail", args=[scope.council.slug, slug]) if slug else ""


def _totals_by_code(scope: Scope) -> dict[str, list[PlainTotal]]:
    """The reported totals of the scope. A union of parts has one key, as first typed, whatever the order of its parts."""
    totals: defaultdict[str, list[PlainTotal]] = defaultdict(list)
    unions: dict[tuple[str, frozenset[str]], str] = {}
    for row in ReportedTotal.objects.accepted().of(scope.councils).overlapping(scope.period).order_by("pk"):
        part = unions.setdefault((row.code, frozenset(row.part.split("+"))), row.part)
        totals[row.code].append(_plain_total(row, part))
    return totals


def _plain_total(row: ReportedTotal, part: str) -> PlainTotal:
    return PlainTotal(
        row.council_id, row.coverage, row.level, row.period, row.code, part, row.is_percent, row.value, row.base,
        row.qualifier, row.source, row.source_on, row.decision,
    )  # fmt: skip


def _join(one: Measurement | None, other: Measurement) -> Measurement:
    """The sum of two measurements of one council and part."""
    if one is None:
        return other
    return Measurement(other.council_id, other.part, (one.value or 0) + (other.value or 0))


def _with_zeros(indicator: Indicator, outcome: MergedValues, parts: Iterable[Part], counted: bool) -> MergedValues:
    """The outcome with 0 for those of `parts` that it lacks, where rows are `counted`; totals alone add no zeros."""
    if not counted or not indicator.shows_zeros:
        return outcome
    zeros = {OutcomeKey(part.key): ZERO for part in parts if part.key not in indicator.reported_parts}
    return zeros | outcome


def _with_whole(indicator: Indicator, outcome: MergedValues) -> MergedValues:
    """The outcome with the sum of the parts as its whole, unless a total gives the whole.

    So a part that a total has corrected, or that is in conflict, is so in the whole too. A part that is given alone and
    within a union is added once; unions that share a part have no sum.
    """
    whole = outcome.get(WHOLE, MergedValue())
    if not indicator.additive or whole.reported is not None or whole.conflicting:
        return {**outcome, WHOLE: whole}
    by_part = {key.part: merged for key, merged in outcome.items() if key.part and not key.is_percent}
    in_unions = [member for part in by_part if "+" in part for member in part.split("+")]
    if len(in_unions) > len(set(in_unions)):
        return {**outcome, WHOLE: whole}
    parts = [merged for part, merged in by_part.items() if part not in in_unions]
    return {**outcome, WHOLE: add_merged(parts) if parts else whole}
