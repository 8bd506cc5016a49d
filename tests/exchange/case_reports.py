"""Reports on the records of `tests/exchange/cases/`, and what they contain."""

import csv
import json
from pathlib import Path

from django.core.management import call_command

from tests.exchange.folders import load

CASES = Path(__file__).parent / "cases"


def load_case(case, council):
    """Load a case twice; the second time nothing changes."""
    rows = 0
    for path in (CASES / case).glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            rows += len(list(csv.DictReader(stream)))
    assert load(CASES / case, council) == (rows, 0, 0)
    assert load(CASES / case, council) == (0, 0, rows)


def figures(council, output, **options):
    """The figures of the report by code; it has no conflicts."""
    call_command("annual_report", council=council, format="json", output=output, **options)
    document = json.loads(output.read_text(encoding="utf-8"))
    assert document["conflicts"] == []
    return {figure["code"]: figure for figure in document["figures"]}


def parts(figure, key="value"):
    """The parts of a figure that are not zero."""
    return {part["key"]: part[key] for part in figure["parts"] if part["value"]}


def figure_named(document, name):
    """The figure, part or level named `code[:part][@level]`, or None."""
    code, _, level = name.partition("@")
    code, _, part = code.partition(":")
    figure = next(figure for figure in document["figures"] if figure["code"] == code)
    if level:
        figure = next((row for row in figure["levels"] if row["level"] == level), None)
    if part and figure:
        figure = next((row for row in figure["parts"] if row["key"] == part), None)
    return figure


def values(document, *names):
    """The values of figures, parts or levels; None for those that do not exist."""
    return [figure and figure["value"] for figure in (figure_named(document, name) for name in names)]


def texts(document, *names):
    """The printed texts of figures, parts or levels."""
    return [figure_named(document, name)["text"] for name in names]


def missing(document, code):
    """The slugs of the councils that give no value for an indicator."""
    return {row["council"] for row in document["missing"] if row["code"] == code}


def councils(document, name):
    """How many councils a figure should count, and how many it counts."""
    counted = figure_named(document, name)["councils"]
    return counted["expected"], counted["counted"]
