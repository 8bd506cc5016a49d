"""Numbers and dates in templates, and the formats that Django's own tags and widgets use."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template


@pytest.mark.parametrize(
    ("expression", "value", "text"),
    [
        ("value|count", 4, "4"),
        ("value|count", 21281, "21.281"),
        ("value|padded_count", 4, "04"),
        ("value|padded_count", None, "–"),
        ("value|number", Decimal("39.10"), "39,1"),
        ("value|number:2", Decimal("39.10"), "39,10"),
        ("value|money", 50583000000, "50,583 tỷ đồng"),
        ("value|percent_of:115", 45, "39,1%"),
        ("value|percent_of:0", 45, "–"),
        ("value|roman", 6, "VI"),
        ("value|ordinal", 1, "thứ nhất"),
        ("value|date_vi", date(2021, 9, 8), "08/09/2021"),
        ("value|moment_vi", datetime(2022, 1, 26, 9, 58, tzinfo=UTC), "26/01/2022 16:58"),
        ("value|letterhead", date(2022, 3, 5), "ngày 05 tháng 3 năm 2022"),
    ],
)
def test_vi_filters(expression, value, text):
    template = Template("{% load vi %}{{ " + expression + " }}")

    assert template.render(Context({"value": value})) == text


def test_language_code_formats_the_day_first_and_years_without_a_dot():
    template = Template("{{ day }} {{ moment }} {{ year }} {{ share }} {{ day|date:'YEAR_MONTH_FORMAT' }}")
    values = {
        "day": date(2021, 9, 8),
        "moment": datetime(2022, 1, 26, 9, 58, tzinfo=UTC),
        "year": 2021,
        "share": Decimal("39.1"),
    }

    assert template.render(Context(values)) == "08/09/2021 26/01/2022 16:58 2021 39,1 tháng 9/2021"


def test_language_code_parses_the_day_first():
    assert forms.DateField().clean("05/03/2022") == date(2022, 3, 5)
