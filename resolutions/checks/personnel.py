"""The checks of personnel decisions, and of mandates that need one."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from core.records.checks import Problem, Severity, check
from core.records.querysets import in_force_during
from core.vietnamese.dates import short_date
from councils.models import Mandate
from resolutions.models import PersonnelDecision
from resolutions.models.personnel import TARGETS

Rows = QuerySet[Any]  # Any: rows of the model of each check


@check(
    "mandate-decision",
    Mandate,
    Severity.ADVICE,
    "Đại biểu bầu bổ sung, được chỉ định, thôi làm nhiệm vụ hoặc bị bãi nhiệm mà chưa ghi quyết định nhân sự",
    in_force_during,
)
def mandates_without_decision(rows: Rows, on: date) -> Iterator[Problem]:
    def decided(effects: frozenset[str]) -> Exists:
        return Exists(PersonnelDecision.objects.filter(mandate=OuterRef("pk"), effect__in=effects))

    begun = Q(origin__in=(Mandate.Origin.BY_ELECTION, Mandate.Origin.APPOINTED))
    ended = Q(end_reason__in=(Mandate.EndReason.RELIEVED, Mandate.EndReason.DISMISSED))
    beginnings = frozenset({*PersonnelDecision.BEGINNINGS, PersonnelDecision.Effect.CONFIRMS})
    without_beginning = begun & ~decided(beginnings)
    without_ending = ended & ~decided(PersonnelDecision.ENDINGS)
    for mandate in rows.filter(without_beginning | without_ending).select_related("person", "term"):
        is_ended = mandate.end_reason in (Mandate.EndReason.RELIEVED, Mandate.EndReason.DISMISSED)
        reason = mandate.get_end_reason_display() if is_ended else mandate.get_origin_display()
        yield Problem(mandate, f"Chưa ghi quyết định nhân sự cho việc {reason}.")


@check(
    "decision-days",
    PersonnelDecision,
    Severity.ADVICE,
    "Quyết định nhân sự có ngày khác ngày bắt đầu hoặc ngày thôi của đối tượng",
)
def decisions_with_other_days(rows: Rows, on: date) -> Iterator[Problem]:
    def differs(name: str) -> Q:
        agrees = Q()
        for target in TARGETS:
            agrees |= Q(**{f"{target}__{name}": F("effective_on")})
        return ~agrees

    begins = Q(effect__in=PersonnelDecision.BEGINNINGS) & differs("start")
    ends = Q(effect__in=PersonnelDecision.ENDINGS) & differs("end")
    for decision in rows.filter(begins | ends).for_list():  # type: ignore[attr-defined]  # rows of PersonnelDecision
        yield Problem(decision, f"Ghi từ ngày {short_date(decision.effective_on)}, trong khi {decision.dates_of_target}.")
