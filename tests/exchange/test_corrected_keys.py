"""A corrected day, place or number of a key: the record is changed, or the run asks; a second record is never added unasked."""

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import FileField, IntegerField

from citizens.models import ReceptionSession, VoterMeeting
from core.vietnamese.dates import parse_date
from councils.models import Field
from exchange.corrected_keys import day_columns
from exchange.tables import TABLES
from sessions_app.models import CouncilSession
from tests.exchange.folders import errors, example, load, write_csv_file, write_folder

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).parents[2] / "sample/cau-giay"


def reception(day, **cells):
    return example("reception_sessions", held_on=day) | cells


def meeting(day, place="Nhà văn hóa tổ 5", **cells):
    return example("voter_meetings", held_on=day, place=place) | cells


@pytest.fixture
def loaded_receptions(loaded_folder):
    """The folder of examples with receptions on the first four Tuesdays of October 2021, loaded."""
    rows = [reception(f"{day:02}/10/2021", visits=str(day), people=str(day)) for day in (5, 12, 19, 26)]
    load(write_folder(loaded_folder, reception_sessions=rows))
    return loaded_folder, rows


@pytest.mark.parametrize(
    ("position", "cells", "label"),
    [
        (1, {"held_on": "13/10/2021"}, "chỉ khác ngày tiếp (đã có: 12/10/2021)"),
        (2, {"place": "Trụ sở tiếp công dân phường"}, "chỉ khác địa điểm (đã có: Trụ sở tiếp công dân quận)"),
        (1, {"sequence": "2"}, "chỉ khác buổi thứ mấy trong ngày (đã có: 1)"),
    ],
)
def test_questions_stop_a_load_with_a_corrected_key(loaded_receptions, position, cells, label):
    folder, rows = loaded_receptions
    day = rows[position]["held_on"]
    rows[position] = rows[position] | cells
    write_folder(folder, reception_sessions=rows)

    places, messages = errors(folder)

    ((column, value),) = cells.items()
    assert places == [("reception_sessions.csv", position + 2, column, value)]
    key = f"cau-giay | standing | {day} | Trụ sở tiếp công dân quận | 1"
    assert messages == [
        f"Dòng này giống dòng đã có “{key}”, {label}, mà dòng đã có không còn trong tệp. Nếu đây là dòng ấy sau khi sửa, hãy "
        f"thêm cột old_key và ghi “{key}” vào đó; nếu là bản ghi mới, hãy nạp lại với --as-new."
    ]
    assert ReceptionSession.objects.count() == 4

    rows[position] |= {"old_key": key}
    write_folder(folder, reception_sessions=rows)
    assert load(folder)[:2] == (0, 1)
    assert ReceptionSession.objects.count() == 4
    assert load(folder)[:2] == (0, 0)


def test_load_records_as_new_adds_a_row_that_looks_corrected(loaded_receptions):
    folder, rows = loaded_receptions
    rows[1] |= {"held_on": "13/10/2021"}
    write_folder(folder, reception_sessions=rows)

    with pytest.raises(CommandError, match="Chưa ghi gì: 1 lỗi"):
        call_command("load_records", folder, council="cau-giay")
    call_command("load_records", folder, council="cau-giay", as_new=True)

    assert ReceptionSession.objects.count() == 5


@pytest.mark.parametrize(
    "rows",
    [
        [reception(f"{day:02}/11/2021", visits="5", people="5") for day in (2, 9, 16, 23)],
        [reception("13/10/2021", visits="12", people="12")],
        [reception("05/10/2021"), reception("13/10/2021", visits="12", people="13"), reception("26/10/2021")],
        [reception(f"{day:02}/10/2021", visits="12", people="12") for day in (5, 11, 13, 26)],
        [reception("05/10/2021"), reception("13/10/2021", visits="12", people="12"), reception("12/10/2021")],
    ],
    ids=["next month", "a day of its own", "another cell differs", "two rows look alike", "nothing is missing between"],
)
def test_questions_are_not_asked_of_rows_that_look_alike(loaded_receptions, rows):
    folder, _ = loaded_receptions
    write_folder(folder, reception_sessions=rows)

    load(folder)


def test_questions_compare_the_number_of_a_session(loaded_folder):
    days = {2: "28/09/2021", 3: "10/10/2021", 4: "20/10/2021"}
    sessions = [example("council_sessions", number=str(number), opened_on=day, closed_on=day) for number, day in days.items()]
    load(write_folder(loaded_folder, council_sessions=sessions))
    sessions[1]["number"] = "5"
    write_folder(loaded_folder, council_sessions=sessions)

    places, messages = errors(loaded_folder)

    assert places == [("council_sessions.csv", 3, "number", "5")]
    assert "giống dòng đã có “cau-giay | 6 | 3”, chỉ khác kỳ họp thứ (đã có: 3)" in messages[0]

    sessions[1]["old_key"] = " | 6 | 3"
    assert load(write_folder(loaded_folder, council_sessions=sessions))[:2] == (0, 1)
    assert sorted(CouncilSession.objects.values_list("number", flat=True)) == [2, 4, 5]


def test_questions_are_asked_beside_the_error_of_a_constraint(loaded_folder):
    """The stored mandate has no end, so the database refuses a second one at once; the old key is the way out."""
    people = [example("people"), *({"slug": slug, "full_name": slug} for slug in ("a", "b"))]
    others = [example("mandates", person=slug, start=f"30/0{month}/2021", unit="") for slug, month in (("a", 6), ("b", 8))]
    corrected = example("mandates", start="01/07/2021")
    write_folder(loaded_folder, people=people, mandates=[*others, corrected])

    places, messages = errors(loaded_folder)

    assert {place[:2] for place in places} == {("mandates.csv", 4)}
    assert any("Người này đang là đại biểu" in message for message in messages)
    assert any("chỉ khác ngày (từ ngày) (đã có: 30/06/2021)" in message for message in messages)
    corrected["old_key"] = "nguyen-thi-minh | cau-giay | 6 | 30/06/2021"
    write_folder(loaded_folder / "mandates", people=people, mandates=[*others, corrected])
    assert load(loaded_folder / "mandates")[:2] == (4, 1)


def test_record_of_old_key_changes_records_without_a_day(loaded_folder):
    units = [example("electoral_units", number="3", old_key="cau-giay | 6 | 1")]
    write_folder(loaded_folder / "units", electoral_units=units)
    write_folder(loaded_folder / "fields", fields=[example("fields", key="giao-thong-do-thi", old_key=" | giao-thong")])

    assert load(loaded_folder / "units") == (0, 1, 0)
    assert load(loaded_folder / "units") == (0, 0, 1)
    assert load(loaded_folder / "fields") == (0, 1, 0)
    assert load(loaded_folder / "fields") == (0, 0, 1)
    assert list(Field.objects.values_list("key", flat=True)) == ["giao-thong-do-thi"]


def test_record_of_old_key_is_found_under_its_new_key_by_later_rows(loaded_folder):
    """Both tables of one folder: the record gets its new key before another row refers to it."""
    corrected = meeting("06/09/2021", old_key="cau-giay | 05/09/2021 | Hội trường phường Dịch Vọng | định kỳ")
    petition = example("petitions", meetings="cau-giay | 06/09/2021 | Nhà văn hóa tổ 5 | định kỳ")
    write_folder(loaded_folder, voter_meetings=[corrected], petitions=[petition])

    assert load(loaded_folder)[:2] == (0, 1)
    assert VoterMeeting.objects.get().held_on == date(2021, 9, 6)


def test_record_of_old_key_is_refused_in_words(loaded_folder):
    load(write_folder(loaded_folder, voter_meetings=[meeting("06/09/2021"), meeting("07/09/2021")]))
    rows = [
        meeting("06/09/2021", old_key="cau-giay | 07/09/2021 | Nhà văn hóa tổ 5 | định kỳ"),
        meeting("08/09/2021", old_key="cau-giay | 09/09/2021 | Nhà văn hóa tổ 5 | định kỳ"),
    ]
    write_folder(loaded_folder, voter_meetings=rows)

    places, messages = errors(loaded_folder)

    assert [place[:3] for place in places] == [("voter_meetings.csv", 2, "old_key"), ("voter_meetings.csv", 3, "old_key")]
    assert messages[0] == ("Cả bản ghi mang khóa cũ lẫn bản ghi mang khóa mới đều đã có; hãy xóa một trong hai ở trang quản trị.")
    assert messages[1].startswith("Không tìm thấy bản ghi để sửa khóa. Chưa có cuộc tiếp xúc cử tri")
    assert "ở phần “09/09/2021” (ngày tổ chức)" in messages[1]


def test_record_of_old_key_of_a_council_outside_the_import_scope_is_refused(loaded_folder, tmp_path):
    other = example("councils", slug="quan-khac", name="HĐND quận Khác", abbreviation="QK", is_hosted="")
    write_folder(tmp_path / "other", councils=[other], fields=[{"council": "quan-khac", "key": "dat-dai", "label": "Đất đai"}])
    load(tmp_path / "other", "quan-khac")
    row = {"council": "cau-giay", "key": "dat-dai", "label": "Đất đai", "old_key": "quan-khac | dat-dai"}
    write_folder(tmp_path / "own", fields=[row])

    places, messages = errors(tmp_path / "own")

    assert places == [("fields.csv", 2, "old_key", "quan-khac | dat-dai")]
    assert "không thuộc phạm vi của lần nạp" in messages[0]
    assert Field.objects.get(key="dat-dai").council.slug == "quan-khac"


def month_of(table, row):
    """The month of the day of a row of the sample, "" if it has none."""
    for name in day_columns(TABLES[table]):
        if text := row.get(name):
            if isinstance(TABLES[table].columns[name], IntegerField):
                return text
            day = parse_date(text.partition(" ")[0])
            return f"{day:%Y-%m}"
    return ""


def rows_of_sample(name):
    """The rows of a table of the sample without the files that they name."""
    files = {column for column, field in TABLES[name].columns.items() if isinstance(field, FileField)}
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [{column: cell for column, cell in row.items() if column not in files} for row in csv.DictReader(stream)]
    return [row | dict.fromkeys(TABLES[name].text_from_file, "Nội dung.") for row in rows]


def needs_a_file(name):
    return any(isinstance(field, FileField) and TABLES[name].requires(column) for column, field in TABLES[name].columns.items())


@pytest.mark.slow(reason="it loads the sample in some two hundred folders")
def test_questions_are_not_asked_for_the_sample_split_by_months(tmp_path):
    """Each table month after month, as an office that sends a file each month."""
    territory = ("councils", "subordinations")
    load(write_folder(tmp_path / "territory", **{name: rows_of_sample(name) for name in territory}))
    for name in TABLES:
        if name in territory or needs_a_file(name) or not (SAMPLE / f"{name}.csv").exists():
            continue
        months = defaultdict(list)
        for row in rows_of_sample(name):
            months[month_of(name, row)].append(row)
        for month, rows in sorted(months.items()):
            write_csv_file(tmp_path / f"{name}{month}", name, rows)
            assert load(tmp_path / f"{name}{month}") == (len(rows), 0, 0)
