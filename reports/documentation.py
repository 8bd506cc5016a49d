"""Generates docs/indicators.md: the code, the parts and the definition of every indicator."""

from reports.indicators import CATALOGUE
from reports.indicators.base import Indicator

OPEN_PARTS = {  # the form of the keys that cannot be listed beforehand
    "commendations.given": "`<kind>.<level of the authority>.<span>.<collectives, individuals or households>`",
    "petitions.by_competence_status": "`unclassified.<state>`",
    "petitions.by_session": "the session as in its address: `2021-2026-3`, `2021-2026-chuyen-de-1`",
    "receptions.by_place": "the place as it is written",
}
INTRODUCTION = """\
# Indicators

Generated from the code by `.venv/bin/python manage.py indicator_docs`; a test compares the two.

The codes are frozen. In the JSON each figure carries its parts, and `levels` for the councils below; in the office's own
words of a report `{code}` and `{code:part}` cite a figure, `{code:part@commune}` that of a level below; in
`reported_totals.csv` a total names `code` and `part` (blank: the whole; parts joined by `+`: their union).

**Kind**: a *stock* is counted on the cut-off day, a *flow* in the days of the period. **Sum**: whether the whole is the sum of
the parts where nobody else gives it. *Totals only*: no table of this version holds its rows yet.

**Parts say**: what the parts say about a whole that a total gives. *Adding up*: their sum may not be larger, nor another number
when all are given. *Covering*: they overlap; the whole is no less than the largest and no more than their sum. *Beside*: they are
about something else; those *within* the whole may not be larger than it. Rows alone never contradict each other.

| code | unit | kind | sum | parts say | parts | what it counts |
|---|---|---|---|---|---|---|
"""


def render() -> str:
    """The text of docs/indicators.md."""
    return INTRODUCTION + "".join(f"{_row(indicator)}\n" for indicator in CATALOGUE)


def _row(indicator: Indicator) -> str:
    kind = "stock" if indicator.is_stock else "flow"
    if indicator.rows is None:
        kind += ", totals only"
    cells = (
        f"`{indicator.code}` {indicator.label}",
        indicator.unit,
        kind,
        "yes" if indicator.additive else "no",
        _relations(indicator) or "–",
        _parts(indicator) or "–",
        indicator.definition,
    )
    return "| " + " | ".join(cells) + " |"


def _relations(indicator: Indicator) -> str:
    """What the parts say about the whole; each part that says something else than the others is named."""
    own = [part for part in indicator.parts if part.relation and part.relation is not indicator.relation]
    has_others = len(own) < len(indicator.parts) or indicator.vocabulary or indicator.part_pattern
    texts = [indicator.relation.value] if has_others else []
    return "; ".join([*texts, *(f"`{part.key}` {indicator.relation_of(part.key).value}" for part in own)])


def _parts(indicator: Indicator) -> str:
    """The keys of the parts; those that only reported totals can fill are in brackets."""
    keys = [f"(`{key}`)" if key in indicator.reported_parts else f"`{key}`" for key in indicator.part_keys()]
    if indicator.vocabulary:
        keys.append("the keys of the council's own list")
    elif indicator.unit_is_part:
        keys.append("the units, where there are several")
    elif indicator.part_pattern:
        keys.append(OPEN_PARTS[indicator.code])
    return ", ".join(keys)
