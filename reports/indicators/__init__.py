"""The catalogue of indicators, in the order of the report. Codes are frozen once published."""

from reports.indicators import (
    citizens,
    councils,
    petitions,
    questions,
    resolutions,
    sessions_app,
    supervision,
)
from reports.indicators.base import Indicator

AREAS: tuple[tuple[str, tuple[Indicator, ...]], ...] = (  # the catalogue by what it is about, as the form of a total lists it
    ("Tổ chức, đại biểu", councils.INDICATORS),
    ("Kỳ họp", sessions_app.INDICATORS),
    ("Nghị quyết, văn bản", resolutions.RESOLUTIONS),
    ("Chất vấn, giải trình, phiên họp", questions.QUESTIONS),
    ("Giám sát", supervision.INDICATORS),
    ("Hỗ trợ theo nghị quyết", resolutions.SUPPORT),
    ("Tiếp xúc cử tri", citizens.MEETINGS),
    ("Kiến nghị cử tri", petitions.PETITIONS),
    ("Tiếp công dân, đơn thư", citizens.RECEPTIONS),
    ("Khen thưởng", councils.COMMENDATIONS),
    ("Chương trình, chỉ tiêu", resolutions.PROGRAMMES),
)
CATALOGUE: tuple[Indicator, ...] = tuple(indicator for _, indicators in AREAS for indicator in indicators)
INDICATORS = {indicator.code: indicator for indicator in CATALOGUE}
if len(INDICATORS) != len(CATALOGUE):
    raise ValueError("Two indicators share a code.")


def percentage_labels() -> list[str]:
    """The labels of the indicators of which a total may give a percentage."""
    return [indicator.label for indicator in CATALOGUE if indicator.has_percent]


def indicator_choices() -> list[tuple[str, str]]:
    """The catalogue as choices of a form field: (code, label)."""
    return [(indicator.code, indicator.label) for indicator in CATALOGUE]
