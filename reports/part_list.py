"""The list from which staff choose an indicator and its part, by Vietnamese labels; and what they may type instead."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from core.records.rights import StaffUser, visible_rows
from core.vietnamese.text import fold
from councils.models import Council
from councils.wording import in_own_words
from reports.indicators import AREAS, CATALOGUE, INDICATORS
from reports.indicators.base import UNCLASSIFIED, Indicator, Part
from reports.models import ReportedTotal
from resolutions.models import SupportResult

UNION_SIGN = "+"

Choices = list[tuple[str, list[tuple[str, str]]]]  # groups of values with their labels


def grouped_indicators() -> Choices:
    """The indicators as choices, grouped by area, in the order of the report."""
    return [(area, [(indicator.code, _label_with_unit(indicator)) for indicator in indicators]) for area, indicators in AREAS]


def _label_with_unit(indicator: Indicator) -> str:
    """The label, with the unit where the label does not name it."""
    is_named = indicator.unit.lower() in indicator.label.lower()
    return indicator.label if is_named else f"{indicator.label} ({indicator.unit})"


def part_label(part: Part, council: Council | None = None) -> str:
    """The label of a part as staff read it, with its unit where it has its own."""
    label = in_own_words(part.label.replace(" {unit}", ""), council)
    return f"{label} ({part.unit})" if part.unit and part.unit not in label else label


@dataclass
class PartList:
    """The parts of all indicators that a user may choose: {code: {key: label}}."""

    labels: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, user: StaffUser | None, council: Council | None = None) -> "PartList":
        """The listed parts, the vocabularies of the councils that `user` serves, and the other parts that they have used.

        It takes three queries, and one for each vocabulary.
        """
        labels = {one.code: {part.key: part_label(part, council) for part in one.choosable_parts()} for one in CATALOGUE}
        entries: dict[type, list[Any]] = {}  # Any: rows of vocabularies
        for indicator in CATALOGUE:
            if (vocabulary := indicator.vocabulary) is None:
                continue
            if vocabulary not in entries:
                entries[vocabulary] = list(_visible(vocabulary._default_manager.filter(is_active=True), user))
            for entry in entries[vocabulary]:
                labels[indicator.code].setdefault(entry.key, entry.label)
        parts = cls(labels)
        units = _visible(SupportResult.objects.exclude(beneficiaries_unit=""), user).order_by()
        for unit in units.values_list("beneficiaries_unit", flat=True).distinct():
            labels["support.beneficiaries"].setdefault(unit, unit)
        used = _visible(ReportedTotal.objects.exclude(part=""), user).order_by()
        for code, key in used.values_list("code", "part").distinct():
            labels[code].setdefault(key, parts.label(code, key))
        return parts

    def label(self, code: str, key: str) -> str:
        """The label of a part or of a union of parts; the key itself of a part that is not listed."""
        return f" {UNION_SIGN} ".join(self._label_of_one(code, one) for one in key.split(UNION_SIGN))

    def _label_of_one(self, code: str, key: str) -> str:
        if label := self.labels.get(code, {}).get(key):
            return label
        indicator = INDICATORS.get(code)
        return indicator.unlisted_part(key).label if indicator and indicator.unknown_part(key) is None else key

    def groups(self) -> Iterator[tuple[Indicator, Mapping[str, str]]]:
        """The indicators that have parts, each with its keys and labels."""
        return ((INDICATORS[code], parts) for code, parts in self.labels.items() if parts)

    def key_of(self, code: str, text: str) -> str:
        """The key that `text` names: keys or labels, joined by "+"; a name that is neither stays as it is typed."""
        keys = {fold(label): key for key, label in self.labels.get(code, {}).items()} | {"chua phan loai": UNCLASSIFIED}
        names = [name.strip() for name in text.split(UNION_SIGN)]
        return UNION_SIGN.join(keys.get(fold(name), name) for name in names)


def _visible(rows: Any, user: StaffUser | None) -> QuerySet[Any]:  # Any: rows of several models
    return visible_rows(rows, user) if user else rows


def labels_of_parts(total: ReportedTotal) -> str:
    """The labels of the parts of a total in the words of its council; the key of a part that is not listed."""
    indicator = INDICATORS[total.code]
    labels = {part.key: part_label(part, total.council) for part in indicator.parts}
    keys = [key for key in total.part.split(UNION_SIGN) if key]
    return ", ".join(labels.get(key) or part_label(indicator.unlisted_part(key), total.council) for key in keys)


def codes_matching(terms: Iterable[str]) -> list[str]:
    """The codes of the indicators whose label has all the folded `terms`."""
    return [indicator.code for indicator in CATALOGUE if all(term in fold(indicator.label) for term in terms)]
