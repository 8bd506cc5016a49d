"""Numbers as Vietnamese offices print and type them: dot for thousands, comma for decimals, money in đồng.

Everything is an int or a Decimal; no function rounds unless its caller says how.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from core.vietnamese.normal_form import DASHES
from core.vietnamese.text import clean_text, fold

UNKNOWN = "–"
MAX_DIGITS = 18
MAX_LENGTH = 60  # characters of a typed number

UNITS = {"ti": 10**9, "trieu": 10**6, "nghin": 10**3, "ngan": 10**3}
CURRENCY = {"dong", "d", "vnd"}
PRINTED_UNITS = ((10**9, "tỷ đồng"), (10**6, "triệu đồng"))

WHOLE = r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)"
NUMBER = re.compile(rf"([+-]?)({WHOLE})(?:,([0-9]+))?")
MONEY = re.compile(r"([+-]?[0-9., ]+)([^\W\d_]+(?: [^\W\d_]+)?)?")
ZERO_DECIMALS = re.compile(r"([+-]?[0-9]+)[.,]0{1,2}")  # 12.0, as programs write a whole number; three zeros are a thousand
WITH_UNIT = re.compile(r"([+-]?[0-9][0-9., ]*?) ?([^\W\d_][^\d]*)")
WITH_QUALIFIER = re.compile(r"([^\W\d_]+|[~≈><≥≤]) ?([0-9][0-9., ]*)(.*)")
DAY = re.compile(r"[0-9]{1,2} ?[/.-] ?[0-9]{1,2} ?[/.-] ?((?:19|20)[0-9]{2})")
QUALIFIERS = {*("gan", "hon", "tren", "khoang", "duoi", "uoc", "chung"), *"~≈><≥≤"}
ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def format_number(value: Decimal | int | str | None, places: int | None = None) -> str:
    """Return 21281 as `21.281`, 0.5 as `0,5`, None as `–`.

    With `places` the result has exactly so many decimals, halves rounded up; without it the decimals that are not zero.
    """
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


def format_count(count: int | None, padded: bool = False) -> str:
    """Return a count; with `padded`, 1 to 9 get a leading zero, as narrative reports do ("04 kỳ họp")."""
    if padded and count is not None and 0 < count < 10:
        return f"{int(count):02}"
    return format_number(count)


def format_money(amount: Decimal | int | None) -> str:
    """Return an amount in đồng in the largest unit (tỷ, triệu, đồng) that is exact: 50583000000 is `50,583 tỷ đồng`."""
    if amount is None:
        return UNKNOWN
    amount = Decimal(amount)
    for unit, name in PRINTED_UNITS:
        if abs(amount) >= unit and amount % (unit // 1000) == 0:
            return f"{format_number(amount / unit)} {name}"
    return f"{format_number(amount)} đồng"


def money_with_short_form(amount: Decimal | int) -> str:
    """Return `50.583.000.000 đồng = 50,583 tỷ đồng`, so that a person can check it; `≈` if the short form is rounded."""
    amount = Decimal(amount)
    whole = f"{format_number(amount)} đồng"
    for unit, name in PRINTED_UNITS:
        if abs(amount) >= unit:
            short = (amount / unit).quantize(Decimal("0.001"), ROUND_HALF_UP)
            return f"{whole} {'=' if short * unit == amount else '≈'} {format_number(short)} {name}"
    return whole


def format_size(size: int) -> str:
    """Return a size in bytes as `412 KB` or `1,2 MB`; at least `1 KB`."""
    if size < 999_500:
        return f"{format_number(max(Decimal(1), Decimal(size) / 1000), 0)} KB"
    return f"{format_number(Decimal(size) / 1_000_000, 1)} MB"


def format_percent(part: Decimal | int | None, whole: Decimal | int | None, places: int = 1, rounding: str = "half_up") -> str:
    """Return `part` of `whole` in percent with at most `places` decimals; `–` if `part` is None or `whole` None or zero.

    `rounding` is `half_up` (làm tròn) or `truncate` (cắt bỏ): offices differ, so it is a setting of the council.
    """
    if part is None or not whole:
        return UNKNOWN
    scaled = abs(Fraction(part) / Fraction(whole)) * 100 * 10**places
    steps = int(scaled if rounding == "truncate" else scaled + Fraction(1, 2))
    sign = -1 if (part < 0) != (whole < 0) else 1
    return f"{format_number(Decimal(sign * steps).scaleb(-places))}%"


def parse_number(text: str) -> int:
    """Return the whole number that a clerk typed: `21281`, `21.281`, `21 281`. Raises ValueError with a sentence."""
    sign, whole, decimals = split_number(text)
    if len(decimals) == 3:
        raise ValueError(
            f"{quoted(text)} có thể hiểu hai cách; ở đây phải là số nguyên: gõ {whole}.{decimals} nếu là hàng nghìn."
        )
    if decimals:
        raise ValueError(f"{quoted(text)} có phần thập phân; ở đây phải là số nguyên, ví dụ 21.281.")
    return int(sign + whole)


def parse_decimal(text: str, places: int) -> Decimal:
    """Return the number that a clerk typed: `0,5`, `1.234,56`, with at most `places` decimals. Raises ValueError.

    A text with a unit of money, such as `50,583 tỷ`, is returned in đồng: a column for any figure holds amounts too.
    """
    if (match := MONEY.fullmatch(normalise_input(text, noun="số"))) and match[2] and is_money_unit(match[2]):
        return parse_money(text)
    sign, whole, decimals = split_number(text)
    if len(decimals) > places:
        raise ValueError(f"{quoted(text)} có quá nhiều chữ số sau dấu phẩy; nhiều nhất là {places}.")
    return Decimal(f"{sign}{whole}.{decimals or 0}")


def parse_money(text: str) -> Decimal:
    """Return the whole đồng that a clerk typed: `50.583.000.000`, `50,583 tỷ`, `750 triệu đồng`. Raises ValueError."""
    match = MONEY.fullmatch(normalise_input(text, noun="số tiền"))
    if not match:
        raise ValueError(f"{quoted(text)} không phải số tiền; hãy gõ như 50.583.000.000 hoặc 50,583 tỷ.")
    unit = money_unit(match[2] or "", text)
    sign, whole, decimals = split_number(match[1].strip())
    if decimals and unit == 1:
        raise ValueError(missing_unit_message(text, match[1].strip(), decimals))
    amount = Decimal(f"{sign}{whole}.{decimals or 0}") * unit
    if amount != amount.to_integral_value():
        raise ValueError(f"{quoted(text)} lẻ dưới một đồng; hãy gõ số đồng chẵn.")
    if abs(amount) >= 10**MAX_DIGITS:
        raise ValueError(f"{quoted(text)} quá lớn; số tiền có nhiều nhất {MAX_DIGITS} chữ số.")
    return amount.quantize(Decimal(1))


def money_unit(words: str, text: str) -> int:
    """Return the đồng of the unit after a number: 10⁹ for `tỷ đồng`, 1 for `đồng` or no words.

    Raises ValueError, which quotes the whole `text`, if the words are no unit.
    """
    names = fold(words).split()
    unit = UNITS.get(names[0]) if names else None
    rest = names[1:] if unit else names
    if len(rest) > 1 or (rest and rest[0] not in CURRENCY):
        raise ValueError(f"{quoted(text)}: không có đơn vị “{words}”; hãy dùng đồng, nghìn, triệu hoặc tỷ.")
    return unit or 1


def is_money_unit(words: str) -> bool:
    """Return whether words after a number are a unit of money."""
    return bool({*UNITS, *CURRENCY} & {*fold(words).split()})


def missing_unit_message(text: str, number: str, decimals: str) -> str:
    """Return the message for a comma without a unit: it may mean thousands, or a part of a tỷ."""
    if len(decimals) == 3:
        return (
            f"{quoted(text)} có thể hiểu hai cách: gõ {number.replace(',', '.')} nếu tính bằng đồng, hoặc {number} tỷ nếu là tỷ."
        )
    return f"{quoted(text)} có phần thập phân mà không có đơn vị; hãy ghi đơn vị, ví dụ {number} tỷ."


def split_number(text: str) -> tuple[str, str, str]:
    """Return the sign, the digits and the decimals of a typed number. Raises ValueError with a sentence."""
    normalised = normalise_input(text, noun="số")
    if whole_number := ZERO_DECIMALS.fullmatch(normalised):
        normalised = whole_number[1]
    match = NUMBER.fullmatch(normalised)
    if not match:
        raise ValueError(f"{quoted(text)} không đọc được là số; {number_advice(normalised)}.")
    sign, whole, decimals = match[1], re.sub(r"[. ]", "", match[2]), match[3] or ""
    if len(whole.lstrip("0")) + len(decimals) > MAX_DIGITS:
        raise ValueError(f"Số quá dài; nhiều nhất {MAX_DIGITS} chữ số.")
    return sign, whole, decimals


def number_advice(text: str) -> str:
    """Return what to type instead of a `text` that is no number."""
    if re.fullmatch(r"[+-]?[0-9]+\.[0-9]+", text):
        return "dấu chấm chỉ ngăn từng nhóm ba chữ số (21.281), phần thập phân sau dấu phẩy (0,5)"
    if re.fullmatch(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", text):
        return "dấu phẩy chỉ ngăn phần thập phân; hàng nghìn ngăn bằng dấu chấm, ví dụ 21.281"
    if match := re.fullmatch(r"(.*[0-9]) ?%", text):
        return f"ô này không ghi tỷ lệ phần trăm; nếu đúng là số ấy, hãy ghi {match[1]} không kèm dấu %"
    if match := re.fullmatch(rf"([0-9., ]+)(?:[/~]|{DASHES.pattern}|đến)([0-9., ]+)", text):
        return f"đây là hai số; mỗi ô chỉ ghi một số, ví dụ {match[1].strip()}"
    if match := DAY.fullmatch(text):
        return f"đây là một ngày; nếu ô này là năm, hãy ghi {match[1]}"
    if not re.search("[0-9]", text) and fold(text).split()[:1] in ([], ["khong"], ["chua"], ["ko"], ["na"]):
        return "hãy ghi 0 nếu không có, để trống nếu chưa biết"
    if match := re.fullmatch(rf"({WHOLE}(?:,[0-9]+)?) ?[^\w ]*(?:\(\D*\))?", text):
        return f"ô này chỉ ghi số: hãy ghi {match[1]}"
    if qualified := split_qualifier(text):
        return f"ô này chỉ ghi số: hãy ghi {qualified[1]}; từ “{qualified[0]}” ghi ở ô từ chỉ mức nếu có"
    if (match := WITH_UNIT.fullmatch(text)) and match[2][0].isalpha():
        return f"ô này chỉ ghi số, không ghi đơn vị: hãy ghi {match[1]}, bỏ “{match[2]}”"
    return "hãy gõ như 21281 hoặc 21.281, phần thập phân sau dấu phẩy như 0,5"


def split_qualifier(text: str) -> tuple[str, str] | None:
    """Return the word before a number and the number: `gần 5.000 người` is (gần, 5.000), `gần 5 tỷ` is (gần, 5 tỷ).

    None if no such word is there.
    """
    match = WITH_QUALIFIER.fullmatch(text.strip())
    if not match or (fold(match[1]) or match[1]) not in QUALIFIERS:
        return None
    return match[1], (match[2] + match[3] if is_money_unit(match[3]) else match[2]).strip()


def normalise_input(text: str, *, noun: str) -> str:
    """Return `text` in NFC with single spaces and with ASCII hyphens and digits.

    Raises ValueError, which calls the input `noun`, if it is empty or longer than 60 characters.
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"Nội dung quá dài, không phải {noun}.")
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text)).strip()
    text = re.sub("[\uff10-\uff19]", lambda digit: str(unicodedata.decimal(digit[0])), text).replace("\u2212", "-")
    if not text:
        raise ValueError(f"Chưa nhập {noun}.")
    return text


def quoted(text: str) -> str:
    """Return the typed text, cleaned and in quotation marks, for a message."""
    return f"“{clean_text(text, multiline=False)}”"


def roman(number: int) -> str:
    """Return 1 to 3999 in Roman digits: khóa VI, quý IV. Raises ValueError for any other number."""
    if not 0 < number < 4000:
        raise ValueError(f"Không viết được {number} bằng chữ số La Mã.")
    result = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        result += letters * count
    return result


def ordinal(number: int) -> str:
    """Return `thứ nhất` for 1, else `thứ 3`, as in the name of a session."""
    return "thứ nhất" if number == 1 else f"thứ {number}"
