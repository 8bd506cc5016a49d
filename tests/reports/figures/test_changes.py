"""Delegates who came in the period, by how they came: those who continue after a merger are no change."""

from datetime import date

import pytest

from councils.models import Mandate
from reports.figures.collect import collect
from reports.indicators import INDICATORS
from reports.indicators.base import FigureQuery, approved
from tests.factories.councils import MandateFactory
from tests.reports.figure_values import scope_of

pytestmark = pytest.mark.django_db

CHANGES = "councils.changes"
MERGED = date(2021, 7, 1)


@pytest.fixture
def merged(district):
    """A council in which 75 delegates continue after a merger and three are appointed; one is elected later."""
    for origin, count in (("continued", 75), ("appointed", 3), ("by_election", 1)):
        MandateFactory.create_batch(count, term=district.term, origin=origin, start=MERGED)
    return district.council


def test_collect_counts_the_appointed_and_not_those_who_continue(merged):
    Mandate.objects.filter(origin="by_election").delete()

    figure = collect(scope_of(merged), [CHANGES]).figures[CHANGES]

    values = {part.key: part.number.value for part in figure.parts}
    assert (values["begun"], values["appointed"], values["by_election"]) == (3, 3, 0)


@pytest.mark.parametrize(("part", "count"), [("begun", 4), ("appointed", 3), ("by_election", 1), ("died", 0)])
def test_part_rows_lists_the_delegates_that_the_figure_counts(merged, part, count):
    scope = scope_of(merged)
    query = FigureQuery(scope.councils, scope.period, scope.cut_off, scope.council)

    assert INDICATORS[CHANGES].part_rows(query, part, approved).count() == count
    assert collect(scope, [CHANGES]).figures[CHANGES].find(part).number.value == count
