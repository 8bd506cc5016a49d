"""Outcomes put into words: labels by the council's wording, parts in the order of the list, addresses of the pages behind."""

from urllib.parse import urlencode

from reports.figures.numbers import AREA_NOUNS, Figure, LevelFigure, PartFigure, number
from reports.figures.totals import Merged
from reports.indicators.base import UNCLASSIFIED, Part

WHOLE = ("", False)  # the key of an outcome's whole: (part, is percent)
PERCENT = ("", True)
ALL_LEVELS = "các cấp"  # what stands for the unit where figures are sums over levels: "HĐND các cấp"


class Printer:
    """Puts outcomes into words: labels by the council's wording, parts in the order of the list, addresses."""

    def __init__(self, indicator, scope, closed, others, base_url):
        self.indicator, self.scope, self.base_url = indicator, scope, base_url
        self.parts = {part.key: part for part in (*closed, *others)}

    def figure(self, outcome, levels):
        unit, outcome = self._unit(outcome)
        wording = ALL_LEVELS if self.scope.adds_levels else self.scope.council.unit_phrase
        return Figure(
            self.indicator.code,
            self.indicator.label,
            unit,
            self._number(outcome, WHOLE, unit),
            tuple(self._parts(outcome, unit, wording)),
            tuple(levels),
        )

    def level(self, group, outcome, counted):
        unit, outcome = self._unit({WHOLE: Merged(), **outcome})
        wording = group.label.removeprefix("HĐND ")
        return LevelFigure(
            group.level,
            group.label,
            len(group.councils),
            counted,
            self._number(outcome, WHOLE, unit, group.level),
            tuple(self._parts(outcome, unit, wording, group.level)),
        )

    def _unit(self, outcome):
        """The unit, and the outcome; support told in a single unit has no parts, in several no whole."""
        if not self.indicator.unit_is_part:
            return self.indicator.unit, outcome
        units = [key for key in outcome if key[0] and not key[1]]
        if len(units) > 1:
            return self.indicator.unit, {**outcome, WHOLE: Merged()}
        unit = units[0][0] if units and units[0][0] != UNCLASSIFIED else self.indicator.unit
        return unit, {key: merged for key, merged in outcome.items() if key not in units}

    def _parts(self, outcome, unit, wording, level=""):
        parts = {key for key in outcome if key[0] or key == PERCENT} - {_whole(outcome)}
        for key in sorted(parts, key=self._place):
            part = self._part(key[0])
            label = part.label.replace("{unit}", wording).replace("{irregular}", self.scope.council.irregular_label)
            part_unit = part.unit.format(area=AREA_NOUNS.get(self.scope.council.unit_kind, "địa bàn")) or unit
            if self.indicator.unit_is_part:
                part_unit = key[0] or unit
            yield PartFigure(key[0], label, self._number(outcome, key, part_unit, level))

    def _place(self, key):
        """Parts of the list in its order, then others, unions, the unclassified last; a percent after the count."""
        part, is_percent = key
        listed = list(self.parts)
        if not part:
            return 0, 0, (), is_percent
        if part in listed:
            return 1, listed.index(part), (), is_percent
        if part == UNCLASSIFIED:
            return 4, 0, (), is_percent
        return (3, 0, (part,), is_percent) if "+" in part else (2, 0, self.indicator.place_of(part), is_percent)

    def _part(self, key):
        if not key:
            return Part(key, f"{self.indicator.label} (tỷ lệ)")
        if key in self.parts:
            return self.parts[key]
        if "+" in key:
            first, *others = (self._part(one).label for one in key.split("+"))
            return Part(key, " và ".join([first, *map(lowered, others)]))
        return self.indicator.part_named(key)

    def _number(self, outcome, key, unit, level=""):
        part, is_percent = shown = _whole(outcome) if key == WHOLE else key
        return number(
            outcome[shown],
            indicator=self.indicator,
            unit=unit,
            council=self.scope.council,
            is_percent=is_percent,
            url=self._url(part, level) if key == WHOLE or not (is_percent and (part, False) in outcome) else "",
        )

    def _url(self, part, level):
        """The page behind a figure, "" where no report stands there; a percent beside a count has no page of its own."""
        if not self.base_url:
            return ""
        query = urlencode([(name, value) for name, value in (("phan", part), ("cap", level)) if value])
        return f"{self.base_url}{self.indicator.code}/" + (f"?{query}" if query else "")


def _whole(outcome):
    """The key of what is told as the whole: the percent where there is one and nobody has counted."""
    counted = outcome[WHOLE]
    return PERCENT if PERCENT in outcome and counted.value is None and not counted.clash else WHOLE


def lowered(label):
    """A label inside a sentence: its first letter small, names and abbreviations as they are."""
    return f"{label[:1].lower()}{label[1:]}" if label[1:2].islower() else label
