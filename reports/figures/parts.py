"""Whether a total contradicts the parts of its indicator, by what each part says about the whole. Pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.figures.totals import WHOLE, Amount, MergedValue, MergedValues, OutcomeKey, Statement
from reports.indicators.base import Indicator, PartRelation

SUM_OF_PARTS, ONE_PART, WHOLE_OF_ROWS = "khi cộng các phần", "ở riêng một phần", "ở cả chỉ tiêu"


@dataclass(frozen=True)
class Contradiction:
    """What the parts say against the whole: a number, and what it is."""

    value: Amount
    words: str


def parts_adding_up(indicator: Indicator, outcome: MergedValues) -> dict[str, MergedValue] | None:
    """The parts whose sum is the whole; a part given alone and within a union is in it once.

    None where they have no sum, because two unions share a part.
    """
    by_part = {
        key.part: merged
        for key, merged in outcome.items()
        if key.part and not key.is_percent and indicator.relation_of(key.part) is PartRelation.ADDING_UP
    }
    in_unions = [member for part in by_part if "+" in part for member in part.split("+")]
    if len(in_unions) > len(set(in_unions)):
        return None
    return {part: merged for part, merged in by_part.items() if part not in in_unions}


def refuse_contradicted(indicator: Indicator, outcome: MergedValues) -> MergedValues:
    """The outcome with a conflict instead of each number of a total that contradicts the whole or the parts.

    Nothing is compared where somebody has chosen the number, and rows are never compared with rows.
    """
    whole = outcome.get(WHOLE, MergedValue())
    if whole.value is None:
        return outcome
    if whole.reported is None:
        return {**outcome, **_parts_larger_than(whole.value, indicator, outcome)} if not whole.qualifier else outcome
    contradiction = None if whole.is_chosen else _contradiction(indicator, outcome, whole)
    if contradiction is None:
        return outcome
    return {**outcome, WHOLE: _refused(whole, contradiction)}


def _refused(merged: MergedValue, contradiction: Contradiction) -> MergedValue:
    statement = Statement(merged.value or 0, merged.qualifier, "; ".join(merged.sources), merged.base, totals=merged.totals)
    return MergedValue(computed=contradiction.value, computed_words=contradiction.words, conflicting=(statement,))


def _parts_larger_than(whole: Amount, indicator: Indicator, outcome: MergedValues) -> MergedValues:
    """Conflicts instead of the parts within the whole for which a total says more than the rows say of the whole."""
    return {
        key: _refused(merged, Contradiction(whole, WHOLE_OF_ROWS))
        for key, merged in outcome.items()
        if key.part and not key.is_percent and indicator.relation_of(key.part) in (PartRelation.COVERING, PartRelation.WITHIN)
        if merged.value is not None and merged.value > whole
        if merged.reported is not None and not (merged.is_chosen or merged.qualifier)
    }


def _contradiction(indicator: Indicator, outcome: MergedValues, whole: MergedValue) -> Contradiction | None:
    """The first contradiction of the whole with its parts; None where there is none, or where a number is not exact."""
    agrees_with_rows = whole.computed == whole.value
    numbers = {key: merged for key, merged in outcome.items() if key.part and not key.is_percent and merged.value is not None}
    if whole.qualifier or any(merged.qualifier for merged in numbers.values()):
        return None
    if agrees_with_rows and all(merged.reported is None for merged in numbers.values()):
        return None
    by_relation = {
        relation: {key: merged for key, merged in numbers.items() if indicator.relation_of(key.part) is relation}
        for relation in PartRelation
    }
    largest = [*by_relation[PartRelation.COVERING].values(), *by_relation[PartRelation.WITHIN].values()]
    if largest and (value := _sum([max(largest, key=lambda merged: merged.value or 0)])) > (whole.value or 0):
        return Contradiction(value, ONE_PART)
    covering = by_relation[PartRelation.COVERING]
    if covering and not agrees_with_rows and _are_all_given(indicator, covering, PartRelation.COVERING):
        value = _sum(covering.values())
        return Contradiction(value, SUM_OF_PARTS) if value < (whole.value or 0) else None
    return _contradiction_of_sum(indicator, outcome, whole)


def _contradiction_of_sum(indicator: Indicator, outcome: MergedValues, whole: MergedValue) -> Contradiction | None:
    """The contradiction with the sum of those parts that make the whole."""
    adding_up = parts_adding_up(indicator, outcome)
    if not adding_up or any(merged.conflicting for merged in adding_up.values()):
        return None
    given = {OutcomeKey(part): merged for part, merged in adding_up.items() if merged.value is not None}
    value = _sum(given.values())
    is_all = _are_all_given(indicator, given, PartRelation.ADDING_UP)
    is_contradicted = value > (whole.value or 0) or (is_all and value != whole.value)
    return Contradiction(value, SUM_OF_PARTS) if given and is_contradicted else None


def _are_all_given(indicator: Indicator, given: dict[OutcomeKey, MergedValue], relation: PartRelation) -> bool:
    """Whether every listed part of the relation has a complete number; never where the list of parts is open."""
    listed = {
        part.key
        for part in indicator.parts
        if indicator.relation_of(part.key) is relation and part.key not in indicator.reported_parts
    }
    members = {member for key in given for member in key.part.split("+")}
    is_complete = not any(merged.councils and merged.councils.is_partial for merged in given.values())
    return bool(listed) and listed <= members and is_complete


def _sum(values: Iterable[MergedValue]) -> Amount:
    return sum(merged.value or 0 for merged in values)
