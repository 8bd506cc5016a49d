"""The code of a trial run: a load with it overwrites nothing newer; and each load names the edits that it overwrites."""

import json
import re
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from councils.models import Term
from exchange.loading import load_folder
from exchange.stored_state import StateCode
from tests.exchange.folders import example_csv_files, load, write_examples, write_folder
from tests.exchange.test_commands import run
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 5, 5, tzinfo=UTC)  # 12:00 in Vietnam


@pytest.fixture
def folder(tmp_path, time_machine):
    """The example rows, which are loaded, and a folder with other seats for the term; an hour later."""
    time_machine.move_to(NOON, tick=False)
    load(write_examples(tmp_path / "mau"))
    time_machine.shift(timedelta(hours=1))
    rows = example_csv_files()["terms"]
    rows[0]["seats"] = "33"
    return write_folder(tmp_path / "sua", terms=rows[:1])


def code_of_trial(folder):
    """The code that a trial run prints."""
    out, err, code = run("load_records", folder, council="cau-giay", dry_run=True)
    assert (err, code) == ("", 0)
    return re.search(r"--preview (\S+) ", out)[1]


def save_as(user, record, **values):
    for name, value in values.items():
        setattr(record, name, value)
    record._history_user = user
    record.save()


def colleague():
    return UserFactory(last_name="Lê Thị", first_name="Bình")


def loaded_term():
    return Term.objects.get(council__slug="cau-giay", ordinal=6)


def test_load_with_the_code_of_a_trial_run_stores_what_it_previewed(folder):
    out, err, code = run("load_records", folder, council="cau-giay", preview=code_of_trial(folder))

    assert (out, err, code) == ("Đã thêm 0 dòng, sửa 1, giữ nguyên 0.\n", "", 0)
    assert loaded_term().seats == 33


def test_load_with_a_code_names_the_row_that_somebody_has_changed_since(folder, time_machine):
    code = code_of_trial(folder)
    time_machine.shift(timedelta(minutes=5))
    save_as(colleague(), loaded_term(), seats=34)

    _, err, exit_code = run("load_records", folder, council="cau-giay", preview=code)

    assert exit_code == 1
    assert err.startswith(f"terms.csv, dòng 2: “{loaded_term()}” đã đổi sau lần chạy thử: Lê Thị Bình sửa lúc 05/06/2026 13:05")
    assert loaded_term().seats == 34


def test_load_with_a_code_names_what_was_added_since(tmp_path, folder, time_machine):
    rows = example_csv_files()["terms"]
    new = write_folder(
        tmp_path / "moi",
        terms=[
            rows[0]
            | {"ordinal": "5", "label": "2016-2021", "start": "01/05/2016", "end": "01/05/2021", "elected_on": "01/04/2016"}
        ],
    )
    code = code_of_trial(new)
    time_machine.shift(timedelta(minutes=5))
    term = loaded_term()
    save_as(colleague(), Term(council=term.council, ordinal=5, label="2016-2021", start="2016-05-01", end="2021-05-01", seats=40))

    result = load_folder(new, "cau-giay", preview=code)

    assert [(error.file, error.row) for error in result.errors] == [("terms.csv", 2)]
    assert "Lê Thị Bình sửa lúc" in result.errors[0].message


def test_load_with_a_code_ignores_changes_of_columns_that_the_files_do_not_have(tmp_path, folder):
    rows = example_csv_files()["terms"]
    few = write_folder(
        tmp_path / "it", terms=[{name: rows[0][name] for name in ("council", "ordinal", "seats")} | {"seats": "33"}]
    )
    code = code_of_trial(few)
    save_as(colleague(), loaded_term(), label="2021 - 2026")

    assert load(few, preview=code) == (0, 1, 0)


def test_load_with_a_code_says_that_something_of_a_kind_without_history_has_changed(tmp_path, folder):
    rows = example_csv_files()["areas"]
    areas = write_folder(tmp_path / "dia-ban", areas=[rows[0] | {"name": "Dịch Vọng Hậu"}])
    code = code_of_trial(areas)
    loaded_term().council.areas.update(name="Nghĩa Tân")

    result = load_folder(areas, "cau-giay", preview=code)

    assert "không còn như lần chạy thử lúc 05/06/2026 13:00" in result.errors[0].message


@pytest.mark.parametrize("code", ["x", "tiếng-Việt", "t5k3qw-8f3a", "zzzzzzzz-0123456789", "../../x"])
def test_load_records_refuses_what_is_no_code(folder, code):
    _, err, exit_code = run("load_records", folder, council="cau-giay", preview=code)

    assert (err, exit_code) == (f"“{code}” không phải mã của một lần chạy thử; hãy chép lại nguyên mã mà --dry-run in ra.\n", 1)
    with pytest.raises(ValidationError):
        StateCode.parse(code)


def test_report_of_a_trial_run_has_the_code(folder, tmp_path):
    report = tmp_path / "report.json"
    run("load_records", folder, council="cau-giay", dry_run=True, report=report)

    assert StateCode.parse(json.loads(report.read_text())["preview"]).moment == NOON + timedelta(hours=1)


def test_load_names_what_a_person_has_saved_since_the_last_load(folder, time_machine):
    save_as(colleague(), loaded_term(), seats=34)
    time_machine.shift(timedelta(minutes=5))

    result = load_folder(folder, "cau-giay")

    assert result.notices == [
        "terms.csv, dòng 2: ghi đè lần sửa của Lê Thị Bình lúc 05/06/2026 13:00, sau lần nạp trước (số đại biểu được bầu)."
    ]
    assert load_folder(folder, "cau-giay").notices == []


def test_load_does_not_name_edits_of_other_columns(folder, time_machine):
    term = loaded_term()
    save_as(colleague(), term, label="2021 - 2026")
    time_machine.shift(timedelta(minutes=5))
    rows = [{"council": "cau-giay", "ordinal": "6", "seats": "33"}]

    assert load_folder(write_folder(folder.parent / "it", terms=rows), "cau-giay").notices == []


@pytest.mark.django_db(transaction=True)
def test_load_waits_for_a_form_that_is_being_saved(tmp_path):
    """On PostgreSQL the load waits at the locked row and then finds the newer value; on SQLite it runs afterwards."""
    is_postgresql = connection.vendor == "postgresql"
    load(write_examples(tmp_path / "mau"))
    rows = example_csv_files()["terms"][:1]
    folder = write_folder(tmp_path / "sua", terms=[rows[0] | {"seats": "33"}])
    code = code_of_trial(folder)
    results, locked = [], Event()

    def load_in_thread():
        locked.wait()
        try:
            results.append(load_folder(folder, "cau-giay", preview=code))
        finally:
            if is_postgresql:
                connection.close()

    thread = Thread(target=load_in_thread)
    if is_postgresql:
        thread.start()
    with transaction.atomic():
        term = Term.objects.select_for_update().get(council__slug="cau-giay", ordinal=6)
        locked.set()
        if is_postgresql:
            thread.join(timeout=1)
            assert thread.is_alive()  # it waits for the row
        save_as(None, term, seats=34)
    if is_postgresql:
        thread.join()
    else:
        load_in_thread()

    assert [error.file for error in results[0].errors] == ["terms.csv"]
    assert loaded_term().seats == 34
