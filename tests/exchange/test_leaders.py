"""What a table of supervisions says of their leader, with and without the column of the Council itself."""

import pytest

from supervision.models import Supervision
from tests.exchange.folders import example, load, write_folder

pytestmark = pytest.mark.django_db

LEADERS = ("lead_body", "lead_mandate", "is_led_by_council")


@pytest.mark.parametrize(
    ("cells", "leader_kind"),
    [
        ({}, ""),
        ({"lead_body": ""}, "council"),
        ({"lead_body": "cau-giay | ban-phap-che | 30/06/2021"}, "committee"),
        ({"lead_body": "", "is_led_by_council": ""}, ""),
        ({"lead_body": "", "is_led_by_council": "có"}, "council"),
        ({"is_led_by_council": "không"}, ""),
    ],
)
def test_load_folder_reads_the_leader_of_a_supervision(loaded_folder, cells, leader_kind):
    row = {name: text for name, text in example("supervisions").items() if name not in LEADERS}
    new = row | {"slug": "moi", "title": "Giám sát mới", "report": "", "petitions": ""} | cells

    assert load(write_folder(loaded_folder, supervisions=[new]))[0] == 1
    assert load(write_folder(loaded_folder, supervisions=[new]))[:2] == (0, 0)

    assert Supervision.objects.with_leader_kind().get(slug="moi").leader_kind == leader_kind


def test_load_folder_takes_the_council_from_a_supervision_that_a_file_gives_to_a_body(loaded_folder):
    row = example("supervisions")
    (loaded_folder / "supervised_units.csv").unlink()
    load(write_folder(loaded_folder, supervisions=[row | {"lead_body": ""}]))
    assert Supervision.objects.get().is_led_by_council

    load(write_folder(loaded_folder, supervisions=[row]))

    assert not Supervision.objects.get().is_led_by_council
