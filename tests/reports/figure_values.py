"""The figures of a scope as flat values, their changes, and the figure on a page."""

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
    result = {}
    for code, figure in collect(scope, codes=codes).figures.items():
        for figure_or_level, suffix in ((figure, ""), *((level, f"@{level.level}") for level in figure.levels)):
            numbers = {
                f"{code}{suffix}": figure_or_level.number,
                **{f"{code}:{p.key}{suffix}": p.number for p in figure_or_level.parts},
            }
            result |= {name: int(number.value) for name, number in numbers.items() if number.value is not None}
    return result


def figure_changes(scope, act, *, codes=None):
    """The figures that `act()` changes: {name: difference}, of all figures of the scope or those of `codes`."""
    before = values(scope, codes=codes)
    act()
    after = values(scope, codes=codes)
    changes = {name: after.get(name, 0) - before.get(name, 0) for name in before | after}
    return {name: change for name, change in changes.items() if change}


class FigureElements(HTMLParser):
    """Collects the values of the elements <data class="figure">."""

    def __init__(self):
        super().__init__()
        self.values = []

    def handle_starttag(self, tag, attrs):
        if tag == "data" and dict(attrs).get("class") == "figure":
            self.values.append(dict(attrs)["value"])


def figure_value(response):
    """The value in the one figure element of a page; "" where the figure has no value."""
    assert response.status_code == 200
    parser = FigureElements()
    parser.feed(response.content.decode())
    (value,) = parser.values
    return value
