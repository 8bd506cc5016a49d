"""From a scope to its figures: the rows of all councils are measured in a fixed number of queries, then merged with totals."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.urls import reverse

from councils.models import Council
from councils.models.vocabulary import Vocabulary
from reports.figures.formatting import FigureFormatter
from reports.figures.measured import KeptTables, MeasuredRows, MeasuredTables
from reports.figures.notices import (
    Conflict,
    Missing,
    ReportWarning,
    UnusedTotal,
    make_conflict,
    partial_warning,
    unused_warning,
)
from reports.figures.numbers import Coverage, Figure, LabelledNumber
from reports.figures.parts import parts_adding_up, refuse_contradicted
from reports.figures.reported import ReportedTotals, Statements
from reports.figures.totals import (
    WHOLE,
    CouncilCount,
    MergedValue,
    MergedValues,
    OutcomeKey,
    Statement,
    add_merged,
    considered_statements,
    merge,
    totals_of,
)
from reports.indicators import CATALOGUE
from reports.indicators.base import Indicator, Part
from reports.indicators.grouping import Measurement
from reports.models import AnnualReport
from reports.models.placeholders import FigureReference
from reports.scope import CouncilGroup, Mode, Scope


@dataclass(frozen=True)
class CollectedFigures:
    """The figures of a scope by code, with the conflicts, what is missing and the totals that are not used."""

    scope: Scope
    figures: dict[str, Figure]
    conflicts: tuple[Conflict, ...]
    missing: tuple[Missing, ...]
    unused: tuple[UnusedTotal, ...] = ()

    def find(self, reference: FigureReference) -> LabelledNumber | None:
        """The number that `reference` names; None where the figure has no such part or level."""
        return self.figures[reference.code].find(reference.part, reference.level)

    @property
    def warnings(self) -> tuple[ReportWarning, ...]:
        """What a reader of the figures should know."""
        partial = [
            figure.label
            for figure in self.figures.values()
            if figure.coverage.is_partial or any(level.coverage.is_partial for level in figure.levels)
        ]
        return (
            *((partial_warning(dict.fromkeys(partial)),) if partial else ()),
            *((unused_warning(len(self.unused)),) if self.unused else ()),
        )


def collect(scope: Scope, codes: Collection[str] | None = None) -> CollectedFigures:
    """The figures of `scope`, all of the catalogue or those of `codes`, in the order of the report."""
    catalogue = [indicator for indicator in CATALOGUE if codes is None or indicator.code in codes]
    collector = _Collector(scope, catalogue)
    figures = {indicator.code: collector.figure(indicator) for indicator in catalogue}
    unused = tuple(collector.reported.unused(figures))
    return CollectedFigures(scope, figures, tuple(collector.conflicts), tuple(collector.missing), unused)


@dataclass(frozen=True)
class _Piece:
    """The outcome of a council or level that is added to others, and of how many councils it is, key by key."""

    outcome: MergedValues
    count: CouncilCount  # where the outcome says nothing else
    counts: Mapping[OutcomeKey, CouncilCount]

    def count_of(self, key: OutcomeKey) -> CouncilCount:
        return self.counts.get(key, self.count)


class _Collector:
    """Computes the figures of one scope, and collects conflicts and what is missing too."""

    def __init__(self, scope: Scope, indicators: Iterable[Indicator]) -> None:
        self.scope = scope
        self.measured = MeasuredTables(scope, indicators)
        self.conflicts: list[Conflict] = []
        self.missing: list[Missing] = []
        self.base_url = _report_url(scope)
        self.reported = ReportedTotals(scope)
        self.tables = KeptTables(scope)

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
        rows = self.measured.rows_of(indicator, groups)
        parts = indicator.parts_for(scope.council, self.entries_of)
        formatter = FigureFormatter(indicator, scope, parts, self.base_url)
        outcomes = {group.level: self._group_outcome(indicator, group, rows) for group in levels}
        own_outcome = self._council_outcome(indicator, scope.council, rows) if own else {WHOLE: MergedValue()}
        for group in groups:
            self._note_missing(indicator, group, rows)
        whole, councils, printed_groups = own_outcome, own.councils if own else (), levels
        if scope.mode == Mode.CONSOLIDATED:
            whole = self._consolidated(indicator, own_outcome, [(group, outcomes[group.level]) for group in levels], rows)
            councils = scope.councils if indicator.adds_councils else ()
            outcomes, printed_groups = outcomes | {scope.council.level: own_outcome}, groups
        level_figures = []
        for group in printed_groups:
            zero_parts = parts.active if group == own else indicator.parts
            count = self._count(indicator, group, rows)
            outcome = _with_zeros(indicator, outcomes[group.level], zero_parts, rows.any_of(group.councils), count)
            level_figures.append(formatter.level(group, outcome, self._coverage(indicator, [group], outcome, rows)))
            self._note_used(outcome)
        coverage = self._coverage(indicator, groups if scope.mode == Mode.CONSOLIDATED else [own] if own else [], whole, rows)
        outcome = _with_zeros(indicator, whole, parts.active, rows.any_of(councils), whole.get(WHOLE, MergedValue()).councils)
        self._note_used(outcome)
        return formatter.figure(outcome, level_figures, coverage)

    def _council_outcome(self, indicator: Indicator, council: Council, rows: MeasuredRows) -> MergedValues:
        """The outcome of one council: its rows merged with its own totals."""
        statements = self.reported.own_statements(indicator, council)
        outcome = {}
        is_complete = not rows.have_blanks([council])
        for key in sorted({WHOLE, *(OutcomeKey(part) for part in rows.of(council)), *statements}):
            measurement = None if key.is_percent else rows.measurement(indicator, council, key.part)
            outcome[key] = merge(measurement, statements.get(key, ()), is_complete=is_complete)
        return self._settled(indicator, outcome, outcome, council)

    def _group_outcome(self, indicator: Indicator, group: CouncilGroup, rows: MeasuredRows) -> MergedValues:
        """The outcome of all councils of a level: the sum of their outcomes merged with totals of the level."""
        pieces = [self._council_piece(indicator, council, rows) for council in group.councils]
        count = self._count(indicator, group, rows)
        others = CouncilCount(0, count.expected - len(group.councils), count.is_complete)
        statements = self.reported.level_statements(indicator, group)
        has_blanks = rows.have_blanks(group.councils)
        return self._add(indicator, [*pieces, _Piece({}, others, {})], statements, group.level, has_blanks=has_blanks)

    def _consolidated(
        self, indicator: Indicator, own: MergedValues, levels: Sequence[tuple[CouncilGroup, MergedValues]], rows: MeasuredRows
    ) -> MergedValues:
        """The outcome of all levels together. People are never added, so only a total of all levels can give their number."""
        pieces = []
        if indicator.adds_councils:
            pieces = [self._piece_of(indicator, self.scope.council, own, rows)]
            for group, outcome in levels:
                counts = {key: merged.councils for key, merged in outcome.items() if merged.councils}
                pieces.append(_Piece(outcome, self._count(indicator, group, rows), counts))
        statements = self.reported.all_levels_statements(indicator)
        outcome = self._add(indicator, pieces, statements, has_blanks=rows.have_blanks(self.scope.councils))
        if indicator.adds_councils:
            return outcome
        return {key: merged for key, merged in outcome.items() if key == WHOLE or merged.value is not None}

    def _council_piece(self, indicator: Indicator, council: Council, rows: MeasuredRows) -> _Piece:
        return self._piece_of(indicator, council, self._council_outcome(indicator, council, rows), rows)

    def _piece_of(self, indicator: Indicator, council: Council, outcome: MergedValues, rows: MeasuredRows) -> _Piece:
        """The outcome of one council as a piece; a council that typed some totals alone gave no other number."""
        gives_number = self._gives_number(indicator, council, rows)
        has_totals_only = not rows.of(council) and bool(self.reported.own_statements(indicator, council))
        given = {key for key, merged in outcome.items() if merged.value is not None or merged.conflicting}
        counts = dict.fromkeys(given, CouncilCount(1, 1))
        return _Piece(outcome, CouncilCount(int(gives_number and not has_totals_only), 1), counts)

    def _add(
        self,
        indicator: Indicator,
        pieces: Sequence[_Piece],
        statements: Statements,
        level: str = "",
        *,
        has_blanks: bool,
    ) -> MergedValues:
        """The sum of `pieces`, without percentages, merged with the totals of all of them together."""
        outcomes = [piece.outcome for piece in pieces if piece.outcome]
        if len(outcomes) > 1:
            outcomes = [{key: merged for key, merged in outcome.items() if not key.is_percent} for outcome in outcomes]
        result = {}
        for key in sorted({WHOLE, *(key for outcome in outcomes for key in outcome), *statements}):
            total = add_merged(outcome[key] for outcome in outcomes if key in outcome)
            count = sum((piece.count_of(key) for piece in pieces), CouncilCount(0, 0))
            total = replace(total, councils=None if key.is_percent else count)
            result[key] = _merge_sum(key, total, statements.get(key, ()), is_complete=not (count.is_partial or has_blanks))
        return self._settled(indicator, result, statements, self.scope.council, level) if statements else result

    def _settled(
        self, indicator: Indicator, outcome: MergedValues, merged_keys: Iterable[OutcomeKey], council: Council, level: str = ""
    ) -> MergedValues:
        """The outcome with its whole, compared with its parts; the conflicts of `merged_keys` and of the parts are noted."""
        for key in sorted(merged_keys):
            self._note_conflict(indicator, key, council, outcome[key], level)
        complete = _with_whole(indicator, outcome)
        settled = refuse_contradicted(indicator, complete)
        for key in sorted(settled):
            if settled[key] is not complete[key]:
                self._note_conflict(indicator, key, council, settled[key], level)
        return settled

    def _is_covered(self, indicator: Indicator, group: CouncilGroup) -> bool:
        """Whether the council of the report gives a total for all councils of the level."""
        statements = self.reported.level_statements(indicator, group) or self.reported.all_levels_statements(indicator)
        return bool(statements)

    def _gives_number(self, indicator: Indicator, council: Council, rows: MeasuredRows) -> bool:
        """Whether the council has rows in the period or a total, or keeps the table, so that no row is a zero."""
        has_data = bool(rows.of(council) or self.reported.own_statements(indicator, council))
        return has_data or self.tables.has_rows_of(council, indicator)

    def _count(self, indicator: Indicator, group: CouncilGroup, rows: MeasuredRows) -> CouncilCount:
        """How many councils of the group give a number, of how many; a total of several may name more than are on record."""
        counted = sum(self._gives_number(indicator, council, rows) for council in group.councils)
        if group.level == self.scope.council.level:
            return CouncilCount(counted, len(group.councils))
        named = self.reported.councils_count(group.level)
        is_complete = bool(named) or len(group.councils) > 1 or not self.reported.has_total_of(group.level)
        return CouncilCount(counted, max(len(group.councils), named), is_complete)

    def _coverage(
        self, indicator: Indicator, groups: Iterable[CouncilGroup], outcome: MergedValues, rows: MeasuredRows
    ) -> Coverage:
        """How many councils of all `groups` together have data; a superior's total covers the councils of its level."""
        total, silent = CouncilCount(0, 0), []
        for group in groups:
            count = self._count(indicator, group, rows)
            if self._is_covered(indicator, group):
                count = CouncilCount(count.expected, count.expected)
            else:
                silent += [c.slug for c in group.councils if not self._gives_number(indicator, c, rows)]
            total += count
        whole = outcome.get(WHOLE, MergedValue())
        printed = [whole] if whole.value is not None else [merged for merged in outcome.values() if merged.value is not None]
        is_partial = any(merged.councils is not None and merged.councils.is_partial for merged in printed)
        return Coverage(total.expected, total.counted, tuple(silent), is_partial)

    def _note_missing(self, indicator: Indicator, group: CouncilGroup, rows: MeasuredRows) -> None:
        """Note the councils without total that have no rows, or whose rows leave the number blank."""
        if self._is_covered(indicator, group):
            return
        for council in group.councils:
            has_total = self.reported.own_statements(indicator, council)
            if not has_total and (not rows.of(council) or rows.have_blanks([council])):
                self.missing.append(Missing(council.slug, indicator.code, council.name))

    def _note_conflict(
        self, indicator: Indicator, key: OutcomeKey, council: Council, merged: MergedValue, level: str = ""
    ) -> None:
        if merged.conflicting:
            self.conflicts.append(make_conflict(merged, indicator=indicator, key=key, council=council, level=level))
            self.reported.used |= totals_of(merged.conflicting)

    def _note_used(self, outcome: MergedValues) -> None:
        """Note the totals that a printed outcome rests on."""
        for merged in outcome.values():
            self.reported.used |= merged.totals | totals_of(merged.conflicting)


def _merge_sum(key: OutcomeKey, total: MergedValue, statements: Sequence[Statement], *, is_complete: bool) -> MergedValue:
    """A sum over councils merged with the totals of the same councils together.

    A sum that is not complete agrees with every total that is not smaller.
    """
    if not statements:
        return total
    considered = considered_statements(statements)
    is_smaller = total.value is not None and all(total.value <= statement.value for statement in considered)
    measurement, all_statements = None, list(statements)
    if is_smaller and not is_complete:
        pass  # some councils have said nothing yet
    elif total.reported is not None and total.value is not None:
        sources = "; ".join(total.sources)
        all_statements.append(Statement(total.value, total.qualifier, sources, total.base, totals=total.totals))
    elif total.value is not None:
        measurement = Measurement(0, key.part, total.value, total.base, total.qualifier, total.share)
    merged = merge(measurement, all_statements)
    count = CouncilCount(total.councils.expected, total.councils.expected) if total.councils else None
    return replace(merged, computed=total.computed, councils=count)


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


def _with_zeros(
    indicator: Indicator, outcome: MergedValues, parts: Iterable[Part], counted: bool, count: CouncilCount | None
) -> MergedValues:
    """The outcome with 0 for those of `parts` that it lacks, where rows are `counted`; totals alone add no zeros.

    Nobody has recorded what nobody counts: it is unknown. Zeros of some of the councils only have their `count`.
    """
    if not counted or not indicator.shows_zeros:
        return outcome
    zero = MergedValue(value=0, computed=0, councils=count)
    zeros = {OutcomeKey(part.key): zero for part in parts if part.key not in indicator.reported_parts}
    return zeros | outcome


def _with_whole(indicator: Indicator, outcome: MergedValues) -> MergedValues:
    """The outcome with the sum of the parts as its whole, unless a total gives the whole.

    So a part that a total has corrected, or that is in conflict, is so in the whole too.
    """
    whole = outcome.get(WHOLE, MergedValue())
    if not indicator.additive or whole.reported is not None or whole.conflicting:
        return {**outcome, WHOLE: whole}
    parts = parts_adding_up(indicator, outcome)
    return {**outcome, WHOLE: add_merged(parts.values()) if parts else whole}
