import pytest

from exchange.tables import TABLES
from exchange.template import write_template
from tests.exchange.folders import load, write_csv_file


def test_write_template_writes_every_table_with_its_header_only(tmp_path):
    names = write_template(tmp_path / "sổ mới")

    assert names == [table.file for table in TABLES.values()]
    written = {path.name: path.read_bytes().decode() for path in (tmp_path / "sổ mới").iterdir()}
    assert written == {table.file: ",".join(table.typed_columns) + "\r\n" for table in TABLES.values()}


def test_write_template_does_not_overwrite_files(tmp_path):
    (tmp_path / "people.csv").write_text("slug\n", encoding="utf-8")

    with pytest.raises(FileExistsError, match="people.csv"):
        write_template(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


@pytest.mark.django_db
def test_write_template_files_load_as_nothing(tmp_path):
    write_template(tmp_path)
    write_csv_file(tmp_path, "councils", TABLES["councils"].examples[:1])

    assert load(tmp_path) == (1, 0, 0)
