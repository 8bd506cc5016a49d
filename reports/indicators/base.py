"""What an indicator is: which rows it counts, how they fall into parts, and how it is printed."""

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from operator import methodcaller

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.text import capfirst

from core.records.choices import common_qualifier

UNCLASSIFIED = "unclassified"
APPROVED = methodcaller("approved")
PUBLISHED = methodcaller("published")


@dataclass(frozen=True)
class Measurement:
    """What the rows of one council say about one part of an indicator ("" is the whole); None: they do not say how many."""

    council_id: int
    part: str
    value: int | Decimal | None
    base: int | None = None
    qualifier: str = ""
    share: tuple[int, int] | None = None  # of how many the percentage is taken, where one is printed
    is_open: bool = False  # some rows leave blank what is added up


@dataclass(frozen=True)
class Part:
    """A part of an indicator; its label may name the council by {unit} and its wording by {irregular}."""

    key: str
    label: str
    unit: str = ""


@dataclass(frozen=True)
class Row:
    """A record behind a figure as its page lists it."""

    title: str
    number: str = ""
    date: datetime.date | None = None
    meta: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One figure of the catalogue. `rows(query, seen)` is the very chain that lists use, `seen` its publication step."""

    code: str
    label: str
    unit: str
    definition: str
    parts: tuple[Part, ...] = ()
    vocabulary: type | None = None  # the Vocabulary whose words are the councils' own parts
    vocabulary_noun: str = ""  # what a word of the vocabulary stands behind, unless it begins with it: "nghị quyết"
    open_parts: str = ""  # a pattern for part keys that no list can name beforehand
    rows: Callable[..., QuerySet] | None = None  # None: no table yet, totals only
    part: object = None  # the expression that names a row's part
    measure: object = Count("pk")
    column: str = ""  # the number that a row states, where it may leave it blank: blank is unknown, not 0
    qualifier: str = ""  # the column that qualifies a summed row
    read: Callable | None = None  # (query) -> measurements, where grouping by one expression is not enough
    row: Callable | None = None  # record -> Row; None: sums only, the page lists no single record
    additive: bool = True  # the parts make up the whole
    counts_whole: bool = False  # the parts overlap, yet the whole is counted by itself
    reported_parts: tuple[str, ...] = ()  # parts that no column of this version can fill: totals alone
    unit_is_part: bool = False  # rows name their own unit; several units are parts, never one sum
    shows_zeros: bool = True  # a counted but empty part is printed as 0
    adds_councils: bool = True  # people are never added across councils
    is_stock: bool = False
    pads: bool = True
    is_money: bool = False
    no_rows_say_nil: bool = True  # without rows the figure is 0; a rate of nothing is none
    style: str = "count"  # "count" 04 kỳ họp, 15/15 chỉ tiêu | "share" 06 đại biểu (20,68%) | "rate" 95,2%

    def known_parts(self):
        return [p.key for p in self.parts]

    def part_named(self, key):
        """The Part behind a key that stands in no list of parts."""
        if key == UNCLASSIFIED:
            return Part(key, "Chưa phân loại")
        return Part(key, key)

    def place_of(self, key):
        """Where a part that stands in no list is printed among its like."""
        return (key,)

    def unknown_part(self, key):
        """The first of the parts joined by "+" in `key` that this indicator cannot have, or that is named twice; else None."""
        pattern = re.compile(self.open_parts or (r"[\w-]+" if self.vocabulary else r"(?!)"))
        parts = key.split("+")
        for i, one in enumerate(parts):
            known = one in self.known_parts() or one == UNCLASSIFIED or pattern.fullmatch(one)
            if not known or one in parts[:i]:
                return one
        return None

    def parts_for(self, council, words):
        """The parts in the order of printing: (closed, others), `closed` being those in use by the council itself.

        `words` gives the words of a vocabulary that the councils of the report have.
        """
        if not self.vocabulary:
            return self.parts, ()
        own, others = {}, {}
        for word in words(self.vocabulary):
            noun = "" if word.label.lower().startswith(self.vocabulary_noun) else f"{self.vocabulary_noun} "
            part = Part(word.key, capfirst(f"{noun}{word.label}"))
            (own if word.is_active and word.council_id == council.pk else others).setdefault(word.key, part)
        return tuple(own.values()), tuple(part for key, part in others.items() if key not in own)

    def measurements(self, query):
        """What the approved rows say, one Measurement a council and part."""
        if self.read:
            return list(self.read(query))
        if self.rows is None:
            return []
        return list(
            grouped(
                self.rows(query, APPROVED), part=self.part, measure=self.measure, column=self.column, qualifier=self.qualifier
            )
        )

    def rows_of(self, query, part, seen):
        """The records behind one part of the figure ("" for all), in the indicator's own chain."""
        rows = self.rows(query, seen)
        if self.column:
            rows = rows.filter(**{f"{self.column}__isnull": False})
        if not part or self.part is None:
            return rows
        return rows.annotate(the_part=named(self.part)).filter(the_part__in=part.split("+"))


def named(part):
    """The expression `part` with null and blank as the part "unclassified": never dropped."""
    if isinstance(part, str):
        part = F(part)
    return Coalesce(NullIf(part, Value("")), Value(UNCLASSIFIED))


def grouped(rows, *, part=None, measure=None, column="", qualifier="", prefix=""):
    """Readings of a queryset that has a `council_path`, grouped by council and by the expression `part`.

    They count the rows, or take `measure` of them; the sum of `column` says besides whether rows leave it blank.
    """
    keys = {"the_council": F(rows.council_path), "the_part": named(part) if part is not None else Value("")}
    if qualifier:
        keys["the_qualifier"] = F(qualifier)
    aggregates = {"measured": Sum(column) if column else measure or Count("pk")}
    if column:
        aggregates["blank"] = blanks(column)
    found = {}
    for line in rows.order_by().values(**keys).annotate(**aggregates):
        found.setdefault((line["the_council"], line["the_part"]), []).append(line)
    for (council_id, key), lines in found.items():
        told = [line for line in lines if line["measured"] is not None]
        yield Measurement(
            council_id,
            prefix + key if key else key,
            sum(line["measured"] for line in told) if told else None,
            qualifier=common_qualifier(line.get("the_qualifier", "") for line in told),
            is_open=any(line.get("blank") for line in lines),
        )


def blanks(column):
    """How many rows leave `column` blank."""
    return Count("pk", filter=Q(**{f"{column}__isnull": True}))


def columns(rows, *, whole=None, base=None, blank=None, **measures) -> Iterable[Measurement]:
    """Readings where one row may fall into several parts: one filtered aggregate a part, one query for all.

    `whole` is the aggregate of the whole, `base` the one that every part is a share of, `blank` how many rows do not say.
    """
    aggregates = {f"measured_{i}": measure for i, measure in enumerate(measures.values())}
    if whole is not None:
        aggregates["measured_whole"] = whole
    if base is not None:
        aggregates["measured_base"] = base
    if blank is not None:
        aggregates["measured_blank"] = blank
    for line in rows.order_by().values(the_council=F(rows.council_path)).annotate(**aggregates):
        council_id, of = line["the_council"], line.get("measured_base")
        if whole is not None:
            yield Measurement(council_id, "", line["measured_whole"], is_open=bool(line.get("measured_blank")))
        for i, key in enumerate(measures):
            value = line[f"measured_{i}"]
            if value is not None and (value or not key.endswith(UNCLASSIFIED)):
                yield Measurement(
                    council_id, key.replace("__", "."), value, base=of, share=(value, of) if of is not None else None
                )
