"""Cells with the meaning of two columns, and dates of which only the year is read."""

from decimal import Decimal

import pytest

from councils.models import Person
from reports.models import ReportedTotal
from resolutions.models import Vote
from tests.exchange.folders import errors, example, load, write_folder

pytestmark = pytest.mark.django_db

TOTAL = {"source": "Báo cáo số 12", "code": "petitions.by_status", "part": "resolved"}


@pytest.mark.parametrize(
    ("cells", "stored"),
    [
        ({"value": "20,68%"}, ("20.68", None, True)),
        ({"value": "20,68 %", "is_percent": "✓"}, ("20.68", None, True)),
        ({"value": "20,68％"}, ("20.68", None, True)),
        ({"value": "15/15"}, ("15", "15", False)),
        ({"value": "15 / 15"}, ("15", "15", False)),
        ({"value": "1.015/1.200", "base": "1200"}, ("1015", "1200", False)),
        ({"value": "15.0", "base": "15"}, ("15", "15", False)),
    ],
)
def test_plain_cells_fill_the_column_that_a_cell_means_too(loaded_folder, cells, stored):
    total = example("reported_totals", **TOTAL | cells)
    write_folder(loaded_folder, reported_totals=[total])

    assert load(loaded_folder)[0] == 1
    saved = ReportedTotal.objects.get(source="Báo cáo số 12")
    assert (saved.value, saved.base, saved.is_percent) == (Decimal(stored[0]), stored[1] and Decimal(stored[1]), stored[2])
    assert load(loaded_folder)[:2] == (0, 0)


def test_plain_cells_fill_the_total_of_delegates(loaded_folder):
    write_folder(loaded_folder, votes=[example("votes", present="32/35", in_favour="32", total_delegates="")])

    assert load(loaded_folder)[:2] == (0, 1)
    assert (Vote.objects.get().present, Vote.objects.get().total_delegates) == (32, 35)


@pytest.mark.parametrize(
    ("table", "column", "cells", "message"),
    [
        ("reported_totals", "value", {"value": "20,68%", "is_percent": "không"}, "nhưng cột is_percent của dòng ghi “không”"),
        (
            "reported_totals",
            "value",
            {"value": "15/15", "base": "16"},
            "“15/15” có tổng số là 15, nhưng cột base của dòng ghi “16”",
        ),
        ("reported_totals", "value", {"value": "gần 5.000"}, "hãy ghi 5.000 ở đây và “gần” ở cột qualifier (từ chỉ mức)."),
        ("voter_meetings", "attendees", {"attendees": "Hơn 600 lượt"}, "hãy ghi 600 ở đây và “Hơn” ở cột attendees_qualifier"),
        ("voter_meetings", "attendees", {"attendees": "~600"}, "Cột ấy nhận: gần, hơn, trên, khoảng, ước."),
        (
            "support_results",
            "amount",
            {"amount": "gần 50,583 tỷ"},
            "hãy ghi 50,583 tỷ ở đây và “gần” ở cột amount_qualifier (từ kèm số tiền).",
        ),
        ("voter_meetings", "opinions", {"opinions": "ước 9"}, "hãy ghi 9 ở đây và “ước” ở cột opinions_qualifier"),
        ("reception_sessions", "visits", {"visits": "khoảng 3"}, "hãy ghi 3 và bỏ “khoảng”; sổ này không có cột cho từ ấy."),
        (
            "reported_totals",
            "is_percent",
            {"code": "sessions.held", "part": "", "value": "70", "is_percent": "có"},
            "Chỉ tiêu này không ghi theo tỷ lệ %; hãy ghi số đếm. Các chỉ tiêu có tỷ lệ: ",
        ),
        ("voter_meetings", "attendees", {"attendees": "39%"}, "ô này không ghi tỷ lệ phần trăm"),
        ("votes", "in_favour", {"in_favour": "33/35"}, "đây là hai số; mỗi ô chỉ ghi một số, ví dụ 33"),
    ],
)
def test_plain_cells_refuse_with_the_column_where_it_belongs(loaded_folder, table, column, cells, message):
    write_folder(loaded_folder, **{table: [example(table, **cells)]})

    places, messages = errors(loaded_folder)

    assert places == [(f"{table}.csv", 2, column, cells[column])]
    assert message in messages[0]


@pytest.mark.parametrize("text", ["12/3/1975", "12-3-1975", "1975-03-12", "3/1975", "tháng 3/1975", "1975", "1975.0", "năm 1975"])
def test_year_of_reads_the_year_of_a_date_of_birth(loaded_folder, text):
    write_folder(loaded_folder, people=[example("people", birth_year=text)])

    assert load(loaded_folder)[:2] == (0, 0)
    assert Person.objects.get().birth_year == 1975


@pytest.mark.parametrize("text", ["12/3/65", "3/65", "12 - 3 - 65"])
def test_year_of_refuses_a_year_of_two_digits(loaded_folder, text):
    write_folder(loaded_folder, people=[example("people", birth_year=text)])

    assert errors(loaded_folder) == (
        [("people.csv", 2, "birth_year", text)],
        ["Năm chỉ có hai chữ số; hãy ghi đủ bốn chữ số, ví dụ 1975."],
    )
