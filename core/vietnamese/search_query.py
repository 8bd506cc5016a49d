"""What a search text asks for: words, each with the other ways to write it, and the stored key that is searched."""

import re
from collections.abc import Sequence

from core.vietnamese.syllables import folded_syllables
from core.vietnamese.text import fold, tokens

MAX_LENGTH, MAX_TERMS = 200, 12  # characters and words of a search text
EXACT_MARK = "="  # before a word with its diacritics in a search key; folded words have none
SLASH, DASH = "[/\u2044\u2215]", "[-\u2010-\u2015\u2212]"
ISSUER = rf"{DASH}[^\W\d_]+| ?{DASH} ?(?:H[ĐD]|UB)ND"  # with spaces only where it is one for sure: "19/NQ - HĐND"
SYMBOL = re.compile(
    rf"(?<!\S)([0-9]+[a-z]?(?: ?{SLASH} ?[0-9]{{4}})? ?{SLASH} ?[^\W\d_]+(?:{ISSUER})*)(?![^\s.,;:!?)\]])", re.IGNORECASE
)
CONSONANTS = set("bcdghklmnpqrstvx")

# Ways to write one thing, which the search takes for each other.
SAME_MEANING = (
    ("tphcm", "tp hcm", "TP Hồ Chí Minh", "thành phố Hồ Chí Minh"),
    ("hcm", "Hồ Chí Minh"),
    ("hn", "hanoi", "Hà Nội"),
    ("tp", "thành phố"),
    ("hđnd", "hội đồng nhân dân"),
    ("ubnd", "ủy ban nhân dân"),
    ("ubmttq", "ub mttq", "ủy ban mttq", "ủy ban mặt trận tổ quốc"),
    ("mttq", "mặt trận tổ quốc"),
    ("đbqh", "đại biểu quốc hội"),
    ("txct", "tiếp xúc cử tri"),
    ("ktxh", "kt xh", "kinh tế xã hội"),
    ("qpan", "qp an", "quốc phòng an ninh"),
    ("gpmb", "giải phóng mặt bằng"),
    ("pccc", "phòng cháy chữa cháy"),
    ("bhxh", "bảo hiểm xã hội"),
    ("bhyt", "bảo hiểm y tế"),
    ("attp", "an toàn thực phẩm"),
    ("nq", "nghị quyết"),
)
PHRASES = {fold(phrase): tuple(map(fold, phrases)) for phrases in SAME_MEANING for phrase in phrases}
LONGEST = max(len(phrase.split()) for phrase in PHRASES)

Alternatives = tuple[str, ...]  # folded phrases; a text that has one of them is meant


def search_terms(text: str) -> list[str]:
    """Return the folded words of a search text; [] if it has none."""
    return fold(text[:MAX_LENGTH]).split()[:MAX_TERMS]


def search_units(text: str) -> list[Alternatives]:
    """Return what a search text asks for, as alternatives each: "tphcm" is also "thanh pho ho chi minh", "mdrak" "m drak".

    The symbol of a document is one phrase: "19/NQ-HĐND" is not meant by a text with "Covid-19" and "HĐND".
    """
    units: list[Alternatives] = []
    for part in SYMBOL.split(text[:MAX_LENGTH]):
        terms = search_terms(part)[: MAX_TERMS - len(units)]
        if SYMBOL.fullmatch(part) and terms:
            units.append((" ".join(terms),))
            continue
        while terms:
            unit, length = first_unit(terms)
            units.append(unit)
            terms = terms[length:]
    return units


def first_unit(terms: Sequence[str]) -> tuple[Alternatives, int]:
    """Return the alternatives of the first of `terms`, and how many terms they are."""
    for length in range(min(LONGEST, len(terms)), 0, -1):
        if phrases := PHRASES.get(" ".join(terms[:length])):
            return phrases, length
    first, second = terms[0], terms[1] if len(terms) > 1 else ""
    # Names of the Central Highlands: M'Đrắk is two words of a search key, and people write it as one or with a space.
    if first in CONSONANTS and second[:1] in CONSONANTS:
        return (f"{first} {second}", first + second), 2
    if len(first) > 2 and first[0] in CONSONANTS and first.isalpha() and first not in folded_syllables():
        return (first, f"{first[0]} {first[1:]}"), 1
    return (first,), 1


def search_key_of(text: str) -> str:
    """Return the key by which `text` is searched: its folded words in order, then each word once with its diacritics."""
    exact, folded = tokens(text)
    marked = dict.fromkeys(EXACT_MARK + word for word in exact if word[0].isalpha())
    return " ".join([*folded, *marked])


def exact_terms(text: str) -> list[str]:
    """Return the words of a search text as a search key has them with diacritics; [] if the text has no diacritics."""
    exact, folded = tokens(text[:MAX_LENGTH])
    if exact == folded:
        return []
    return [EXACT_MARK + word for word in exact[:MAX_TERMS] if word[0].isalpha()]
