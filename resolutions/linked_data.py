"""A resolution as machines read it."""

from datetime import timedelta

from core.pages.addresses import absolute
from core.pages.linked_data import SCHEMA, organization, thing

FORCE = {True: f"{SCHEMA}/InForce", False: f"{SCHEMA}/NotInForce"}


def legislation(resolution, effect):
    """A resolution with the Effect that it has today; of its force only what is recorded."""
    return thing(
        "Legislation",
        name=resolution.title,
        url=absolute(resolution.get_absolute_url()),
        inLanguage="vi",
        legislationIdentifier=resolution.symbol,
        legislationType="Nghị quyết",
        legislationDate=resolution.adopted_on.isoformat(),
        legislationLegalForce=FORCE.get(effect.in_force),
        legislationPassedBy=organization(resolution.council.full_name),
        legislationJurisdiction=resolution.council.unit_phrase,
        temporalCoverage=interval(resolution.effective_from, resolution.expires_on),
    )


def interval(start, end):
    """The days from `start` up to, but without, `end` as ISO 8601 writes them, with the last day; blank where there is none."""
    if start is None or start == end:
        return ""
    return f"{start.isoformat()}/{(end - timedelta(days=1)).isoformat() if end else '..'}"
