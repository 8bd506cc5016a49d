"""Dates: printed as offices print them, parsed as clerks type them, refused with a sentence."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.vietnamese.dates import (
    letterhead_date,
    parse_date,
    parse_moment,
    parse_time,
    short_date,
    short_moment,
    weekday_date,
    weekday_moment,
)
from tests.core.refusals import refusal

EXAMPLE = "hãy gõ ngày/tháng/năm, ví dụ 28/9/2021."
days = st.dates(date(1945, 1, 1), date(2100, 12, 31))


def local(*parts):
    return datetime(*parts, tzinfo=timezone.get_current_timezone())


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2022, 3, 5), "ngày 05 tháng 3 năm 2022"),
        (date(2022, 2, 12), "ngày 12 tháng 02 năm 2022"),
        (date(2022, 1, 1), "ngày 01 tháng 01 năm 2022"),
        (date(2021, 10, 10), "ngày 10 tháng 10 năm 2021"),
        (datetime(2021, 12, 31, 17, 30, tzinfo=UTC), "ngày 01 tháng 01 năm 2022"),
        (None, "–"),
    ],
)
def test_letterhead_date_pads_days_below_ten_and_the_first_two_months(day, text):
    assert letterhead_date(day) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2021, 9, 28), "thứ Ba, 28/9/2021"),
        (date(2022, 3, 6), "Chủ nhật, 6/3/2022"),
        (datetime(2021, 12, 31, 17, 30, tzinfo=UTC), "thứ Bảy, 1/1/2022"),
    ],
)
def test_weekday_date(day, text):
    assert weekday_date(day) == text


def test_weekday_moment_is_in_vietnams_time():
    assert weekday_moment(datetime(2022, 1, 26, 9, 58, tzinfo=UTC)) == "thứ Tư, 26/1/2022, 16:58"


@pytest.mark.parametrize("text", ["hôm nay", " Hôm  nay ", "HOM NAY"])
def test_parse_date_accepts_today_only_with_the_argument(text):
    day = date(2021, 9, 28)

    assert parse_date(text, today=day) == day
    assert parse_moment(f"{text.strip()} 16:58", today=day) == local(2021, 9, 28, 16, 58)
    assert "không đọc được là ngày" in refusal(parse_date, text)


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2021, 9, 8), "08/09/2021"), (datetime(2021, 12, 31, 17, 30, tzinfo=UTC), "01/01/2022"), (None, "–")],
)
def test_short_date(day, text):
    assert short_date(day) == text


def test_short_moment_is_in_vietnams_time_with_seconds_only_if_not_zero():
    moments = [datetime(2022, 1, 26, 9, 58, tzinfo=UTC), local(2022, 1, 26, 16, 58, 7), local(2022, 1, 26), None]

    assert [short_moment(moment) for moment in moments] == [
        "26/01/2022 16:58",
        "26/01/2022 16:58:07",
        "26/01/2022 00:00",
        "–",
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/3/21", date(2021, 3, 5)),
        ("05/03/2022", date(2022, 3, 5)),
        ("28-9-2021", date(2021, 9, 28)),
        ("28.9.2021", date(2021, 9, 28)),
        ("28 / 9 / 2021", date(2021, 9, 28)),
        ("280921", date(2021, 9, 28)),
        ("28092021", date(2021, 9, 28)),
        ("2021-09-28", date(2021, 9, 28)),
        ("  5/3/21\u00a0", date(2021, 3, 5)),
        ("ngày 5 tháng 3 năm 2022", date(2022, 3, 5)),
        ("Nga\u0300y 05  tha\u0301ng 03 năm 2022", date(2022, 3, 5)),
        ("ngay 5 thang 3 nam 2022", date(2022, 3, 5)),
        ("1/1/69", date(2069, 1, 1)),
        ("1/1/70", date(1970, 1, 1)),
        ("29/2/2020", date(2020, 2, 29)),
    ],
)
def test_parse_date(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31/02/2021", "Không có ngày 31/02/2021; tháng 2 năm 2021 có 28 ngày."),
        ("29/2/2100", "Không có ngày 29/02/2100; tháng 2 năm 2100 có 28 ngày."),
        ("0/5/2021", "Không có ngày 00/05/2021; tháng 5 năm 2021 có 31 ngày."),
        ("9/28/2021", f"Không có tháng 28; {EXAMPLE}"),
        ("1/0/2021", f"Không có tháng 0; {EXAMPLE}"),
        ("1/1/1944", "Năm 1944 nằm ngoài khoảng 1945–2100; hãy kiểm tra lại năm."),
        ("1/1/0000", "Năm 0 nằm ngoài khoảng 1945–2100; hãy kiểm tra lại năm."),
        ("2101-01-01", "Năm 2101 nằm ngoài khoảng 1945–2100; hãy kiểm tra lại năm."),
        ("5/3", "“5/3” không đọc được là ngày; còn thiếu năm; hãy ghi cả năm, ví dụ 28/9/2021."),
        ("tháng 9/2021", "“tháng 9/2021” không đọc được là ngày; mới có tháng và năm; hãy ghi cả ngày, ví dụ 28/9/2021."),
        ("9-2021", "“9-2021” không đọc được là ngày; mới có tháng và năm; hãy ghi cả ngày, ví dụ 28/9/2021."),
        ("2021", "“2021” không đọc được là ngày; mới có năm; hãy ghi cả ngày và tháng, ví dụ 28/9/2021."),
        (
            "44201",
            "“44201” không đọc được là ngày; 44201 là số mà bảng tính lưu cho ngày 05/01/2021; "
            "hãy định dạng cột là ngày, hoặc gõ 5/1/2021.",
        ),
        ("99999", f"“99999” không đọc được là ngày; {EXAMPLE}"),
        ("28-29/9/2021", "“28-29/9/2021” không đọc được là ngày; mỗi ô chỉ ghi một ngày, ví dụ 28/9/2021."),
        ("28/9/2021 08:30", "“28/9/2021 08:30” không đọc được là ngày; ô này chỉ ghi ngày, không ghi giờ, ví dụ 28/9/2021."),
        ("5/3-2021", f"“5/3-2021” không đọc được là ngày; {EXAMPLE}"),
        ("5/3/021", f"“5/3/021” không đọc được là ngày; {EXAMPLE}"),
        ("hôm qua", f"“hôm qua” không đọc được là ngày; {EXAMPLE}"),
        ("\uff15/3/2021", f"“\uff15/3/2021” không đọc được là ngày; {EXAMPLE}"),
        *(
            (text, f"“{text}” không đọc được là ngày; đó là số ngày tính từ hôm nay; hãy gõ ngày/tháng/năm, ví dụ 28/9/2021.")
            for text in ("+14", "-30")
        ),
        ("x" * 100_000, f"Nội dung quá dài, không phải ngày; {EXAMPLE}"),
        ("  ", f"Chưa nhập ngày; {EXAMPLE}"),
    ],
)
def test_parse_date_refuses(text, sentence):
    assert refusal(parse_date, text) == sentence


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("26/01/2022 16:58", (2022, 1, 26, 16, 58)),
        ("26/01/2022 | 16:58", (2022, 1, 26, 16, 58)),
        ("26/1/22|16:58:07", (2022, 1, 26, 16, 58, 7)),
        ("ngày 26 tháng 01 năm 2022 16h58", (2022, 1, 26, 16, 58)),
        ("2022-01-26 16:58", (2022, 1, 26, 16, 58)),
        ("2022-01-26T16:58:00", (2022, 1, 26, 16, 58)),
        ("2022-01-26T09:58:00Z", (2022, 1, 26, 16, 58)),
        ("2022-01-26T16:58+07:00", (2022, 1, 26, 16, 58)),
        ("26/01/2022", (2022, 1, 26, 0, 0)),
    ],
)
def test_parse_moment(text, moment):
    assert parse_moment(text) == local(*moment)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("26/01/2022 24:00", "Không có giờ 24:00; giờ từ 00:00 đến 23:59."),
        ("26/01/2022 16:60", "Không có giờ 16:60; giờ từ 00:00 đến 23:59."),
        ("31/02/2022 16:58", "Không có ngày 31/02/2022; tháng 2 năm 2022 có 28 ngày."),
        ("2022-01-26T25:00", "“2022-01-26T25:00” không đọc được là thời điểm; hãy gõ như 26/01/2022 16:58."),
        ("1800-01-26T15:00", "Năm 1800 nằm ngoài khoảng 1945–2100; hãy kiểm tra lại năm."),
        ("16:58", f"“16:58” không đọc được là ngày; {EXAMPLE}"),
        ("x" * 100_000, f"Nội dung quá dài, không phải ngày; {EXAMPLE}"),
    ],
)
def test_parse_moment_refuses(text, sentence):
    assert refusal(parse_moment, text) == sentence


@given(days)
def test_parse_date_reads_each_printed_form(day):
    printed = [short_date(day), letterhead_date(day), day.isoformat(), f"{day:%d%m}{day.year}"]

    assert {parse_date(text) for text in printed} == {day}


# From 1976 on: until 1975 Vietnam's clocks were set back now and then, and an hour came twice.
@given(st.integers(date(1976, 1, 1).toordinal(), date(2100, 12, 30).toordinal()), st.integers(0, 86399))
def test_parse_moment_reads_each_printed_form(day, second):
    midnight = datetime.combine(date.fromordinal(day), time(), UTC)
    moment = midnight + timedelta(seconds=second)

    assert parse_moment(short_moment(moment)) == moment
    assert parse_moment(moment.isoformat()) == moment


typed = st.text() | st.text(alphabet="0123456789/-. :|hTZ+ngày", max_size=24)


@given(typed)
def test_parse_date_and_parse_moment_refuse_any_other_text_with_a_sentence(text):
    for parse in (parse_date, parse_moment):
        assert (refusal(parse, text) or "đọc được.").endswith(".")


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        *((text, time(8, 30)) for text in ("8:30", "08:30", "8h30", "08h30", "8g30", "8 giờ 30", "8 gio 30 phút", "8h30'")),
        *((text, time(8)) for text in ("8h", "8 giờ", "8:00", "8 giờ sáng")),
        *((text, time(14, 30)) for text in ("14h30", "2h30 chiều", "2 giờ 30 chiều", "14 giờ 30 phút", "2:30 CH", "2:30:00 PM")),
        *((text, time(0, 15)) for text in ("12:15 SA", "12:15 AM", "0h15")),
        ("12:15 CH", time(12, 15)),
        ("08:30:15", time(8, 30, 15)),
        ("12h trưa", time(12)),
    ],
)
def test_parse_time(text, parsed):
    assert parse_time(text) == parsed
    assert parse_moment(f"26/1/2022 {text}") == local(2022, 1, 26, parsed.hour, parsed.minute, parsed.second)
    assert parse_moment(f"{text} ngày 26/1/2022") == local(2022, 1, 26, parsed.hour, parsed.minute, parsed.second)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("24h00", "Không có giờ 24:00; giờ từ 00:00 đến 23:59."),
        ("8:60", "Không có giờ 8:60; giờ từ 00:00 đến 23:59."),
        ("sáng", "“sáng” không đọc được là giờ; hãy gõ giờ và phút, ví dụ 8:30 hoặc 14 giờ 30."),
        ("x" * 61, "Nội dung quá dài, không phải giờ; hãy gõ giờ và phút, ví dụ 8:30 hoặc 14 giờ 30."),
    ],
)
def test_parse_time_refuses(text, sentence):
    assert refusal(parse_time, text) == sentence
