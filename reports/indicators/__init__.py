"""The catalogue of indicators, in the order of the report. Codes are frozen once published."""

from reports.indicators import (
    citizens,
    councils,
    petitions,
    resolutions,
    sessions_app,
    supervision,
)
from reports.indicators.base import Indicator

CATALOGUE: tuple[Indicator, ...] = (
    *councils.INDICATORS,
    *sessions_app.INDICATORS,
    *resolutions.RESOLUTIONS,
    *sessions_app.QUESTIONS,
    *supervision.INDICATORS,
    *resolutions.SUPPORT,
    *citizens.MEETINGS,
    *petitions.PETITIONS,
    *citizens.RECEPTIONS,
    *councils.COMMENDATIONS,
    *resolutions.PROGRAMMES,
)
INDICATORS = {indicator.code: indicator for indicator in CATALOGUE}
if len(INDICATORS) != len(CATALOGUE):
    raise ValueError("Two indicators share a code.")


def percentage_labels() -> list[str]:
    """The labels of the indicators of which a total may give a percentage."""
    return [indicator.label for indicator in CATALOGUE if indicator.has_percent]


def indicator_choices() -> list[tuple[str, str]]:
    """The catalogue as choices of a form field: (code, label)."""
    return [(indicator.code, indicator.label) for indicator in CATALOGUE]
