"""Days such as `+14` mean a date when the sample is loaded, and nothing anywhere else."""

from datetime import date

import pytest

from exchange.sample.relative_days import date_of, write_dates
from tests.exchange.folders import errors, example, write_examples

ON = date(2026, 12, 21)  # a Monday


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("+14", "04/01/2027"),
        (" +0 ", "21/12/2026"),
        ("+400", "25/01/2028"),
        ("+5", "28/12/2026"),  # a Saturday
        ("+6", "28/12/2026"),
        ("+7", "28/12/2026"),
        ("-7", "14/12/2026"),
        ("-8", "11/12/2026"),  # a Sunday
        ("-9", "11/12/2026"),
        ("14", "14"),
        ("+84 24 3833", "+84 24 3833"),
        ("cau-giay | +14", "cau-giay | +14"),
        ("26/12/2026", "26/12/2026"),
        ("", ""),
    ],
)
def test_date_of_replaces_a_whole_cell_only(cell, text):
    assert date_of(cell, ON) == text


def test_write_dates_changes_only_files_with_relative_days(tmp_path):
    plans, others = tmp_path / "council_sessions.csv", tmp_path / "people.csv"
    plans.write_text('term,planned_on,venue\nx | 1,+7,"Hội trường, tầng 2"\n', encoding="utf-8")
    others.write_bytes(b'slug;full_name\r\nan;"An"\r\n')

    write_dates(tmp_path, ON)

    assert plans.read_text(encoding="utf-8") == 'term,planned_on,venue\nx | 1,28/12/2026,"Hội trường, tầng 2"\n'
    assert others.read_bytes() == b'slug;full_name\r\nan;"An"\r\n'


@pytest.mark.django_db
def test_load_records_refuses_a_relative_day(tmp_path):
    write_examples(tmp_path, council_sessions=[example("council_sessions", planned_on="+14")])

    places, messages = errors(tmp_path)

    assert ("council_sessions.csv", 2, "planned_on", "+14") in places
    assert messages[0] == "“+14” không đọc được là ngày; đó là số ngày tính từ hôm nay; hãy gõ ngày/tháng/năm, ví dụ 28/9/2021."
