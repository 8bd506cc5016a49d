from datetime import date

import pytest

from core.records.periods import Period


def test_period_refuses_a_period_without_a_day():
    with pytest.raises(ValueError, match="ít nhất một ngày"):
        Period.inclusive(date(2021, 1, 2), date(2021, 1, 1))


def test_period_year_of_the_last_year_ends_with_the_calendar():
    year = Period.year(9999)

    assert (year.first, year.end) == (date(9999, 1, 1), date.max)
    assert year.days_of("held_on") == {"held_on__gte": date(9999, 1, 1)}
