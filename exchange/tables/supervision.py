"""CSV tables of supervisions and of the supervised units."""

from exchange.record_table import NaturalKey, RecordTable
from supervision import models

TABLES = (
    RecordTable(
        "supervisions",
        models.Supervision,
        natural_keys=(NaturalKey(("council", "year", "slug")),),
        own_dates=("finished_on", "started_on", "year"),
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
