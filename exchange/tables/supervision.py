"""CSV tables of supervisions and of the supervised units."""

from collections.abc import Mapping

from exchange.record_table import NaturalKey, RecordTable
from supervision import models


def led_by_council(cells: Mapping[str, str]) -> str | None:
    """Without `is_led_by_council`, a blank `lead_body` is the Council; without `lead_body` too, the leader is unknown."""
    if "lead_body" not in cells:
        return None
    return "không" if cells["lead_body"] or cells.get("lead_mandate") else "có"


TABLES = (
    RecordTable(
        "supervisions",
        models.Supervision,
        natural_keys=(NaturalKey(("council", "year", "slug")),),
        own_dates=("finished_on", "started_on", "year"),
        implied={"is_led_by_council": led_by_council},
        examples=(
            {
                "council": "cau-giay",
                "year": "2021",
                "slug": "giam-sat-trat-tu-do-thi",
                "title": "Giám sát công tác quản lý trật tự đô thị",
                "lead_body": "cau-giay | ban-phap-che | 30/06/2021",
                "form": "giám sát chuyên đề",
                "method": "qua báo cáo",
                "is_planned": "có",
                "life": "hoàn thành",
                "started_on": "01/09/2021",
                "finished_on": "30/09/2021",
                "report": "cau-giay | bao-cao | 2021 | 5",
                "petitions": "cau-giay | 2021 | 97",
                "status": "công khai",
            },
        ),
    ),
    RecordTable(
        "supervised_units",
        models.SupervisedUnit,
        natural_keys=(NaturalKey(("supervision", "agency")),),
        examples=(
            {
                "supervision": "cau-giay | 2021 | giam-sat-trat-tu-do-thi",
                "agency": "cau-giay | ubnd-quan",
                "visited_on": "15/09/2021",
            },
        ),
    ),
)
