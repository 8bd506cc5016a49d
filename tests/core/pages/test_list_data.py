"""What the tests of all sections (`tests/hdnd_portal/test_sections.py`) cannot see of a list as data."""

import json
from datetime import UTC, date, datetime
from io import BytesIO
from operator import itemgetter

import pytest

from core.pages import list_data
from core.pages.list_data import DataColumn, DataLink, ListData, csv_text, data_links, data_response, json_value, write_json

LINK = DataLink("Bản ký", "/tep/1.pdf")


@pytest.fixture(autouse=True)
def _portal(settings):
    settings.BASE_URL = "https://hdnd.example.vn"


def data(rows):
    return ListData("viec", "Việc", "/viec/?nam=2021", (DataColumn("name", "Tên", itemgetter(0)),), rows)


@pytest.mark.parametrize(
    ("value", "in_csv", "in_json"),
    [
        (None, "", None),
        (0, "0", 0),
        (-5, "-5", -5),
        ("Ngân sách; “A”", "Ngân sách; “A”", "Ngân sách; “A”"),
        (date(2021, 9, 5), "05/09/2021", "2021-09-05"),
        (datetime(2021, 9, 5, 17, 30, tzinfo=UTC), "06/09/2021 00:30", "2021-09-06T00:30:00+07:00"),
        ([LINK, LINK], "https://hdnd.example.vn/tep/1.pdf https://hdnd.example.vn/tep/1.pdf", None),
        ([], "", []),
        *((f"{start}1+2", f"'{start}1+2", f"{start}1+2") for start in "=+-@＝"),
    ],
)
def test_values_are_written_for_people_in_csv_and_for_programs_in_json(value, in_csv, in_json):
    files = [{"title": "Bản ký", "url": "https://hdnd.example.vn/tep/1.pdf"}] * 2

    assert (csv_text(value), json_value(value)) == (in_csv, files if value == [LINK, LINK] else in_json)


@pytest.mark.parametrize("rows", [[], ["Một"], ["Một", 'Hai "ba"\n']])
def test_write_json_is_valid_for_any_number_of_rows(rows):
    stream = BytesIO()

    write_json(stream, data([(row,) for row in rows]))

    assert json.loads(stream.getvalue()) == {
        "schema": 1,
        "title": "Việc",
        "url": "https://hdnd.example.vn/viec/?nam=2021",
        "rows": [{"name": row} for row in rows],
    }


@pytest.mark.django_db
def test_data_response_refuses_more_rows_than_one_file_may_have(rf, monkeypatch):
    monkeypatch.setattr(list_data, "MAX_ROWS", 2)

    response = data_response(rf.get("/viec/?dinh-dang=json"), data([("Một",), ("Hai",), ("Ba",)]))

    assert response.status_code == 400
    assert "Danh sách có hơn 2 dòng; hãy lọc bớt rồi tải từng phần." in response.content.decode()
    assert '<a href="/viec/?nam=2021">Việc</a>' in response.content.decode()


def test_data_links_keep_the_query_of_the_page():
    assert data_links("/viec/?nam=2021")[0] == ("CSV", "/viec/?nam=2021&dinh-dang=csv", "text/csv")
    assert data_links("/viec/")[1] == ("JSON", "/viec/?dinh-dang=json", "application/json")
