"""From outcomes to printed figures: labels in the council's wording, parts in the order of the list, addresses of pages."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from councils.models import Council
from councils.wording import in_own_words
from reports.figures.numbers import AREA_NOUNS, Coverage, Figure, LevelFigure, Number, PartFigure, make_number
from reports.figures.totals import PERCENT, WHOLE, MergedValue, MergedValues, OutcomeKey
from reports.indicators.base import CouncilParts, Indicator, Part
from reports.indicators.grouping import UNCLASSIFIED
from reports.scope import CouncilGroup, Scope

NAMES = ("Thường trực", "Quốc hội")  # written with a capital within a sentence too
SPLIT_QUERIES = {"before": "truoc", "after": "sau"}  # as they stand in an address
ALL_LEVELS = "các cấp"  # printed instead of the unit where figures are sums over levels: "HĐND các cấp"


class FigureFormatter:
    """Formats the outcomes of one indicator for one report. `base_url` is the report's address, "" where it has none."""

    def __init__(self, indicator: Indicator, scope: Scope, parts: CouncilParts, base_url: str) -> None:
        self.indicator, self.scope, self.base_url = indicator, scope, base_url
        self.parts = {part.key: part for part in (*parts.active, *parts.others)}

    def figure(self, outcome: MergedValues, levels: Sequence[LevelFigure], coverage: Coverage) -> Figure:
        """The Figure of an outcome, with the figures of its levels."""
        unit, outcome = self._split_unit(outcome)
        wording, noun = self.scope.council.unit_phrase, unit_noun(self.scope.council)
        if self.scope.adds_levels:
            wording = noun = some_levels(self.scope) if coverage.is_partial else ALL_LEVELS
        return Figure(
            self.indicator.code,
            self.indicator.label_for(self.scope.council),
            unit,
            self._number(outcome, WHOLE, unit, noun),
            tuple(self._part_figures(outcome, unit, wording, noun)),
            tuple(levels),
            coverage,
        )

    def level(self, group: CouncilGroup, outcome: MergedValues, coverage: Coverage) -> LevelFigure:
        """The LevelFigure of an outcome."""
        unit, outcome = self._split_unit({WHOLE: MergedValue(), **outcome})
        wording = group.label.removeprefix("HĐND ")
        return LevelFigure(
            group.level,
            group.label,
            coverage,
            self._number(outcome, WHOLE, unit, wording, group.level),
            tuple(self._part_figures(outcome, unit, wording, wording, group.level)),
        )

    def split(self, key: str, merged: MergedValue, unit: str) -> Number:
        """The share of the figure before or after a merger; `key` is "before" or "after"."""
        url = f"{self.base_url}{self.indicator.code}/?ky={SPLIT_QUERIES[key]}" if self.base_url else ""
        return make_number(merged, indicator=self.indicator, unit=unit, council=self.scope.council, url=url)

    def _split_unit(self, outcome: MergedValues) -> tuple[str, MergedValues]:
        """The unit, and the outcome without it: one unit gives no parts, several units give no whole."""
        usual = self.indicator.unit_for(self.scope.council)
        if not self.indicator.unit_is_part:
            return usual, outcome
        units = [key for key in outcome if key.part and not key.is_percent]
        if len(units) > 1:
            return usual, {**outcome, WHOLE: MergedValue()}
        unit = units[0].part if units and units[0].part != UNCLASSIFIED else usual
        whole = outcome[WHOLE]
        if units and whole.value is None and not whole.conflicting:
            whole = outcome[units[0]]
        return unit, {**{key: merged for key, merged in outcome.items() if key not in units}, WHOLE: whole}

    def _part_figures(self, outcome: MergedValues, unit: str, wording: str, noun: str, level: str = "") -> Iterator[PartFigure]:
        parts = {key for key in outcome if key.part or key == PERCENT} - {_key_of_whole(outcome)}
        for key in sorted(parts, key=self._sort_key):
            part = self._part(key.part)
            label = in_own_words(part.label, self.scope.council).replace("{unit}", wording)
            part_unit = part.unit.format(area=AREA_NOUNS.get(self.scope.council.unit_kind, "địa bàn")) or unit
            if self.indicator.unit_is_part:
                part_unit = key.part or unit
            yield PartFigure(key.part, label, self._number(outcome, key, part_unit, noun, level))

    def _sort_key(self, key: OutcomeKey) -> tuple[Any, ...]:  # Any: strings and numbers
        """Listed parts in their order, then others, unions, the unclassified last; a percentage after its count."""
        part, is_percent = key.part, key.is_percent
        listed = list(self.parts)
        if not part:
            return 0, 0, (), is_percent
        if part in listed:
            return 1, listed.index(part), (), is_percent
        if part == UNCLASSIFIED:
            return 4, 0, (), is_percent
        return (3, 0, (part,), is_percent) if "+" in part else (2, 0, self.indicator.unlisted_part_order(part), is_percent)

    def _part(self, key: str) -> Part:
        if not key:
            return Part(key, f"{self.indicator.label_for(self.scope.council)} (tỷ lệ)")
        if key in self.parts:
            return self.parts[key]
        if "+" in key:
            first, *others = (self._part(member).label for member in key.split("+"))
            return Part(key, " và ".join([first, *map(lower_first, others)]))
        return self.indicator.unlisted_part(key)

    def _number(self, outcome: MergedValues, key: OutcomeKey, unit: str, noun: str, level: str = "") -> Number:
        printed_key = _key_of_whole(outcome) if key == WHOLE else key
        is_beside_count = printed_key.is_percent and OutcomeKey(printed_key.part) in outcome
        return make_number(
            outcome[printed_key],
            indicator=self.indicator,
            unit=unit,
            council=self.scope.council,
            is_percent=printed_key.is_percent,
            wording=noun,
            url=self._url(printed_key.part, level) if key == WHOLE or not is_beside_count else "",
        )

    def _url(self, part: str, level: str) -> str:
        """The page behind a figure; "" where the report has no address. A percentage beside a count has no page."""
        if not self.base_url:
            return ""
        query = urlencode([(name, value) for name, value in (("phan", part), ("cap", level)) if value])
        return f"{self.base_url}{self.indicator.code}/" + (f"?{query}" if query else "")


def unit_noun(council: Council) -> str:
    """The noun of the council's unit: "quận", "thành phố"."""
    kind = Council.UnitKind(council.unit_kind)
    return str(Council.UnitKind.CITY.label if kind == Council.UnitKind.DISTRICT_CITY else kind.label)


def some_levels(scope: Scope) -> str:
    """The words after "HĐND" for a sum of which some councils are not recorded: "tỉnh A, các huyện và các xã"."""
    *units, last = [scope.council.unit_phrase, *(group.label.removeprefix("HĐND ") for group in scope.levels)]
    return f"{', '.join(units)} và {last}" if units else f"{last} và các cấp dưới"


def _key_of_whole(outcome: MergedValues) -> OutcomeKey:
    """The key of what is printed as the whole: the percentage where there is one and no count."""
    count = outcome[WHOLE]
    return PERCENT if PERCENT in outcome and count.value is None and not count.conflicting else WHOLE


def lower_first(label: str) -> str:
    """A label for the middle of a sentence: its first letter in lower case, unless it begins an abbreviation or a name."""
    if label.startswith(NAMES) or not (label[1:2].islower() or label[1:2] == " "):
        return label
    return f"{label[:1].lower()}{label[1:]}"
