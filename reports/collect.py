"""From a Scope to its figures: the rows are asked a constant number of questions, then meet the typed totals."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from reports.figures import Conflict, Missing, conflict
from reports.indicators import CATALOGUE
from reports.indicators.base import Reading
from reports.models import AnnualReport, ReportedTotal
from reports.printing import WHOLE, Printer
from reports.scope import Ask, Group, Mode
from reports.totals import Merged, Total, added, merge, statements


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


class _Collector:
    def __init__(self, scope):
        self.scope = scope
        self.conflicts, self.missing = [], []
        self.slugs = {council.pk: council.slug for council in scope.councils}
        self.totals = defaultdict(list)
        for row in ReportedTotal.objects.of(scope.councils).touching(scope.period):
            total = _plain_total(row)
            self.totals[total.code].append(total)
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
        readings = self._readings(indicator, own, levels)
        closed, others = indicator.parts_for(scope.councils)
        printer = Printer(indicator, scope, closed, others, self.base_url)
        outcomes = {group.level: self._group_outcome(indicator, group, readings) for group in levels}
        own_outcome = self._council_outcome(indicator, scope.council, readings) if own else {WHOLE: Merged()}
        if own and scope.mode != Mode.CONSOLIDATED:
            own_outcome = self._with_zeros(indicator, own_outcome, closed, scope.council.pk in readings)
        self._note_missing(indicator, own, levels, readings)
        shown = [printer.level(group, outcomes[group.level], self._counted(indicator, group, readings)) for group in levels]
        if scope.mode == Mode.CONSOLIDATED:
            whole = self._consolidated(indicator, own_outcome, outcomes, closed, bool(readings))
            if own:
                shown.insert(0, printer.level(own, own_outcome, int(self._speaks(indicator, scope.council, readings))))
        else:
            whole = own_outcome
        return printer.figure(whole, shown)

    def _readings(self, indicator, own, levels):
        """{council id: {part: Reading}} of the rows; a consolidated report asks all councils at once."""
        groups = [own, *levels] if own else [*levels]
        if self.scope.mode == Mode.CONSOLIDATED and groups:
            groups = [Group("", "", tuple(c for group in groups for c in group.councils))]
        found = defaultdict(dict)
        for group in groups:
            ask = Ask(group.councils, self.scope.period, self.scope.cut_off, self.scope.council)
            for reading in indicator.readings(ask):
                known = found[reading.council_id].get(reading.part)
                found[reading.council_id][reading.part] = _joined(known, reading) if known else reading
        return found

    def _council_outcome(self, indicator, council, readings):
        """{(part, is percent): Merged} of one council: its rows against its own totals."""
        rows = readings.get(council.pk, {})
        said = self._said(indicator, [t for t in self._of(indicator, "own") if t.council_id == council.pk], _life(council))
        outcome = {}
        for key in {WHOLE, *((part, False) for part in rows), *said}:
            part, is_percent = key
            reading = None if is_percent else _reading(indicator, rows, part)
            merged = merge(reading, said.get(key, ()))
            self._note_conflict(indicator, key, council, merged)
            outcome[key] = merged
        return _with_whole(indicator, outcome)

    def _group_outcome(self, indicator, group, readings):
        """{(part, is percent): Merged} of all councils of a level: the councils' own outcomes against totals below."""
        each = [self._council_outcome(indicator, council, readings) for council in group.councils]
        said = self._said_below(indicator, group)
        outcome = {}
        for key in {WHOLE, *(key for one in each for key in one), *said}:
            sums = added([one[key] for one in each if key in one])
            outcome[key] = self._against(indicator, key, sums, said.get(key, ()), group.level)
        return _with_whole(indicator, outcome)

    def _consolidated(self, indicator, own, levels, closed, has_rows):
        every = [own, *levels.values()]
        said = self._said_of_all(indicator)
        outcome = {}
        for key in {WHOLE, *(key for one in every for key in one), *said}:
            sums = added([one[key] for one in every if key in one]) if indicator.adds_councils else Merged()
            outcome[key] = self._against(indicator, key, sums, said.get(key, ()))
        if not indicator.adds_councils:
            return {key: merged for key, merged in outcome.items() if key == WHOLE or merged.value is not None}
        return self._with_zeros(indicator, _with_whole(indicator, outcome), closed, has_rows)

    def _against(self, indicator, key, sums, said, level=""):
        """The sum over councils, of one level or of all, against what one source says of all of them together."""
        if not said:
            return sums
        reading = None
        if sums.value is not None:
            reading = Reading(0, key[0], sums.value, sums.base, sums.qualifier, sums.share)
        merged = merge(reading, said)
        self._note_conflict(indicator, key, self.scope.council, merged, level)
        return merged

    def _with_zeros(self, indicator, outcome, closed, has_rows):
        """The outcome with 0 where rows are counted and there are none; totals alone add no zeros to the list of parts."""
        if indicator.rows is None:
            return outcome
        zero = Merged(value=0, computed=0)
        silent = not any(merged.value is not None or merged.clash for merged in outcome.values())
        if silent and (indicator.additive or indicator.counts_whole):
            outcome[WHOLE] = zero
        if indicator.shows_zeros and (has_rows or silent):
            for part in closed:
                if (part.key, False) not in outcome and part.key not in indicator.reported_parts:
                    outcome[(part.key, False)] = zero
        return outcome

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

    def _speaks(self, indicator, council, readings):
        own = [t for t in self._of(indicator, "own") if t.council_id == council.pk]
        return bool(readings.get(council.pk)) or bool(self._said(indicator, own, _life(council)))

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

    def _counted(self, indicator, group, readings):
        if self._covered(indicator, group):
            return len(group.councils)
        return sum(self._speaks(indicator, council, readings) for council in group.councils)

    def _note_missing(self, indicator, own, levels, readings):
        for group in filter(None, (own, *levels)):
            if self._covered(indicator, group):
                continue
            for council in group.councils:
                if not self._speaks(indicator, council, readings):
                    self.missing.append(Missing(council.slug, indicator.code, council.name))

    def _note_conflict(self, indicator, key, council, merged, level=""):
        if merged.clash:
            self.conflicts.append(conflict(merged, indicator=indicator, key=key, council=council, level=level))


def _plain_total(row):
    return Total(
        row.council_id, row.coverage, row.level, row.period, row.code, row.part, row.is_percent, row.value, row.base,
        row.qualifier, row.source, row.source_on, row.decision,
    )  # fmt: skip


def _life(council):
    return council.start, council.end


def _joined(one, other):
    return Reading(one.council_id, one.part, one.value + other.value)


def _reading(indicator, rows, part):
    """What the rows say about `part`: "" is their sum where the parts make up the whole; rows that name no part say 0."""
    if not rows:
        return None
    if part in rows:
        return rows[part]
    if "+" in part:
        merged = added([Merged(rows[key].value, qualifier=rows[key].qualifier) for key in part.split("+") if key in rows])
        return Reading(0, part, merged.value or 0, qualifier=merged.qualifier)
    if part:
        return None if part in indicator.reported_parts else Reading(0, part, 0)
    if not indicator.additive:
        return None
    merged = added([Merged(r.value, r.base, r.qualifier) for r in rows.values()])
    return Reading(0, "", merged.value, merged.base, merged.qualifier)


def _with_whole(indicator, outcome):
    """The outcome whose whole, where no total told it, is the sum of its parts (unions of parts are never added).

    So a part that a total has corrected, or that is in dispute, is so in the whole too.
    """
    whole = outcome.get(WHOLE, Merged())
    parts = [merged for (part, is_percent), merged in outcome.items() if part and not is_percent and "+" not in part]
    if indicator.additive and parts and whole.reported is None and not whole.clash:
        whole = added(parts)
    return {**outcome, WHOLE: whole}
