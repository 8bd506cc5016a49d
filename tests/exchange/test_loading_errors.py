"""One run reports all errors of a folder: those of rows, of references, of natural keys and of headers."""

import pytest

from councils.models import Council
from tests.exchange.folders import errors, example_csv_files, load, write_examples, write_folder

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


def error_places(tmp_path, **tables):
    """(file, row, column) of every error."""
    write_folder(tmp_path, **{"councils": [COUNCIL], "terms": [TERM]} | tables)
    places, _ = errors(tmp_path, "quan-x")
    assert not Council.objects.exists()
    return [place[:3] for place in places]


def test_load_folder_reports_a_failed_row_once_for_a_reference_with_blank_council(tmp_path):
    sessions = [SESSION, SESSION | {"term": "quan-x | 6", "number": "2"}]

    assert error_places(tmp_path, terms=[TERM | {"seats": "abc"}], council_sessions=sessions) == [("terms.csv", 2, "seats")]


@pytest.mark.parametrize(
    ("table", "cells", "column"),
    [
        ("votes", {"held_on": "01/01/2062"}, "held_on"),  # a reference to it leaves blank what may be left out
        ("council_sessions", {"opened_on": "", "closed_on": ""}, "opened_on"),  # its publish_at would follow from it
        ("petitions", {"received_on": "01/01/2090", "year": "2021"}, "received_on"),
        ("reported_totals", {"period_from": "01/01/2062", "period_to": "31/12/2062"}, "period_from"),
        ("people", {"birth_year": "2090"}, "birth_year"),
    ],
)
def test_load_folder_reports_no_error_that_follows_from_another(tmp_path, table, cells, column):
    rows = example_csv_files()[table]
    rows[0] |= cells
    directory = write_examples(tmp_path, **{table: rows})
    (directory / "report_choices.csv").unlink()  # a choice names its total by the period
    places, _ = errors(directory)

    assert [place[:3] for place in places] == [(f"{table}.csv", 2, column)]


def test_cell_validation_errors_are_reported_with_an_unresolved_reference_of_the_natural_key(tmp_path):
    sessions = [
        SESSION | {"term": " | 9", "number": "0"},
        SESSION | {"term": " | 9", "number": "2", "opened_on": "", "publish_at": "01/01/2022"},
        SESSION | {"term": " | 9", "number": "3", "kind": "thường lệ", "is_regular": "không"},
    ]

    assert error_places(tmp_path, council_sessions=sessions) == [
        ("council_sessions.csv", 2, "number"),
        ("council_sessions.csv", 2, "term"),
        ("council_sessions.csv", 3, "opened_on"),
        ("council_sessions.csv", 3, "term"),
        ("council_sessions.csv", 4, "term"),
    ]


def test_set_publish_at_adds_no_error_to_an_unreadable_own_date(tmp_path):
    sessions = [SESSION | {"opened_on": "05/13/2021"}, SESSION | {"term": "| 9", "opened_on": "05/13/2021"}]

    assert error_places(tmp_path, council_sessions=sessions) == [
        ("council_sessions.csv", 2, "opened_on"),
        ("council_sessions.csv", 3, "opened_on"),
        ("council_sessions.csv", 3, "term"),
    ]


def test_refuse_duplicate_is_reported_with_the_errors_of_the_duplicate_row(tmp_path):
    total = {"period_from": "01/01/2021", "period_to": "31/12/2021", "code": "sessions.held", "source": "S", "value": "4"}

    assert error_places(tmp_path, reported_totals=[total, total | {"value": "10", "base": "3"}]) == [
        ("reported_totals.csv", 3, "source"),
        ("reported_totals.csv", 3, "base"),
    ]


def test_read_csv_file_reads_rows_despite_an_unknown_column(tmp_path):
    people = [{"slug": "B C", "full_name": "B", "cmnd": "0123", "birth_year": "19x0"}]

    assert error_places(tmp_path, people=people) == [
        ("people.csv", 1, "cmnd"),
        ("people.csv", 2, "slug"),
        ("people.csv", 2, "birth_year"),
    ]


def test_read_csv_file_skips_rows_if_a_required_column_has_a_spelling_error(tmp_path):
    people = [{"slug": "b", "fullname": "B", "birth_year": "19x0"}]

    assert error_places(tmp_path, people=people) == [("people.csv", 1, "fullname")]


def test_load_folder_does_not_report_an_unknown_council_if_councils_csv_is_incomplete(tmp_path):
    misspelt = {"nme" if name == "name" else name: cell for name, cell in COUNCIL.items()}

    assert error_places(tmp_path, councils=[misspelt]) == [("councils.csv", 1, "nme")]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_read_csv_file_accepts_semicolons_and_tabs(tmp_path, delimiter):
    """Excel writes CSV like this if decimals take a comma."""
    header, row = delimiter.join(COUNCIL), delimiter.join(COUNCIL.values())
    (tmp_path / "councils.csv").write_bytes(f"\ufeff{header}\r\n{row}\r\n".encode())
    (tmp_path / "areas.csv").write_bytes(f"slug{delimiter}name\r\nx{delimiter}Khu 1, 2 và 3\r\n".encode())

    assert load(tmp_path, "quan-x") == (2, 0, 0)


def test_read_csv_file_counts_the_missing_cells_of_a_row(tmp_path):
    write_folder(tmp_path, councils=[COUNCIL])
    (tmp_path / "areas.csv").write_text("slug,name,own_council\nx,X\n", encoding="utf-8")

    assert errors(tmp_path, "quan-x")[1] == [
        "Dòng có 2 ô, tiêu đề có 3 cột: thiếu 1 ô. Ô trống cũng phải có dấu phẩy ngăn trước nó."
    ]


def test_load_folder_refuses_a_day_after_today_for_what_has_happened(tmp_path, time_machine):
    time_machine.move_to("2026-11-30 09:00+07:00")
    term = TERM | {"end": ""}

    assert error_places(tmp_path, terms=[term], council_sessions=[SESSION | {"opened_on": "05/01/2062"}]) == [
        ("council_sessions.csv", 2, "opened_on")
    ]
