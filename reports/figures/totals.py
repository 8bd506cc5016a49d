"""How reported totals and rows become one value: of which period they are, added over it, merged or found in conflict.

Pure functions over plain data. The rule of the merge: the rows (where there are any) and every source must give the same
value with the same qualifier; otherwise there is no value until somebody chooses. Rows of which some are not recorded are
in conflict with a total only where they are more than it says.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from core.records.choices import common_qualifier
from core.records.periods import Period
from reports.indicators.grouping import Measurement, Share
from reports.scope import Lifetime

Amount = Decimal | int


@dataclass(frozen=True, order=True)
class OutcomeKey:
    """The key of one value of an indicator: a part ("" is the whole), as a count or as a percentage."""

    part: str
    is_percent: bool = False


WHOLE = OutcomeKey("")
PERCENT = OutcomeKey("", is_percent=True)


@dataclass(frozen=True)
class PlainTotal:
    """A reported total as the merge needs it."""

    council_id: int
    coverage: str
    level: str
    period: Period
    code: str
    part: str
    is_percent: bool
    value: Decimal
    base: Decimal | None
    qualifier: str
    source: str
    source_on: datetime.date | None
    decision: str  # "chosen" where the report itself has chosen the total
    pk: int = 0
    councils_count: int | None = None  # of how many councils the total is the sum


@dataclass(frozen=True)
class StatedValue:
    """What must be equal for two statements not to be in conflict."""

    value: Amount
    qualifier: str


@dataclass(frozen=True)
class Statement:
    """The value that one source gives for one figure of one period."""

    value: Amount
    qualifier: str
    source: str
    base: Amount | None = None
    decision: str = "pending"
    totals: frozenset[int] = frozenset()  # the primary keys of the totals that it is made of
    note: str = ""  # behind the source, in the words of a conflict

    @property
    def stated_value(self) -> StatedValue:
        return StatedValue(self.value, self.qualifier)


@dataclass(frozen=True)
class CouncilCount:
    """Of how many councils a value is the sum; `expected` is at least as many where the number is not complete."""

    counted: int
    expected: int
    is_complete: bool = True  # whether `expected` is the number of all councils

    @property
    def is_partial(self) -> bool:
        """Whether some of the councils gave no number, or may have given none."""
        return self.counted < self.expected or not self.is_complete

    def __add__(self, other: Self) -> Self:
        is_complete = self.is_complete and other.is_complete
        return type(self)(self.counted + other.counted, self.expected + other.expected, is_complete)


@dataclass(frozen=True)
class MergedValue:
    """The result of a merge. `value` is None where there is no data, and where the sources are in conflict."""

    value: Amount | None = None
    base: Amount | None = None
    qualifier: str = ""
    computed: Amount | None = None
    reported: Amount | None = None
    share: Share | None = None
    sources: tuple[str, ...] = ()
    conflicting: tuple[Statement, ...] = ()  # the statements of a conflict that nobody has decided
    computed_qualifier: str = ""  # of the rows in a conflict
    computed_words: str = "tính từ bản ghi"  # what `computed` is, in a conflict
    is_chosen: bool = False  # somebody has chosen the value, which nothing else contradicts any more
    totals: frozenset[int] = frozenset()  # the primary keys of the totals that the value is made of
    councils: CouncilCount | None = None  # None where the value is no sum over councils
    percentage: tuple[Decimal, str] | None = None  # typed beside a count that has no base, with its qualifier


MergedValues = dict[OutcomeKey, MergedValue]


def usable_statements(totals: Iterable[PlainTotal], period: Period, lifetime: Lifetime, *, is_stock: bool) -> list[Statement]:
    """The statements for `period` that `totals`, all of one figure, yield.

    A total is used where its period equals the report's, as it is or clipped to `lifetime`. For flows, totals of one
    source that cover the period without gap or overlap are added; a stock takes the total that ends with the period.
    A total that reaches outside the lifetime is about more than the councils: it is used for its very period only.
    A total of exactly the period is preferred to a sum; all other totals are not used.
    """
    clipped_period = period.clip(lifetime.start, lifetime.end)
    if clipped_period is None:
        return []
    by_source: defaultdict[str, list[PlainTotal]] = defaultdict(list)
    for total in totals:
        if total.decision != "set_aside":
            by_source[total.source].append(total)
    statements = []
    for source, totals_of_source in by_source.items():
        exact = [total for total in totals_of_source if total.period in (period, clipped_period)]
        inside = [total for total in totals_of_source if total.period.clip(lifetime.start, lifetime.end) == total.period]
        ending = [total for total in inside if is_stock and total.period.end == clipped_period.end]
        if exact:
            statements += [_statement(source, [total], is_exact=True) for total in exact]
        elif ending:
            statements += [_statement(source, [total]) for total in ending]
        elif not is_stock and (covering := _covering(inside, clipped_period)):
            statements.append(_statement(source, covering))
    return statements


def _covering(totals: Iterable[PlainTotal], period: Period) -> list[PlainTotal]:
    """The totals that cover `period` without gap or overlap, the longest where there is a choice; [] where none do."""
    from_day: dict[datetime.date, list[PlainTotal]] = {period.end: []}  # first day -> the totals from there to the end
    counts = [total for total in totals if not total.is_percent]
    for total in sorted(counts, key=lambda total: (-total.period.start.toordinal(), total.period.end)):
        if total.period.end in from_day:
            from_day[total.period.start] = [total, *from_day[total.period.end]]
    return from_day.get(period.start, [])


def _statement(source: str, totals: Sequence[PlainTotal], *, is_exact: bool = False) -> Statement:
    """The statement of `totals` together; the choice of a total itself is for reports of exactly its period."""
    bases = [total.base for total in totals if total.base is not None]
    decisions = {total.decision for total in totals}
    is_decided = len(decisions) == 1 and (is_exact or decisions == {"chosen"})
    return Statement(
        value=sum(total.value for total in totals),
        base=sum(bases) if bases and len(bases) == len(totals) else None,
        qualifier=common_qualifier(total.qualifier for total in totals),
        source=source,
        decision=totals[0].decision if is_decided else "pending",
        totals=frozenset(total.pk for total in totals),
    )


def considered_statements(statements: Sequence[Statement]) -> list[Statement]:
    """Those that the report has chosen, else those that are preferred, else all."""
    for decision in ("chosen", "preferred"):
        if decided := [statement for statement in statements if statement.decision == decision]:
            return decided
    return list(statements)


def merge(measurement: Measurement | None, statements: Sequence[Statement], *, is_complete: bool = True) -> MergedValue:
    """The rows (`measurement`, or None where there are no rows) merged with the statements of reported totals.

    Rows that are not complete agree with every total that is not smaller.
    """
    computed = measurement.value if measurement else None
    if not statements:
        if not measurement:
            return MergedValue()
        return MergedValue(measurement.value, measurement.base, measurement.qualifier, computed=computed, share=measurement.share)
    considered = considered_statements(statements)
    is_chosen = considered[0].decision != "pending"
    values = {statement.stated_value for statement in considered}
    bases = {statement.base for statement in considered if statement.base is not None}
    agrees = is_chosen or measurement is None or _agrees(measurement, considered, is_complete=is_complete)
    if len(values) > 1 or len(bases) > 1 or not agrees:
        qualifier = measurement.qualifier if measurement else ""
        return MergedValue(computed=computed, conflicting=tuple(considered), computed_qualifier=qualifier)
    chosen = considered[0]
    share = None
    if measurement and measurement.value == chosen.value:
        share = measurement.share
    elif chosen.base:
        share = Share(chosen.value, chosen.base)
    return MergedValue(
        value=chosen.value,
        base=chosen.base if chosen.base is not None or not measurement else measurement.base,
        qualifier=chosen.qualifier,
        computed=computed,
        reported=chosen.value,
        share=share,
        sources=_without_duplicates(statement.source for statement in considered),
        is_chosen=is_chosen,
        totals=totals_of(considered),
    )


def _agrees(measurement: Measurement, statements: Sequence[Statement], *, is_complete: bool) -> bool:
    """Whether the rows contradict none of the statements."""
    value = measurement.value
    if value is None:
        return True
    if is_complete:
        return all(statement.stated_value == StatedValue(value, measurement.qualifier) for statement in statements)
    return all(value <= statement.value for statement in statements)


def totals_of(statements: Iterable[Statement]) -> frozenset[int]:
    """The primary keys of the totals of all `statements`."""
    return frozenset(pk for statement in statements for pk in statement.totals)


def add_merged(pieces: Iterable[MergedValue]) -> MergedValue:
    """The sum of several outcomes. It has no value where one of them is in conflict, or where none has a value.

    `reported` is the share of the sum that only reported totals give; a total that equals the rows is not part of it.
    """
    pieces = [p for p in pieces if p.value is not None or p.computed is not None or p.conflicting]
    if not pieces:
        return MergedValue()
    if len(pieces) == 1:
        return pieces[0]
    conflicting = tuple(statement for p in pieces for statement in p.conflicting)
    shares = [p.share for p in pieces if p.share is not None]
    counts = [p.councils for p in pieces if p.councils is not None]
    reported = [p for p in pieces if p.reported is not None]
    if len(reported) < len(pieces):
        reported = [p for p in reported if p.reported != p.computed]
    return MergedValue(
        value=None if conflicting else _sum_of_present(p.value for p in pieces),
        base=_sum_of_present(p.base for p in pieces) if all(p.base is not None for p in pieces) else None,
        qualifier="" if conflicting else common_qualifier(p.qualifier for p in pieces),
        computed=_sum_of_present(p.computed for p in pieces),
        reported=_sum_of_present(p.reported for p in reported),
        share=_sum_of_shares(shares) if len(shares) == len(pieces) else None,
        sources=_without_duplicates(source for p in reported for source in p.sources),
        conflicting=conflicting,
        computed_qualifier=common_qualifier(p.computed_qualifier or p.qualifier for p in pieces if p.computed is not None)
        if conflicting
        else "",
        totals=frozenset(pk for p in pieces for pk in p.totals),
        councils=min(counts, key=lambda count: (not count.is_partial, count.counted)) if counts else None,
    )


def _sum_of_shares(shares: Sequence[Share]) -> Share | None:
    """The share of a sum; None where the shares are of different things."""
    total: Share | None = shares[0]
    for share in shares[1:]:
        total = total + share if total else None
    return total


def _sum_of_present(values: Iterable[Amount | None]) -> Amount | None:
    present = [value for value in values if value is not None]
    return sum(present) if present else None


def _without_duplicates(sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sources))
