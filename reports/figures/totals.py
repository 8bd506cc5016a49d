"""How reported totals and rows become one value: clipped to a lifetime, added over a period, merged or found in conflict.

Pure functions over plain data. The rule of the merge: the rows (where there are any) and every source must give the same
value with the same qualifier; otherwise there is no value until somebody chooses.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.records.choices import common_qualifier
from core.records.periods import Period
from reports.indicators.base import Measurement, Share
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
    decision: str


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

    @property
    def stated_value(self) -> StatedValue:
        return StatedValue(self.value, self.qualifier)


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


MergedValues = dict[OutcomeKey, MergedValue]


@dataclass(frozen=True)
class _ClippedTotal:
    """A total with its period clipped to the lifetime of the councils."""

    period: Period
    total: PlainTotal


def usable_statements(totals: Iterable[PlainTotal], period: Period, lifetime: Lifetime, *, is_stock: bool) -> list[Statement]:
    """The statements for `period` that `totals`, all of one figure, yield.

    A total is used where its period equals the report's once both are clipped to `lifetime`. For flows, totals of one
    source that cover the period without gap or overlap are added; a stock takes the total that ends with the period.
    A total of exactly the period is preferred to a sum; all other totals are not used.
    """
    clipped_period = period.clip(lifetime.start, lifetime.end)
    if clipped_period is None:
        return []
    by_source: defaultdict[str, list[_ClippedTotal]] = defaultdict(list)
    for total in totals:
        if total.decision != "set_aside" and (clipped := total.period.clip(lifetime.start, lifetime.end)):
            by_source[total.source].append(_ClippedTotal(clipped, total))
    statements = []
    for source, pieces in by_source.items():
        exact = [piece.total for piece in pieces if piece.period == clipped_period]
        ending = [piece.total for piece in pieces if is_stock and piece.period.end == clipped_period.end]
        if exact or ending:
            statements += [_statement(source, [total]) for total in exact or ending]
        elif not is_stock and (covering := _covering(pieces, clipped_period)):
            statements.append(_statement(source, covering))
    return statements


def _covering(pieces: Iterable[_ClippedTotal], period: Period) -> list[PlainTotal]:
    """The totals that cover `period` without gap or overlap, the longest where there is a choice; [] where none do."""
    from_day: dict[datetime.date, list[PlainTotal]] = {period.end: []}  # first day -> the totals from there to the end
    counts = [piece for piece in pieces if not piece.total.is_percent]
    for piece in sorted(counts, key=lambda piece: (-piece.period.start.toordinal(), piece.period.end)):
        if piece.period.end in from_day:
            from_day[piece.period.start] = [piece.total, *from_day[piece.period.end]]
    return from_day.get(period.start, [])


def _statement(source: str, totals: Sequence[PlainTotal]) -> Statement:
    bases = [total.base for total in totals if total.base is not None]
    return Statement(
        value=sum(total.value for total in totals),
        base=sum(bases) if bases and len(bases) == len(totals) else None,
        qualifier=common_qualifier(total.qualifier for total in totals),
        source=source,
        decision="preferred" if all(total.decision == "preferred" for total in totals) else "pending",
    )


def merge(measurement: Measurement | None, statements: Sequence[Statement]) -> MergedValue:
    """The rows (`measurement`, or None where there are no rows) merged with the statements of reported totals."""
    computed = measurement.value if measurement else None
    if not statements:
        if not measurement:
            return MergedValue()
        return MergedValue(measurement.value, measurement.base, measurement.qualifier, computed=computed, share=measurement.share)
    preferred = [statement for statement in statements if statement.decision == "preferred"]
    considered = preferred or statements
    values = {statement.stated_value for statement in considered}
    if measurement and not preferred and measurement.value is not None:
        values.add(StatedValue(measurement.value, measurement.qualifier))
    bases = {statement.base for statement in considered if statement.base is not None}
    if len(values) > 1 or len(bases) > 1:
        return MergedValue(computed=computed, conflicting=tuple(considered))
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
    )


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
    reported = [p for p in pieces if p.reported is not None]
    if len(reported) < len(pieces):
        reported = [p for p in reported if p.reported != p.computed]
    return MergedValue(
        value=None if conflicting else _sum_of_present(p.value for p in pieces),
        base=_sum_of_present(p.base for p in pieces) if all(p.base is not None for p in pieces) else None,
        qualifier="" if conflicting else common_qualifier(p.qualifier for p in pieces),
        computed=_sum_of_present(p.computed for p in pieces),
        reported=_sum_of_present(p.reported for p in reported),
        share=Share(sum(s.value for s in shares), sum(s.base for s in shares)) if len(shares) == len(pieces) else None,
        sources=_without_duplicates(source for p in reported for source in p.sources),
        conflicting=conflicting,
    )


def _sum_of_present(values: Iterable[Amount | None]) -> Amount | None:
    present = [value for value in values if value is not None]
    return sum(present) if present else None


def _without_duplicates(sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sources))
