"""All mistakes of a folder are told in one run: those of a row beside those of its references, keys and header."""

import pytest

from councils.models import Council
from tests.exchange.folders import errors, load, write_folder

pytestmark = pytest.mark.django_db

COUNCIL = {
    "slug": "quan-x",
    "name": "HĐND quận X",
    "unit_kind": "quận",
    "level": "cấp huyện",
    "abbreviation": "X",
    "start": "1/1/1997",
}
TERM = {"council": "", "ordinal": "6", "label": "2021-2026", "start": "01/07/2021", "seats": "35"}
SESSION = {
    "term": " | 6",
    "number": "1",
    "status": "công khai",
    "kind": "chuyên đề",
    "life": "đã tổ chức",
    "opened_on": "05/07/2021",
}


def told(tmp_path, **registers):
    """(file, row, column) of every error."""
    write_folder(tmp_path, **{"councils": [COUNCIL], "terms": [TERM]} | registers)
    places, _ = errors(tmp_path, "quan-x")
    assert not Council.objects.exists()
    return [place[:3] for place in places]


def test_reference_with_blank_council_to_a_row_that_failed_is_told_there_alone(tmp_path):
    sessions = [SESSION, SESSION | {"term": "quan-x | 6", "number": "2"}]

    assert told(tmp_path, terms=[TERM | {"seats": "abc"}], council_sessions=sessions) == [("terms.csv", 2, "seats")]


def test_rules_of_a_row_are_told_beside_a_reference_that_its_key_lacks(tmp_path):
    sessions = [
        SESSION | {"term": " | 9", "number": "0"},
        SESSION | {"term": " | 9", "number": "2", "opened_on": "", "publish_at": "01/01/2022"},
        SESSION | {"term": " | 9", "number": "3", "kind": "thường lệ", "is_regular": "không"},
    ]

    assert told(tmp_path, council_sessions=sessions) == [
        ("council_sessions.csv", 2, "number"),
        ("council_sessions.csv", 2, "term"),
        ("council_sessions.csv", 3, "opened_on"),
        ("council_sessions.csv", 3, "term"),
        ("council_sessions.csv", 4, "is_regular"),
        ("council_sessions.csv", 4, "term"),
    ]


def test_day_that_cannot_be_read_is_not_told_as_a_moment_that_is_missing(tmp_path):
    sessions = [SESSION | {"opened_on": "05/13/2021"}, SESSION | {"term": "| 9", "opened_on": "05/13/2021"}]

    assert told(tmp_path, council_sessions=sessions) == [
        ("council_sessions.csv", 2, "opened_on"),
        ("council_sessions.csv", 3, "opened_on"),
        ("council_sessions.csv", 3, "term"),
    ]


def test_rules_of_a_row_are_told_beside_its_original(tmp_path):
    total = {"period_from": "01/01/2021", "period_to": "31/12/2021", "code": "sessions.held", "source": "S", "value": "4"}

    assert told(tmp_path, reported_totals=[total, total | {"value": "10", "base": "3"}]) == [
        ("reported_totals.csv", 3, "source"),
        ("reported_totals.csv", 3, "base"),
    ]


def test_rows_under_a_column_too_many_are_read(tmp_path):
    people = [{"slug": "B C", "full_name": "B", "cmnd": "0123", "birth_year": "19x0"}]

    assert told(tmp_path, people=people) == [
        ("people.csv", 1, "cmnd"),
        ("people.csv", 2, "slug"),
        ("people.csv", 2, "birth_year"),
    ]


def test_rows_under_a_misspelt_column_that_they_need_wait(tmp_path):
    people = [{"slug": "b", "fullname": "B", "birth_year": "19x0"}]

    assert told(tmp_path, people=people) == [("people.csv", 1, "fullname")]


def test_council_in_a_register_that_cannot_be_read_is_not_told_to_be_unknown(tmp_path):
    misspelt = {"nme" if name == "name" else name: cell for name, cell in COUNCIL.items()}

    assert told(tmp_path, councils=[misspelt]) == [("councils.csv", 1, "nme")]


@pytest.mark.parametrize("sign", [";", "\t"])
def test_file_whose_cells_stand_apart_otherwise_is_read(tmp_path, sign):
    """As Excel writes CSV where the comma parts decimals."""
    header, row = sign.join(COUNCIL), sign.join(COUNCIL.values())
    (tmp_path / "councils.csv").write_bytes(f"\ufeff{header}\r\n{row}\r\n".encode())
    (tmp_path / "areas.csv").write_bytes(f"slug{sign}name\r\nx{sign}Khu 1, 2 và 3\r\n".encode())

    assert load(tmp_path, "quan-x") == (2, 0, 0)


def test_row_that_lacks_cells_says_how_many(tmp_path):
    write_folder(tmp_path, councils=[COUNCIL])
    (tmp_path / "areas.csv").write_text("slug,name,own_council\nx,X\n", encoding="utf-8")

    assert errors(tmp_path, "quan-x")[1] == [
        "Dòng có 2 ô, tiêu đề có 3 cột: thiếu 1 ô. Ô trống cũng phải có dấu phẩy ngăn trước nó."
    ]
