"""Figures as plain data, and how each is printed."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from core.records.choices import Qualifier
from core.vietnamese.numbers import format_count, format_money, format_number, format_percent
from councils.models import Council
from reports.figures.totals import Amount, MergedValue, OutcomeKey
from reports.indicators.base import Indicator

AREA_NOUNS: dict[str, str] = {
    Council.UnitKind.URBAN_DISTRICT: "phường",
    Council.UnitKind.RURAL_DISTRICT: "xã, thị trấn",
    Council.UnitKind.DISTRICT_CITY: "phường, xã",
    Council.UnitKind.TOWN: "phường, xã",
}
UNKNOWN = "–"
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
class LevelFigure:
    """A figure over all councils of one level; `counted` of the `expected` councils have data."""

    level: str
    label: str
    expected: int
    counted: int
    number: Number
    parts: tuple[PartFigure, ...] = ()

    def as_json(self) -> JsonObject:
        return {
            "level": self.level,
            "label": self.label,
            "councils": {"expected": self.expected, "counted": self.counted},
            **self.number.as_json(),
            "parts": [part.as_json() for part in self.parts],
        }

    @classmethod
    def from_json(cls, data: JsonObject) -> Self:
        councils, parts = data["councils"], tuple(PartFigure.from_json(part) for part in data["parts"])
        return cls(data["level"], data["label"], councils["expected"], councils["counted"], Number.from_json(data), parts)


@dataclass(frozen=True)
class Figure:
    """The value of an indicator in one report, with its parts and the levels of councils."""

    code: str
    label: str
    unit: str
    number: Number
    parts: tuple[PartFigure, ...] = ()
    levels: tuple[LevelFigure, ...] = ()

    def as_json(self) -> JsonObject:
        return {
            "code": self.code,
            "label": self.label,
            "unit": self.unit,
            **self.number.as_json(),
            "parts": [part.as_json() for part in self.parts],
            "levels": [level.as_json() for level in self.levels],
        }

    @classmethod
    def from_json(cls, data: JsonObject) -> Self:
        """The figure that `as_json` wrote; the sources are not in the JSON."""
        parts = tuple(PartFigure.from_json(part) for part in data["parts"])
        levels = tuple(LevelFigure.from_json(level) for level in data["levels"])
        return cls(data["code"], data["label"], data["unit"], Number.from_json(data), parts, levels)

    def printed_values(self) -> list[tuple[str, str, JsonNumber | None, str]]:
        """Each level, part, value and text, by which two figures of one indicator are compared."""
        return [
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
        """The number of the whole, a part, a level or a part of a level; None where there is none."""
        figure = self.at_level(level)
        if figure is None:
            return None
        if not part:
            return LabelledNumber(figure.label, figure.number)
        return next((LabelledNumber(p.label, p.number) for p in figure.parts if p.key == part), None)


@dataclass(frozen=True)
class ReportedValue:
    """The value that one source gives in a conflict."""

    value: JsonNumber
    source: str

    def as_json(self) -> JsonObject:
        return {"value": self.value, "source": self.source}


@dataclass(frozen=True)
class Conflict:
    """Rows and reported totals, or two totals, that differ for one figure, and none of them is chosen."""

    code: str
    part: str
    council: str
    computed: JsonNumber | None
    reported: tuple[ReportedValue, ...]
    level: str = ""  # set where the conflict is about all councils of a level together
    council_name: str = ""
    statements: tuple[str, ...] = ()  # as printed: "04 tính từ bản ghi", "gần 5 theo Báo cáo số 12/BC-HĐND"

    def as_json(self) -> JsonObject:
        return {
            "code": self.code,
            "part": self.part,
            "council": self.council,
            "computed": self.computed,
            "reported": [reported.as_json() for reported in self.reported],
        }


@dataclass(frozen=True)
class Missing:
    """A council of the scope that has neither rows nor a reported total for an indicator."""

    council: str
    code: str
    council_name: str = field(default="", compare=False)

    def as_json(self) -> JsonObject:
        return {"council": self.council, "code": self.code}


def json_number(value: Amount, *, is_money: bool = False) -> JsonNumber:
    """A number as JSON carries it: whole numbers as integers, money as text in đồng."""
    if is_money:
        return str(int(value))
    return int(value) if value == int(value) else float(value)


def _json_number_or_none(value: Amount | None, *, is_money: bool = False) -> JsonNumber | None:
    return None if value is None else json_number(value, is_money=is_money)


def make_conflict(merged: MergedValue, *, indicator: Indicator, key: OutcomeKey, council: Council, level: str = "") -> Conflict:
    """The Conflict of an outcome whose sources differ."""
    is_money = indicator.is_money and not key.is_percent
    statements = [f"{value_text(s.value, indicator, key.is_percent, s.qualifier)} theo {s.source}" for s in merged.conflicting]
    if merged.computed is not None:
        statements.insert(0, f"{value_text(merged.computed, indicator, key.is_percent)} tính từ bản ghi")
    return Conflict(
        code=indicator.code,
        part=key.part,
        council=council.slug,
        computed=_json_number_or_none(merged.computed, is_money=is_money),
        reported=tuple(ReportedValue(json_number(s.value, is_money=is_money), s.source) for s in merged.conflicting),
        level=level,
        council_name=council.name,
        statements=tuple(statements),
    )


def value_text(value: Amount, indicator: Indicator, is_percent: bool = False, qualifier: str = "") -> str:
    """A value of an indicator as text without its unit, as tables and lists of sources print it."""
    text = format_money(value) if indicator.is_money and not is_percent else format_number(Decimal(value).normalize())
    prefix = f"{Qualifier(qualifier).label} " if qualifier else ""
    return f"{prefix}{text}{'%' if is_percent else ''}"


def make_number(
    merged: MergedValue, *, indicator: Indicator, unit: str, council: Council, is_percent: bool = False, url: str = ""
) -> Number:
    """The Number of an outcome, printed as `council` prints numbers."""
    is_money = indicator.is_money and not is_percent
    return Number(
        value=_json_number_or_none(merged.value, is_money=is_money),
        base=_json_number_or_none(merged.base),
        qualifier=str(Qualifier(merged.qualifier).label) if merged.qualifier else "",
        is_percent=is_percent,
        text=number_text(merged, indicator=indicator, unit=unit, council=council, is_percent=is_percent),
        computed=_json_number_or_none(merged.computed, is_money=is_money),
        reported=_json_number_or_none(merged.reported, is_money=is_money),
        url=url,
        sources=merged.sources,
    )


def number_text(merged: MergedValue, *, indicator: Indicator, unit: str, council: Council, is_percent: bool = False) -> str:
    """An outcome as it is printed in a sentence: qualifier, number, unit."""
    if merged.value is None:
        return "" if not indicator.additive and not merged.conflicting else UNKNOWN
    share = merged.share
    percentage = _percentage(merged, council)
    if is_percent or indicator.is_money:
        text = value_text(merged.value, indicator, is_percent)
    elif indicator.style == "rate" and percentage:
        text = percentage
    else:
        text = _count_text(merged, merged.value, indicator=indicator, unit=unit, council=council)
        if share and indicator.style == "share":
            is_of_value = share.value == merged.value
            text += f" ({percentage})" if is_of_value else f" ({share.value}/{share.base} thuộc thẩm quyền, {percentage})"
    return f"{Qualifier(merged.qualifier).label} {text}" if merged.qualifier else text


def _percentage(merged: MergedValue, council: Council) -> str:
    """The share of an outcome as the council prints percentages; "" where it has none."""
    if not merged.share:
        return ""
    share = merged.share
    return format_percent(share.value, share.base, places=council.percent_places, rounding=council.percent_rounding)


def _count_text(merged: MergedValue, value: Amount, *, indicator: Indicator, unit: str, council: Council) -> str:
    padded = indicator.pads and council.pads_counts
    text = format_count(int(value), padded=padded)
    if merged.base is not None and indicator.style == "count":
        text += f"/{format_count(int(merged.base), padded=padded)}"
    return f"{text} {unit}".strip()
