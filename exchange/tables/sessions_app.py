"""The CSV table of council sessions."""

from exchange.record_table import NaturalKey, RecordTable
from sessions_app import models

TABLES = (
    RecordTable(
        "council_sessions",
        models.CouncilSession,
        natural_keys=(NaturalKey(("term", "number")),),
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
