"""Numbers as Vietnamese offices print and type them: dot for thousands, comma for decimals, money in đồng.

Everything is an integer or a Decimal; nothing here rounds unless it is told how.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from core.vietnamese.text import clean_text, fold

UNKNOWN = "–"
MAX_DIGITS = 18
MAX_TYPED = 60

UNITS = {"ti": 10**9, "trieu": 10**6, "nghin": 10**3, "ngan": 10**3}
CURRENCY = {"dong", "d", "vnd"}
PRINTED_UNITS = ((10**9, "tỷ đồng"), (10**6, "triệu đồng"))

WHOLE = r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
NUMBER = re.compile(rf"([+-]?)({WHOLE})(?:,([0-9]+))?")
MONEY = re.compile(r"([+-]?[0-9., ]+)([^\W\d_]+(?: [^\W\d_]+)?)?")
ROMAN = (
    *(
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
    ),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def format_number(value, places=None):
    """21281 as `21.281`, 0.5 as `0,5`; with `places` exactly so many decimals, halves rounded up; None as `–`."""
    if value is None:
        return UNKNOWN
    value = Decimal(value)
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, decimals = f"{abs(value):,f}".partition(".")
    if places is None:
        decimals = decimals.rstrip("0")
    text = whole.replace(",", ".") + (f",{decimals}" if decimals else "")
    return f"-{text}" if value < 0 else text


def format_count(n, padded=False):
    """A count; `padded` writes 1 to 9 with a leading zero, as narrative reports do ("04 kỳ họp")."""
    if padded and n is not None and 0 < n < 10:
        return f"{int(n):02}"
    return format_number(n)


def format_money(amount):
    """đồng in the largest of tỷ, triệu, đồng that prints them exactly: 50583000000 is `50,583 tỷ đồng`."""
    if amount is None:
        return UNKNOWN
    amount = Decimal(amount)
    for unit, name in PRINTED_UNITS:
        if abs(amount) >= unit and amount % (unit // 1000) == 0:
            return f"{format_number(amount / unit)} {name}"
    return f"{format_number(amount)} đồng"


def spell_money(amount):
    """đồng to be checked by eye: `50.583.000.000 đồng = 50,583 tỷ đồng`; `≈` where the short form is rounded."""
    amount = Decimal(amount)
    whole = f"{format_number(amount)} đồng"
    for unit, name in PRINTED_UNITS:
        if abs(amount) >= unit:
            short = (amount / unit).quantize(Decimal("0.001"), ROUND_HALF_UP)
            return f"{whole} {'=' if short * unit == amount else '≈'} {format_number(short)} {name}"
    return whole


def format_size(n):
    """Bytes as readers of a download think of them: `412 KB`, `1,2 MB`; never nothing."""
    if n < 999_500:
        return f"{format_number(max(1, Decimal(n) / 1000), 0)} KB"
    return f"{format_number(Decimal(n) / 1_000_000, 1)} MB"


def format_percent(part, whole, places=1, rounding="half_up"):
    """`part` of `whole` in percent with at most `places` decimals; `–` where there is no whole.

    `rounding` is `half_up` (làm tròn) or `truncate` (cắt bỏ): offices differ, so it is a setting of the council.
    """
    if part is None or not whole:
        return UNKNOWN
    scaled = abs(Fraction(part) / Fraction(whole)) * 100 * 10**places
    steps = int(scaled if rounding == "truncate" else scaled + Fraction(1, 2))
    sign = -1 if (part < 0) != (whole < 0) else 1
    return f"{format_number(Decimal(sign * steps).scaleb(-places))}%"


def parse_number(text):
    """The whole number that a clerk typed: `21281`, `21.281`, `21 281`. Raises ValueError with a sentence."""
    sign, whole, decimals = read_number(text)
    if decimals:
        raise ValueError(f"{quoted(text)} có phần thập phân; ở đây phải là số nguyên, ví dụ 21.281.")
    return int(sign + whole)


def parse_decimal(text, places):
    """The Decimal that a clerk typed: `0,5`, `1.234,56`, with at most `places` decimals. Raises ValueError.

    With a unit of money it is whole đồng, since a column for figures of any kind holds amounts too: `50,583 tỷ`.
    """
    if (match := MONEY.fullmatch(plain(text, what="số"))) and match[2]:
        return parse_money(text)
    sign, whole, decimals = read_number(text)
    if len(decimals) > places:
        raise ValueError(f"{quoted(text)} có quá nhiều chữ số sau dấu phẩy; nhiều nhất là {places}.")
    return Decimal(f"{sign}{whole}.{decimals or 0}")


def parse_money(text):
    """The whole đồng that a clerk typed: `50.583.000.000`, `50,583 tỷ`, `750 triệu đồng`. Raises ValueError."""
    typed = plain(text, what="số tiền")
    match = MONEY.fullmatch(typed)
    if not match:
        raise ValueError(f"{quoted(text)} không phải số tiền; hãy gõ như 50.583.000.000 hoặc 50,583 tỷ.")
    unit = unit_of(match[2] or "", text)
    sign, whole, decimals = read_number(match[1].strip())
    if decimals and unit == 1:
        raise ValueError(ambiguous(text, match[1].strip(), decimals))
    amount = Decimal(f"{sign}{whole}.{decimals or 0}") * unit
    if amount != amount.to_integral_value():
        raise ValueError(f"{quoted(text)} lẻ dưới một đồng; hãy gõ số đồng chẵn.")
    if abs(amount) >= 10**MAX_DIGITS:
        raise ValueError(f"{quoted(text)} quá lớn; số tiền có nhiều nhất {MAX_DIGITS} chữ số.")
    return amount.quantize(Decimal(1))


def unit_of(words, text):
    """How many đồng the words after a number name: `tỷ đồng` 10⁹, `đồng` or nothing 1."""
    names = fold(words).split()
    unit = UNITS.get(names[0]) if names else None
    rest = names[1:] if unit else names
    if len(rest) > 1 or (rest and rest[0] not in CURRENCY):
        raise ValueError(f"{quoted(text)}: không có đơn vị “{words}”; hãy dùng đồng, nghìn, triệu hoặc tỷ.")
    return unit or 1


def ambiguous(text, number, decimals):
    """Why a comma without a unit is refused: it may be meant for thousands or for a part of a tỷ."""
    if len(decimals) == 3:
        return (
            f"{quoted(text)} có thể hiểu hai cách: gõ {number.replace(',', '.')} nếu tính bằng đồng, hoặc {number} tỷ nếu là tỷ."
        )
    return f"{quoted(text)} có phần thập phân mà không có đơn vị; hãy ghi đơn vị, ví dụ {number} tỷ."


def read_number(text):
    """Sign, digits and decimals of a typed number, as strings. Raises ValueError with a sentence."""
    typed = plain(text, what="số")
    match = NUMBER.fullmatch(typed)
    if not match:
        raise ValueError(f"{quoted(text)} không đọc được là số; {advice(typed)}.")
    sign, whole, decimals = match[1], re.sub(r"[. ]", "", match[2]), match[3] or ""
    if len(whole.lstrip("0")) + len(decimals) > MAX_DIGITS:
        raise ValueError(f"Số quá dài; nhiều nhất {MAX_DIGITS} chữ số.")
    return sign, whole, decimals


def advice(typed):
    """What to type instead."""
    if re.fullmatch(r"[+-]?[0-9]+\.[0-9]+", typed):
        return "dấu chấm chỉ ngăn từng nhóm ba chữ số (21.281), phần thập phân sau dấu phẩy (0,5)"
    return "hãy gõ như 21281 hoặc 21.281, phần thập phân sau dấu phẩy như 0,5"


def plain(text, *, what):
    """`text` with ordinary spaces, hyphens and digits; refuses an empty and an overlong one."""
    if len(text) > MAX_TYPED:
        raise ValueError(f"Nội dung quá dài, không phải {what}.")
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text)).strip()
    text = re.sub("[\uff10-\uff19]", lambda wide: str(unicodedata.decimal(wide[0])), text).replace("\u2212", "-")
    if not text:
        raise ValueError(f"Chưa nhập {what}.")
    return text


def quoted(text):
    """What was typed, as a message may repeat it."""
    return f"“{clean_text(text, multiline=False)}”"


def roman(n):
    """1 to 3999 in Roman digits: khóa VI, quý IV. Raises ValueError beyond."""
    if not 0 < n < 4000:
        raise ValueError(f"Không viết được {n} bằng chữ số La Mã.")
    result = ""
    for value, letters in ROMAN:
        count, n = divmod(n, value)
        result += letters * count
    return result


def ordinal(n):
    """`thứ nhất` for 1, else `thứ 3`: how the things that a council numbers are named."""
    return "thứ nhất" if n == 1 else f"thứ {n}"
