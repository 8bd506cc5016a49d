"""From a scope to its figures: the rows of all councils are measured in a fixed number of queries, then merged with totals."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from django.urls import reverse

from councils.models.vocabulary import Vocabulary
from reports.figures.formatting import FigureFormatter
from reports.figures.measured import MeasuredRows, MeasuredTables
from reports.figures.notices import (
    Conflict,
    Missing,
    ReportWarning,
    UnusedTotal,
    partial_warning,
    period_warnings,
    unused_warning,
)
from reports.figures.numbers import SPLITS, Figure, LabelledNumber, SplitNumber
from reports.figures.outcomes import Outcomes, OwnOutcome
from reports.figures.totals import WHOLE, CouncilCount, MergedValue, MergedValues, OutcomeKey, merge
from reports.indicators import CATALOGUE
from reports.indicators.base import Indicator, Part
from reports.models import AnnualReport
from reports.models.placeholders import FigureReference
from reports.scope import Mode, Scope


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
            *period_warnings(self.scope),
            *((partial_warning(dict.fromkeys(partial)),) if partial else ()),
            *((unused_warning(len(self.unused)),) if self.unused else ()),
        )


def collect(scope: Scope, codes: Collection[str] | None = None) -> CollectedFigures:
    """The figures of `scope`, all of the catalogue or those of `codes`, in the order of the report."""
    catalogue = [indicator for indicator in CATALOGUE if codes is None or indicator.code in codes]
    collector = _Collector(scope, catalogue)
    figures = {indicator.code: collector.figure(indicator) for indicator in catalogue}
    outcomes = collector.outcomes
    unused = tuple(outcomes.reported.unused(figures))
    return CollectedFigures(scope, figures, tuple(outcomes.conflicts), tuple(outcomes.missing), unused)


class _Collector:
    """Computes the figures of one scope."""

    def __init__(self, scope: Scope, indicators: Iterable[Indicator]) -> None:
        self.scope = scope
        self.measured = MeasuredTables(scope, indicators)
        self.outcomes = Outcomes(scope)
        self.base_url = _report_url(scope)

        @cache
        def entries_of(vocabulary: type[Vocabulary]) -> list[Vocabulary]:
            return list(vocabulary._default_manager.of(scope.councils))

        self.entries_of = entries_of

    def figure(self, indicator: Indicator) -> Figure:
        scope, outcomes = self.scope, self.outcomes
        own = scope.own_group(is_stock=indicator.is_stock)
        levels = scope.level_groups(is_stock=indicator.is_stock)
        groups = (own, *levels) if own else levels
        rows = self.measured.measured_for(indicator, groups)
        parts = indicator.parts_for(scope.council, self.entries_of)
        formatter = FigureFormatter(indicator, scope, parts, self.base_url)
        by_level = {group.level: outcomes.group_outcome(indicator, group, rows) for group in levels}
        split = outcomes.own_outcome(indicator, rows) if own else OwnOutcome({WHOLE: MergedValue()}, {}, {})
        for group in groups:
            outcomes.note_missing(indicator, group, rows)
        whole, councils, printed_groups = split.whole, own.councils if own else (), levels
        if scope.mode == Mode.CONSOLIDATED:
            whole = outcomes.consolidated(indicator, split.whole, [(group, by_level[group.level]) for group in levels], rows)
            councils = scope.councils if indicator.adds_councils else ()
            by_level, printed_groups = by_level | {scope.council.level: split.whole}, groups
            split = outcomes.consolidated_split(indicator, split, levels, rows) if levels else split
        level_figures = []
        for group in printed_groups:
            zero_parts = parts.active if group == own else indicator.parts
            count = outcomes.count(indicator, group, rows)
            outcome = _with_zeros(indicator, by_level[group.level], zero_parts, rows.any_of(group.councils), count)
            level_figures.append(formatter.level(group, outcome, outcomes.coverage(indicator, [group], outcome, rows)))
            outcomes.note_used(outcome)
        counted_groups = groups if scope.mode == Mode.CONSOLIDATED else [own] if own else []
        coverage = outcomes.coverage(indicator, counted_groups, whole, rows)
        outcome = _with_zeros(indicator, whole, parts.active, rows.any_of(councils), whole.get(WHOLE, MergedValue()).councils)
        outcomes.note_used(outcome)
        figure = formatter.figure(outcome, level_figures, coverage)
        return self._with_split(figure, indicator, split, rows, formatter)

    def _with_split(
        self, figure: Figure, indicator: Indicator, split: OwnOutcome, rows: MeasuredRows, formatter: FigureFormatter
    ) -> Figure:
        """The figure with its shares before and after the merger, where it is split and one of them is known."""
        merger = self.scope.merger
        if merger is None or indicator.unit_is_part:
            return figure
        if indicator.compares_merger:
            before_rows, after_rows = (self.measured.on_side_of_merger(indicator, key) for key in SPLITS)
            after = {WHOLE: merge(after_rows.measurement(indicator, self.scope.council, ""), ())}
            split = OwnOutcome(split.whole, self.outcomes.stock_before(indicator, before_rows), after)
            self.outcomes.note_used(split.before)
        shares = [outcome.get(WHOLE, MergedValue()) for outcome in (split.before, split.after)]
        if all(share.value is None for share in shares):
            return figure
        if isinstance(figure.number.value, int) and not indicator.is_stock and indicator.no_rows_mean_zero:
            council, *predecessors = self.scope.own.councils
            sides = [any(self.outcomes.gives_number(indicator, one, rows) for one in side) for side in (predecessors, [council])]
            shares = [_zero_if_unknown(share) if speaks else share for share, speaks in zip(shares, sides, strict=True)]
        numbers = [formatter.split(key, share, figure.unit) for key, share in zip(SPLITS, shares, strict=True)]
        days = (merger - timedelta(days=1), merger)
        before, after_merger = (SplitNumber(number, day) for number, day in zip(numbers, days, strict=True))
        return replace(figure, before=before, after=after_merger)


def _zero_if_unknown(share: MergedValue) -> MergedValue:
    """0 instead of nothing for a share of councils that keep the table; a conflict stays without a number."""
    return MergedValue(0) if share.value is None and not share.conflicting else share


def _report_url(scope: Scope) -> str:
    """The address of the newest report of this scope; "" where there is none."""
    reports = AnnualReport.objects.filter(
        council=scope.council,
        period_from=scope.period.first,
        period_to=scope.period.last,
        scope=scope.mode,
        cut_off=scope.cut_off,
        with_predecessors=scope.with_predecessors,
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
