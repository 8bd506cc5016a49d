"""Dates and times as Vietnamese offices print and type them: the day is always first."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import overload

from django.utils import timezone

from core.vietnamese.text import clean_text, fold

UNKNOWN = "–"
FIRST_YEAR, LAST_YEAR = 1945, 2100
LAST_SHORT_YEAR = 69  # 69 is 2069, 70 is 1970
MAX_LENGTH = 60  # characters of a typed date
EXAMPLE = "hãy gõ ngày/tháng/năm, ví dụ 28/9/2021"

DAY_FIRST = re.compile(r"([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2}) ?\2 ?([0-9]{4}|[0-9]{2})", re.IGNORECASE)
YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
WITHOUT_SEPARATORS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
IN_WORDS = re.compile(
    r"(?:ngày|ngay) ([0-9]{1,2}) (?:tháng|thang) ([0-9]{1,2}) (?:năm|nam) ([0-9]{4})",
    re.IGNORECASE,
)
WORDS_BEFORE = re.compile(
    r"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật),? )?(?:ngày )?(?=[0-9]{1,2} ?[/.-])", re.IGNORECASE
)
MONTH_AND_YEAR = re.compile(r"(?:tháng |thang )?[0-9]{1,2}(?: ?[/.-] ?| năm | nam )[0-9]{4}|[0-9]{4}-[0-9]{1,2}", re.IGNORECASE)
YEAR_ONLY = re.compile(r"(?:năm |nam )?(?:19|20)[0-9]{2}", re.IGNORECASE)
DAY_AND_MONTH = re.compile(r"(?:ngày )?[0-9]{1,2} ?[/.-] ?[0-9]{1,2}", re.IGNORECASE)
DAYS_FROM_TODAY = re.compile(r"[+-] ?[0-9]{1,4}")
SPREADSHEET_EPOCH = date(1899, 12, 30)
SPREADSHEET_DAY = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
TODAY = "hom nay"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
ISO_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(?:Z|[+-][0-9]{2}:?[0-9]{2})?")
# 8:30, 08:30:15, 8h30, 8g30, 8h, 8 giờ 30, 8 giờ 30 phút, 2 giờ chiều; the part of the day is written behind.
TIME = re.compile(
    r"([0-9]{1,2}) ?(?:[:h.g]|giờ|gio) ?([0-9]{2})?(?: ?(?::|phút|phut|p|'|’) ?([0-9]{2})?(?: ?(?:giây|giay|s))?)?"
    r"(?: ?(sáng|sang|trưa|trua|chiều|chieu|tối|toi|am|pm|sa|ch))?",
    re.IGNORECASE,
)
TIME_BEFORE_DATE = re.compile(rf"(?P<time>{TIME.pattern}),? (?P<day>.+)", re.IGNORECASE)
DATE_BEFORE_TIME = re.compile(rf"(?P<day>.+?)(?: ?\| ?|,? (?:lúc |luc )?)(?P<time>{TIME.pattern})", re.IGNORECASE)
AFTER_NOON = ("trua", "chieu", "toi", "pm", "ch")  # Excel and Windows write SA and CH
BEFORE_NOON = ("am", "sa")  # with twelve: the first hour of the day
NOON_HOUR = 12
TIME_EXAMPLE = "hãy gõ giờ và phút, ví dụ 8:30 hoặc 14 giờ 30"


def short_date(day: date | None) -> str:
    """Return `28/09/2021`: a datetime is printed by its day in Vietnam, None as `–`."""
    day = local_day(day)
    return f"{day:%d/%m}/{day.year:04}" if day else UNKNOWN


def letterhead_date(day: date | None) -> str:
    """Return `ngày 05 tháng 3 năm 2022`: only days below 10 and the months 1 and 2 are padded.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 4.
    """
    day = local_day(day)
    if not day:
        return UNKNOWN
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def weekday_date(day: date) -> str:
    """Return `thứ Ba, 28/9/2021`, so that a date can be checked against a calendar."""
    day = local_day(day)
    return f"{WEEKDAYS[day.weekday()]}, {day.day}/{day.month}/{day.year}"


def weekday_moment(moment: datetime) -> str:
    """Return `thứ Tư, 26/1/2022, 16:58` in Vietnam's time."""
    return f"{weekday_date(moment)}, {short_moment(moment).partition(' ')[2]}"


def short_moment(moment: datetime | None) -> str:
    """Return `26/01/2022 16:58` in Vietnam's time, with seconds if they are not zero; None as `–`."""
    if moment is None:
        return UNKNOWN
    moment = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{short_date(moment)} {moment:%H:%M:%S}".removesuffix(":00")


def hour_in_words(at: time) -> str:
    """Return `8 giờ` or `13 giờ 30`."""
    return f"{at.hour} giờ {at:%M}".removesuffix(" 00")


@overload
def local_day(day: date) -> date: ...
@overload
def local_day(day: None) -> None: ...
@overload
def local_day(day: date | None) -> date | None: ...
def local_day(day: date | None) -> date | None:
    """Return the day of a date, or of a datetime in the portal's time zone."""
    if isinstance(day, datetime):
        return timezone.localdate(day) if timezone.is_aware(day) else day.date()
    return day


def parse_date(text: str, today: date | None = None) -> date:
    """Return the date that a clerk typed: `5/3/21`, `28-9-2021`, `280921`, `2021-09-28`, `ngày 5 tháng 3 năm 2022`.

    Years of two digits are 1970 to 2069. `hôm nay` is accepted only with the argument `today`: a stored text, such as
    a cell of a CSV table, must mean the same tomorrow. Raises ValueError with a Vietnamese sentence.
    """
    normalised = normalise_input(text)
    if today and fold(normalised) == TODAY:
        return today
    normalised = WORDS_BEFORE.sub("", normalised)
    if match := DAY_FIRST.fullmatch(normalised):
        day, _, month, year = match.groups()
    elif match := (WITHOUT_SEPARATORS.fullmatch(normalised) or IN_WORDS.fullmatch(normalised)):
        day, month, year = match.groups()
    elif match := YEAR_FIRST.fullmatch(normalised):
        year, month, day = match.groups()
    else:
        raise ValueError(f"“{clean_text(text, multiline=False)}” không đọc được là ngày; {date_advice(normalised)}.")
    return calendar_day(full_year(year), int(month), int(day))


def date_advice(text: str) -> str:
    """Return what to type instead of a `text` that is no date."""
    if SPREADSHEET_DAY.fullmatch(text):
        day = SPREADSHEET_EPOCH + timedelta(days=int(text[:5]))
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            number = f"{text[:5]} là số mà bảng tính lưu cho ngày {short_date(day)}"
            return f"{number}; hãy định dạng cột là ngày, hoặc gõ {day.day}/{day.month}/{day.year}"
    if DAYS_FROM_TODAY.fullmatch(text):
        return "đó là số ngày tính từ hôm nay; hãy gõ ngày/tháng/năm, ví dụ 28/9/2021"
    if MONTH_AND_YEAR.fullmatch(text):
        return "mới có tháng và năm; hãy ghi cả ngày, ví dụ 28/9/2021"
    if YEAR_ONLY.fullmatch(text):
        return "mới có năm; hãy ghi cả ngày và tháng, ví dụ 28/9/2021"
    if DAY_AND_MONTH.fullmatch(text):
        return "còn thiếu năm; hãy ghi cả năm, ví dụ 28/9/2021"
    if DATE_BEFORE_TIME.fullmatch(text) or TIME_BEFORE_DATE.fullmatch(text):
        return "ô này chỉ ghi ngày, không ghi giờ, ví dụ 28/9/2021"
    if len(re.findall(r"[0-9]+", text)) > 3:
        return "mỗi ô chỉ ghi một ngày, ví dụ 28/9/2021"
    return EXAMPLE


def parse_moment(text: str, today: date | None = None) -> datetime:
    """Return the aware datetime that a clerk typed in Vietnam's time: `26/01/2022 16:58`, `26/01/2022 | 16:58`, ISO 8601.

    A date alone means its first minute; `today` is as in `parse_date`. Raises ValueError with a Vietnamese sentence.
    """
    normalised = normalise_input(text)
    if ISO_MOMENT.fullmatch(normalised):
        return parse_iso_moment(normalised)
    match = DATE_BEFORE_TIME.fullmatch(normalised) or TIME_BEFORE_DATE.fullmatch(normalised)
    if match and not is_date(normalised, today):
        return datetime.combine(parse_date(match["day"], today), parse_time(match["time"]), timezone.get_current_timezone())
    return datetime.combine(parse_date(normalised, today), time(), timezone.get_current_timezone())


def is_date(text: str, today: date | None = None) -> bool:
    """Return whether `text` is a date alone."""
    try:
        parse_date(text, today)
    except ValueError:
        return False
    return True


def parse_time(text: str) -> time:
    """Return the time of day that a clerk typed: `8:30`, `8h30`, `08h30`, `8g30`, `8 giờ 30`, `8h`, `2 giờ 30 chiều`.

    Raises ValueError with a Vietnamese sentence.
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"Nội dung quá dài, không phải giờ; {TIME_EXAMPLE}.")
    typed = clean_text(text, multiline=False).strip(" .,")
    match = TIME.fullmatch(typed)
    if not match:
        raise ValueError(f"“{typed}” không đọc được là giờ; {TIME_EXAMPLE}.")
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if fold(match[4] or "") in AFTER_NOON and (hour < NOON_HOUR - 1 or (hour < NOON_HOUR and fold(match[4]) != "trua")):
        hour += NOON_HOUR
    elif fold(match[4] or "") in BEFORE_NOON and hour == NOON_HOUR:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"Không có giờ {match[1]}:{match[2] or '00'}; giờ từ 00:00 đến 23:59.")
    return time(hour, minute, second)


def parse_iso_moment(text: str) -> datetime:
    """Return the aware datetime of a text in ISO 8601. Raises ValueError with a Vietnamese sentence."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” không đọc được là thời điểm; hãy gõ như 26/01/2022 16:58.") from None
    calendar_day(moment.year, moment.month, moment.day)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def full_year(digits: str) -> int:
    """Return the year of two or four digits: 69 is 2069, 70 is 1970."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= LAST_SHORT_YEAR else 1900)


def calendar_day(year: int, month: int, day: int) -> date:
    """Return the date of three numbers. Raises ValueError with a Vietnamese sentence that names the wrong number."""
    if not 1 <= month <= 12:
        raise ValueError(f"Không có tháng {month}; {EXAMPLE}.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Năm {year} nằm ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}; hãy kiểm tra lại năm.")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValueError(f"Không có ngày {day:02}/{month:02}/{year}; tháng {month} năm {year} có {last} ngày.")
    return date(year, month, day)


def normalise_input(text: str) -> str:
    """Return `text` in NFC with single spaces. Raises ValueError if it is empty or longer than 60 characters."""
    if len(text) > MAX_LENGTH:
        raise ValueError(f"Nội dung quá dài, không phải ngày; {EXAMPLE}.")
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text)).strip()
    if not text:
        raise ValueError(f"Chưa nhập ngày; {EXAMPLE}.")
    return text
