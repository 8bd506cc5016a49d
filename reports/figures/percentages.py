"""A count and a percentage that are given for the same part are one statement. Pure functions."""

from dataclasses import replace
from decimal import Decimal

from reports.figures.totals import MergedValue, MergedValues, OutcomeKey, Statement
from reports.indicators.base import Indicator

FROM_COUNT = "tính từ số đếm"


def join_percentages(indicator: Indicator, outcome: MergedValues) -> MergedValues:
    """The outcome with each percentage in the count of its part; one that contradicts the count and its base is refused.

    A percentage of a part without count stays, as does one of an indicator that has none.
    """
    if not indicator.has_percent:
        return outcome
    joined = dict(outcome)
    for key, percentage in outcome.items():
        count = outcome.get(OutcomeKey(key.part))
        if not key.is_percent or percentage.value is None or count is None or count.value is None:
            continue
        exact = _percentage_of(count)
        if exact is None:
            joined[OutcomeKey(key.part)] = _with_percentage(count, percentage)
            del joined[key]
        elif percentage.is_chosen or _is_rounded(exact, Decimal(percentage.value)):
            joined[OutcomeKey(key.part)] = replace(count, totals=count.totals | percentage.totals)
            del joined[key]
        else:
            joined[key] = _refused(percentage, exact)
    return joined


def _with_percentage(count: MergedValue, percentage: MergedValue) -> MergedValue:
    sources = tuple(dict.fromkeys((*count.sources, *percentage.sources)))
    totals = count.totals | percentage.totals
    return replace(count, percentage=(Decimal(percentage.value or 0), percentage.qualifier), sources=sources, totals=totals)


def _percentage_of(count: MergedValue) -> Decimal | None:
    """The exact percentage of a count; None where nothing says what it is of, or where the count is not exact."""
    if not count.share or not count.share.base or count.qualifier:
        return None
    return Decimal(count.share.value) * 100 / Decimal(count.share.base)


def _is_rounded(exact: Decimal, typed: Decimal) -> bool:
    """Whether `typed` is `exact` rounded or cut off at the decimals that are typed."""
    exponent = typed.normalize().as_tuple().exponent
    return abs(exact - typed) < Decimal(1).scaleb(min(int(exponent), 0))


def _refused(percentage: MergedValue, exact: Decimal) -> MergedValue:
    statement = Statement(
        percentage.value or 0, percentage.qualifier, "; ".join(percentage.sources), percentage.base, totals=percentage.totals
    )
    return MergedValue(computed=round(exact, 1), computed_words=FROM_COUNT, conflicting=(statement,))
