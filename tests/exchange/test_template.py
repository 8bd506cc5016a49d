import pytest

from exchange.tables import SHEETS
from exchange.template import write_template
from tests.exchange.folders import load, write_register


def test_template_has_every_register_with_its_columns_and_no_rows(tmp_path):
    names = write_template(tmp_path / "sổ mới")

    assert names == [sheet.file for sheet in SHEETS.values()]
    written = {path.name: path.read_bytes().decode() for path in (tmp_path / "sổ mới").iterdir()}
    assert written == {sheet.file: ",".join(sheet.columns) + "\r\n" for sheet in SHEETS.values()}


def test_template_overwrites_nothing(tmp_path):
    (tmp_path / "people.csv").write_text("slug\n", encoding="utf-8")

    with pytest.raises(FileExistsError, match="people.csv"):
        write_template(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


@pytest.mark.django_db
def test_empty_registers_load_as_nothing(tmp_path):
    write_template(tmp_path)
    write_register(tmp_path, "councils", SHEETS["councils"].examples[:1])

    assert load(tmp_path) == (1, 0, 0)
