"""A session as schema.org data."""

from core.pages.addresses import absolute_url
from core.pages.linked_data import SCHEMA, SchemaObject, organization, schema_object
from core.records.choices import Format, Life
from sessions_app.models import CouncilSession

STATUS = {Life.POSTPONED: "EventPostponed", Life.CANCELLED: "EventCancelled"}
MODES = {Format.IN_PERSON: "Offline", Format.ONLINE: "Online", Format.HYBRID: "Mixed"}


def session_event(session: CouncilSession) -> SchemaObject:
    """An Event object for `session`. Unknown values are left out."""
    day, url = session.meets_on, absolute_url(session.get_absolute_url())
    location: SchemaObject | None
    if session.format == Format.ONLINE:
        location = schema_object("VirtualLocation", url=url, name=session.platform)
    else:
        location = schema_object("Place", name=session.venue, address=session.venue) if session.venue else None
    return schema_object(
        "Event",
        name=f"{session}, {session.council.full_name}",
        url=url,
        inLanguage="vi",
        startDate=day.isoformat() if day else "",
        endDate=session.closed_on.isoformat() if session.closed_on else "",
        eventStatus=f"{SCHEMA}/{STATUS.get(Life(session.life), 'EventScheduled')}",
        eventAttendanceMode=f"{SCHEMA}/{MODES[Format(session.format)]}EventAttendanceMode",
        location=location,
        organizer=organization(session.council.full_name),
    )
