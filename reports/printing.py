"""Outcomes put into words: labels by the council's wording, parts in the order of the list, addresses of the pages behind."""

from urllib.parse import urlencode

from reports.figures import AREA_NOUNS, Figure, LevelFigure, PartFigure, number
from reports.indicators.base import UNCLASSIFIED, Part
from reports.totals import Merged

WHOLE = ("", False)  # the key of an outcome's whole: (part, is percent)


class Printer:
    """Puts outcomes into words: labels by the council's wording, parts in the order of the list, addresses."""

    def __init__(self, indicator, scope, closed, others, base_url):
        self.indicator, self.scope, self.base_url = indicator, scope, base_url
        self.parts = {part.key: part for part in (*closed, *others)}

    def figure(self, outcome, levels):
        unit, outcome = self._unit(outcome)
        wording = self.scope.council.unit_phrase
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
        for key in sorted((key for key in outcome if key[0] or (key[1] and key != WHOLE)), key=self._place):
            part = self._part(key[0])
            label = part.label.format(unit=wording, irregular=self.scope.council.irregular_label)
            part_unit = part.unit.format(area=AREA_NOUNS.get(self.scope.council.unit_kind, "địa bàn")) or unit
            if self.indicator.unit_is_part:
                part_unit = key[0] or unit
            yield PartFigure(key[0], label, self._number(outcome, key, part_unit, level))

    def _place(self, key):
        """Parts of the list in its order, then others, the unclassified last; a percent after the count."""
        part, is_percent = key
        listed = list(self.parts)
        if part in listed:
            return (0, listed.index(part), (), is_percent)
        return (2 if part == UNCLASSIFIED else 1, 0, () if part == UNCLASSIFIED else self._place_of(part), is_percent)

    def _place_of(self, part):
        return (part,) if "+" in part or not part else self.indicator.place_of(part)

    def _part(self, key):
        if key in self.parts:
            return self.parts[key]
        if "+" in key:
            return Part(key, " và ".join(self._part(one).label for one in key.split("+")))
        return self.indicator.part_named(key)

    def _number(self, outcome, key, unit, level=""):
        part, is_percent = key
        if key == WHOLE and (percent := outcome.get(("", True))) and outcome[WHOLE].value is None:
            outcome, key, is_percent = {("", True): percent}, ("", True), True
        url = ""
        if self.base_url:
            query = urlencode([(name, value) for name, value in (("phan", part), ("cap", level)) if value])
            url = f"{self.base_url}{self.indicator.code}/" + (f"?{query}" if query else "")
        return number(
            outcome[key],
            indicator=self.indicator,
            unit=unit,
            council=self.scope.council,
            is_percent=is_percent,
            url=url,
        )
