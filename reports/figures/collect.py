"""From a Scope to its figures: the rows are asked a constant number of questions, then meet the typed totals."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from django.urls import reverse

from reports.figures.formatting import WHOLE, Printer
from reports.figures.numbers import Conflict, Missing, conflict
from reports.figures.totals import Merged, Statement, Total, added, merge, statements
from reports.indicators import CATALOGUE
from reports.indicators.base import Measurement
from reports.models import AnnualReport, ReportedTotal
from reports.scope import FigureQuery, Group, Mode

ZERO = Merged(value=0, computed=0)


@dataclass(frozen=True)
class Collected:
    """All figures of a scope, with what contradicts and what is missing."""

    scope: object
    figures: dict
    conflicts: tuple[Conflict, ...]
    missing: tuple[Missing, ...]

    def find(self, code, part="", level=""):
        """(label, Number), or None where the figure has no such part or level."""
        return self.figures[code].find(part, level)


def collect(scope, codes=None):
    """The figures of `scope`, all of the catalogue or those of `codes`, in the order of the report."""
    collector = _Collector(scope)
    catalogue = [i for i in CATALOGUE if codes is None or i.code in codes]
    figures = {indicator.code: collector.figure(indicator) for indicator in catalogue}
    return Collected(scope, figures, tuple(collector.conflicts), tuple(collector.missing))


@dataclass(frozen=True)
class _Rows:
    """What the rows of an indicator say: {council id: {part: Measurement}}, and whose rows do not all say how many."""

    measurements: dict
    untold: set

    def of(self, council):
        return self.measurements.get(council.pk, {})

    def counted(self, councils):
        return any(self.of(council) for council in councils)

    def are_open(self, councils):
        return any(council.pk in self.untold for council in councils)

    def measurement(self, indicator, council, part):
        """What the rows say about `part`: "" is their sum where the parts make up the whole; rows that name no part say 0."""
        rows = self.of(council)
        if not rows:
            return None
        if part in rows:
            return rows[part]
        if "+" in part:
            merged = added([Merged(rows[key].value, qualifier=rows[key].qualifier) for key in part.split("+") if key in rows])
            return Measurement(0, part, merged.value or 0, qualifier=merged.qualifier)
        if part:
            says_nil = part not in indicator.reported_parts and not self.are_open([council])
            return Measurement(0, part, 0) if says_nil else None
        if not indicator.additive:
            return None
        merged = added([Merged(r.value, r.base, r.qualifier) for r in rows.values()])
        return Measurement(0, "", merged.value, merged.base, merged.qualifier)


class _Collector:
    def __init__(self, scope):
        self.scope = scope
        self.conflicts, self.missing = [], []
        self.words = cache(lambda vocabulary: list(vocabulary.objects.of(scope.councils)))
        self.slugs = {council.pk: council.slug for council in scope.councils}
        self.totals = defaultdict(list)
        spelt = {}  # (code, the parts of a union) -> the union as it was first typed
        for row in ReportedTotal.objects.of(scope.councils).touching(scope.period).order_by("pk"):
            part = spelt.setdefault((row.code, frozenset(row.part.split("+"))), row.part)
            self.totals[row.code].append(_plain_total(row, part))
        slug = (
            AnnualReport.objects.filter(
                council=scope.council,
                period_from=scope.period.first,
                period_to=scope.period.last,
                scope=scope.mode,
                cut_off=scope.cut_off,
            )
            .order_by("version")
            .values_list("slug", flat=True)
            .last()
        )
        self.base_url = reverse("reports:detail", args=[scope.council.slug, slug]) if slug else ""

    def figure(self, indicator):
        scope = self.scope
        own, levels = scope.own, scope.levels
        if indicator.is_stock:
            own = own.in_force_on(scope.cut_off)
            levels = tuple(filter(None, (group.in_force_on(scope.cut_off) for group in levels)))
        groups = tuple(filter(None, (own, *levels)))
        rows = self._rows(indicator, groups)
        closed, others = indicator.parts_for(scope.council, self.words)
        printer = Printer(indicator, scope, closed, others, self.base_url)
        outcomes = {group.level: self._group_outcome(indicator, group, rows) for group in levels}
        own_outcome = self._council_outcome(indicator, scope.council, rows) if own else {WHOLE: Merged()}
        for group in groups:
            self._note_missing(indicator, group, rows)
        if scope.mode == Mode.CONSOLIDATED:
            whole, about = self._consolidated(indicator, own_outcome, outcomes), scope.councils if indicator.adds_councils else ()
            outcomes, shown = outcomes | {scope.council.level: own_outcome}, groups
        else:
            whole, about, shown = own_outcome, own.councils if own else (), levels
        printed = []
        for group in shown:
            parts = closed if group == own else indicator.parts
            outcome = _with_zeros(indicator, outcomes[group.level], parts, rows.counted(group.councils))
            printed.append(printer.level(group, outcome, self._counted(indicator, group, rows)))
        return printer.figure(_with_nil(indicator, whole, closed, rows, about), printed)

    def _rows(self, indicator, groups):
        """What the rows of all councils say; a consolidated report asks all councils at once."""
        if self.scope.mode == Mode.CONSOLIDATED and groups:
            groups = [Group("", "", tuple(c for group in groups for c in group.councils))]
        found, untold = defaultdict(dict), set()
        for group in groups:
            query = FigureQuery(group.councils, self.scope.period, self.scope.cut_off, self.scope.council)
            for measurement in indicator.measurements(query):
                if measurement.is_open:
                    untold.add(measurement.council_id)
                if measurement.value is not None:
                    known = found[measurement.council_id].get(measurement.part)
                    found[measurement.council_id][measurement.part] = _joined(known, measurement) if known else measurement
        return _Rows(dict(found), untold)

    def _council_outcome(self, indicator, council, rows):
        """{(part, is percent): Merged} of one council: its rows against its own totals."""
        said = self._said_of(indicator, council)
        outcome = {}
        for key in {WHOLE, *((part, False) for part in rows.of(council)), *said}:
            part, is_percent = key
            measurement = None if is_percent else rows.measurement(indicator, council, part)
            merged = merge(measurement, said.get(key, ()))
            self._note_conflict(indicator, key, council, merged)
            outcome[key] = merged
        return _with_whole(indicator, outcome)

    def _group_outcome(self, indicator, group, rows):
        """{(part, is percent): Merged} of all councils of a level: the councils' own outcomes against totals below."""
        each = [self._council_outcome(indicator, council, rows) for council in group.councils]
        return self._added(indicator, each, self._said_below(indicator, group), group.level)

    def _consolidated(self, indicator, own, levels):
        """{(part, is percent): Merged} of all levels; people are never added, so only a total of all can speak of them."""
        every = [own, *levels.values()] if indicator.adds_councils else []
        outcome = self._added(indicator, every, self._said_of_all(indicator))
        if indicator.adds_councils:
            return outcome
        return {key: merged for key, merged in outcome.items() if key == WHOLE or merged.value is not None}

    def _added(self, indicator, each, said, level=""):
        """The sums of the outcomes `each`, percents aside, against what a total says of all of them together."""
        if len(each) > 1:
            each = [{key: merged for key, merged in one.items() if not key[1]} for one in each]
        outcome = {}
        for key in {WHOLE, *(key for one in each for key in one), *said}:
            sums = added([one[key] for one in each if key in one])
            outcome[key] = self._against(indicator, key, sums, said.get(key, ()), level)
        return _with_whole(indicator, outcome) if said else outcome

    def _against(self, indicator, key, sums, said, level=""):
        """The sum over councils, of one level or of all, against what one source says of all of them together."""
        if not said:
            return sums
        measurement, voices = None, list(said)
        if sums.reported is not None and sums.value is not None:
            voices.append(Statement(sums.value, sums.qualifier, "; ".join(sums.sources), sums.base))
        elif sums.value is not None:
            measurement = Measurement(0, key[0], sums.value, sums.base, sums.qualifier, sums.share)
        merged = replace(merge(measurement, voices), computed=sums.computed)
        self._note_conflict(indicator, key, self.scope.council, merged, level)
        return merged

    def _of(self, indicator, coverage):
        return [t for t in self.totals.get(indicator.code, ()) if t.coverage == coverage]

    def _said(self, indicator, totals, life):
        by_key = defaultdict(list)
        for total in totals:
            by_key[(total.part, total.is_percent)].append(total)
        found = {}
        for key, some in by_key.items():
            if usable := statements(some, self.scope.period, life, is_stock=indicator.is_stock):
                found[key] = usable
        return found

    def _said_of(self, indicator, council):
        """What totals of the council itself say."""
        own = [t for t in self._of(indicator, "own") if t.council_id == council.pk]
        return self._said(indicator, own, (council.start, council.end))

    def _speaks(self, indicator, council, rows):
        return bool(rows.of(council) or self._said_of(indicator, council))

    def _said_below(self, indicator, group):
        """What the scope's council says of all councils of the level together."""
        below = [t for t in self._of(indicator, "below") if t.level == group.level and t.council_id == self.scope.council.pk]
        return self._said(indicator, below, group.life)

    def _said_of_all(self, indicator):
        """What the scope's council says of itself and all below together; {} where the report adds nothing across levels."""
        if self.scope.mode != Mode.CONSOLIDATED:
            return {}
        whole = [t for t in self._of(indicator, "all") if t.council_id == self.scope.council.pk]
        return self._said(indicator, whole, (min(c.start for c in self.scope.councils), None))

    def _covered(self, indicator, group):
        """Whether a total of the superior speaks for all councils of the level."""
        return bool(self._said_below(indicator, group) or self._said_of_all(indicator))

    def _counted(self, indicator, group, rows):
        if self._covered(indicator, group):
            return len(group.councils)
        return sum(self._speaks(indicator, council, rows) for council in group.councils)

    def _note_missing(self, indicator, group, rows):
        """Who has neither row nor total, or rows that do not say how many and no total that does."""
        if self._covered(indicator, group):
            return
        for council in group.councils:
            if not self._said_of(indicator, council) and (not rows.of(council) or rows.are_open([council])):
                self.missing.append(Missing(council.slug, indicator.code, council.name))

    def _note_conflict(self, indicator, key, council, merged, level=""):
        if merged.clash:
            self.conflicts.append(conflict(merged, indicator=indicator, key=key, council=council, level=level))


def _plain_total(row, part):
    return Total(
        row.council_id, row.coverage, row.level, row.period, row.code, part, row.is_percent, row.value, row.base,
        row.qualifier, row.source, row.source_on, row.decision,
    )  # fmt: skip


def _joined(one, other):
    return Measurement(one.council_id, one.part, one.value + other.value)


def _with_nil(indicator, outcome, closed, rows, councils):
    """The outcome with 0 where the rows of `councils` are counted and there are none, nor any total."""
    silent = not any(merged.value is not None or merged.clash for merged in outcome.values())
    if silent and (indicator.rows is None or not indicator.no_rows_say_nil or not councils or rows.are_open(councils)):
        return outcome
    if silent and (indicator.additive or indicator.counts_whole):
        outcome = {**outcome, WHOLE: ZERO}
    return _with_zeros(indicator, outcome, closed, silent or rows.counted(councils))


def _with_zeros(indicator, outcome, closed, counted):
    """The outcome with the zeros of its closed parts where rows are `counted`; totals alone add none."""
    if not counted or not indicator.shows_zeros:
        return outcome
    empty = [part.key for part in closed if part.key not in indicator.reported_parts]
    return {(key, False): ZERO for key in empty} | outcome


def _with_whole(indicator, outcome):
    """The outcome whose whole, where no total told it, is the sum of its parts.

    So a part that a total has corrected, or that is in dispute, is so in the whole too. A part told alone and within a
    union is added once; unions that share a part make no whole.
    """
    whole = outcome.get(WHOLE, Merged())
    if not indicator.additive or whole.reported is not None or whole.clash:
        return {**outcome, WHOLE: whole}
    told = {part: merged for (part, is_percent), merged in outcome.items() if part and not is_percent}
    united = [one for part in told if "+" in part for one in part.split("+")]
    if len(united) > len(set(united)):
        return {**outcome, WHOLE: whole}
    parts = [merged for part, merged in told.items() if part not in united]
    return {**outcome, WHOLE: added(parts) if parts else whole}
