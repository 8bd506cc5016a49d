"""The reported totals of a scope: their choices, which of them speak for its councils, and which are not used."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from core.records.periods import Period
from councils.models import Council
from reports.figures.notices import UnusedReason, UnusedTotal
from reports.figures.totals import OutcomeKey, PlainTotal, Statement, usable_statements
from reports.indicators.base import Indicator
from reports.models import ReportChoice, ReportedTotal
from reports.scope import CouncilGroup, Lifetime, Mode, Scope, levels_below

Statements = dict[OutcomeKey, list[Statement]]
WITH_PREDECESSORS = "with_predecessors"  # the coverage of a total


class ReportedTotals:
    """The approved totals of the councils of a scope whose period shares a day with the report's."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.used: set[int] = set()  # the primary keys of totals that a printed figure or a conflict rests on
        self._stated: set[int] = set()  # those that speak for the period and the councils of the report

    @cached_property
    def _by_code(self) -> dict[str, list[PlainTotal]]:
        """The totals by indicator. A union of parts has one key, as first typed, whatever the order of its parts."""
        scope = self.scope
        choices = dict(ReportChoice.objects.of_report(scope.council, scope.slug).values_list("total", "decision"))
        totals: defaultdict[str, list[PlainTotal]] = defaultdict(list)
        unions: dict[tuple[str, frozenset[str]], str] = {}
        for row in ReportedTotal.objects.accepted().of(scope.councils).overlapping(scope.period).order_by("pk"):
            part = unions.setdefault((row.code, frozenset(row.part.split("+"))), row.part)
            totals[row.code].append(_plain_total(row, part, _decision(row, choices.get(row.pk))))
        return dict(totals)

    def own_statements(self, indicator: Indicator, council: Council) -> Statements:
        """The totals of one council; of a flow with predecessors only those for its own days, none that reaches beyond."""
        totals, lifetime = self._of(indicator, "own", council), self.scope.lifetime_of(council)
        period: Period | None = self.scope.period
        if self.scope.merger and not indicator.is_stock and council in self.scope.own.councils:
            period = self.scope.period.clip(lifetime.start, lifetime.end)
        return self._statements(indicator, totals, lifetime, period)

    def before_statements(self, indicator: Indicator) -> Statements:
        """The totals that the council of the report gives for all its predecessors together, up to the merger."""
        scope = self.scope
        if scope.merger is None:
            return {}
        start = min(one.council.start for one in scope.predecessors)
        end = min(scope.merger, max(one.until for one in scope.predecessors))
        totals = self._of(indicator, WITH_PREDECESSORS, scope.council)
        return self._statements(indicator, totals, Lifetime(start, end), scope.period.clip(scope.period.start, scope.merger))

    def whole_statements(self, indicator: Indicator) -> Statements:
        """The totals of exactly the report's period for the council with its predecessors; {} for a stock.

        A total of the council itself that reaches beyond its first day is one of them.
        """
        scope = self.scope
        if not scope.with_predecessors or indicator.is_stock:
            return {}
        totals = self._of(indicator, WITH_PREDECESSORS, scope.council)
        if scope.merger:
            totals = [*totals, *self._of(indicator, "own", scope.council)]
            totals = [total for total in totals if total.period == scope.period]
        return self._statements(indicator, totals, Lifetime(scope.period.start))

    def level_statements(self, indicator: Indicator, group: CouncilGroup) -> Statements:
        """The totals that the council of the report gives for all councils of the level together."""
        totals = [total for total in self._of(indicator, "below", self.scope.council) if total.level == group.level]
        return self._statements(indicator, totals, group.lifetime)

    def all_levels_statements(self, indicator: Indicator) -> Statements:
        """The totals for the council of the report and all below it; {} where the report does not add levels."""
        if self.scope.mode != Mode.CONSOLIDATED:
            return {}
        predecessors = {one.council for one in self.scope.predecessors}
        lifetime = Lifetime(min(council.start for council in self.scope.councils if council not in predecessors))
        return self._statements(indicator, self._of(indicator, "all", self.scope.council), lifetime)

    def councils_count(self, level: str) -> int:
        """The largest number of councils of which a total of the level is the sum; 0 where no total names it."""
        return max((total.councils_count or 0 for total in self._of_level(level)), default=0)

    def has_total_of(self, level: str) -> bool:
        """Whether any total is about all councils of the level together."""
        return bool(self._of_level(level))

    def _of_level(self, level: str) -> list[PlainTotal]:
        """The totals of all indicators for all councils of the level together."""
        wanted = ("below", level, self.scope.council.pk)
        totals = (total for totals in self._by_code.values() for total in totals)
        return [total for total in totals if (total.coverage, total.level, total.council_id) == wanted]

    def _of(self, indicator: Indicator, coverage: str, council: Council) -> list[PlainTotal]:
        totals = self._by_code.get(indicator.code, ())
        return [total for total in totals if total.coverage == coverage and total.council_id == council.pk]

    def _statements(
        self, indicator: Indicator, totals: Iterable[PlainTotal], lifetime: Lifetime, period: Period | None = None
    ) -> Statements:
        """What `totals` say of `period`, by default the report's."""
        period = period or self.scope.period
        by_key: defaultdict[OutcomeKey, list[PlainTotal]] = defaultdict(list)
        for total in totals:
            by_key[OutcomeKey(total.part, total.is_percent)].append(total)
        result = {}
        for key, totals_of_key in by_key.items():
            if usable := usable_statements(totals_of_key, period, lifetime, is_stock=indicator.is_stock):
                result[key] = usable
                self._stated |= {pk for statement in usable for pk in statement.totals}
        return result

    def unused(self, codes: Collection[str]) -> Iterator[UnusedTotal]:
        """The totals of `codes` that no figure uses, each with the reason, in the order in which they were typed."""
        for code in codes:
            for total in self._by_code.get(code, ()):
                if total.pk not in self.used:
                    yield UnusedTotal(total, self._reason(total))

    def _reason(self, total: PlainTotal) -> UnusedReason:
        if total.decision == "set_aside":
            return UnusedReason.SET_ASIDE
        is_own = total.council_id == self.scope.council.pk
        if total.coverage == WITH_PREDECESSORS:
            if not self.scope.with_predecessors or not is_own:
                return UnusedReason.OTHER_COVERAGE
        elif total.coverage != "own" and not (is_own and self._has_coverage(total)):
            return UnusedReason.OTHER_SCOPE
        if total.pk not in self._stated:
            return UnusedReason.OTHER_PERIOD
        if is_own or total.coverage != "own":
            return UnusedReason.NOT_CHOSEN
        return UnusedReason.OTHER_SCOPE if total.is_percent else UnusedReason.OTHER_COVERAGE

    def _has_coverage(self, total: PlainTotal) -> bool:
        """Whether the report has a figure of which a total with this coverage and level speaks."""
        if total.coverage == "all":
            return self.scope.mode == Mode.CONSOLIDATED
        return self.scope.mode != Mode.OWN and total.level in levels_below(self.scope.council)


def _decision(row: ReportedTotal, choice: str | None) -> str:
    """The decision on a total in the report: its own choice, else the total's default."""
    if choice is None:
        return row.decision
    return "chosen" if choice == ReportedTotal.Decision.PREFERRED else choice


def _plain_total(row: ReportedTotal, part: str, decision: str) -> PlainTotal:
    return PlainTotal(
        row.council_id, row.coverage, row.level, row.period, row.code, part, row.is_percent, row.value, row.base,
        row.qualifier, row.source, row.source_on, decision, row.pk, row.councils_count,
    )  # fmt: skip
