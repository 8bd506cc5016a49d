import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from councils.models import Council
from exchange.tables import TABLES
from tests.exchange.folders import write_examples, write_folder

pytestmark = pytest.mark.django_db

ROWS = sum(len(table.examples) for table in TABLES.values())


def run(*arguments, **options):
    """What a command wrote to stdout and stderr, and the exit code."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*arguments, stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error) + "\n", error.returncode
    return out.getvalue(), err.getvalue(), 0


def test_load_records_prints_and_writes_its_counts(tmp_path):
    write_examples(tmp_path)
    report = tmp_path / "kết quả.json"

    assert run("load_records", str(tmp_path), council="cau-giay", report=str(report)) == (
        f"Đã thêm {ROWS} dòng, sửa 0, giữ nguyên 0.\n",
        "",
        0,
    )
    assert json.loads(report.read_text(encoding="utf-8")) == {"added": ROWS, "changed": 0, "unchanged": 0, "errors": []}


def test_load_records_dry_run_stores_nothing(tmp_path):
    write_examples(tmp_path)

    out, err, code = run("load_records", tmp_path, council="cau-giay", dry_run=True)

    assert (err, code) == ("", 0)
    assert out.splitlines()[0] == f"Chạy thử, không ghi gì; sẽ thêm {ROWS} dòng, sửa 0, giữ nguyên 0."
    assert out.splitlines()[1].startswith("Mã của lần chạy thử: ")
    assert not Council.objects.exists()


def test_load_records_lists_errors_and_exits_with_1(tmp_path):
    write_examples(tmp_path, terms=[dict(TABLES["terms"].examples[0]) | {"seats": "abc" * 100}])
    report = tmp_path / "report.json"

    out, err, code = run("load_records", tmp_path, council="cau-giay", report=report)

    assert (out, code) == ("", 1)
    assert err.startswith("terms.csv, dòng 2, cột seats: ")
    assert err.endswith("Chưa ghi gì: 1 lỗi. Hãy sửa các lỗi trên rồi nạp lại.\n")
    written = json.loads(report.read_text(encoding="utf-8"))
    message = written["errors"][0].pop("message")
    assert written == {
        "added": 0,
        "changed": 0,
        "unchanged": 0,
        "errors": [{"file": "terms.csv", "row": 2, "column": "seats", "value": ("abc" * 100)[:200] + "…"}],
    }
    assert message


def test_load_records_refuses_a_missing_directory(tmp_path):
    _, err, code = run("load_records", tmp_path / "không-có", council="cau-giay")

    assert (err, code) == (f"Không có thư mục “{tmp_path / 'không-có'}”.\n", 1)


def test_load_records_refuses_an_unknown_council(tmp_path):
    write_folder(tmp_path, people=[{"slug": "tran-van-duc", "full_name": "Trần Văn Đức"}])

    _, err, code = run("load_records", tmp_path, council="cau-giai")

    assert err.startswith("councils.csv, dòng 1, cột slug: Không có HĐND mang mã “cau-giai”.")
    assert code == 1


def test_load_records_stops_first_if_the_report_cannot_be_written(tmp_path):
    write_examples(tmp_path)

    _, err, code = run("load_records", tmp_path, council="cau-giay", report=tmp_path / "không-có" / "report.json")

    assert err.startswith("Không ghi được tệp")
    assert code == 1
    assert not Council.objects.exists()


def test_register_template_does_not_overwrite_files(tmp_path):
    out, _, code = run("register_template", tmp_path / "mới")

    assert out.startswith(f"Đã ghi {len(TABLES)} sổ trống")
    assert code == 0

    _, err, code = run("register_template", tmp_path / "mới")

    assert err.startswith("Đã có “councils.csv”")
    assert code == 1


def test_register_template_refuses_a_directory_that_cannot_be_written(tmp_path):
    (tmp_path / "tệp").write_text("", encoding="utf-8")

    _, err, code = run("register_template", tmp_path / "tệp" / "trong")

    assert err.startswith("Không ghi được vào thư mục")
    assert code == 1


def test_register_docs_prints_the_documentation():
    out, _, code = run("register_docs")

    assert out.startswith("# CSV tables\n")
    assert code == 0
