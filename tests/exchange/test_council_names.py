"""The names of a council in a folder of CSV tables, and the report that calls it by them."""

import pytest

from councils.models import Council, CouncilName
from tests.exchange.folders import example, load, write_folder

pytestmark = pytest.mark.django_db

DISTRICT = example(
    "council_names", start="22/11/1997", end="10/02/2020", name="HĐND huyện X", unit_kind="huyện", place_name="Huyện lỵ"
)
TOWN = example("council_names", start="10/02/2020", name="HĐND thị xã X", unit_kind="thị xã", place_name="X")


def test_load_folder_reads_the_names_of_a_council_and_calls_it_by_the_last_one(loaded_folder):
    folder = write_folder(loaded_folder, council_names=[DISTRICT, TOWN])
    (folder / "councils.csv").unlink()

    assert load(folder)[:2] == (1, 1)
    assert load(folder)[:2] == (0, 0)

    council = Council.objects.get(slug="cau-giay")
    assert (council.name, council.unit_kind, council.place_name) == ("HĐND thị xã X", "town", "X")
    assert list(CouncilName.objects.values_list("name", flat=True)) == ["HĐND huyện X", "HĐND thị xã X"]
