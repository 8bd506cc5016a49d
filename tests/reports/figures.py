"""The figures of a scope as flat values, what a change of the records moves in them, and the figure on a page."""

from datetime import date
from html.parser import HTMLParser

from core.records.periods import Period
from reports.figures.collect import collect
from reports.scope import Mode, Scope

YEARS_END = date(2021, 12, 31)


def scope_of(council, mode=Mode.OWN, *, year=2021, cut_off=None):
    return Scope(council, Mode(mode), Period.year(year), cut_off or date(year, 12, 31))


def values(scope, *, codes=None):
    """{"code", "code:part", each also "@level": value} of every figure that has one; money in đồng as an integer."""
    found = {}
    for code, figure in collect(scope, codes=codes).figures.items():
        for figure_or_level, suffix in ((figure, ""), *((level, f"@{level.level}") for level in figure.levels)):
            numbers = {
                f"{code}{suffix}": figure_or_level.number,
                **{f"{code}:{p.key}{suffix}": p.number for p in figure_or_level.parts},
            }
            found |= {name: int(number.value) for name, number in numbers.items() if number.value is not None}
    return found


def moved(scope, act, *, codes=None):
    """What `act()` moves: {name: difference}, over all figures of the scope or those of `codes`."""
    before = values(scope, codes=codes)
    act()
    after = values(scope, codes=codes)
    changes = {name: after.get(name, 0) - before.get(name, 0) for name in before | after}
    return {name: change for name, change in changes.items() if change}


class FigureElements(HTMLParser):
    """The values of the elements that say the figure of a page."""

    def __init__(self):
        super().__init__()
        self.values = []

    def handle_starttag(self, tag, attrs):
        if tag == "data" and dict(attrs).get("class") == "figure":
            self.values.append(dict(attrs)["value"])


def figure_on(response):
    """The value in the one element of a page behind a figure: "" where the figure has none."""
    assert response.status_code == 200
    reader = FigureElements()
    reader.feed(response.content.decode())
    (value,) = reader.values
    return value
