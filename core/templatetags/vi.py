"""Template filters for Vietnamese numbers and dates; the rules are in core.vietnamese.numbers and core.vietnamese.dates."""

from decimal import Decimal

from django import template

from core.vietnamese import dates, numbers

register = template.Library()

register.filter("number", numbers.format_number)
register.filter("money", numbers.format_money)
register.filter("size", numbers.format_size)
register.filter("roman", numbers.roman)
register.filter("ordinal", numbers.ordinal)
register.filter("date_vi", dates.short_date)
register.filter("moment_vi", dates.short_moment)
register.filter("letterhead", dates.letterhead_date)


@register.filter
def count(value: int | None) -> str:
    """Return `21.281`."""
    return numbers.format_count(value)


@register.filter
def padded_count(value: int | None) -> str:
    """Return `04`, as a narrative report prints counted results."""
    return numbers.format_count(value, padded=True)


@register.filter
def percent_of(part: Decimal | int | None, whole: Decimal | int | None) -> str:
    """Return `39,1%`: one decimal, rounded half up; only an indicator uses the rounding that its council has set."""
    return numbers.format_percent(part, whole)
