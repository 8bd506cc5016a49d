"""What waits for approval in the period of a report, and is therefore in none of its figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Model, QuerySet, Value
from django.urls import reverse

from citizens.models import Petition, VoterMeeting, VoterMeetingRound
from core.records.models import Publishable
from core.records.periods import Period
from core.records.rights import StaffUser, council_path_of, permission, visible_rows
from core.vietnamese.numbers import format_count
from councils.models import Commendation
from reports.models import ReportedTotal
from reports.scope import Scope
from resolutions.models import ConfidenceBallot, IssuedDocument, Programme, Resolution, SupportResult
from sessions_app.models import CouncilSession, Question, StandingMeeting
from supervision.models import Supervision

STATES = (Publishable.Status.DRAFT, Publishable.Status.REVIEW)
MAX_COUNCILS_IN_ADDRESS = 50
DATED_KINDS: tuple[tuple[type[Model], str], ...] = (  # what figures count, and the day that puts a row in a period
    (CouncilSession, "opened_on"),
    (Resolution, "adopted_on"),
    (IssuedDocument, "issued_on"),
    (Question, "asked_on"),
    (StandingMeeting, "held_on"),
    (ConfidenceBallot, "held_on"),
    (Supervision, "finished_on"),
    (VoterMeetingRound, "opened_on"),
    (VoterMeeting, "held_on"),
    (Petition, "received_on"),
    (SupportResult, "period_to"),
    (Commendation, "period_to"),
)

Lookups = dict[str, Any]  # Any: days, texts and lists of them


@dataclass(frozen=True)
class WaitingKind:
    """A kind of record, the lookups of those of its rows that wait, and the same as the query of its list."""

    model: type[Model]
    lookups: Lookups

    @property
    def noun(self) -> str:
        return str(self.model._meta.verbose_name)

    def rows(self, scope: Scope, user: StaffUser | None) -> QuerySet[Any]:  # Any: rows of the model
        """Those of the councils of the report that `user` may see; all without a user."""
        rows: Any = self.model._default_manager.all()  # Any: the QuerySet of the model
        visible: Any = visible_rows(rows, user) if user else rows  # Any: as above
        waiting: QuerySet[Any] = visible.of(scope.councils).filter(**self.lookups)  # Any: as above
        return waiting

    def address(self, scope: Scope) -> str:
        """The list of the kind, filtered as `rows`; of too many councils for an address it lists all that the user sees."""
        opts = self.model._meta
        lookups = {name: ",".join(value) if isinstance(value, tuple) else str(value) for name, value in self.lookups.items()}
        path = council_path_of(self.model)
        if len(scope.councils) == 1:
            lookups[f"{path}__id__exact"] = str(scope.council.pk)
        elif len(scope.councils) <= MAX_COUNCILS_IN_ADDRESS:
            lookups[f"{path}__in"] = ",".join(str(council.pk) for council in scope.councils)
        return f"{reverse(f'admin:{opts.app_label}_{opts.model_name}_changelist')}?{urlencode(lookups)}"


@dataclass(frozen=True)
class WaitingCount:
    """How many rows of a kind wait, and the address of their list; "" for a user who may not open it."""

    text: str  # "03 kỳ họp"
    url: str = ""


def waiting_kinds(period: Period) -> Iterator[WaitingKind]:
    """The kinds of record of which rows may wait, each with its lookups in `period`."""
    states = {"status__in": tuple(state.value for state in STATES)}
    for model, name in DATED_KINDS:
        yield WaitingKind(model, states | {f"{name}__gte": period.first, f"{name}__lte": period.last})
    years = {"year__gte": period.first.year, "year__lte": period.last.year}
    yield WaitingKind(Programme, states | years)
    days = {"period_from__lte": period.last, "period_to__gte": period.first}
    yield WaitingKind(ReportedTotal, {"approved_on__isnull": True} | days)


def waiting_counts(scope: Scope, user: StaffUser | None) -> list[WaitingCount]:
    """How many rows of each kind wait that `user` may see, with one query; [] where nothing waits."""
    kinds = list(waiting_kinds(scope.period))
    counts = [
        kind.rows(scope, user)
        .order_by()
        .annotate(kind_number=Value(number))
        .values("kind_number")
        .annotate(kind_rows=Count("pk"))
        for number, kind in enumerate(kinds)
    ]
    first, *others = counts
    numbers = {row["kind_number"]: row["kind_rows"] for row in first.union(*others, all=True)}
    return [
        WaitingCount(
            f"{format_count(numbers[number], padded=scope.council.pads_counts)} {kind.noun}",
            kind.address(scope) if user and user.has_perm(permission("view", kind.model._meta)) else "",
        )
        for number, kind in enumerate(kinds)
        if numbers.get(number)
    ]
