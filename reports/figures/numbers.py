"""Figures as plain data, and how each is printed."""

from dataclasses import dataclass, field
from decimal import Decimal

from core.records.choices import Qualifier
from core.vietnamese.numbers import format_count, format_money, format_number, format_percent
from councils.models import Council

AREA_NOUNS = {
    Council.UnitKind.URBAN_DISTRICT: "phường",
    Council.UnitKind.RURAL_DISTRICT: "xã, thị trấn",
    Council.UnitKind.DISTRICT_CITY: "phường, xã",
    Council.UnitKind.TOWN: "phường, xã",
}
UNKNOWN = "–"


@dataclass(frozen=True)
class Number:
    """What figure, part and level share."""

    value: int | str | float | None
    base: int | float | None
    qualifier: str
    is_percent: bool
    text: str
    computed: int | str | float | None
    reported: int | str | float | None
    url: str
    sources: tuple[str, ...] = ()

    def as_json(self):
        keys = ("value", "base", "qualifier", "is_percent", "text", "computed", "reported", "url")
        return {key: getattr(self, key) for key in keys}


@dataclass(frozen=True)
class PartFigure:
    key: str
    label: str
    number: Number

    def as_json(self):
        return {"key": self.key, "label": self.label, **self.number.as_json()}


@dataclass(frozen=True)
class LevelFigure:
    level: str
    label: str
    expected: int
    counted: int
    number: Number
    parts: tuple[PartFigure, ...] = ()

    def as_json(self):
        return {
            "level": self.level,
            "label": self.label,
            "councils": {"expected": self.expected, "counted": self.counted},
            **self.number.as_json(),
            "parts": [part.as_json() for part in self.parts],
        }


@dataclass(frozen=True)
class Figure:
    code: str
    label: str
    unit: str
    number: Number
    parts: tuple[PartFigure, ...] = ()
    levels: tuple[LevelFigure, ...] = ()

    def as_json(self):
        return {
            "code": self.code,
            "label": self.label,
            "unit": self.unit,
            **self.number.as_json(),
            "parts": [part.as_json() for part in self.parts],
            "levels": [level.as_json() for level in self.levels],
        }

    def at_level(self, level=""):
        """The LevelFigure of `level`, this figure itself for ""; None where there is no such level."""
        return next((one for one in self.levels if one.level == level), None) if level else self

    def find(self, part="", level=""):
        """(label, Number) of the whole, of a part, of a level or of a level's part; None where there is none."""
        host = self.at_level(level)
        if host is None or not part:
            return host and (host.label, host.number)
        return next(((p.label, p.number) for p in host.parts if p.key == part), None)


@dataclass(frozen=True)
class Conflict:
    """Two voices about one thing, of which nobody has chosen one."""

    code: str
    part: str
    council: str
    computed: int | str | float | None
    reported: tuple[tuple[int | str | float, str], ...]  # (value, source)
    level: str = ""  # of all councils of a level below together
    council_name: str = ""
    voices: tuple[str, ...] = ()  # the same as printed: "04 tính từ bản ghi", "gần 5 theo Báo cáo số 12/BC-HĐND"

    def as_json(self):
        return {
            "code": self.code,
            "part": self.part,
            "council": self.council,
            "computed": self.computed,
            "reported": [{"value": value, "source": source} for value, source in self.reported],
        }


@dataclass(frozen=True)
class Missing:
    """A council of the scope that has neither row nor total for an indicator."""

    council: str
    code: str
    council_name: str = field(default="", compare=False)

    def as_json(self):
        return {"council": self.council, "code": self.code}


def plain(value, *, is_money=False):
    """A number as JSON carries it: whole numbers as integers, money as text in đồng."""
    if value is None:
        return None
    if is_money:
        return str(int(value))
    return int(value) if value == int(value) else float(value)


def conflict(merged, *, indicator, key, council, level=""):
    """The Conflict of an outcome whose sources clash; `key` is (part, is percent)."""
    part, is_percent = key
    is_money = indicator.is_money and not is_percent
    rows = [] if merged.computed is None else [f"{bare(merged.computed, indicator, is_percent)} tính từ bản ghi"]
    told = [f"{bare(s.value, indicator, is_percent, s.qualifier)} theo {s.source}" for s in merged.clash]
    return Conflict(
        code=indicator.code,
        part=part,
        council=council.slug,
        computed=plain(merged.computed, is_money=is_money),
        reported=tuple((plain(s.value, is_money=is_money), s.source) for s in merged.clash),
        level=level,
        council_name=council.name,
        voices=(*rows, *told),
    )


def bare(value, indicator, is_percent=False, qualifier=""):
    """A value of an indicator in words without its unit, as tables and lists of sources show it."""
    words = format_money(value) if indicator.is_money and not is_percent else format_number(Decimal(value).normalize())
    prefix = f"{Qualifier(qualifier).label} " if qualifier else ""
    return f"{prefix}{words}{'%' if is_percent else ''}"


def number(merged, *, indicator, unit, council, is_percent=False, url=""):
    """The Number that `merged` (see totals.Merged) is printed as by the wording of `council`."""
    is_money = indicator.is_money and not is_percent
    return Number(
        value=plain(merged.value, is_money=is_money),
        base=plain(merged.base),
        qualifier=Qualifier(merged.qualifier).label if merged.qualifier else "",
        is_percent=is_percent,
        text=printed(merged, indicator=indicator, unit=unit, council=council, is_percent=is_percent),
        computed=plain(merged.computed, is_money=is_money),
        reported=plain(merged.reported, is_money=is_money),
        url=url,
        sources=merged.sources,
    )


def printed(merged, *, indicator, unit, council, is_percent=False):
    """The figure as it stands in a sentence: qualifier, number, unit."""
    if merged.value is None:
        return "" if not indicator.additive and not merged.clash else UNKNOWN
    words = [Qualifier(merged.qualifier).label] if merged.qualifier else []
    share = merged.share and format_percent(*merged.share, places=council.percent_places, rounding=council.percent_rounding)
    if is_percent:
        words.append(bare(merged.value, indicator, is_percent))
    elif indicator.is_money:
        words.append(bare(merged.value, indicator))
    elif indicator.style == "rate" and share:
        words.append(share)
    else:
        padded = indicator.pads and council.pads_counts
        counted = format_count(int(merged.value), padded=padded)
        if merged.base is not None and indicator.style == "count":
            counted += f"/{format_count(int(merged.base), padded=padded)}"
        words.append(f"{counted} {unit}".strip())
        if share and indicator.style == "share":
            of_all = merged.share[0] == merged.value
            words.append(f"({share})" if of_all else f"({merged.share[0]}/{merged.share[1]} thuộc thẩm quyền, {share})")
    return " ".join(words)
