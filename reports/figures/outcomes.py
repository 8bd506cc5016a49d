"""The outcomes of councils, levels and whole reports: rows merged with totals, sums merged with totals of all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from councils.models import Council
from reports.figures.measured import KeptTables, MeasuredRows
from reports.figures.notices import Conflict, Missing, make_conflict
from reports.figures.numbers import Coverage
from reports.figures.parts import parts_adding_up, refuse_contradicted
from reports.figures.percentages import join_percentages
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
from reports.indicators.base import Indicator
from reports.indicators.grouping import Measurement
from reports.scope import CouncilGroup, Scope

OF_SUM = "(cộng số của từng HĐND)"  # behind the sources of a sum that a total of all contradicts


@dataclass(frozen=True)
class _Piece:
    """The outcome of a council or level that is added to others, and of how many councils it is, key by key."""

    outcome: MergedValues
    count: CouncilCount  # where the outcome says nothing else
    counts: Mapping[OutcomeKey, CouncilCount]

    def count_of(self, key: OutcomeKey) -> CouncilCount:
        return self.counts.get(key, self.count)


@dataclass(frozen=True)
class OwnOutcome:
    """The outcome of the council of the report, and its shares before and after a merger; {} where it is not split."""

    whole: MergedValues
    before: MergedValues
    after: MergedValues


class Outcomes:
    """Merges the rows and totals of one scope, and collects conflicts and what is missing too."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.conflicts: list[Conflict] = []
        self.missing: list[Missing] = []
        self.reported = ReportedTotals(scope)
        self.tables = KeptTables(scope)
        self._pieces: dict[tuple[str, int], _Piece] = {}

    def council_outcome(self, indicator: Indicator, council: Council, rows: MeasuredRows) -> MergedValues:
        """The outcome of one council: its rows merged with its own totals."""
        statements = self.reported.own_statements(indicator, council)
        outcome = {}
        is_complete = not rows.have_blanks([council])
        for key in sorted({WHOLE, *(OutcomeKey(part) for part in rows.of(council)), *statements}):
            measurement = None if key.is_percent else rows.measurement(indicator, council, key.part)
            outcome[key] = merge(measurement, statements.get(key, ()), is_complete=is_complete)
        return self._settled(indicator, outcome, outcome, council)

    def own_outcome(self, indicator: Indicator, rows: MeasuredRows) -> OwnOutcome:
        """The outcome of the council of the report; of a flow with its predecessors, if the report counts them."""
        after = self.council_outcome(indicator, self.scope.council, rows)
        totals_of_whole = self.reported.whole_statements(indicator)
        predecessors = self.scope.own.councils[1:]
        if indicator.is_stock or not (predecessors or totals_of_whole):
            return OwnOutcome(after, {}, {})
        before = self._sum(indicator, predecessors, rows, self.reported.before_statements(indicator))
        piece = self._piece_of(indicator, self.scope.council, after, rows)
        pieces = [before, replace(piece, outcome=piece.outcome if _has_data(piece.outcome) else {})]
        has_blanks = rows.have_blanks(self.scope.own.councils)
        whole = self._add(indicator, pieces, totals_of_whole, has_blanks=has_blanks)
        return OwnOutcome(whole, before.outcome, after) if self.scope.merger else OwnOutcome(whole, {}, {})

    def consolidated_split(
        self, indicator: Indicator, own: OwnOutcome, levels: Sequence[CouncilGroup], rows: MeasuredRows
    ) -> OwnOutcome:
        """The split of the sum over all levels; without shares where it is not known on which side a number belongs."""
        merger, below = self.scope.merger, [council for group in levels for council in group.councils]
        is_stated = any(self._is_covered(indicator, group) for group in levels)
        ends = {council.pk: self.scope.lifetime_of(council).end for council in below}
        before = [council for council in below if merger and (end := ends[council.pk]) and end <= merger]
        after = [council for council in below if merger and council.start >= merger]
        if merger is None or is_stated or len(before) + len(after) < len(below) or not indicator.adds_councils:
            return OwnOutcome(own.whole, {}, {})
        shares = []
        for outcome, councils in ((own.before, before), (own.after, after)):
            pieces = [self._council_piece(indicator, council, rows) for council in councils]
            shares.append(self._add(indicator, [_Piece(outcome, CouncilCount(0, 0), {}), *pieces], {}, has_blanks=False))
        return OwnOutcome(own.whole, *shares)

    def stock_before(self, indicator: Indicator, rows: MeasuredRows) -> MergedValues:
        """The numbers of the direct predecessors on their last day, added; `rows` are of that day."""
        predecessors = [one.council for one in self.scope.predecessors if one.is_direct]
        return self._sum(indicator, predecessors, rows, self.reported.before_statements(indicator)).outcome

    def _sum(self, indicator: Indicator, councils: Sequence[Council], rows: MeasuredRows, statements: Statements) -> "_Piece":
        """The sum of the outcomes of `councils`, merged with the totals of all of them together, as a piece."""
        pieces = [self._council_piece(indicator, council, rows) for council in councils]
        outcome = self._add(indicator, pieces, statements, has_blanks=rows.have_blanks(councils))
        count = sum((piece.count for piece in pieces), CouncilCount(0, 0))
        counts = {key: merged.councils for key, merged in outcome.items() if merged.councils}
        return _Piece(outcome if _has_data(outcome) else {}, count, counts)

    def group_outcome(self, indicator: Indicator, group: CouncilGroup, rows: MeasuredRows) -> MergedValues:
        """The outcome of all councils of a level: the sum of their outcomes merged with totals of the level."""
        pieces = [self._council_piece(indicator, council, rows) for council in group.councils]
        count = self.count(indicator, group, rows)
        others = CouncilCount(0, count.expected - len(group.councils), count.is_complete)
        statements = self.reported.level_statements(indicator, group)
        has_blanks = rows.have_blanks(group.councils)
        return self._add(indicator, [*pieces, _Piece({}, others, {})], statements, group.level, has_blanks=has_blanks)

    def consolidated(
        self, indicator: Indicator, own: MergedValues, levels: Sequence[tuple[CouncilGroup, MergedValues]], rows: MeasuredRows
    ) -> MergedValues:
        """The outcome of all levels together. People are never added, so only a total of all levels can give their number."""
        pieces = []
        if indicator.adds_councils:
            own_group = self.scope.own_group(is_stock=indicator.is_stock)
            added = [*levels]
            if own_group and len(own_group.councils) > 1:
                added.insert(0, (own_group, own))
            else:
                pieces.append(self._piece_of(indicator, self.scope.council, own, rows))
            for group, outcome in added:
                counts = {key: merged.councils for key, merged in outcome.items() if merged.councils}
                pieces.append(_Piece(outcome, self.count(indicator, group, rows), counts))
        statements = self.reported.all_levels_statements(indicator)
        outcome = self._add(indicator, pieces, statements, has_blanks=rows.have_blanks(self.scope.councils))
        if indicator.adds_councils:
            return outcome
        return {key: merged for key, merged in outcome.items() if key == WHOLE or merged.value is not None}

    def _council_piece(self, indicator: Indicator, council: Council, rows: MeasuredRows) -> _Piece:
        """The outcome of one council as a piece, whose conflicts are noted once however often it is asked for."""
        key = (indicator.code, council.pk)
        if key not in self._pieces:
            self._pieces[key] = self._piece_of(indicator, council, self.council_outcome(indicator, council, rows), rows)
        return self._pieces[key]

    def _piece_of(self, indicator: Indicator, council: Council, outcome: MergedValues, rows: MeasuredRows) -> _Piece:
        """The outcome of one council as a piece; a council that typed some totals alone gave no other number."""
        gives_number = self.gives_number(indicator, council, rows)
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
        settled = join_percentages(indicator, refuse_contradicted(indicator, complete))
        for key in sorted(settled):
            if settled[key] is not complete[key] and settled[key].conflicting != complete[key].conflicting:
                self._note_conflict(indicator, key, council, settled[key], level)
        return settled

    def _is_covered(self, indicator: Indicator, group: CouncilGroup) -> bool:
        """Whether a total speaks for all councils of the group together, or of all levels."""
        if self.reported.all_levels_statements(indicator):
            return True
        if self._is_own(group):
            return bool(self.reported.whole_statements(indicator))
        return bool(self.reported.level_statements(indicator, group))

    def _covered(self, indicator: Indicator, group: CouncilGroup) -> tuple[Council, ...]:
        """The councils of the group for which a total of several speaks."""
        if self._is_covered(indicator, group):
            return group.councils
        if self._is_own(group) and not indicator.is_stock and self.reported.before_statements(indicator):
            return tuple(council for council in group.councils if council != self.scope.council)
        return ()

    def _is_own(self, group: CouncilGroup) -> bool:
        return self.scope.council in group.councils

    def gives_number(self, indicator: Indicator, council: Council, rows: MeasuredRows) -> bool:
        """Whether the council has rows in the period or a total, or keeps the table, so that no row is a zero."""
        has_data = bool(rows.of(council) or self.reported.own_statements(indicator, council))
        return has_data or self.tables.has_rows_of(council, indicator)

    def count(self, indicator: Indicator, group: CouncilGroup, rows: MeasuredRows) -> CouncilCount:
        """How many councils of the group give a number, of how many; a total of several may name more than are on record."""
        counted = sum(self.gives_number(indicator, council, rows) for council in group.councils)
        if self._is_own(group):
            return CouncilCount(counted, len(group.councils))
        named = self.reported.councils_count(group.level)
        is_complete = bool(named) or len(group.councils) > 1 or not self.reported.has_total_of(group.level)
        return CouncilCount(counted, max(len(group.councils), named), is_complete)

    def coverage(
        self, indicator: Indicator, groups: Iterable[CouncilGroup], outcome: MergedValues, rows: MeasuredRows
    ) -> Coverage:
        """How many councils of all `groups` together have data; a superior's total covers the councils of its level."""
        total, silent = CouncilCount(0, 0), []
        for group in groups:
            count, covered = self.count(indicator, group, rows), self._covered(indicator, group)
            if self._is_covered(indicator, group):
                total += CouncilCount(count.expected, count.expected)
                continue
            silent_here = [c for c in group.councils if not self.gives_number(indicator, c, rows)]
            not_covered = [c for c in silent_here if c not in covered]
            silent += [council.slug for council in not_covered]
            total += replace(count, counted=count.counted + len(silent_here) - len(not_covered))
        whole = outcome.get(WHOLE, MergedValue())
        printed = [whole] if whole.value is not None else [merged for merged in outcome.values() if merged.value is not None]
        is_partial = any(merged.councils is not None and merged.councils.is_partial for merged in printed)
        return Coverage(total.expected, total.counted, tuple(silent), is_partial)

    def note_missing(self, indicator: Indicator, group: CouncilGroup, rows: MeasuredRows) -> None:
        """Note the councils without total that have no rows, or whose rows leave the number blank."""
        covered = self._covered(indicator, group)
        for council in group.councils:
            if council in covered:
                continue
            has_total = self.reported.own_statements(indicator, council)
            if not has_total and (not rows.of(council) or rows.have_blanks([council])):
                self.missing.append(Missing(council.slug, indicator.code, council.name))

    def _note_conflict(
        self, indicator: Indicator, key: OutcomeKey, council: Council, merged: MergedValue, level: str = ""
    ) -> None:
        if merged.conflicting:
            self.conflicts.append(make_conflict(merged, indicator=indicator, key=key, council=council, level=level))
            self.reported.used |= totals_of(merged.conflicting)

    def note_used(self, outcome: MergedValues) -> None:
        """Note the totals that a printed outcome rests on."""
        for merged in outcome.values():
            self.reported.used |= merged.totals | totals_of(merged.conflicting)


def _has_data(outcome: MergedValues) -> bool:
    """Whether any number of the outcome is known or in conflict."""
    return any(merged.value is not None or merged.computed is not None or merged.conflicting for merged in outcome.values())


def _merge_sum(key: OutcomeKey, total: MergedValue, statements: Sequence[Statement], *, is_complete: bool) -> MergedValue:
    """A sum over councils merged with the totals of the same councils together.

    A sum that is not complete agrees with every total that is not smaller.
    """
    if not statements:
        return total
    considered = considered_statements(statements)
    is_smaller = total.value is not None and all(total.value <= statement.value for statement in considered)
    measurement, all_statements, of_sum = None, list(statements), None
    if is_smaller and not is_complete:
        pass  # some councils have said nothing yet
    elif total.reported is not None and total.value is not None:
        sources = "; ".join(total.sources)
        of_sum = Statement(total.value, total.qualifier, sources, total.base, totals=total.totals)
        all_statements.append(of_sum)
    elif total.value is not None:
        measurement = Measurement(0, key.part, total.value, total.base, total.qualifier, total.share)
    merged = merge(measurement, all_statements)
    if of_sum in merged.conflicting:
        named = replace(of_sum, note=OF_SUM)
        merged = replace(merged, conflicting=tuple(named if one == of_sum else one for one in merged.conflicting))
    count = CouncilCount(total.councils.expected, total.councils.expected) if total.councils else None
    return replace(merged, computed=total.computed, councils=count)


def _with_whole(indicator: Indicator, outcome: MergedValues) -> MergedValues:
    """The outcome with the sum of the parts as its whole, unless a total gives the whole.

    So a part that a total has corrected, or that is in conflict, is so in the whole too. What the parts are of is no base
    of their sum.
    """
    whole = outcome.get(WHOLE, MergedValue())
    if not indicator.additive or whole.reported is not None or whole.conflicting:
        return {**outcome, WHOLE: whole}
    parts = parts_adding_up(indicator, outcome)
    return {**outcome, WHOLE: replace(add_merged(parts.values()), base=None, share=None) if parts else whole}
