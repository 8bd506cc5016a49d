"""The scope of a report: its councils, the days of its period and its cut-off."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Self

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


def default_mode(council: Council, period: Period) -> Mode:
    """By level where the council had a council below it in the period, or totals of a level below; else own."""
    has_levels = Council.objects.subordinate_to(council, period).exists() or bool(levels_with_totals(council, period))
    return Mode.BY_LEVEL if has_levels else Mode.OWN


def levels_below(council: Council) -> tuple[str, ...]:
    """The levels below that of the council, the highest first."""
    return tuple(level.value for level in LEVELS_DOWNWARD[LEVELS_DOWNWARD.index(Council.Level(council.level)) + 1 :])


def levels_with_totals(council: Council, period: Period) -> set[str]:
    """The levels below for which the council gives a total that shares a day with `period`."""
    if not levels_below(council):
        return set()
    totals = apps.get_model("reports", "ReportedTotal")._default_manager.all()  # the models import this module
    return set(totals.of_levels_below(council, period).order_by().values_list("level", flat=True).distinct())


@dataclass(frozen=True)
class Lifetime:
    """The days in which councils existed, from `start` up to, but without, `end`; None: they still exist."""

    start: date
    end: date | None = None


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

    `slug` is that of the report, whose choices between totals apply; "" where there is none.
    """

    council: Council
    mode: Mode
    period: Period
    cut_off: date
    slug: str = ""

    @cached_property
    def own(self) -> CouncilGroup:
        return CouncilGroup(self.council.level, self.council.name, (self.council,))

    @cached_property
    def levels(self) -> tuple[CouncilGroup, ...]:
        """A CouncilGroup for every level below that had councils or totals in the period, the highest first.

        There are none in mode own.
        """
        if self.mode == Mode.OWN:
            return ()
        below = list(Council.objects.subordinate_to(self.council, self.period))
        without_councils = set(levels_below(self.council)) - {council.level for council in below}
        totalled = levels_with_totals(self.council, self.period) if without_councils else set()
        groups = []
        for level in LEVELS_DOWNWARD:
            if councils := tuple(c for c in below if c.level == level):
                groups.append(CouncilGroup(level, councils_label([c.unit_kind for c in councils]), councils))
            elif level in without_councils & totalled:
                groups.append(CouncilGroup(level, level_label(level, self.council), ()))
        return tuple(groups)

    @property
    def adds_levels(self) -> bool:
        """Whether the figures are sums over councils of several levels."""
        return self.mode == Mode.CONSOLIDATED and bool(self.levels)

    @cached_property
    def councils(self) -> tuple[Council, ...]:
        """All councils of the scope, the council of the report first."""
        return self.own.councils + tuple(c for group in self.levels for c in group.councils)
