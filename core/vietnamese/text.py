"""Vietnamese text: cleaning of typed text, folding for search, slugs, and the sort order of names."""

import re
import unicodedata
from datetime import date
from functools import lru_cache

LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"})
OPTIONAL_BREAK = re.compile("[\u00ad\u2060]")  # a soft hyphen, a word joiner: word processors write them
LINE_BREAK = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 and C1 control characters but tab and line breaks
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks: they can make one text look like another
    "\u200b\ufeff\ufffe\uffff"  # zero width, byte order mark, noncharacters
    "\ud800-\udfff"  # surrogates: no database stores them
    "]"
)

APOSTROPHE_LETTERS = re.compile("[\u02b9-\u02bd\u02c8\u02ee]")  # letters by Unicode, apostrophes to those who type them

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

# Between the numbers of a date: a slash, a stop or any dash, with or without spaces.
DAY_MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,2}) ?([/.\u2215-]|[\u2010-\u2015\u2212]) ?(\d{1,2}) ?\2 ?(\d{4})(?!\d)")
YEAR_MONTH_DAY = re.compile(r"(?<!\d)(\d{4})[-\u2010-\u2015\u2212](\d{1,2})[-\u2010-\u2015\u2212](\d{1,2})(?!\d)")
TOKEN = re.compile(r"#d\d{8}(?!\d)|(?:[^\W\d_][\u0300-\u036f]*)+|\d+")
Y_AS_ONLY_VOWEL = re.compile(r"(qu|[bcdfghjklmnpqrstvwxz]*)y")
ROMAN_TO_39 = re.compile(r"(?=.)(x{0,3})(ix|iv|v?i{0,3})")
ROMAN_ONES = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
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
LETTER_CODES = {letter: f"{position:02}" for position, letter in enumerate(ALPHABET, start=1)}
OTHER_LETTER, END_OF_WORD = "99", "00"
SORT_KEY_LENGTH = 200

LETTER_OF_NAME = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER (?:DOTLESS )?([A-Z]{1,2})(?: WITH .+)?")
OTHER_BASES = {"ß": "ss", "ŋ": "ng", "þ": "th", "ɛ": "e", "ɔ": "o", "ə": "e"}

Token = tuple[str, str]  # one word, number or date of a text, as (exact, folded)


def clean_text(value: str, *, multiline: bool = True) -> str:
    """Return `value` as it is stored: in NFC, with the Vietnamese Đ, without control, direction and zero-width characters.

    Line breaks become `\\n`. In a single line (`multiline=False`) line breaks and tabs become spaces, several spaces
    become one, and soft hyphens are left out.
    """
    text = LINE_BREAK.sub("\n", value)
    text = INVISIBLE.sub("", text).translate(LOOKALIKES)
    if not multiline:
        text = re.sub(r"[ \n\t]+", " ", OPTIONAL_BREAK.sub("", text))
    return unicodedata.normalize("NFC", text).strip()


def tokens(text: str) -> tuple[list[str], list[str]]:
    """Return the words, numbers and dates of `text` as two lists of the same length: the exact and the folded ones.

    Folded words carry no diacritics; exact words are in Telex with the tone last. Both are in lower case. A date is
    `#dyyyymmdd`, a number has no leading zeros, and ordinals after họp, khóa, lần, phiên are written in digits.
    """
    text = APOSTROPHE_LETTERS.sub("'", unicodedata.normalize("NFKC", text)).translate(LOOKALIKES).lower()
    text = YEAR_MONTH_DAY.sub(lambda match: date_token(match[0], match[1], match[2], match[3]), text)
    text = DAY_MONTH_YEAR.sub(lambda match: date_token(match[0], match[4], match[3], match[1]), text)
    pairs = [exact_and_folded(token) for token in TOKEN.findall(text)]
    pairs = with_ordinals_in_digits(with_date_tokens(pairs))
    return [exact for exact, _ in pairs], [folded for _, folded in pairs]


def fold(text: str) -> str:
    """Return the folded tokens of `text` as one string: it is the same for texts that differ in diacritics or case only."""
    return " ".join(tokens(text)[1])


def exact(text: str) -> str:
    """Return the exact tokens of `text` as one string: the same for NFC and NFD, hòa and hoà, but not for hòa and hoa."""
    return " ".join(tokens(text)[0])


def date_token(written: str, year: str, month: str, day: str) -> str:
    """Return ` #dyyyymmdd ` if the three numbers are a day of the calendar, else the text as it was `written`."""
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return written
    return f" #d{value.year:04}{value.month:02}{value.day:02} "


@lru_cache(maxsize=8192)
def exact_and_folded(token: str) -> Token:
    """Return one word, number or date token as `(exact, folded)`."""
    if token.startswith("#"):
        return token, token
    if token[0].isdecimal():
        digits = "".join(str(unicodedata.decimal(character)) for character in token).lstrip("0") or "0"
        return digits, digits
    letters: list[str] = []
    telex: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFD", token):
        if character in TELEX_TONES:
            tones.append(TELEX_TONES[character])
        elif character in SHAPES and letters:
            telex.append(letters[-1] if character == CIRCUMFLEX else "w")
        elif not unicodedata.combining(character):
            letters.append(base_letter(character))
            telex.append("dd" if character == "đ" else character)
    folded = unicodedata.normalize("NFC", "".join(letters))
    if Y_AS_ONLY_VOWEL.fullmatch(folded):
        folded = folded[:-1] + "i"
    return unicodedata.normalize("NFC", "".join(telex + tones)), folded


def with_date_tokens(pairs: list[Token]) -> list[Token]:
    """Return `pairs` with each date in words, such as "ngày 5 tháng 12 năm 2021", replaced by one date token."""
    folded = [pair[1] for pair in pairs]
    result: list[Token] = []
    position = 0
    while position < len(pairs):
        words = folded[position : position + 6]
        if words[::2] == ["ngay", "thang", "nam"] and len(words) == 6:
            day, month, year = words[1::2]
            if len(year) == 4 and all(part.isdecimal() and len(part) <= 4 for part in (day, month, year)):
                token = date_token("", year, month, day).strip()
                if token:
                    result.append((token, token))
                    position += 6
                    continue
        result.append(pairs[position])
        position += 1
    return result


def with_ordinals_in_digits(pairs: list[Token]) -> list[Token]:
    """Return `pairs` with the ordinals after họp, khóa, lần, phiên written in digits.

    Only after these words: "dự toán thu năm 2021" contains no ordinal.
    """
    result: list[Token] = []
    position = 0
    while position < len(pairs):
        result.append(pairs[position])
        position += 1
        if result[-1][1] in BEFORE_ORDINAL:
            number, length = ordinal_at_start(pairs[position : position + 4])
            if length:
                result.append((str(number), str(number)))
                position += length
    return result


def ordinal_at_start(pairs: list[Token]) -> tuple[int | str, int]:
    """Return the ordinal at the start of `pairs` and how many tokens it takes; `(0, 0)` where there is none."""
    words = [folded for _, folded in pairs]
    has_prefix = words[:1] == ["thu"]
    if has_prefix:
        number, length = number_in_words(words[1:]) or number_in_digits(words[1:])
    else:
        number, length = number_in_digits(words)
    return (number, length + has_prefix) if length else (0, 0)


def number_in_digits(words: list[str]) -> tuple[int | str, int]:
    """Return the first of `words` as a number, if it is in decimal or Roman digits, and 1; `(0, 0)` where it is not."""
    word = words[0] if words else ""
    if word.isdecimal():
        return word, 1
    if roman := ROMAN_TO_39.fullmatch(word):
        return 10 * len(roman[1]) + ROMAN_ONES[roman[2]], 1
    return 0, 0


def number_in_words(words: list[str]) -> tuple[int, int] | None:
    """Return the number up to 39 at the start of `words` (nhất … ba mươi chín) and its length in words, or None."""
    first, second, third = (words + ["", "", ""])[:3]
    if first in ("hai", "ba") and second == "muoi":
        tens = 10 * DIGIT_WORDS[first]
        return (tens + AFTER_TEN[third], 3) if third in AFTER_TEN else (tens, 2)
    if first == "muoi":
        return (10 + AFTER_TEN[second], 2) if second in AFTER_TEN else (10, 1)
    return (FIRST_TO_NINTH[first], 1) if first in FIRST_TO_NINTH else None


@lru_cache(maxsize=2048)
def base_letter(letter: str) -> str:
    """Return the ASCII letter below the stroke, hook or bar of `letter`, in lower case: đ is d, ƀ and ɓ are b, ł is l.

    Two letters for a ligature (æ is "ae"); any other character as it is. `letter` is decomposed (NFD).
    """
    letter = letter.lower()
    if letter.isascii():
        return letter
    match = LETTER_OF_NAME.fullmatch(unicodedata.name(letter, "")) if len(letter) == 1 else None
    return match[1].lower() if match else OTHER_BASES.get(letter, letter)


def fold_letters(text: str) -> str:
    """Return `text` with each letter as its base letter in lower case; everything else stays: "Nghị-quyết" is "nghi-quyet"."""
    letters = unicodedata.normalize("NFD", text.translate(LOOKALIKES)).lower()
    return "".join(base_letter(character) for character in letters if not unicodedata.combining(character))


def slugify(text: str) -> str:
    """Return `text` as a slug: ASCII letters and digits in lower case, words joined by hyphens.

    Each letter keeps its base: Ktŭl Ƀuôn is `ktul-buon`. An apostrophe separates: M'Đrắk and M’Đrắk are `m-drak`.
    """
    letters = unicodedata.normalize("NFKD", text.translate(LOOKALIKES)).lower()
    ascii_text = "".join(base_letter(character) for character in letters if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")


def symbol_slug(symbol: str) -> str:
    """Return the symbol of a document as a slug, its numbers without leading zeros: 05/NQ-HĐND is `5-nq-hdnd`."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", slugify(symbol))


def name_sort_key(full_name: str) -> str:
    """Return a string of at most 200 digits that sorts as the name does in Vietnamese, in every database collation.

    The given name (the last word) comes first, then the words before it, from the family name on. Each word is
    compared by its letters in the order of the alphabet, then by its tone: ngang, huyền, hỏi, ngã, sắc, nặng. A name in
    brackets does not count.
    """
    full_name = re.sub(r"[(\[].*?[)\]]", " ", full_name)
    sort_keys = [sort_key for word in full_name.split() if (sort_key := word_sort_key(word))]
    return "".join(sort_keys[-1:] + sort_keys[:-1])[:SORT_KEY_LENGTH]


def word_sort_key(word: str) -> str:
    """Return two digits a letter, the end of the word, and the tone; "" for a word without letters and digits."""
    word = unicodedata.normalize("NFD", word.translate(LOOKALIKES).lower())
    tone = next((TONE_ORDER[character] for character in word if character in TONE_ORDER), "0")
    word = unicodedata.normalize("NFC", "".join(character for character in word if character not in TONE_ORDER))
    codes = [letter_code(character) for character in word if character.isalnum()]
    return "".join(codes) + END_OF_WORD + tone if codes else ""


def letter_code(character: str) -> str:
    """Return the two digits of a letter or digit; a foreign letter sorts as its base letter, any other one last."""
    return LETTER_CODES.get(character) or LETTER_CODES.get(exact_and_folded(character)[1], OTHER_LETTER)
