"""The figures of a report as JSON (schema 1)."""

import json

from reports.figures.collect import CollectedFigures
from reports.figures.numbers import JsonObject

SCHEMA = 1


def figures_json(collected: CollectedFigures, *, period_label: str) -> JsonObject:
    """The content of figures.json as plain data."""
    scope = collected.scope
    return {
        "schema": SCHEMA,
        "council": scope.council.slug,
        "council_name": scope.council.name,
        "period": {
            "from": scope.period.first.isoformat(),
            "to": scope.period.last.isoformat(),
            "label": period_label,
        },
        "scope": str(scope.mode),
        "with_predecessors": scope.with_predecessors,
        "cut_off": scope.cut_off.isoformat(),
        "figures": [figure.as_json() for figure in collected.figures.values()],
        "conflicts": [conflict.as_json() for conflict in collected.conflicts],
        "missing": [missing.as_json() for missing in collected.missing],
        "warnings": [warning.as_json() for warning in collected.warnings],
        "unused_totals": [total.as_json() for total in collected.unused],
    }


def json_bytes(data: JsonObject) -> bytes:
    """The bytes of the JSON file: indented, in the order of `data`."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
