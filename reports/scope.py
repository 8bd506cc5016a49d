"""Which councils, days and cut-off the figures of a report are about."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import TextChoices

from core.records.periods import Period
from councils.models import Council
from councils.wording import councils_label

LEVELS_DOWNWARD = (Council.Level.PROVINCE, Council.Level.DISTRICT, Council.Level.COMMUNE)


class Mode(TextChoices):
    OWN = "own", "của HĐND này"
    BY_LEVEL = "by-level", "theo từng cấp"
    CONSOLIDATED = "consolidated", "gộp các cấp"


def default_mode(council, period):
    """By level where a lower council lived in the period, else the council alone."""
    return Mode.BY_LEVEL if Council.objects.subordinate_to(council, period).exists() else Mode.OWN


@dataclass(frozen=True)
class Group:
    """Councils whose figures are told together: the council itself, or all those of one level below it."""

    level: str
    label: str
    councils: tuple[Council, ...]

    @property
    def life(self):
        """The joint life of the councils as (first day, first day after or None)."""
        ends = [c.end for c in self.councils]
        return min(c.start for c in self.councils), None if None in ends else max(ends)

    def in_force_on(self, day):
        """The same group with only the councils in force on `day`; None where none is."""
        left = tuple(c for c in self.councils if c.start <= day and (c.end is None or c.end > day))
        return Group(self.level, self.label, left) if left else None


@dataclass(frozen=True)
class Scope:
    """A council, how far its report reaches, the days of its flows and the day of its stocks."""

    council: Council
    mode: Mode
    period: Period
    cut_off: date

    @cached_property
    def own(self):
        return Group(self.council.level, self.council.name, (self.council,))

    @cached_property
    def levels(self):
        """A Group for every level below that had councils in the period, from the top; none in scope own."""
        if self.mode == Mode.OWN:
            return ()
        below = list(Council.objects.subordinate_to(self.council, self.period))
        groups = []
        for level in LEVELS_DOWNWARD:
            if councils := tuple(c for c in below if c.level == level):
                groups.append(Group(level, councils_label([c.unit_kind for c in councils]), councils))
        return tuple(groups)

    @property
    def adds_levels(self):
        """Whether the figures are sums over councils of several levels."""
        return self.mode == Mode.CONSOLIDATED and bool(self.levels)

    @cached_property
    def councils(self):
        """All councils of the scope, the own one first."""
        return self.own.councils + tuple(c for group in self.levels for c in group.councils)


@dataclass(frozen=True)
class FigureQuery:
    """One question to the records: which councils, in which days, as of which day."""

    councils: tuple[Council, ...]
    period: Period
    cut_off: date
    council: Council = field(compare=False)  # whose report it is: its vocabularies name the parts
