"""Awards: their period and their name."""

from datetime import date

import pytest

from core.records.periods import Period
from councils.models import Commendation
from tests.factories.councils import CommendationFactory

pytestmark = pytest.mark.django_db


def test_for_period_uses_the_period_of_the_work_and_not_the_day_of_presentation():
    award = CommendationFactory(presented_on=date(2022, 1, 26))
    CommendationFactory(period_from=date(2020, 1, 1), period_to=date(2020, 12, 31), presented_on=date(2021, 1, 20))

    assert list(Commendation.objects.for_period(Period.year(2021))) == [award]
    assert list(Commendation.objects.presented_in(Period.year(2022))) == [award]


def test_approved_includes_withdrawn_commendations_and_published_does_not():
    CommendationFactory()
    published, withdrawn = CommendationFactory(published=True), CommendationFactory(withdrawn=True)

    assert set(Commendation.objects.approved()) == {published, withdrawn}
    assert list(Commendation.objects.published()) == [published]


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({}, "Giấy khen: 09 tập thể, 15 cá nhân (năm 2021)"),
        (
            {"span": "term", "period_from": date(2016, 6, 28), "collectives": 22, "individuals": 59},
            "Giấy khen: 22 tập thể, 59 cá nhân (nhiệm kỳ 2016-2021)",
        ),
        (
            {"kind": "flag", "individuals": 0, "collectives": 1, "households": 2, "span": "other"},
            "Cờ thi đua: 01 tập thể, 02 hộ gia đình (đến 31/12/2021)",
        ),
    ],
)
def test_commendation_str_contains_counts_and_period(values, text):
    assert str(CommendationFactory(**values)) == text
