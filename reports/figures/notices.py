"""What stands beside the figures: conflicts, what is missing, totals that are not used, and warnings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from django.db.models import TextChoices

from core.records.choices import Qualifier
from core.vietnamese.dates import short_date
from core.vietnamese.numbers import format_number
from councils.models import Council
from councils.wording import in_own_words
from reports.figures.numbers import JsonNumber, JsonObject, json_number, json_number_or_none, value_text
from reports.figures.totals import Amount, MergedValue, OutcomeKey, PlainTotal, totals_of
from reports.indicators import INDICATORS
from reports.indicators.base import Indicator
from reports.scope import Scope


@dataclass(frozen=True)
class ReportedValue:
    """The value that one source gives in a conflict."""

    value: JsonNumber
    source: str
    qualifier: str = ""  # the Vietnamese word
    totals: frozenset[int] = frozenset()  # the primary keys of the totals that give it

    def as_json(self) -> JsonObject:
        return {"value": self.value, "qualifier": self.qualifier, "source": self.source}


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
    computed_qualifier: str = ""  # the Vietnamese word
    totals: frozenset[int] = frozenset()  # the primary keys of the totals

    def as_json(self) -> JsonObject:
        return {
            "code": self.code,
            "part": self.part,
            "council": self.council,
            "computed": self.computed,
            "computed_qualifier": self.computed_qualifier,
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


class UnusedReason(TextChoices):
    """Why a total that touches a report is not used in it."""

    OTHER_PERIOD = "other_period", "nói về kỳ khác"
    OTHER_COVERAGE = "other_coverage", "nói về phạm vi khác"
    OTHER_SCOPE = "other_scope", "ngoài phạm vi của báo cáo này"
    SET_ASIDE = "set_aside", "đã chọn không dùng"
    NOT_CHOSEN = "not_chosen", "đã chọn số của nguồn khác"


@dataclass(frozen=True)
class UnusedTotal:
    """A reported total that shares days with the period of the report and is not used in it, and why."""

    total: PlainTotal
    reason: UnusedReason

    def as_json(self) -> JsonObject:
        total, indicator = self.total, INDICATORS[self.total.code]
        return {
            "code": total.code,
            "part": total.part,
            "value": json_number(total.value, is_money=indicator.is_money and not total.is_percent),
            "qualifier": _word(total.qualifier),
            "source": total.source,
            "period": {"from": total.period.first.isoformat(), "to": total.period.last.isoformat()},
            "reason": self.reason.value,
        }

    @property
    def sentence(self) -> str:
        """The total with its source, its period and the reason, as staff read it."""
        total, indicator = self.total, INDICATORS[self.total.code]
        label = f"{indicator.label} ({_part_labels(indicator, total.part)})" if total.part else indicator.label
        value = value_text(total.value, indicator, total.is_percent, total.qualifier)
        days = f"{short_date(total.period.first)} – {short_date(total.period.last)}"
        return f"{label}: {value} theo {total.source}, kỳ {days}: {self.reason.label}."


@dataclass(frozen=True)
class ReportWarning:
    """What a reader of the figures should know, by its code."""

    code: str
    text: str

    def as_json(self) -> JsonObject:
        return {"code": self.code, "text": self.text}


PERIOD_WARNINGS = ("period_before_council", "predecessors_left_out")


def period_warnings(scope: Scope) -> Iterator[ReportWarning]:
    """The warnings that the period begins before the council did, and which predecessors of that time are left out."""
    council, period = scope.council, scope.period
    counted = [council, *(one.council for one in scope.predecessors)]
    if period.start >= min(one.start for one in counted):
        return
    begins = f"Kỳ báo cáo bắt đầu trước khi {council.name} hoạt động ({short_date(council.start)})"
    if scope.predecessors:
        begins = f"Kỳ báo cáo bắt đầu trước khi {council.name} và các HĐND trước sắp xếp hoạt động"
    yield ReportWarning("period_before_council", f"{begins}.")
    left_out = replace(scope, with_predecessors=True).predecessors if not scope.with_predecessors else ()
    if left_out:
        names = ", ".join(one.council.name for one in left_out)
        text = f"Chưa tính {format_number(len(left_out))} HĐND trước sắp xếp: {names}."
        yield ReportWarning("predecessors_left_out", text)


def partial_warning(labels: Iterable[str]) -> ReportWarning:
    """The warning on sums over some of the councils only, which are named."""
    return ReportWarning("partial", f"Chưa đủ số liệu của các HĐND: {'; '.join(labels)}.")


def unused_warning(count: int) -> ReportWarning:
    """The warning that `count` totals are not used."""
    return ReportWarning("unused_totals", f"Có {count} số liệu tổng hợp chạm vào kỳ này mà không dùng.")


def _part_labels(indicator: Indicator, key: str) -> str:
    """The labels of the parts in `key` without the name of a council; the key of a part that is not listed."""
    labels = {part.key: in_own_words(part.label).replace(" {unit}", "") for part in indicator.parts}
    return ", ".join(labels.get(part, part) for part in key.split("+"))


def _word(qualifier: str) -> str:
    return str(Qualifier(qualifier).label) if qualifier else ""


def make_conflict(merged: MergedValue, *, indicator: Indicator, key: OutcomeKey, council: Council, level: str = "") -> Conflict:
    """The Conflict of an outcome whose sources differ."""
    is_money = indicator.is_money and not key.is_percent

    def text(value: Amount, qualifier: str) -> str:
        return value_text(value, indicator, key.is_percent, qualifier)

    statements = [f"{text(s.value, s.qualifier)} theo {s.source} {s.note}".rstrip() for s in merged.conflicting]
    if merged.computed is not None:
        statements.insert(0, f"{text(merged.computed, merged.computed_qualifier)} {merged.computed_words}")
    return Conflict(
        code=indicator.code,
        part=key.part,
        council=council.slug,
        computed=json_number_or_none(merged.computed, is_money=is_money),
        reported=tuple(
            ReportedValue(json_number(s.value, is_money=is_money), s.source, _word(s.qualifier), s.totals)
            for s in merged.conflicting
        ),
        level=level,
        council_name=council.name,
        statements=tuple(statements),
        computed_qualifier=_word(merged.computed_qualifier) if merged.computed is not None else "",
        totals=totals_of(merged.conflicting),
    )
