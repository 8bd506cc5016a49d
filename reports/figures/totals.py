"""How typed totals meet the rows: clipped to a life, tiled over a period, merged or found in conflict.

Pure functions over plain data; MODEL of the merge: rows (where there are any) and every source must say one and the
same value with the same qualifier, else there is no value until somebody chooses.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from core.records.choices import common_qualifier
from core.records.periods import Period


@dataclass(frozen=True)
class Total:
    """A typed total as the merge needs it."""

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
    source_on: object
    decision: str


@dataclass(frozen=True)
class Statement:
    """What one source says about one figure of one period."""

    value: Decimal
    qualifier: str
    source: str
    base: Decimal | None = None
    decision: str = "pending"

    @property
    def said(self):
        return self.value, self.qualifier


@dataclass(frozen=True)
class Merged:
    """The outcome: a value, or none where nobody spoke or two voices differ."""

    value: Decimal | int | None = None
    base: Decimal | int | None = None
    qualifier: str = ""
    computed: Decimal | int | None = None
    reported: Decimal | int | None = None
    share: tuple[int, int] | None = None
    sources: tuple[str, ...] = ()
    clash: tuple[Statement, ...] = ()  # the sources of a conflict that nobody has decided


def statements(totals, period, life, *, is_stock):
    """The usable statements of `totals` (all about one figure) for `period`.

    A total is used where its period equals the report's once both are clipped to `life` (first day, first day after
    or None). Totals of one source that tile the period are added, for flows; a stock takes the one that ends with
    the period. An exact total goes before its parts; anything else is not used.
    """
    wanted = period.clip(*life)
    by_source = defaultdict(list)
    for total in totals:
        if wanted and total.decision != "set_aside" and (lived := total.period.clip(*life)):
            by_source[total.source].append((lived, total))
    found = []
    for source, dated in by_source.items():
        exact = [total for lived, total in dated if lived == wanted]
        ending = [total for lived, total in dated if is_stock and lived.end == wanted.end]
        if exact or ending:
            found += [_statement(source, [total]) for total in exact or ending]
        elif not is_stock and (tiles := _tiling(dated, wanted)):
            found.append(_statement(source, tiles))
    return found


def _tiling(dated, wanted):
    """The totals that cover `wanted` without gap or overlap, the longest pieces where there is a choice; [] where none do."""
    covers = {wanted.end: []}  # first day -> the totals from there to the end
    pieces = [(lived, total) for lived, total in dated if not total.is_percent]
    for lived, total in sorted(pieces, key=lambda piece: (-piece[0].start.toordinal(), piece[0].end)):
        if lived.end in covers:
            covers[lived.start] = [total, *covers[lived.end]]
    return covers.get(wanted.start, [])


def _statement(source, totals):
    bases = [t.base for t in totals]
    return Statement(
        value=sum(t.value for t in totals),
        base=sum(bases) if bases and None not in bases else None,
        qualifier=common_qualifier(t.qualifier for t in totals),
        source=source,
        decision="preferred" if all(t.decision == "preferred" for t in totals) else "pending",
    )


def merge(measurement, said):
    """What stands after the rows (`measurement`: a Measurement, or None where there are no rows) met the statements `said`."""
    computed = measurement.value if measurement else None
    if not said:
        if not measurement:
            return Merged()
        return Merged(measurement.value, measurement.base, measurement.qualifier, computed=computed, share=measurement.share)
    preferred = [s for s in said if s.decision == "preferred"]
    voices = {s.said for s in preferred or said}
    if measurement and not preferred:
        voices.add((measurement.value, measurement.qualifier))
    bases = {s.base for s in preferred or said if s.base is not None}
    if len(voices) > 1 or len(bases) > 1:
        return Merged(computed=computed, clash=tuple(preferred or said))
    chosen = (preferred or said)[0]
    share = None
    if measurement and measurement.value == chosen.value:
        share = measurement.share
    elif chosen.base:
        share = (chosen.value, chosen.base)
    return Merged(
        value=chosen.value,
        base=chosen.base if chosen.base is not None or not measurement else measurement.base,
        qualifier=chosen.qualifier,
        computed=computed,
        reported=chosen.value,
        share=share,
        sources=tuple(dict.fromkeys(s.source for s in (preferred or said))),
    )


def added(pieces):
    """The sum of several outcomes; no value where one of them is in conflict, or where none has any.

    `reported` is the share of the sum that rests on typed totals; a total that only repeats the rows adds nothing to it.
    """
    pieces = [p for p in pieces if p.value is not None or p.computed is not None or p.clash]
    if not pieces:
        return Merged()
    if len(pieces) == 1:
        return pieces[0]
    clash = tuple(s for p in pieces for s in p.clash)
    shares = [p.share for p in pieces]
    typed = [p for p in pieces if p.reported is not None]
    if len(typed) < len(pieces):
        typed = [p for p in typed if p.reported != p.computed]
    return Merged(
        value=None if clash else _total(p.value for p in pieces),
        base=_total(p.base for p in pieces) if all(p.base is not None for p in pieces) else None,
        qualifier="" if clash else common_qualifier(p.qualifier for p in pieces),
        computed=_total(p.computed for p in pieces),
        reported=_total(p.reported for p in typed),
        share=(sum(s[0] for s in shares), sum(s[1] for s in shares)) if all(shares) else None,
        sources=tuple(dict.fromkeys(source for p in typed for source in p.sources)),
        clash=clash,
    )


def _total(values):
    known = [v for v in values if v is not None]
    return sum(known) if known else None
