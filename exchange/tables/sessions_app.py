"""The CSV table of council sessions."""

from exchange.record_table import NaturalKey, RecordTable
from sessions_app import models


def with_series(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts of a reference with the short key "chuyen-de-3" as number and series."""
    match = models.KEY.fullmatch(parts[-1]) if parts else None
    if match is None or not match[1]:
        return parts
    return (*parts[:-1], match[2], models.CouncilSession.Series.THEMATIC.value)


TABLES = (
    RecordTable(
        "council_sessions",
        models.CouncilSession,
        natural_keys=(NaturalKey(("term", "number", "series"), optional=("series",)),),
        expand_parts=with_series,
        own_dates=("opened_on", "planned_on"),
        examples=(
            {
                "term": "cau-giay | 6",
                "number": "2",
                "kind": "thường lệ",
                "is_regular": "có",
                "season": "giữa năm",
                "life": "đã tổ chức",
                "opened_on": "28/09/2021",
                "closed_on": "28/09/2021",
                "format": "trực tiếp",
                "venue": "Hội trường UBND quận",
                "total_delegates": "35",
                "status": "công khai",
            },
        ),
    ),
)
