"""Template filters for Vietnamese numbers and dates; the rules are in core.vietnamese.numbers and core.vietnamese.dates."""

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
def count(n):
    """`21.281`."""
    return numbers.format_count(n)


@register.filter
def padded_count(n):
    """`04`, as counted results stand in a narrative."""
    return numbers.format_count(n, padded=True)


@register.filter
def percent_of(part, whole):
    """`39,1%`: one decimal, rounded half up; a council's own rounding is the indicator's business."""
    return numbers.format_percent(part, whole)
