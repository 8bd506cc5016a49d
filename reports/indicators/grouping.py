"""How the rows of an indicator are counted: grouped by council and part, together with others that count the same rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self

from django.db.models import Aggregate, Count, F, Q, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf

from core.records.choices import common_qualifier
from councils.querysets import CouncilQuerySet

UNCLASSIFIED = "unclassified"

Records = CouncilQuerySet[Any]  # Any: each indicator has its own model
Group = dict[str, Any]  # Any: the values of a database row


@dataclass(frozen=True)
class Share:
    """The two numbers of a percentage: `value` out of `base`, and the words behind the unit that say what the base is.

    In the words {unit} is replaced by the unit of the councils: "thuộc thẩm quyền của {unit}". A `base` of 0 gives none.
    """

    value: Decimal | int
    base: Decimal | int
    words: str = ""
    rows: int = 0  # of how many rows the two numbers are the sums, where some of `all_rows` do not state both
    all_rows: int = 0

    def __add__(self, other: Self) -> Self | None:
        """The share of the sum; None where the two are not of the same."""
        if self.words != other.words:
            return None
        sums = {name: getattr(self, name) + getattr(other, name) for name in ("value", "base", "rows", "all_rows")}
        return replace(self, **sums)


@dataclass(frozen=True)
class Measurement:
    """The value that the rows of one council give for one part of an indicator; the part "" is the whole.

    `value` is None where no row states a number.
    """

    council_id: int
    part: str
    value: int | Decimal | None
    base: int | Decimal | None = None
    qualifier: str = ""
    share: Share | None = None  # the percentage that is printed with the value
    has_blanks: bool = False  # some rows leave the summed column blank


@dataclass(frozen=True)
class Grouping:
    """The keys by which rows are grouped beside their council, the sums of each group, and what the groups say.

    `measurements` gets groups with "council" and the names of keys and sums. Neither keys nor sums may repeat a row, as a join
    to many rows does.
    """

    keys: Mapping[str, Combinable]
    sums: Mapping[str, Aggregate]
    measurements: Callable[[Iterable[Group]], Iterable[Measurement]]

    @property
    def can_share(self) -> bool:
        """Whether the sums of finer groups may be added; numbers of different values may not."""
        return not any(getattr(aggregate, "distinct", False) for aggregate in self.sums.values())


def part_expression(part: str | Combinable) -> Coalesce:
    """The expression `part` with "unclassified" instead of null and blank."""
    expression = F(part) if isinstance(part, str) else part
    return Coalesce(NullIf(expression, Value("")), Value(UNCLASSIFIED))


def blank_count(column: str) -> Count:
    """The aggregate that counts the rows that leave `column` blank."""
    return Count("pk", filter=Q(**{f"{column}__isnull": True}))


def grouped_measurements(rows: Records, groupings: Mapping[str, Grouping]) -> dict[str, list[Measurement]]:
    """The measurements of several indicators that count the same rows, by the key of `groupings`, in one statement."""
    keys: dict[Combinable, str] = {}
    sums: dict[Aggregate, str] = {}
    for grouping in groupings.values():
        for expression in grouping.keys.values():
            keys.setdefault(expression, f"key_{len(keys)}")
        for aggregate in grouping.sums.values():
            sums.setdefault(aggregate, f"sum_{len(sums)}")
    by_key = {name: expression for expression, name in keys.items()}
    by_sum = {name: aggregate for aggregate, name in sums.items()}
    groups = list(rows.order_by().values(row_council=F(rows.council_path), **by_key).annotate(**by_sum))
    return {
        name: list(
            grouping.measurements(
                _merged(
                    groups,
                    {key: keys[expression] for key, expression in grouping.keys.items()},
                    {key: sums[aggregate] for key, aggregate in grouping.sums.items()},
                )
            )
        )
        for name, grouping in groupings.items()
    }


def _merged(groups: Iterable[Group], keys: Mapping[str, str], sums: Mapping[str, str]) -> list[Group]:
    """The groups of the shared statement added up by council and the keys of one indicator; both map its names to columns."""
    merged: dict[tuple[Any, ...], Group] = {}  # Any: the values of the keys
    for group in groups:
        values = {"council": group["row_council"], **{name: group[column] for name, column in keys.items()}}
        total = merged.setdefault(tuple(values.values()), values | dict.fromkeys(sums))
        for name, column in sums.items():
            if (number := group[column]) is not None:
                total[name] = number if total[name] is None else total[name] + number
    return list(merged.values())


def part_grouping(
    *,
    part: str | Combinable | None = None,
    measure: Aggregate | None = None,
    column: str = "",
    qualifier: str = "",
) -> Grouping:
    """Rows grouped by the expression `part`.

    Counts the rows, or computes `measure` of them. With `column` it sums this column and notes whether rows leave it blank.
    """
    keys: dict[str, Combinable] = {}
    if part is not None:
        keys["part"] = part_expression(part)
    if qualifier:
        keys["qualifier"] = F(qualifier)
    sums: dict[str, Aggregate] = {"measured": Sum(column) if column else measure or Count("pk")}
    if column:
        sums["blank"] = blank_count(column)
    return Grouping(keys, sums, _part_measurements)


def _part_measurements(groups: Iterable[Group]) -> Iterator[Measurement]:
    by_part: defaultdict[tuple[int, str], list[Group]] = defaultdict(list)
    for group in groups:
        by_part[group["council"], group.get("part", "")].append(group)
    for (council_id, key), part_groups in by_part.items():
        stated = [group for group in part_groups if group["measured"] is not None]
        yield Measurement(
            council_id,
            key,
            sum(group["measured"] for group in stated) if stated else None,
            qualifier=common_qualifier(group.get("qualifier", "") for group in stated),
            has_blanks=any(group.get("blank") for group in part_groups),
        )


def aggregate_grouping(
    *,
    whole: Aggregate | None = None,
    base: Aggregate | None = None,
    blank: Aggregate | None = None,
    **measures: Aggregate,
) -> Grouping:
    """Where one row may belong to several parts: one aggregate for each part.

    A keyword of `measures` is the key of a part with "__" for ".". `whole` measures the whole, `base` is the number that
    every part is a share of, `blank` counts the rows that state no number.
    """
    others = {"whole": whole, "base": base, "blank": blank}
    sums = {f"part {name}": measure for name, measure in measures.items()}
    sums |= {name: aggregate for name, aggregate in others.items() if aggregate is not None}

    def measurements(groups: Iterable[Group]) -> Iterator[Measurement]:
        for group in groups:
            council_id, base_value = group["council"], group.get("base")
            if whole is not None:
                yield Measurement(council_id, "", group["whole"], has_blanks=bool(group.get("blank")))
            for key in measures:
                value = group[f"part {key}"]
                if value is not None and (value or not key.endswith(UNCLASSIFIED)):
                    share = Share(value, base_value) if base_value is not None else None
                    yield Measurement(council_id, key.replace("__", "."), value, base=base_value, share=share)

    return Grouping({}, sums, measurements)


def group_measurements(
    rows: Records,
    *,
    part: str | Combinable | None = None,
    measure: Aggregate | None = None,
    column: str = "",
    qualifier: str = "",
) -> list[Measurement]:
    """The measurements of a queryset, grouped by council and by the expression `part`, as in `part_grouping`."""
    grouping = part_grouping(part=part, measure=measure, column=column, qualifier=qualifier)
    return grouped_measurements(rows, {"": grouping})[""]
