"""A commune that was made of three on 01/07/2025, with their records, for the tests of reports with predecessors."""

import json
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.core.management import call_command

from core.records.periods import Period
from councils.models import Council, Term
from reports.scope import Mode, Scope
from tests.factories.councils import CouncilFactory, MandateFactory, TermFactory
from tests.factories.reports import ReportedTotalFactory
from tests.factories.resolutions import ResolutionFactory
from tests.factories.sessions_app import CouncilSessionFactory

MERGER, EVE = date(2025, 7, 1), date(2025, 6, 30)
TERM_START, TERM_LAST = date(2021, 7, 1), date(2026, 2, 27)
OLD_DAY, NEW_DAY = date(2023, 5, 10), date(2025, 11, 20)  # before and after the merger
WHOLE_TERM = Period.inclusive(TERM_START, TERM_LAST)
TERM_DATES = {"first": "01/07/2021", "last": "27/02/2026"}
HALF_YEAR_DATES = {"first": "01/07/2025", "last": "31/12/2025"}


def commune(name, **values):
    return CouncilFactory(name=f"HĐND xã {name}", level="commune", unit_kind="commune", **values)


def predecessor(name, *, start=date(2016, 7, 1), end=MERGER, **values):
    return commune(name, start=start, end=end, **values)


@dataclass
class Merger:
    """The new commune and its predecessors."""

    council: Council
    predecessors: tuple[Council, ...]


def build_merger(names="ABC"):
    """The commune "Mới" and its predecessors, without any record."""
    council = commune("Mới", start=MERGER)
    predecessors = tuple(predecessor(name) for name in names)
    council.predecessors.set(predecessors)
    return Merger(council, predecessors)


def term_of(council):
    first = Term.objects.filter(council=council).first()
    start = max(council.start, TERM_START)
    return first or TermFactory(council=council, start=start, end=council.end)


def add_sessions(council, on, count=1, **values):
    """Sessions held on the day `on`."""
    return [CouncilSessionFactory(term=term_of(council), opened_on=on, published=True, **values) for _ in range(count)]


def add_resolutions(council, on, count=1, **values):
    """Resolutions adopted on the day `on`, in a session that no figure counts."""
    (session,) = add_sessions(council, on, life="cancelled")
    return [ResolutionFactory(session=session, published=True, signed=True, **values) for _ in range(count)]


def add_delegates(council, count, **values):
    return [MandateFactory(term=term_of(council), **values) for _ in range(count)]


def end_mandates(mandates):
    """End the mandates with their council."""
    for mandate in mandates:
        mandate.end, mandate.end_reason = MERGER, "council_ended"
        mandate.save()


def add_total(council, value, first, last, *, code="resolutions.adopted", **values):
    return ReportedTotalFactory(council=council, value=value, period_from=first, period_to=last, code=code, **values)


def scope_with(council, mode=Mode.OWN, *, period=WHOLE_TERM, cut_off=None, **values):
    return Scope(council, Mode(mode), period, cut_off or period.last, **{"with_predecessors": True} | values)


def json_of(council, **options):
    """The JSON of `annual_report`, by default of the term with predecessors."""
    out = StringIO()
    dates = {} if {"year", "first"} & options.keys() else TERM_DATES
    options = {"council": council.slug, "format": "json", "with_predecessors": True} | dates | options
    call_command("annual_report", **options, stdout=out)
    return json.loads(out.getvalue())


def figure(data, code):
    (match,) = [one for one in data["figures"] if one["code"] == code]
    return match


def splits(data, code):
    """(value, before, after) of a figure."""
    one = figure(data, code)
    return (one["value"], *((one[key] or {"value": None})["value"] for key in ("before", "after")))
