"""Vietnamese text: cleaning what was typed, folding it for search, slugs, and the order of names."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"})
LINE_BREAK = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 and C1 signs but tab and line breaks
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks: they can make a text read as another
    "\u200b\ufeff\ufffe\uffff"  # zero width, byte order mark, noncharacters
    "\ud800-\udfff"  # halves of a pair: no database takes them
    "]"
)

GRAVE, ACUTE, HOOK, TILDE, DOT_BELOW = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
TELEX_TONES = {GRAVE: "f", ACUTE: "s", HOOK: "r", TILDE: "x", DOT_BELOW: "j"}
TONE_ORDER = {
    GRAVE: "1",
    HOOK: "2",
    TILDE: "3",
    ACUTE: "4",
    DOT_BELOW: "5",
}  # after ngang, "0"
SHAPES = (CIRCUMFLEX, BREVE, HORN)

DAY_MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
YEAR_MONTH_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
TOKEN = re.compile(r"#d\d{8}(?!\d)|(?:[^\W\d_][\u0300-\u036f]*)+|\d+")
Y_AS_ONLY_VOWEL = re.compile(r"(qu|[bcdfghjklmnpqrstvwxz]*)y")
ROMAN_TO_39 = re.compile(r"(?=.)(x{0,3})(ix|iv|v?i{0,3})")
BEFORE_ORDINAL = {"hop", "khoa", "lan", "phien"}
DIGIT_WORDS = {
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
# "mười năm 2021" is the tenth, of the year 2021: after a ten, five is always "lăm".
AFTER_TEN = DIGIT_WORDS | {"mot": 1, "lam": 5}
FIRST_TO_NINTH = DIGIT_WORDS | {"nhat": 1, "nam": 5}

ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
LETTER_CODES = {letter: f"{place:02}" for place, letter in enumerate(ALPHABET, start=1)}
OTHER_LETTER, END_OF_WORD = "99", "00"
SORT_KEY_LENGTH = 200


def clean_text(value, *, multiline=True):
    """`value` as it is stored: NFC, Vietnamese Đ for its look-alikes, no control, direction or zero-width signs.

    Line breaks become `\\n`; in a single line they, and tabs, become spaces, and runs of spaces become one.
    """
    text = LINE_BREAK.sub("\n", value)
    text = INVISIBLE.sub("", text).translate(LOOKALIKES)
    if not multiline:
        text = re.sub(r"[ \n\t]+", " ", text)
    return unicodedata.normalize("NFC", text).strip()


def tokens(text):
    """The words, numbers and dates of `text` as `(exact, folded)`, two lists of the same length.

    Folded words carry no diacritics, exact ones are in Telex with the tone last; both are in lower case, dates are
    `#dyyyymmdd`, numbers have no leading zeros, ordinals after họp, khóa, lần, phiên are digits.
    """
    text = unicodedata.normalize("NFKC", text).translate(LOOKALIKES).lower()
    text = YEAR_MONTH_DAY.sub(lambda m: date_token(m[0], m[1], m[2], m[3]), text)
    text = DAY_MONTH_YEAR.sub(lambda m: date_token(m[0], m[4], m[3], m[1]), text)
    pairs = [spelling(token) for token in TOKEN.findall(text)]
    pairs = with_ordinals(with_spelt_dates(pairs))
    return [exact for exact, _ in pairs], [folded for _, folded in pairs]


def fold(text):
    """`text` as one string of folded tokens: what two spellings of the same words have in common."""
    return " ".join(tokens(text)[1])


def exact(text):
    """`text` as one string of exact tokens: the same for NFC and NFD, hòa and hoà, but not for hòa and hoa."""
    return " ".join(tokens(text)[0])


def date_token(written, year, month, day):
    """` #dyyyymmdd ` where the three make a day of the calendar, else what was `written`."""
    try:
        day = date(int(year), int(month), int(day))
    except ValueError:
        return written
    return f" #d{day.year:04}{day.month:02}{day.day:02} "


@lru_cache(maxsize=8192)
def spelling(token):
    """One token as `(exact, folded)`."""
    if token.startswith("#"):
        return token, token
    if token[0].isdecimal():
        digits = "".join(str(unicodedata.decimal(sign)) for sign in token).lstrip("0") or "0"
        return digits, digits
    letters, telex, tones = [], [], []
    for sign in unicodedata.normalize("NFD", token):
        if sign in TELEX_TONES:
            tones.append(TELEX_TONES[sign])
        elif sign in SHAPES and letters:
            telex.append(letters[-1] if sign == CIRCUMFLEX else "w")
        elif not unicodedata.combining(sign):
            letters.append("d" if sign == "đ" else sign)
            telex.append("dd" if sign == "đ" else sign)
    folded = unicodedata.normalize("NFC", "".join(letters))
    if Y_AS_ONLY_VOWEL.fullmatch(folded):
        folded = folded[:-1] + "i"
    return unicodedata.normalize("NFC", "".join(telex + tones)), folded


def with_spelt_dates(pairs):
    """`pairs` with each "ngày 5 tháng 12 năm 2021" made one date token."""
    folded = [pair[1] for pair in pairs]
    result, at = [], 0
    while at < len(pairs):
        words = folded[at : at + 6]
        if words[::2] == ["ngay", "thang", "nam"] and len(words) == 6:
            day, month, year = words[1::2]
            if len(year) == 4 and all(part.isdecimal() and len(part) <= 4 for part in (day, month, year)):
                token = date_token("", year, month, day).strip()
                if token:
                    result.append((token, token))
                    at += 6
                    continue
        result.append(pairs[at])
        at += 1
    return result


def with_ordinals(pairs):
    """`pairs` with the ordinals after họp, khóa, lần, phiên written in digits.

    Nowhere else: "dự toán thu năm 2021" is no fifth of anything.
    """
    result, at = [], 0
    while at < len(pairs):
        result.append(pairs[at])
        at += 1
        if result[-1][1] in BEFORE_ORDINAL:
            number, length = ordinal_at(pairs[at : at + 4])
            if length:
                result.append((str(number), str(number)))
                at += length
    return result


def ordinal_at(pairs):
    """The ordinal that `pairs` open with and how many of them it takes; `(0, 0)` where they open with none."""
    words = [folded for _, folded in pairs]
    spelt = words[:1] == ["thu"]
    number, length = (spelt_number(words[1:]) or written_number(words[1:])) if spelt else written_number(words)
    return (number, length + spelt) if length else (0, 0)


def written_number(words):
    """The number that `words` open with in digits or Roman, and 1; `(0, 0)` where there is none."""
    word = words[0] if words else ""
    if word.isdecimal():
        return word, 1
    if roman := ROMAN_TO_39.fullmatch(word):
        ones = {
            "": 0,
            "i": 1,
            "ii": 2,
            "iii": 3,
            "iv": 4,
            "v": 5,
            "vi": 6,
            "vii": 7,
            "viii": 8,
            "ix": 9,
        }
        return 10 * len(roman[1]) + ones[roman[2]], 1
    return 0, 0


def spelt_number(words):
    """The number up to 39 that `words` open with (nhất … ba mươi chín) and its length in words, or None."""
    first, second, third = (words + ["", "", ""])[:3]
    if first in ("hai", "ba") and second == "muoi":
        tens = 10 * DIGIT_WORDS[first]
        return (tens + AFTER_TEN[third], 3) if third in AFTER_TEN else (tens, 2)
    if first == "muoi":
        return (10 + AFTER_TEN[second], 2) if second in AFTER_TEN else (10, 1)
    return (FIRST_TO_NINTH[first], 1) if first in FIRST_TO_NINTH else None


def slugify(text):
    """`text` for an address: ASCII letters and digits in lower case, đ kept as d, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text.translate(LOOKALIKES)).lower().replace("đ", "d")
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def symbol_slug(symbol):
    """The symbol of a document for an address, its numbers without leading zeros: 05/NQ-HĐND is `5-nq-hdnd`."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", slugify(symbol))


def name_sort_key(full_name):
    """A string of digits, at most 200, whose order is the Vietnamese order of names in every collation.

    Given name (the last word) first, then the words before it from the family name on. Each word by its letters in
    the order of the alphabet, then by its tone: ngang, huyền, hỏi, ngã, sắc, nặng.
    """
    words = [key for word in full_name.split() if (key := word_sort_key(word))]
    return "".join(words[-1:] + words[:-1])[:SORT_KEY_LENGTH]


def word_sort_key(word):
    """Two digits a letter, the end of the word, the tone; empty for a word without letters and digits."""
    word = unicodedata.normalize("NFD", word.translate(LOOKALIKES).lower())
    tone = next((TONE_ORDER[sign] for sign in word if sign in TONE_ORDER), "0")
    word = unicodedata.normalize("NFC", "".join(sign for sign in word if sign not in TONE_ORDER))
    codes = [LETTER_CODES.get(sign) or LETTER_CODES.get(spelling(sign)[1], OTHER_LETTER) for sign in word if sign.isalnum()]
    return "".join(codes) + END_OF_WORD + tone if codes else ""
