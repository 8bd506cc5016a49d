"""Which letter groups can be a Vietnamese syllable, as the rules of spelling allow them."""

import re
import unicodedata
from functools import cache

from core.vietnamese.text import fold

TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
STOPPED_TONES = "\u0301\u0323"  # a syllable that ends in c, ch, p or t has sắc or nặng only
STOPS = ("c", "ch", "p", "t")
BASE_VOWELS = tuple("aeiouy")
VOWELS, SHAPED_VOWELS = tuple("aăâeêioôơuưy"), tuple("ăâêôơư")
ONSETS = (
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu", "r"),
    *("s", "t", "th", "tr", "v", "x"),
)
FRONT_ONSETS = ("gh", "k", "ngh")  # before e, ê, i, y; the others of the same sound stand before all other vowels
BACK_ONSETS = ("c", "g", "ng")
# The vowels of a syllable, each with the consonants that may follow them; "-" is none.
RHYMES = {
    "a": "- c ch m n ng nh p t",
    "ă": "c m n ng p t",
    "â": "c m n ng p t",
    "e": "- c m n ng p t",
    "ê": "- ch m n nh p t",
    "i": "- ch m n nh p t",
    "o": "- c m n ng p t",
    "ô": "- c m n ng p t",
    "ơ": "- m n p t",
    "u": "- c m n ng p t",
    "ư": "- c n ng t",
    "y": "- ch m n nh p t",
    "ai": "-",
    "ao": "-",
    "au": "-",
    "ay": "-",
    "âu": "-",
    "ây": "-",
    "eo": "-",
    "êu": "-",
    "ia": "-",
    "iê": "c m n ng p t",
    "iêu": "-",
    "iu": "-",
    "oa": "- c ch m n ng nh p t",
    "oai": "-",
    "oao": "-",
    "oay": "-",
    "oă": "c m n ng t",
    "oe": "- n t",
    "oeo": "-",
    "oi": "-",
    "oo": "c n ng",
    "ôi": "-",
    "ơi": "-",
    "ua": "-",
    "uâ": "n ng t",
    "uây": "-",
    "uê": "- ch n nh",
    "ui": "-",
    "uô": "c m n ng p t",
    "uôi": "-",
    "uơ": "-",
    "uy": "- ch n nh p t",
    "uya": "-",
    "uyê": "n t",
    "uyu": "-",
    "ưa": "-",
    "ưi": "-",
    "ươ": "c m n ng p t",
    "ươi": "-",
    "ươu": "-",
    "ưu": "-",
    "yê": "m n ng t",
    "yêu": "-",
}
AFTER_QU = (  # the u belongs to the onset, so a rhyme of its own stands behind it
    *("a", "ac", "ach", "ai", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "âc", "ân"),
    *(
        "âng",
        "ât",
        "ây",
        "e",
        "en",
        "eo",
        "et",
        "ê",
        "êch",
        "ên",
        "ênh",
        "êt",
        "i",
        "it",
        "ia",
        "ơ",
        "ơi",
        "ôc",
        "y",
        "ych",
        "yên",
    ),
    *("yêt", "ynh", "yt", "yn", "in", "inh"),
)
# gì, gìn: the i is the vowel; "iê" loses its first letter: giêng.
AFTER_GI = ("", "m", "n", "p", "t", "ch", "nh", "êc", "êm", "ên", "êng", "êp", "êt", "êu")


@cache
def syllables() -> frozenset[str]:
    """Return all syllables without their tones, in lower case."""
    rhymes = {vowels + ("" if end == "-" else end) for vowels, ends in RHYMES.items() for end in ends.split()}
    result = {f"qu{rhyme}" for rhyme in AFTER_QU} | {f"gi{end}" for end in AFTER_GI}
    for onset in ONSETS:
        for rhyme in rhymes if onset != "qu" else ():
            is_front = rhyme[0] in "eêiy"
            if (onset in FRONT_ONSETS and not is_front) or (onset in BACK_ONSETS and is_front):
                continue
            if onset == "gi" and rhyme[0] in "iy":
                continue
            result.add(onset + rhyme)
    return frozenset(result)


@cache
def folded_syllables() -> frozenset[str]:
    """Return all syllables without any diacritics, as `fold` writes them."""
    return frozenset(fold("\n".join(syllables())).split())


@cache
def lines_of_syllables() -> str:
    """Return all syllables, each on a line, to be searched by a pattern."""
    return "\n".join(sorted(syllables()))


def without_tone(word: str) -> tuple[str, str]:
    """Return `word` in lower case without the tone marks of its vowels, and these marks, wherever they stand."""
    letters, tones = "", ""
    for letter in unicodedata.normalize("NFC", word.lower()):
        marks = unicodedata.normalize("NFD", letter)
        if marks[0] in BASE_VOWELS:
            tones += "".join(mark for mark in marks if mark in TONE_MARKS)
            letter = "".join(mark for mark in marks if mark not in TONE_MARKS)
        letters += letter
    return unicodedata.normalize("NFC", letters), tones


def is_syllable(word: str) -> bool:
    """Return whether `word` is spelt as a Vietnamese syllable; where the tone mark stands does not matter."""
    letters, tones = without_tone(word)
    if letters not in syllables() or len(tones) > 1:
        return False
    return not tones or tones in STOPPED_TONES or not letters.endswith(STOPS)


def is_well_spelt(word: str) -> bool:
    """Return whether `word` is a syllable whose tone mark stands on the right vowel, by the old or the new rule: hoà, hòa."""
    letters, tones = without_tone(word)
    return is_syllable(word) and (not tones or tone_position(word) in right_positions(letters))


def tone_position(word: str) -> int:
    """Return which letter of `word` has the tone mark."""
    decomposed = [unicodedata.normalize("NFD", letter) for letter in unicodedata.normalize("NFC", word)]
    return next(i for i, letter in enumerate(decomposed) if any(mark in TONE_MARKS for mark in letter))


def right_positions(letters: str) -> tuple[int, ...]:
    """Return the positions of the vowel that takes the tone mark; `letters` is a syllable without tone."""
    start = next((len(onset) for onset in ("qu", "gi") if letters.startswith(onset) and letters[len(onset) :][:1] in VOWELS), 0)
    positions = [i for i, letter in enumerate(letters) if i >= start and letter in VOWELS]
    shaped = [i for i in positions if letters[i] in SHAPED_VOWELS]
    if shaped:
        return (shaped[-1],)
    if len(positions) == 2 and positions[-1] == len(letters) - 1:
        return tuple(positions) if "".join(letters[i] for i in positions) in ("oa", "oe", "uy") else (positions[0],)
    return (positions[len(positions) // 2],)


def may_be_syllable(letters: str, gap: str) -> bool:
    """Return whether a syllable results if each run of the character `gap` in `letters` becomes vowels or đ.

    `letters` is in lower case and has no tones.
    """
    runs = re.split(f"({re.escape(gap)}+)", letters)
    pattern = "".join(f"[aăâeêioôơuưyđ]{{1,{len(run)}}}" if run.startswith(gap) else re.escape(run) for run in runs)
    return bool(re.search(f"^{pattern}$", lines_of_syllables(), re.MULTILINE))
