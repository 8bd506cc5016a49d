"""Sessions for the calendars of readers (iCalendar, RFC 5545)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Max
from django.utils.text import capfirst
from icalendar import Calendar, Event, Timezone, TimezoneStandard

from core.pages.addresses import absolute_url, portal_host
from sessions_app.models import CouncilSession, Sitting

ZONE = "Asia/Ho_Chi_Minh"
HOURS = timedelta(hours=7)
PRODUCT = "-//Cổng HĐND//Kỳ họp//VI"
NAME = "Kỳ họp Hội đồng nhân dân"
ONE_DAY = timedelta(days=1)
MAX_DAYS = 31  # of one session; a longer one is a mistake


@dataclass(frozen=True)
class Changes:
    """How often a session and its sittings were changed, and when the last time."""

    number: int
    last: datetime


def calendar_file(sessions: Iterable[CouncilSession]) -> tuple[bytes, str]:
    """The sessions as a calendar file, and a text that changes with its content. A session without a day is left out."""
    rows = list(sessions)
    sittings, changes = sittings_of(rows), changes_of(rows)
    calendar = Calendar()
    for name, value in (("prodid", PRODUCT), ("version", "2.0"), ("x-wr-calname", NAME), ("x-wr-timezone", ZONE)):
        calendar.add(name, value)
    calendar.add_component(time_zone())
    for session in rows:
        for event in events_of(session, sittings.get(session.pk, []), changes[session.pk]):
            calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content, hashlib.sha256(content).hexdigest()


def time_zone() -> Timezone:
    """The time of Vietnam, which has no summer time."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1975, 6, 13))  # noqa: DTZ001 the format wants a local time here
    standard.add("tzoffsetfrom", HOURS)
    standard.add("tzoffsetto", HOURS)
    standard.add("tzname", "+07")
    zone = Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(standard)
    return zone


def sittings_of(sessions: Sequence[CouncilSession]) -> dict[int, list[Sitting]]:
    """The sittings of each session by its id, in their order."""
    sittings: dict[int, list[Sitting]] = {}
    for sitting in Sitting.objects.filter(session__in=sessions).order_by("session", "number", "id"):
        sittings.setdefault(sitting.session_id, []).append(sitting)
    return sittings


def changes_of(sessions: Sequence[CouncilSession]) -> dict[int, Changes]:
    """The Changes of each session by its id; a session without history has changed when it was published."""
    numbers = {session.pk: 0 for session in sessions}
    moments = {session.pk: session.publish_at or datetime(2000, 1, 1, tzinfo=UTC) for session in sessions}
    histories: tuple[tuple[Any, str], ...] = ((CouncilSession.history, "id"), (Sitting.history, "session_id"))
    for history, column in histories:  # Any: managers, which the untyped simple_history adds
        rows = history.filter(**{f"{column}__in": list(numbers)}).order_by().values(column)
        for row in rows.annotate(number=Count("history_id"), last=Max("history_date")):
            numbers[row[column]] += row["number"]
            moments[row[column]] = max(moments[row[column]], row["last"])
    return {pk: Changes(numbers[pk], moments[pk]) for pk in numbers}


def events_of(session: CouncilSession, sittings: Sequence[Sitting], changes: Changes) -> list[Event]:
    """One event for each sitting and each recorded day without one, or one for the session if it has no sitting yet.

    The first one has the identity of the session, so that a sitting that is recorded later takes the place of its day.
    """
    if not sittings:
        return [event_of(session, changes, str(session.pk), session.name, *whole_days(session))] if session.meets_on else []
    events = []
    for place, sitting in enumerate(sittings):
        part = f"{session.name}, phiên {sitting.get_part_of_day_display()}" if len(sittings) > 1 else session.name
        identity = f"{session.pk}-{sitting.pk}" if place else str(session.pk)
        events.append(event_of(session, changes, identity, part, *hours(sitting)))
    for day in days_without_sitting(session, sittings):
        events.append(event_of(session, changes, f"{session.pk}-{day:%Y%m%d}", session.name, day, day + ONE_DAY))
    return events


def days_without_sitting(session: CouncilSession, sittings: Sequence[Sitting]) -> list[date]:
    """The recorded days of the session on which no sitting is recorded."""
    if session.opened_on is None or session.closed_on is None:
        return []
    number = min((session.closed_on - session.opened_on).days + 1, MAX_DAYS)
    days = (session.opened_on + place * ONE_DAY for place in range(number))
    return [day for day in days if day not in {sitting.held_on for sitting in sittings}]


def whole_days(session: CouncilSession) -> tuple[date | None, date | None]:
    """The first day of the session, and the day after its last one."""
    first = session.meets_on
    return first, (session.closed_on or first) + ONE_DAY if first else None


def hours(sitting: Sitting) -> tuple[date, date | None]:
    """When the sitting begins and ends; the whole day if its hour is not recorded."""
    if sitting.starts_at is None:
        return sitting.held_on, sitting.held_on + ONE_DAY
    return moment(sitting.held_on, sitting.starts_at), moment(sitting.held_on, sitting.ends_at) if sitting.ends_at else None


def moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZoneInfo(ZONE))


def event_of(session: CouncilSession, changes: Changes, identity: str, name: str, start: date | None, end: date | None) -> Event:
    event = Event()
    url = absolute_url(session.get_absolute_url())
    event.add("uid", f"ky-hop-{identity}@{portal_host()}")
    event.add("dtstamp", changes.last.astimezone(UTC))
    event.add("last-modified", changes.last.astimezone(UTC))
    event.add("sequence", changes.number)
    event.add("dtstart", start)
    if end:
        event.add("dtend", end)
    event.add("summary", f"{name}, {session.council.name}")
    event.add("description", f"{capfirst(session.kinds_label)}, {session.term}. {capfirst(session.get_format_display())}. {url}")
    if place := session.venue or session.platform:
        event.add("location", place)
    event.add("url", url)
    event.add("status", status_of(session))
    return event


def status_of(session: CouncilSession) -> str:
    """Whether the session takes place: a postponed or cancelled one stays in the calendar as cancelled."""
    if session.is_off:
        return "CANCELLED"
    return "CONFIRMED" if session.opened_on else "TENTATIVE"
