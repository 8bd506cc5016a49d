"""Conditions on the days of sessions, and the QuerySet of sessions."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import BooleanField, Case, F, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from core.records.choices import Life
from core.records.periods import Period
from councils.models import Council
from councils.querysets import PublishableCouncilQuerySet
from sessions_app.phases import MAX_DAYS_UNCLOSED

if TYPE_CHECKING:  # the model imports this module
    from sessions_app.models.council_sessions import CouncilSession

DAY = Coalesce("opened_on", "planned_on")


def lacks_result(day: date) -> Q:
    """The condition for sessions that are still planned although their day has passed on `day`."""
    return Q(life=Life.PLANNED) & (Q(opened_on__lt=day) | Q(opened_on__isnull=True, planned_on__lt=day))


def in_session_on(day: date) -> Q:
    """The condition for sessions that take place on `day`."""
    unclosed = Q(closed_on__isnull=True, opened_on__gt=day - timedelta(days=MAX_DAYS_UNCLOSED))
    return Q(opened_on__lte=day, life__in=(Life.PLANNED, Life.HELD)) & (Q(closed_on__gte=day) | unclosed)


def to_come_on(day: date) -> Q:
    """The condition for sessions that are still to open on `day`."""
    later = Q(opened_on__gt=day) | Q(opened_on__isnull=True, planned_on__gte=day)
    return Q(life__in=(Life.PLANNED, Life.HELD)) & later


class CouncilSessionQuerySet(PublishableCouncilQuerySet["CouncilSession"]):
    council_path = "term__council"

    def held_in(self, period: Period) -> Self:
        """Sessions that took place and opened in `period`: a session over New Year counts for the old year."""
        return self.filter(life=Life.HELD, **period.days_of("opened_on"))

    def off(self, day: date) -> Self:
        """Postponed and cancelled sessions whose day has not passed on `day`, the next first."""
        return self.annotate(day=DAY).filter(life__in=(Life.POSTPONED, Life.CANCELLED), day__gte=day).order_by("day", "id")

    def for_list(self) -> Self:
        return self.select_related("term__council")

    def for_rows(self) -> Self:
        """What the rows of lists need: the rolls, and `is_ahead`, whether the session takes place or is to come."""
        today = timezone.localdate()
        is_ahead = Case(When(in_session_on(today) | to_come_on(today), then=True), default=False, output_field=BooleanField())
        return self.for_list().with_roll().annotate(is_ahead=is_ahead)

    def in_list_order(self) -> Self:
        """The order of the public list, after `for_rows()`: what is ahead, the next first; then by term, the last first."""
        ahead, last = Case(When(is_ahead=True, then=F("day"))), F("day").desc(nulls_last=True)
        by_term = ("-term__start", "term__council__name", "term_id")
        return self.alias(day=DAY).order_by("-is_ahead", ahead, *by_term, last, "-number", "-id")

    def for_page(self) -> Self:
        return self.for_list()

    def with_year(self) -> Self:
        """Annotate with `session_year`, the year of the opening, planned or recorded."""
        return self.annotate(session_year=ExtractYear(DAY))

    def with_roll(self) -> Self:
        """Load the sittings of each session with the numbers of their rolls, for `roll`."""
        sittings = apps.get_model("sessions_app", "Sitting")._default_manager.with_attendance()
        return self.prefetch_related(Prefetch("sittings", queryset=sittings, to_attr="counted_sittings"))

    def planned_from(self, day: date) -> Self:
        """Sessions to come from `day` on, the next first."""
        return self.filter(life=Life.PLANNED).alias(day=DAY).filter(day__gte=day).order_by("day", "number", "id")

    def without_result_on(self, day: date) -> Self:
        """Sessions that are still planned although their day has passed on `day`, the oldest first."""
        return self.filter(lacks_result(day)).alias(day=DAY).order_by("day", "id")

    def before(self, session: "CouncilSession") -> Self:
        """Sessions that met before `session`, the last first; none if its day is not recorded."""
        return self.alias(day=DAY).filter(day__lt=session.meets_on or date.min).order_by("-day", "-number", "-id")

    def after(self, session: "CouncilSession") -> Self:
        """Sessions that met or will meet after `session`, the next first; none if its day is not recorded."""
        return self.alias(day=DAY).filter(day__gt=session.meets_on or date.max).order_by("day", "number", "id")

    def nearest_to(self, day: date, *, last_of: Council | None) -> Self:
        """Held or planned sessions in the order of their interest on `day`.

        First the sessions that are taking place, then future ones (the next first), then those that the Council `last_of`
        has held (the last first). Of two sessions to come on one day the lower number comes first. A planned session whose
        day has passed is left out.
        """
        in_session, to_come = in_session_on(day), to_come_on(day)
        held = Q(opened_on__lte=day, life=Life.HELD, term__council=last_of)
        sessions = self.filter(in_session | to_come | held, life__in=(Life.PLANNED, Life.HELD))
        return sessions.order_by(
            Case(When(in_session, then=Value(0)), When(to_come, then=Value(1)), default=Value(2)),
            Case(When(to_come, then=DAY)),
            "-opened_on",
            Case(When(to_come, then=F("number"))),
            "-number",
        )
