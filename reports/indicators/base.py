"""What an indicator is: which rows it counts, how they divide into parts, and how its figure is printed."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol, TypeVar

from django.db.models import Aggregate, Count, F, Q, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf
from django.utils.text import capfirst

from core.records.choices import common_qualifier
from core.records.periods import Period
from core.records.querysets import PublishableQuerySet
from councils.models import Council
from councils.models.vocabulary import Vocabulary
from councils.querysets import CouncilQuerySet

UNCLASSIFIED = "unclassified"

Records = CouncilQuerySet[Any]  # Any: each indicator has its own model
PublishableRecords = TypeVar("PublishableRecords", bound=PublishableQuerySet[Any])  # Any: as above
VocabularyEntries = Callable[[type[Vocabulary]], Sequence[Vocabulary]]


class PublicationFilter(Protocol):
    """Narrows a QuerySet by its publication state: `approved` for figures, `published` for lists."""

    def __call__(self, rows: PublishableRecords, /) -> PublishableRecords: ...


def approved(rows: PublishableRecords) -> PublishableRecords:
    """The rows that figures count."""
    return rows.approved()


def published(rows: PublishableRecords) -> PublishableRecords:
    """The published rows, which the page behind a figure lists; those of councils that are not hosted without links."""
    return rows.published_by_any_council()


@dataclass(frozen=True)
class FigureQuery:
    """What an indicator is computed for: the councils, the days of flows and the day of stocks."""

    councils: tuple[Council, ...]
    period: Period
    cut_off: datetime.date
    council: Council = field(compare=False)  # the council of the report; its vocabularies name the parts


@dataclass(frozen=True)
class Share:
    """The two numbers of a percentage: `value` out of `base`."""

    value: Decimal | int
    base: Decimal | int


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


class PartRelation(Enum):
    """What a part says about the whole, so that a total of the whole can be compared with the parts."""

    ADDING_UP = "adding up"  # the parts make the whole
    COVERING = "covering"  # the parts cover the whole, with overlap
    WITHIN = "beside, within"  # a part beside the others, which cannot be larger than the whole
    OUTSIDE = "beside"  # a part beside the others, of another unit or of another period


@dataclass(frozen=True)
class Part:
    """A part of an indicator; {unit} and {irregular} in its label are replaced by the council's own wording."""

    key: str
    label: str
    unit: str = ""
    relation: PartRelation | None = None  # None: that of the indicator


@dataclass(frozen=True)
class CouncilParts:
    """The parts of an indicator for one report, in the order of printing."""

    active: tuple[Part, ...]  # in use by the council of the report; printed as 0 where nothing is counted
    others: tuple[Part, ...] = ()  # no longer in use, or of other councils of the report


@dataclass(frozen=True)
class ListedRecord:
    """A record as the page behind a figure lists it; `date_label` says of what the date is: "thông qua"."""

    title: str
    number: str = ""
    date: datetime.date | None = None
    date_label: str = ""
    meta: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator of the catalogue.

    `rows(query, publication_filter)` returns the same QuerySet for the figure and for the list of its records.
    """

    code: str
    label: str
    unit: str
    definition: str
    parts: tuple[Part, ...] = ()
    vocabulary: type[Vocabulary] | None = None  # the model whose rows are the councils' own parts
    vocabulary_noun: str = ""  # put before the label of a part unless the label begins with it: "nghị quyết"
    part_pattern: str = ""  # a regular expression for keys of parts that cannot be listed beforehand
    rows: Callable[[FigureQuery, PublicationFilter], Records] | None = None  # None: no table yet, totals only
    part: str | Combinable | None = None  # the expression that gives the part of a row
    measure: Aggregate = field(default_factory=lambda: Count("pk"))
    column: str = ""  # the summed column, where rows may leave it blank: blank is unknown, not 0
    qualifier: str = ""  # the column with the qualifier of a summed row
    measure_rows: Callable[[FigureQuery], Iterable[Measurement]] | None = None  # where one grouping is not enough
    row: Callable[[Any], ListedRecord] | None = None  # None: the page lists no records. Any: the indicator's own model
    additive: bool = True  # the whole is the sum of the parts where nobody else gives it
    relation: PartRelation = PartRelation.ADDING_UP  # of the parts that do not name their own
    counts_whole: bool = False  # the parts overlap, and the whole is counted separately
    reported_parts: tuple[str, ...] = ()  # parts that only reported totals can fill
    unit_is_part: bool = False  # each row has its own unit; units are parts and are never added
    shows_zeros: bool = True  # a counted but empty part is printed as 0
    adds_councils: bool = True  # figures of several levels are added; False for people, who may belong to two levels
    is_stock: bool = False  # the state on the day of the cut-off; False: a flow, what happened in the period
    pads: bool = True  # a number below 10 is printed with a zero in front (04), where the council does so
    is_money: bool = False  # an amount in đồng, printed as money
    no_rows_mean_zero: bool = True  # False for rates: a rate of no rows has no value
    style: str = "count"  # "count" 04 kỳ họp, 15/15 chỉ tiêu | "share" 06 đại biểu (20,68%) | "rate" 95,2%

    def part_keys(self) -> list[str]:
        return [part.key for part in self.parts]

    def relation_of(self, key: str) -> PartRelation:
        """The relation of the part `key`, listed or not, to the whole."""
        part = next((part for part in self.parts if part.key == key), None)
        return part.relation if part and part.relation else self.relation

    def unlisted_part(self, key: str) -> Part:
        """The Part for a key that is not in the list of parts."""
        if key == UNCLASSIFIED:
            return Part(key, "Chưa phân loại")
        return Part(key, key)

    def unlisted_part_order(self, key: str) -> tuple[Any, ...]:  # Any: strings here, numbers in subclasses
        """The sort key of a part that is not in the list of parts, among other such parts."""
        return (key,)

    def unknown_part(self, key: str) -> str | None:
        """The first of the parts joined by "+" in `key` that is not valid or is named twice; None where all are valid."""
        pattern = re.compile(self.part_pattern or (r"[\w-]+" if self.vocabulary else r"(?!)"))
        parts = key.split("+")
        for i, part in enumerate(parts):
            is_valid = part in self.part_keys() or part == UNCLASSIFIED or pattern.fullmatch(part)
            if not is_valid or part in parts[:i]:
                return part
        return None

    def parts_for(self, council: Council, entries_of: VocabularyEntries) -> CouncilParts:
        """The parts for a report of `council`; `entries_of` returns the rows of a vocabulary of all councils of the report."""
        if not self.vocabulary:
            return CouncilParts(self.parts)
        active: dict[str, Part] = {}
        others: dict[str, Part] = {}
        for entry in entries_of(self.vocabulary):
            noun = "" if entry.label.lower().startswith(self.vocabulary_noun) else f"{self.vocabulary_noun} "
            part = Part(entry.key, capfirst(f"{noun}{entry.label}"))
            is_active = entry.is_active and entry.council_id == council.pk
            (active if is_active else others).setdefault(entry.key, part)
        return CouncilParts(tuple(active.values()), tuple(part for key, part in others.items() if key not in active))

    def measurements(self, query: FigureQuery) -> list[Measurement]:
        """One Measurement for each council and part that has approved rows; [] where the indicator has no table."""
        if self.measure_rows:
            return list(self.measure_rows(query))
        if self.rows is None:
            return []
        rows = self.rows(query, approved)
        return list(group_measurements(rows, part=self.part, measure=self.measure, column=self.column, qualifier=self.qualifier))

    def all_rows(self, query: FigureQuery, publication_filter: PublicationFilter) -> Records:
        """The records of the indicator. Raises ValueError where it has no table."""
        if self.rows is None:
            raise ValueError(f"{self.code} has no rows, only reported totals.")
        return self.rows(query, publication_filter)

    def part_rows(self, query: FigureQuery, part: str, publication_filter: PublicationFilter) -> Records:
        """The records that one part of the figure counts, of all parts for "". Raises ValueError where there is no table."""
        rows = self.all_rows(query, publication_filter)
        if self.column:
            rows = rows.filter(**{f"{self.column}__isnull": False})
        if not part or self.part is None:
            return rows
        return rows.annotate(row_part=part_expression(self.part)).filter(row_part__in=part.split("+"))


def part_expression(part: str | Combinable) -> Coalesce:
    """The expression `part` with "unclassified" instead of null and blank."""
    expression = F(part) if isinstance(part, str) else part
    return Coalesce(NullIf(expression, Value("")), Value(UNCLASSIFIED))


def group_measurements(
    rows: Records,
    *,
    part: str | Combinable | None = None,
    measure: Aggregate | None = None,
    column: str = "",
    qualifier: str = "",
) -> Iterator[Measurement]:
    """The measurements of a queryset, grouped by council and by the expression `part`.

    Counts the rows, or computes `measure` of them. With `column` it sums this column and notes whether rows leave it blank.
    """
    keys: dict[str, Combinable] = {
        "row_council": F(rows.council_path),
        "row_part": part_expression(part) if part is not None else Value(""),
    }
    if qualifier:
        keys["row_qualifier"] = F(qualifier)
    aggregates: dict[str, Aggregate] = {"measured": Sum(column) if column else measure or Count("pk")}
    if column:
        aggregates["blank"] = blank_count(column)
    groups: dict[tuple[int, str], list[dict[str, Any]]] = {}  # Any: the values of a database row
    for group in rows.order_by().values(**keys).annotate(**aggregates):
        groups.setdefault((group["row_council"], group["row_part"]), []).append(group)
    for (council_id, key), group_rows in groups.items():
        stated = [group for group in group_rows if group["measured"] is not None]
        yield Measurement(
            council_id,
            key,
            sum(group["measured"] for group in stated) if stated else None,
            qualifier=common_qualifier(group.get("row_qualifier", "") for group in stated),
            has_blanks=any(group.get("blank") for group in group_rows),
        )


def blank_count(column: str) -> Count:
    """The aggregate that counts the rows that leave `column` blank."""
    return Count("pk", filter=Q(**{f"{column}__isnull": True}))


def aggregate_measurements(
    rows: Records,
    *,
    whole: Aggregate | None = None,
    base: Aggregate | None = None,
    blank: Aggregate | None = None,
    **measures: Aggregate,
) -> Iterator[Measurement]:
    """The measurements where one row may belong to several parts: one aggregate for each part, one query for all.

    A keyword of `measures` is the key of a part with "__" for ".". `whole` measures the whole, `base` is the number that
    every part is a share of, `blank` counts the rows that state no number.
    """
    aggregates = {f"measured_{i}": measure for i, measure in enumerate(measures.values())}
    if whole is not None:
        aggregates["measured_whole"] = whole
    if base is not None:
        aggregates["measured_base"] = base
    if blank is not None:
        aggregates["measured_blank"] = blank
    for group in rows.order_by().values(row_council=F(rows.council_path)).annotate(**aggregates):
        council_id, base_value = group["row_council"], group.get("measured_base")
        if whole is not None:
            yield Measurement(council_id, "", group["measured_whole"], has_blanks=bool(group.get("measured_blank")))
        for i, key in enumerate(measures):
            value = group[f"measured_{i}"]
            if value is not None and (value or not key.endswith(UNCLASSIFIED)):
                share = Share(value, base_value) if base_value is not None else None
                yield Measurement(council_id, key.replace("__", "."), value, base=base_value, share=share)
