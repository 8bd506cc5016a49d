"""The scope of a report: its councils, the days of its period and its cut-off."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Self

from django.apps import apps
from django.db.models import TextChoices

from core.records.periods import Period
from councils.models import Council
from councils.wording import councils_label, level_label

LEVELS_DOWNWARD = (Council.Level.PROVINCE, Council.Level.DISTRICT, Council.Level.COMMUNE)


class Mode(TextChoices):
    OWN = "own", "của HĐND này"
    BY_LEVEL = "by-level", "theo từng cấp"
    CONSOLIDATED = "consolidated", "gộp các cấp"


def default_mode(council: Council, period: Period, *, with_predecessors: bool = False) -> Mode:
    """By level where the council had a council below it in the period, or totals of a level below; else own.

    With predecessors the councils that were below these count too.
    """
    has_levels = Council.objects.subordinate_to(council, period).exists() or bool(levels_with_totals(council, period))
    if not has_levels and with_predecessors:
        has_levels = bool(Scope(council, Mode.BY_LEVEL, period, period.last, with_predecessors=True).levels)
    return Mode.BY_LEVEL if has_levels else Mode.OWN


def levels_below(council: Council) -> tuple[str, ...]:
    """The levels below that of the council, the highest first."""
    return tuple(level.value for level in LEVELS_DOWNWARD[LEVELS_DOWNWARD.index(Council.Level(council.level)) + 1 :])


def levels_with_totals(council: Council, period: Period) -> set[str]:
    """The levels below for which the council gives a total that shares a day with `period`."""
    if not levels_below(council):
        return set()
    return set(_reported_totals().of_levels_below(council, period).order_by().values_list("level", flat=True).distinct())


def has_totals_of_all_levels(council: Council, period: Period) -> bool:
    """Whether the council gives a total for all levels together that shares a day with `period`."""
    return bool(levels_below(council)) and _reported_totals().of_all_levels(council, period).exists()


def _reported_totals() -> Any:  # Any: the QuerySet of ReportedTotal, whose module imports this one
    return apps.get_model("reports", "ReportedTotal")._default_manager.all()


@dataclass(frozen=True)
class Lifetime:
    """The days in which councils existed, from `start` up to, but without, `end`; None: they still exist."""

    start: date
    end: date | None = None


@dataclass(frozen=True)
class Predecessor:
    """A council that became part of another one; its records count up to, but without, the day `until`."""

    council: Council
    until: date
    is_direct: bool  # not the predecessor of a predecessor


def predecessors_of(council: Council) -> tuple[Predecessor, ...]:
    """The predecessors of the council and theirs, by the names within a generation; one query for each generation.

    The records of a predecessor that has no last day count up to the day on which its successor began.
    """
    links = Council.predecessors.through._default_manager.select_related("from_council", "to_council")
    predecessors: dict[int, Predecessor] = {}
    successors = [council.pk]
    while successors:
        generation: dict[int, Predecessor] = {}
        for link in links.filter(from_council__in=successors).order_by("to_council__name", "to_council", "from_council"):
            earlier = link.to_council
            if earlier.pk != council.pk and earlier.pk not in predecessors:
                until = earlier.end or link.from_council.start
                generation.setdefault(earlier.pk, Predecessor(earlier, until, link.from_council_id == council.pk))
        predecessors |= generation
        successors = list(generation)
    return tuple(predecessors.values())


@dataclass(frozen=True)
class CouncilGroup:
    """The councils that share a figure: the council of the report, or all those of one level below it.

    A level of which only totals are recorded has no councils here.
    """

    level: str
    label: str
    councils: tuple[Council, ...]

    @property
    def lifetime(self) -> Lifetime:
        """From the first day of the first council to the last day of the last one; always without councils."""
        if not self.councils:
            return Lifetime(date.min)
        ends = [council.end for council in self.councils if council.end is not None]
        all_ended = len(ends) == len(self.councils)
        return Lifetime(min(council.start for council in self.councils), max(ends) if all_ended else None)

    def in_force_on(self, day: date) -> Self | None:
        """The same group with only the councils in force on `day`; None where there were councils and none is left."""
        if not self.councils:
            return self
        remaining = tuple(c for c in self.councils if c.start <= day and (c.end is None or c.end > day))
        return replace(self, councils=remaining) if remaining else None


@dataclass(frozen=True)
class Scope:
    """The council of a report, the mode, the period of its flows and the day of its stocks.

    `slug` is that of the report, whose choices between totals apply; "" where there is none. A report with predecessors
    counts their records too, up to the day before the council began.
    """

    council: Council
    mode: Mode
    period: Period
    cut_off: date
    slug: str = ""
    with_predecessors: bool = False

    def __post_init__(self) -> None:
        """The report calls its council as it was called on the last day of the period."""
        object.__setattr__(self, "council", self.council.as_on(self.period.last))

    @cached_property
    def all_predecessors(self) -> tuple[Predecessor, ...]:
        """The predecessors of the council and theirs, whenever they existed; () where the report leaves them out."""
        return predecessors_of(self.council) if self.with_predecessors else ()

    @cached_property
    def predecessors(self) -> tuple[Predecessor, ...]:
        """Those of `all_predecessors` that existed in the period."""
        return tuple(one for one in self.all_predecessors if self.period.clip(one.council.start, one.until))

    @cached_property
    def ended_predecessors(self) -> tuple[Council, ...]:
        """Those of `all_predecessors` that ended before the period; what they left open is carried over into it."""
        return tuple(one.council for one in self.all_predecessors if one.until <= self.period.start)

    @cached_property
    def merger(self) -> date | None:
        """The day on which the council began, where the report counts predecessors before it; None where nothing is split."""
        is_within = self.period.start < self.council.start < self.period.end
        return self.council.start if self.predecessors and is_within else None

    @cached_property
    def council_alone(self) -> CouncilGroup:
        """The council of the report without its predecessors."""
        return CouncilGroup(self.council.level, self.council.name, (self.council,))

    @cached_property
    def own(self) -> CouncilGroup:
        """The council of the report and, where it counts them, its predecessors."""
        councils = (self.council, *(one.council for one in self.predecessors), *self._below_predecessors_at_own_level)
        return replace(self.council_alone, councils=councils)

    def own_group(self, *, is_stock: bool) -> CouncilGroup | None:
        """The own group; of a stock the council alone, and None where it is not in force at the cut-off."""
        return self.council_alone.in_force_on(self.cut_off) if is_stock else self.own

    def level_groups(self, *, is_stock: bool) -> tuple[CouncilGroup, ...]:
        """The levels; for a stock those with councils in force at the cut-off, without the others."""
        if not is_stock:
            return self.levels
        return tuple(filter(None, (group.in_force_on(self.cut_off) for group in self.levels)))

    @cached_property
    def _below(self) -> tuple[Council, ...]:
        if self.mode == Mode.OWN:
            return ()
        below = Council.objects.subordinate_to(self.council, self.period).prefetch_related("names")
        return tuple(council.as_on(self.period.last) for council in below)

    @cached_property
    def _below_predecessors(self) -> tuple[Council, ...]:
        """The councils that were below a predecessor, and neither are below the council itself nor its predecessors."""
        period = self.period.clip(date.min, max((one.until for one in self.predecessors), default=date.min))
        if self.mode == Mode.OWN or period is None:
            return ()
        elsewhere = {self.council, *self._below, *(one.council for one in self.all_predecessors)}
        below = Council.objects.subordinate_to([one.council for one in self.predecessors], period)
        return tuple(council for council in below if council not in elsewhere)

    @cached_property
    def _below_predecessors_at_own_level(self) -> tuple[Council, ...]:
        """The councils below a predecessor that are of no level below the council; () unless levels are added."""
        if self.mode != Mode.CONSOLIDATED:
            return ()
        return tuple(c for c in self._below_predecessors if c.level not in levels_below(self.council))

    @cached_property
    def _until(self) -> dict[int, date]:
        """The day up to which the records of a council count, for those that belong to the report until the merger only."""
        ends = dict.fromkeys((council.pk for council in self._below_predecessors), self.council.start)
        return ends | {one.council.pk: one.until for one in self.predecessors}

    def days_of(self, council: Council) -> Period | None:
        """The days of the period on which the records of the council count; None for no day."""
        until = self._until.get(council.pk)
        return self.period if until is None else self.period.clip(date.min, until)

    def lifetime_of(self, council: Council) -> Lifetime:
        """The days in which the council existed, and belonged to the report."""
        return Lifetime(council.start, self._until.get(council.pk, council.end))

    @cached_property
    def levels(self) -> tuple[CouncilGroup, ...]:
        """A CouncilGroup for every level below that had councils or totals in the period, the highest first.

        There are none in mode own.
        """
        if self.mode == Mode.OWN:
            return ()
        at_own_level = self._below_predecessors_at_own_level
        below = [*self._below, *(council for council in self._below_predecessors if council not in at_own_level)]
        without_councils = set(levels_below(self.council)) - {council.level for council in below}
        totalled = levels_with_totals(self.council, self.period) if without_councils else set()
        groups = []
        for level in LEVELS_DOWNWARD:
            if councils := tuple(c for c in below if c.level == level):
                groups.append(CouncilGroup(level, councils_label([c.unit_kind for c in councils]), councils))
            elif level in without_councils & totalled:
                groups.append(CouncilGroup(level, level_label(level, self.council), ()))
        return tuple(groups)

    @cached_property
    def adds_levels(self) -> bool:
        """Whether the figures are about councils of several levels: on record, or in totals of them together."""
        if self.mode != Mode.CONSOLIDATED:
            return False
        return bool(self.levels) or has_totals_of_all_levels(self.council, self.period)

    @cached_property
    def councils(self) -> tuple[Council, ...]:
        """All councils of the scope, the council of the report first."""
        return self.own.councils + tuple(c for group in self.levels for c in group.councils)
