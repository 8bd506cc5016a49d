"""The numbers of a register in a year: the highest one, unused ones, and whether a typed number belongs to the series."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.backends.base.base import BaseDatabaseWrapper

MAX_GAPS = 5  # unused numbers that are listed
FAR = 100  # numbers after the highest one; a number beyond is questioned
FIRST_YEAR, LAST_YEAR = 1945, 2100
DATE_FORMATS = {8: ("%d%m%Y", "%Y%m%d"), 7: ("%d%m%Y",), 6: ("%d%m%y", "%y%m%d"), 5: ("%d%m%y",)}  # by number of digits


@dataclass(frozen=True)
class Series:
    """The highest number, 0 without any; the first unused numbers below it, and whether there are more of them."""

    highest: int = 0
    gaps: tuple[int, ...] = ()
    has_more_gaps: bool = False

    @property
    def next_number(self) -> int:
        return self.highest + 1

    def question(self, number: int) -> str:
        """Why `number` is probably a typing error, as a sentence that asks to confirm it; blank for one of the series."""
        if is_like_date(number) and number > self.next_number:
            reason = f"Số {number} giống một ngày hoặc một năm; số lớn nhất của sổ trong năm là {self.highest}."
        elif number > self.highest + FAR:
            reason = f"Số {number} cách xa số lớn nhất của sổ trong năm ({self.highest})."
        else:
            return ""
        return f"{reason} Hãy sửa lại; nếu đúng như in trên văn bản thì tích “Số này đúng” rồi lưu."


def is_like_date(number: int) -> bool:
    """Whether `number` reads as a year or as the digits of a date: 2021, 28092021, 280921."""
    text = str(number)
    if len(text) == 4:
        return FIRST_YEAR <= number <= LAST_YEAR
    return any(_is_date(text.zfill(len(text) + len(text) % 2), form) for form in DATE_FORMATS.get(len(text), ()))


def _is_date(text: str, form: str) -> bool:
    try:
        day = datetime.strptime(text, form)  # noqa: DTZ007 only the day matters
    except ValueError:
        return False
    return FIRST_YEAR <= day.year <= LAST_YEAR


def series_of(connection: BaseDatabaseWrapper, tables: Iterable[str], register: int, year: int) -> Series:
    """Return the series of `register` in `year`: the database finds the gaps, so that no list of all numbers is made.

    `tables` are the names of the tables of numbered documents.
    """
    selects = [f"SELECT number FROM {connection.ops.quote_name(table)} WHERE register_id = %s AND year = %s" for table in tables]
    statement = f"""
        WITH taken AS (SELECT 0 AS number UNION {" UNION ".join(selects)}),
        followed AS (SELECT number, LEAD(number) OVER (ORDER BY number) AS following FROM taken)
        SELECT number, following FROM followed WHERE following IS NULL OR following > number + 1
        ORDER BY CASE WHEN following IS NULL THEN 0 ELSE 1 END, number LIMIT {MAX_GAPS + 2}"""
    with connection.cursor() as cursor:
        cursor.execute(statement, [register, year] * len(selects))
        (highest, _), *ranges = cursor.fetchall()
    unused = _first_unused(ranges)
    return Series(highest, tuple(unused[:MAX_GAPS]), len(unused) > MAX_GAPS)


def _first_unused(ranges: Sequence[tuple[int, int]]) -> list[int]:
    """The first unused numbers between the two ends of each range, one more than is listed."""
    unused: list[int] = []
    for before, after in ranges:
        unused += range(before + 1, min(after, before + 2 + MAX_GAPS))
    return unused[: MAX_GAPS + 1]
