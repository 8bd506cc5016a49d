"""The figures of a scope as flat values, and what a change of the records moves in them."""

from datetime import date

from core.periods import Period
from reports.collect import collect
from reports.scope import Mode, Scope

YEARS_END = date(2021, 12, 31)


def scope_of(council, mode=Mode.OWN, *, year=2021, cut_off=None):
    return Scope(council, Mode(mode), Period.year(year), cut_off or date(year, 12, 31))


def values(scope, *, codes=None):
    """{"code", "code:part", each also "@level": value} of every figure that has one; money in đồng as an integer."""
    found = {}
    for code, figure in collect(scope, codes=codes).figures.items():
        for host, suffix in ((figure, ""), *((level, f"@{level.level}") for level in figure.levels)):
            numbers = {f"{code}{suffix}": host.number, **{f"{code}:{p.key}{suffix}": p.number for p in host.parts}}
            found |= {name: int(number.value) for name, number in numbers.items() if number.value is not None}
    return found


def moved(scope, act):
    """What `act()` moves: {name: difference}, over all figures of the scope."""
    before = values(scope)
    act()
    after = values(scope)
    changes = {name: after.get(name, 0) - before.get(name, 0) for name in before | after}
    return {name: change for name, change in changes.items() if change}
