"""The checks of supervisions and surveys."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from core.records.checks import Problem, Severity, check
from core.records.periods import Period
from supervision.models import Supervision


def concluded_in(period: Period) -> Q:
    """The condition for supervisions that were completed in the period."""
    return Q(**period.days_of("finished_on"))


@check("supervision-leader", Supervision, Severity.ADVICE, "Cuộc giám sát chưa rõ chủ thể", concluded_in)
def unknown_leader(rows: QuerySet[Any], on: date) -> Iterator[Problem]:  # Any: as in the other checks
    for supervision in rows.with_leader_kind().filter(leader_kind=""):  # type: ignore[attr-defined]  # its own QuerySet
        yield Problem(supervision, "Chưa ghi cơ quan, đại biểu hoặc HĐND chủ trì; báo cáo đếm vào “chưa rõ chủ thể”.")
