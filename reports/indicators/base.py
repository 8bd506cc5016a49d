"""What an indicator is: which rows it counts, how they divide into parts, and how its figure is printed."""

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol, TypeVar

from django.db.models import Aggregate, Count
from django.db.models.expressions import Combinable
from django.utils.text import capfirst

from core.records.periods import Period
from core.records.querysets import PublishableQuerySet
from councils.models import Council
from councils.models.vocabulary import Vocabulary
from councils.wording import in_own_words
from reports.indicators.grouping import (
    UNCLASSIFIED,
    Grouping,
    Measurement,
    Records,
    grouped_measurements,
    part_expression,
    part_grouping,
)

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
    """What an indicator is computed for: the councils, the days of flows and the day of stocks.

    `period` is the report's, or the days of it on which the records of `councils` count.
    """

    councils: tuple[Council, ...]
    period: Period
    cut_off: datetime.date
    council: Council = field(compare=False)  # the council of the report; its vocabularies name the parts
    groups: tuple[tuple[Council, ...], ...] = ()  # the councils of each number, of other queries too; () for one number of all

    @property
    def duplicate_groups(self) -> tuple[tuple[Council, ...], ...]:
        """The groups of councils among which an event that several have recorded is counted once."""
        return self.groups or (self.councils,)


class PartRelation(Enum):
    """What a part says about the whole, so that a total of the whole can be compared with the parts."""

    ADDING_UP = "adding up"  # the parts make the whole
    COVERING = "covering"  # the parts cover the whole, with overlap
    WITHIN = "beside, within"  # a part beside the others, which cannot be larger than the whole
    OUTSIDE = "beside"  # a part beside the others, of another unit or of another period


@dataclass(frozen=True)
class Part:
    """A part of an indicator; {unit}, {regular} and {irregular} in its label become the council's own wording."""

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
    unit_word: str = ""  # the column of a council with its own word for the unit: "hội nghị"
    parts: tuple[Part, ...] = ()
    vocabulary: type[Vocabulary] | None = None  # the model whose rows are the councils' own parts
    vocabulary_noun: str = ""  # put before the label of a part unless the label begins with it: "nghị quyết"
    part_pattern: str = ""  # a regular expression for keys of parts that cannot be listed beforehand
    rows: Callable[[FigureQuery, PublicationFilter], Records] | None = None  # None: no table yet, totals only
    part: str | Combinable | None = None  # the expression that gives the part of a row
    measure: Aggregate = field(default_factory=lambda: Count("pk"))
    column: str = ""  # the summed column, where rows may leave it blank: blank is unknown, not 0
    qualifier: str = ""  # the column with the qualifier of a summed row
    grouping: Callable[[FigureQuery], Grouping] | None = None  # where a row may belong to several parts
    measure_rows: Callable[[FigureQuery], Iterable[Measurement]] | None = None  # where it takes statements of its own
    row: Callable[[Any], ListedRecord] | None = None  # None: the page lists no records. Any: the indicator's own model
    additive: bool = True  # the whole is the sum of the parts where nobody else gives it
    relation: PartRelation = PartRelation.ADDING_UP  # of the parts that do not name their own
    counts_whole: bool = False  # the parts overlap, and the whole is counted separately
    reported_parts: tuple[str, ...] = ()  # parts that only reported totals can fill
    unit_is_part: bool = False  # each row has its own unit; units are parts and are never added
    shows_zeros: bool = True  # a counted but empty part is printed as 0
    adds_councils: bool = True  # figures of several levels are added; False for people, who may belong to two levels
    is_stock: bool = False  # the state on the day of the cut-off; False: a flow, what happened in the period
    compares_merger: bool = False  # a stock that is printed for the last day before a merger, and for its first day
    carried_parts: tuple[str, ...] = ()  # parts that count what was open when the period began; "" is the whole
    pads: bool = True  # a number below 10 is printed with a zero in front (04), where the council does so
    is_money: bool = False  # an amount in đồng, printed as money
    row_noun: str = "cuộc"  # one row of a rate, of which some may lack a number: "ở 2/3 cuộc có số liệu"
    no_rows_mean_zero: bool = True  # False for rates: a rate of no rows has no value
    # "count" 04 kỳ họp, 15/15 chỉ tiêu | "share" 06 đại biểu (20,68%) | "rate" 95,2%
    # "fraction" 24/24 kiến nghị thuộc thẩm quyền của phường (100%)
    style: str = "count"
    may_be_percent: bool = False  # a total may give a percentage; always where percentages are printed

    @property
    def has_percent(self) -> bool:
        """Whether a total may give a percentage of it."""
        return self.may_be_percent or self.style != "count"

    def label_for(self, council: Council) -> str:
        """The label in the council's words: "Hội nghị tiếp xúc cử tri"."""
        return in_own_words(self.label, council)

    def unit_for(self, council: Council) -> str:
        """The unit in the council's words: "hội nghị"."""
        return str(getattr(council, self.unit_word)) if self.unit_word else self.unit

    def part_keys(self) -> list[str]:
        return [part.key for part in self.parts]

    def choosable_parts(self) -> tuple[Part, ...]:
        """The parts that the form of a total lists, beside those of the vocabulary of a council."""
        return self.parts

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

    def rows_grouping(self, query: FigureQuery) -> Grouping | None:
        """How its rows are grouped; None where it has no table, or only statements of its own."""
        if self.grouping:
            return self.grouping(query)
        if self.rows is None or self.measure_rows:
            return None
        return part_grouping(part=self.part, measure=self.measure, column=self.column, qualifier=self.qualifier)

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


def measure_together(indicators: Sequence[Indicator], query: FigureQuery) -> dict[str, list[Measurement]]:
    """The measurements by code: one for each council and part that has approved rows.

    Indicators that count the same rows share a statement, but for those that count different values in them.
    """
    measurements: dict[str, list[Measurement]] = {indicator.code: [] for indicator in indicators}
    # Any: the function of the rows, or the code of an indicator measured alone
    shared: dict[Any, list[tuple[Indicator, Grouping]]] = {}
    for indicator in indicators:
        if grouping := indicator.rows_grouping(query):
            key = indicator.rows if grouping.can_share else indicator.code
            shared.setdefault(key, []).append((indicator, grouping))
    for sharing in shared.values():
        rows = sharing[0][0].all_rows(query, approved)
        measurements |= grouped_measurements(rows, {indicator.code: grouping for indicator, grouping in sharing})
    for indicator in indicators:
        if indicator.measure_rows:
            measurements[indicator.code] += indicator.measure_rows(query)
    return measurements
