"""Figures as plain data, and how each is printed."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Self

from core.records.choices import Qualifier
from core.vietnamese.numbers import format_count, format_money, format_number, format_percent
from councils.models import Council
from reports.figures.totals import Amount, MergedValue
from reports.indicators.base import Indicator
from reports.indicators.grouping import Share

AREA_NOUNS: dict[str, str] = {
    Council.UnitKind.URBAN_DISTRICT: "phường",
    Council.UnitKind.RURAL_DISTRICT: "xã, thị trấn",
    Council.UnitKind.DISTRICT_CITY: "phường, xã",
    Council.UnitKind.TOWN: "phường, xã",
}
UNKNOWN = "–"
NOTES = re.compile(r"(?: \((?:số liệu của [\d./]+ HĐND|ở [\d./]+ (?:cuộc|kỳ họp) có số liệu)\))+$")
NUMBER_FIELDS = ("value", "base", "qualifier", "is_percent", "text", "computed", "reported", "url")

JsonNumber = int | str | float
JsonObject = dict[str, Any]  # Any: whatever JSON holds


@dataclass(frozen=True)
class Number:
    """The value that a figure, a part or a level has, and how it is printed."""

    value: JsonNumber | None
    base: JsonNumber | None
    qualifier: str
    is_percent: bool
    text: str
    computed: JsonNumber | None
    reported: JsonNumber | None
    url: str
    sources: tuple[str, ...] = ()
    share: Share | None = None  # the percentage in `text`, with the words for its base
    note: str = ""  # the end of `text` that says of how many councils or meetings it is: "(số liệu của 01/30 HĐND)"

    @property
    def text_without_note(self) -> str:
        return without_note(self.text)

    def as_json(self) -> JsonObject:
        return {name: getattr(self, name) for name in NUMBER_FIELDS}

    @classmethod
    def from_json(cls, data: JsonObject) -> Self:
        return cls(**{name: data[name] for name in NUMBER_FIELDS})


@dataclass(frozen=True)
class LabelledNumber:
    """A number with the label of its figure, part or level."""

    label: str
    number: Number


@dataclass(frozen=True)
class PartFigure:
    """One part of a figure."""

    key: str
    label: str
    number: Number

    def as_json(self) -> JsonObject:
        return {"key": self.key, "label": self.label, **self.number.as_json()}

    @classmethod
    def from_json(cls, data: JsonObject) -> Self:
        return cls(data["key"], data["label"], Number.from_json(data))


@dataclass(frozen=True)
class SplitNumber:
    """The share of a figure before or after the merger of its council: until or from the day `on`.

    Of a stock it is the number on that day, which is in no sum.
    """

    number: Number
    on: date

    def as_json(self) -> JsonObject:
        number = self.number
        return {"value": number.value, "text": number.text, "url": number.url, "on": self.on.isoformat()}

    @classmethod
    def from_json(cls, data: JsonObject | None) -> Self | None:
        """The share that `as_json` wrote; None where there is none, as in a report that was issued before it was stored."""
        if data is None:
            return None
        number = Number(data["value"], None, "", False, data["text"], None, None, data["url"])
        return cls(number, date.fromisoformat(data["on"]))


SPLITS = {"before": "trước sắp xếp", "after": "sau sắp xếp"}


@dataclass(frozen=True)
class Coverage:
    """How many of the councils that a figure is about have given a number, and which of those on record have not.

    A figure that is a sum over fewer councils than it should be is partial.
    """

    expected: int = 0
    counted: int = 0
    silent: tuple[str, ...] = ()  # slugs
    is_partial: bool = False

    def as_json(self) -> JsonObject:
        return {"expected": self.expected, "counted": self.counted, "silent": list(self.silent)}

    @classmethod
    def from_json(cls, data: JsonObject) -> Self:
        """The coverage of a figure or level; empty in a report that was issued before it was stored."""
        stored = data.get("coverage", {})
        return cls(
            stored.get("expected", 0), stored.get("counted", 0), tuple(stored.get("silent", ())), data.get("is_partial", False)
        )


@dataclass(frozen=True)
class LevelFigure:
    """A figure over all councils of one level."""

    level: str
    label: str
    coverage: Coverage
    number: Number
    parts: tuple[PartFigure, ...] = ()

    def as_json(self) -> JsonObject:
        return {
            "level": self.level,
            "label": self.label,
            "councils": {"expected": self.coverage.expected, "counted": self.coverage.counted},
            "coverage": self.coverage.as_json(),
            "is_partial": self.coverage.is_partial,
            **self.number.as_json(),
            "parts": [part.as_json() for part in self.parts],
        }

    @classmethod
    def from_json(cls, data: JsonObject) -> Self:
        parts = tuple(PartFigure.from_json(part) for part in data["parts"])
        coverage = Coverage.from_json({"coverage": data["councils"], **data})
        return cls(data["level"], data["label"], coverage, Number.from_json(data), parts)


@dataclass(frozen=True)
class Figure:
    """The value of an indicator in one report, with its parts and the levels of councils."""

    code: str
    label: str
    unit: str
    number: Number
    parts: tuple[PartFigure, ...] = ()
    levels: tuple[LevelFigure, ...] = ()
    coverage: Coverage = Coverage()
    before: SplitNumber | None = None  # the merger of the council, within the period; None where the figure is not split
    after: SplitNumber | None = None

    def as_json(self) -> JsonObject:
        return {
            "code": self.code,
            "label": self.label,
            "unit": self.unit,
            "coverage": self.coverage.as_json(),
            "is_partial": self.coverage.is_partial,
            **self.number.as_json(),
            "before": self.before.as_json() if self.before else None,
            "after": self.after.as_json() if self.after else None,
            "parts": [part.as_json() for part in self.parts],
            "levels": [level.as_json() for level in self.levels],
        }

    @classmethod
    def from_json(cls, data: JsonObject) -> Self:
        """The figure that `as_json` wrote; the sources are not in the JSON."""
        parts = tuple(PartFigure.from_json(part) for part in data["parts"])
        levels = tuple(LevelFigure.from_json(level) for level in data["levels"])
        coverage = Coverage.from_json(data)
        before, after = (SplitNumber.from_json(data.get(side)) for side in SPLITS)
        return cls(data["code"], data["label"], data["unit"], Number.from_json(data), parts, levels, coverage, before, after)

    @property
    def splits(self) -> dict[str, SplitNumber]:
        """The shares before and after the merger by their keys; {} where the figure is not split."""
        return {key: split for key, split in zip(SPLITS, (self.before, self.after), strict=True) if split}

    @property
    def is_sum_of_splits(self) -> bool:
        """Whether the shares before and after the merger add up to the figure; never for a stock."""
        values = [self.number.value, *(split.number.value for split in self.splits.values())]
        numbers = [int(value) for value in values if value is not None]
        return len(numbers) == len(SPLITS) + 1 and numbers[0] == sum(numbers[1:])

    def printed_values(self) -> list[tuple[str, str, JsonNumber | None, str]]:
        """Each level, part, value and text, by which two figures of one indicator are compared."""
        splits = [(key, "", split.number.value, split.number.text) for key, split in self.splits.items()]
        return splits + [
            (level, part.key, part.number.value, part.number.text)
            for level in ("", *(level_figure.level for level_figure in self.levels))
            if (figure := self.at_level(level))
            for part in (PartFigure("", figure.label, figure.number), *figure.parts)
        ]

    def at_level(self, level: str = "") -> "Figure | LevelFigure | None":
        """The LevelFigure of `level`, this figure itself for ""; None where there is no such level."""
        if not level:
            return self
        return next((level_figure for level_figure in self.levels if level_figure.level == level), None)

    def parts_at(self, level: str = "") -> tuple[PartFigure, ...]:
        """The parts of the LevelFigure of `level`, of this figure for ""; () where there is no such level."""
        figure = self.at_level(level)
        return figure.parts if figure else ()

    def find(self, part: str = "", level: str = "") -> LabelledNumber | None:
        """The number of the whole, a part, a level or a part of a level; None where there is none.

        The level may be "before" or "after", a key of `splits`, which has no parts.
        """
        if split := self.splits.get(level):
            return None if part else LabelledNumber(SPLITS[level], split.number)
        figure = self.at_level(level)
        if figure is None:
            return None
        if not part:
            return LabelledNumber(figure.label, figure.number)
        return next((LabelledNumber(p.label, p.number) for p in figure.parts if p.key == part), None)


def without_note(text: str) -> str:
    """A printed number without the words behind it that say of how many councils or meetings it is."""
    return NOTES.sub("", text)


def json_number(value: Amount, *, is_money: bool = False) -> JsonNumber:
    """A number as JSON carries it: whole numbers as integers, money as text in đồng."""
    if is_money:
        return str(int(value))
    return int(value) if value == int(value) else float(value)


def json_number_or_none(value: Amount | None, *, is_money: bool = False) -> JsonNumber | None:
    return None if value is None else json_number(value, is_money=is_money)


def value_text(value: Amount, indicator: Indicator, is_percent: bool = False, qualifier: str = "") -> str:
    """A value of an indicator as text without its unit, as tables and lists of sources print it."""
    text = format_money(value) if indicator.is_money and not is_percent else format_number(Decimal(value).normalize())
    prefix = f"{Qualifier(qualifier).label} " if qualifier else ""
    return f"{prefix}{text}{'%' if is_percent else ''}"


def make_number(
    merged: MergedValue,
    *,
    indicator: Indicator,
    unit: str,
    council: Council,
    is_percent: bool = False,
    wording: str = "",
    url: str = "",
) -> Number:
    """The Number of an outcome, printed as `council` prints numbers. `wording` is the unit of the councils: "phường"."""
    is_money = indicator.is_money and not is_percent
    if merged.share:
        merged = replace(merged, share=replace(merged.share, words=merged.share.words.replace("{unit}", wording)))
    text = number_text(merged, indicator=indicator, unit=unit, council=council, is_percent=is_percent)
    note = f"{_rows_note(merged.share, indicator.row_noun)} {councils_note(merged, council)}".strip()
    return Number(
        value=json_number_or_none(merged.value, is_money=is_money),
        base=json_number_or_none(merged.base),
        qualifier=str(Qualifier(merged.qualifier).label) if merged.qualifier else "",
        is_percent=is_percent,
        text=f"{text} {note}".rstrip(),
        computed=json_number_or_none(merged.computed, is_money=is_money),
        reported=json_number_or_none(merged.reported, is_money=is_money),
        url=url,
        sources=merged.sources,
        share=merged.share if merged.value is not None and _percentage(merged, council) else None,
        note=note,
    )


def councils_note(merged: MergedValue, council: Council) -> str:
    """The words behind a sum over some of the councils only: "(số liệu của 01/30 HĐND)"; "" behind any other number."""
    count = merged.councils
    if merged.value is None or count is None or not count.is_partial:
        return ""
    counted, expected = (format_count(number, padded=council.pads_counts) for number in (count.counted, count.expected))
    return f"(số liệu của {counted}/{expected} HĐND)" if count.is_complete else f"(số liệu của {counted} HĐND)"


def number_text(merged: MergedValue, *, indicator: Indicator, unit: str, council: Council, is_percent: bool = False) -> str:
    """An outcome as it is printed in a sentence: qualifier, number, unit."""
    if merged.value is None:
        return "" if not indicator.additive and not merged.conflicting else UNKNOWN
    percentage = _percentage(merged, council)
    if merged.percentage and not percentage:
        typed, qualifier = merged.percentage
        percentage = value_text(typed, indicator, is_percent=True, qualifier=qualifier)
    if is_percent or indicator.is_money:
        text = value_text(merged.value, indicator, is_percent)
    elif indicator.style == "rate" and percentage:
        text = percentage
    elif indicator.style == "fraction" and merged.share and percentage:
        text = _fraction_text(merged.value, merged.share, percentage, indicator=indicator, unit=unit, council=council)
    else:
        text = _count_text(merged, merged.value, indicator=indicator, unit=unit, council=council)
        if percentage and (indicator.style == "share" or merged.percentage):
            text += f" ({percentage})"
    return f"{Qualifier(merged.qualifier).label} {text}" if merged.qualifier else text


def _fraction_text(value: Amount, share: Share, percentage: str, *, indicator: Indicator, unit: str, council: Council) -> str:
    """A number with its percentage and what this is of: "24/24 kiến nghị thuộc thẩm quyền của phường (100%)".

    Where only some of the counted are of the base: "30 kiến nghị, trong đó 24/24 kiến nghị …". A share of nothing that is
    counted is not printed.
    """
    padded = indicator.pads and council.pads_counts
    count = f"{format_count(int(value), padded=padded)} {unit}"
    if not share.value:
        return count
    part, base = (format_count(int(number), padded=padded) for number in (share.value, share.base))
    of_base = f"{part}/{base} {unit} {share.words}".rstrip() + f" ({percentage})"
    return of_base if share.value == value else f"{count}, trong đó {of_base}"


def _rows_note(share: Share | None, noun: str) -> str:
    """The words behind a percentage over some of the rows only: "(ở 12/20 cuộc có số liệu)"."""
    return f"(ở {share.rows}/{share.all_rows} {noun} có số liệu)" if share and share.rows < share.all_rows else ""


def _percentage(merged: MergedValue, council: Council) -> str:
    """The share of an outcome as the council prints percentages; "" where it has none."""
    share = merged.share
    if not share or not share.base:
        return ""
    return format_percent(share.value, share.base, places=council.percent_places, rounding=council.percent_rounding)


def _count_text(merged: MergedValue, value: Amount, *, indicator: Indicator, unit: str, council: Council) -> str:
    padded = indicator.pads and council.pads_counts
    text = format_count(int(value), padded=padded)
    if merged.base is not None and indicator.style == "count":
        text += f"/{format_count(int(merged.base), padded=padded)}"
    return f"{text} {unit}".strip()
