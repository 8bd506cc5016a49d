"""A resolution as schema.org data."""

from datetime import date, timedelta

from core.pages.addresses import absolute_url
from core.pages.linked_data import SCHEMA, SchemaObject, organization, schema_object
from resolutions.legal_effect import LegalEffect
from resolutions.models import Resolution

LEGAL_FORCE: dict[bool | None, str] = {True: f"{SCHEMA}/InForce", False: f"{SCHEMA}/NotInForce"}


def legislation(resolution: Resolution, effect: LegalEffect) -> SchemaObject:
    """A Legislation object for `resolution`; `effect` is its LegalEffect today. Unknown values are left out."""
    return schema_object(
        "Legislation",
        name=resolution.title,
        url=absolute_url(resolution.get_absolute_url()),
        inLanguage="vi",
        legislationIdentifier=resolution.symbol,
        legislationType="Nghị quyết",
        legislationDate=resolution.adopted_on.isoformat(),
        legislationLegalForce=LEGAL_FORCE.get(effect.in_force),
        legislationPassedBy=organization(resolution.issuing_council.full_name),
        legislationJurisdiction=resolution.issuing_council.unit_phrase,
        temporalCoverage=iso_interval(resolution.effective_from, resolution.expires_on),
    )


def iso_interval(start: date | None, end: date | None) -> str:
    """The ISO 8601 interval from `start` to the day before `end`; blank if it has no day or no known start."""
    if start is None or start == end:
        return ""
    return f"{start.isoformat()}/{(end - timedelta(days=1)).isoformat() if end else '..'}"
