"""Text that was Vietnamese and is not any more: in an encoding from before Unicode, read in a wrong one, or with lost letters.

Whatever is not certain is no damage: names of other languages, signs and questions must pass. The certainty comes from the
spelling. A word is *suspicious* if it is no Vietnamese syllable as it stands, and is one when it is read in the other encoding;
it is *clear* if it also has a combination of letters that no language writes, such as a sign between two letters. One clear
word is enough; others must be two different ones, and at least half of the words with letters outside ASCII.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial

from core.vietnamese.mojibake import code_page_of, lacks_letters, restored
from core.vietnamese.syllables import ONSETS, is_syllable, is_well_spelt, may_be_syllable, without_tone
from core.vietnamese.text import LOOKALIKES

REPLACEMENT = "\ufffd"
SOFT_HYPHEN = "\u00ad"
LOST = "?"
MAX_EXCERPT = 160  # characters of a reading in a message
MIN_SUSPICIOUS = 2  # different words, if none is clear
MIN_LOST_LENGTH = 4  # letters of a word that alone shows that letters were lost: "Nguy?n", but not "x?y"
MAX_LENGTH_OF_SYLLABLE = 7  # letters: nghiêng
TAG = re.compile(r"(</?[A-Za-z][^<>]*>)")
CHARACTER_REFERENCE = re.compile(r"&(?:#[0-9]{3,5}|#x[0-9A-Fa-f]{2,4}|[AEIOUYaeiouy](?:grave|acute|circ|tilde));")
WORD = re.compile(r"""[^\s\d.,;:!?()\[\]{}<>/\\"“”‘’'…\-–—_=+*&%#@|~^]+""")
WEB_ADDRESS = re.compile(r"://|www\.|=|\.\w+\?")
WORD_WITH_GAP = re.compile(
    r"(?<![^\W\d_])[^\W\d_]+\?+(?:[^\W\d_](?:[^\W\d_]|\?)*|(?=\s+[\w?]))|(?<!\?)\?+[^\W\d_](?:[^\W\d_]|\?)*"
)
# Lost letters that are certain in one word: consonants alone ("Th? Hà", "pháp ch?"), "??c" for Đức, "?y ban".
CERTAIN_LOSS = re.compile(
    r"(?<![^\W_])(?<![0-9] )(?:ch|gh|kh|ngh?|nh|ph|th|tr)\?(?![^\W\d_?])|(?<![^\s(\[])(?:\?{2}[^\W\d_]|\?y ban\b)", re.IGNORECASE
)

VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
# Source of both tables: TCVN 5712:1993 (VN3) as the fonts called .Vn… use it, and the keyboard manual of VNI for Windows.
TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
VNI_AFTER_VOWEL = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
VNI_CIRCUMFLEX = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
VNI_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
# Pairs of French, Spanish, Irish and Portuguese words, which are no clear sign of VNI: Loïc, où, goût, Raúl, Seán.
PAIRS_ELSEWHERE = {"aï", "oï", "uï", "eï", "aú", "aé", "aë", "eá", "oã", "eã"}
DOT_BELOW_IN_VNI = re.compile("[aoeuy]ï(?:m|ng|nh|p|ch|[ouyia])")  # Phaïm, hoïp, but not Loïc, Caïn, Thaï
WRONGLY_DECODED = "Chữ UTF-8 đã bị đọc nhầm sang bảng mã khác."
SHORT_FORMS = {"HĐND", "ĐBQH"}  # no syllables, but as certain as one
# Short or with a usual pair of letters, but in no other language.
CERTAIN_WORDS = SHORT_FORMS | {"ủy", "Ủy", "uỷ", "Uỷ", "Nguyễn", "NGUYỄN", "thị", "Thị", "THỊ"}
SHORT_FORMS_WITH_GAP = {form.replace("Đ", LOST * count) for form in SHORT_FORMS for count in (1, 2)}
SIGNS_OF_LETTERS = set("¸¶¨»¾¼½©®«¬µ¡¢£¤¥¦§")  # signs that are letters in TCVN3, and stand in no other word
SIGNS_IN_FORMULAS = set("×÷·¹ª\u00ad")  # these do stand between single letters, as in "n×m" or "N·m"
TONES_1258 = re.compile("[âêôãõý][ìòÌÒÞ]")


@dataclass(frozen=True)
class Damage:
    """What is wrong with a text, in a Vietnamese sentence, and how it reads in Unicode; `in_unicode` is "" if it is lost.

    `may_be_kept`: a person may say that the text is meant as it is.
    """

    problem: str
    in_unicode: str = ""
    excerpt: str = ""
    may_be_kept: bool = True

    @property
    def message(self) -> str:
        """The sentence with the part of the reading that shows the difference, and what to do if nothing can be read."""
        if not self.in_unicode:
            return f"{self.problem} Hãy gõ lại, hoặc chép lại từ bản gốc."
        return f"{self.problem} Chuyển sang Unicode thì đọc là: “{self.excerpt}”."


@dataclass(frozen=True)
class Encoding:
    """One encoding from before Unicode whose bytes are displayed as letters of Western Europe.

    `clear` tells whether a suspicious word has a combination of letters that no language writes.
    """

    name: str
    convert: Callable[[str], str]
    clear: Callable[[str], bool]


def damage_of(text: str) -> Damage | None:
    """Return what is wrong with `text`, plain or HTML; None if it can be what was meant."""
    if text.isascii() and LOST not in text and "&" not in text:
        return None
    text = unicodedata.normalize("NFC", text)
    pieces = TAG.split(text)
    is_html = len(pieces) > 1
    plain = html.unescape("\n".join(pieces[::2])) if is_html else text
    if REPLACEMENT in plain:
        return Damage("Có chữ đã mất, chỉ còn ký tự thay thế “\ufffd”.", may_be_kept=False)
    problem, convert = _problem_of(plain)
    if not problem:
        return None
    plain_in_unicode = convert(plain) if convert else ""
    if not convert or not plain_in_unicode:
        return Damage(problem)
    in_unicode = plain_in_unicode
    if is_html:
        converted = (html.escape(convert(html.unescape(piece)), quote=False) if piece else "" for piece in pieces[::2])
        in_unicode = "".join(part for pair in zip(converted, [*pieces[1::2], ""], strict=True) for part in pair)
    return Damage(problem, in_unicode, _excerpt(plain, plain_in_unicode))


def _problem_of(plain: str) -> tuple[str, Callable[[str], str] | None]:
    """Return the sentence about `plain` and the function that converts it; "" if nothing is wrong, None if letters are lost."""
    page = code_page_of(plain)
    if lacks_letters(plain, page):
        return WRONGLY_DECODED, None
    if page:
        return WRONGLY_DECODED, partial(restored, page=page)
    if CHARACTER_REFERENCE.search(plain):
        return "Chữ đang ở dạng mã HTML, không phải Unicode.", _without_references
    if encoding := _encoding_of(plain):
        is_mixed = any(_is_unicode_only(word) for word in WORD.findall(plain))
        return f"Chữ đang ở bảng mã {encoding.name}, không phải Unicode.", lambda text: _converted(
            text, encoding, is_mixed=is_mixed
        )
    if words := _words_with_lost_letters(plain):
        return f"Có chữ đã mất, chỉ còn dấu hỏi: “{words[0]}”.", None
    return "", None


def _without_references(text: str) -> str:
    return unicodedata.normalize("NFC", CHARACTER_REFERENCE.sub(lambda match: html.unescape(match[0]), text))


def _excerpt(before: str, after: str) -> str:
    """Return the part of `after` from the line with the first difference on."""
    same = next((i for i, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), 0)
    start = max(after.rfind("\n", 0, same), after.rfind(". ", 0, same), same - MAX_EXCERPT // 2, -1) + 1
    text = " ".join(after[start:].split())
    return text if len(text) <= MAX_EXCERPT else f"{text[:MAX_EXCERPT].rstrip()}…"


# Encodings from before Unicode


def _from_tcvn3(word: str) -> str:
    converted = "".join(TCVN3.get(character, character) for character in word)
    # Fonts for capitals (.VnTimeH) display small letters as capitals: H®ND.
    return converted.upper() if converted.upper() in SHORT_FORMS else converted


def _from_vni(word: str) -> str:
    return unicodedata.normalize("NFC", "".join(_vni_parts(word)))


def _vni_parts(word: str) -> Iterable[str]:
    """Yield the letters of a word in VNI, decomposed: a mark stands behind its vowel, in the case of this vowel."""
    previous = ""
    for character in word:
        lower = character.lower()
        if previous in ("a", "e", "o") and lower in VNI_CIRCUMFLEX:
            yield f"\u0302{VNI_CIRCUMFLEX[lower]}"
        elif previous == "a" and lower in VNI_BREVE:
            yield f"\u0306{VNI_BREVE[lower]}"
        elif previous in ("a", "e", "o", "u", "y", "ô", "ö") and lower in VNI_AFTER_VOWEL:
            yield VNI_AFTER_VOWEL[lower]
        else:
            letter = VNI_LETTERS.get(lower, lower)
            yield unicodedata.normalize("NFD", letter if character == lower else letter.upper())
        previous = lower


def _from_1258(word: str) -> str:
    return unicodedata.normalize("NFC", "".join(_table_1258().get(character, character) for character in word))


@cache
def _table_1258() -> dict[str, str]:
    """Return the letters of code page 1258 by the letters that code page 1252 has in their places."""
    bytes_of_letters = [bytes([number]) for number in range(0xC0, 0x100)]
    return {byte.decode("cp1252"): byte.decode("cp1258") for byte in bytes_of_letters}


def _has_capital_inside(word: str) -> bool:
    return not word.isupper() and any(letter.isupper() and not letter.isascii() for letter in word[1:])


def _is_clear_tcvn3(word: str) -> bool:
    signs = SIGNS_OF_LETTERS | (SIGNS_IN_FORMULAS if len(word) > 3 else set())
    inner = word.rstrip("¹ª").removeprefix("µ")  # a footnote, a unit
    return _has_capital_inside(word) or (len(word) > 2 and not signs.isdisjoint(inner))


def _is_clear_vni(word: str) -> bool:
    lower = word.lower()
    pairs = {lower[i : i + 2] for i in range(len(lower) - 1)} - PAIRS_ELSEWHERE
    marks = {*VNI_AFTER_VOWEL, *VNI_CIRCUMFLEX, *VNI_BREVE}
    has_pair = "öô" in lower or any(pair[0] in "aeouyôö" and pair[1] in marks for pair in pairs)
    return len(word) > 2 and (has_pair or bool(DOT_BELOW_IN_VNI.search(lower)))


def _is_clear_1258(word: str) -> bool:
    return len(word) > 2 and bool(TONES_1258.search(word) or (_has_capital_inside(word) and not {*"ÌÒÞ"}.isdisjoint(word)))


ENCODINGS = (
    Encoding("TCVN3 (phông .VnTime)", _from_tcvn3, _is_clear_tcvn3),
    Encoding("VNI (phông VNI-Times)", _from_vni, _is_clear_vni),
    Encoding("Windows-1258", _from_1258, _is_clear_1258),
)


def _encoding_of(plain: str) -> Encoding | None:
    """Return the encoding in which `plain` was typed, if that is certain; of two the one that explains more words."""
    words = {word for word in WORD.findall(plain) if not word.isascii()}
    best, most = None, (0, 0)
    for encoding in ENCODINGS:
        suspicious = {word for word in words if _is_suspicious(word, encoding)}
        clear = {word for word in suspicious if encoding.clear(word) or encoding.convert(word) in CERTAIN_WORDS}
        is_certain = clear or (len(suspicious) >= MIN_SUSPICIOUS and 2 * len(suspicious) >= len(words))
        if is_certain and (len(suspicious), len(clear)) > most:
            best, most = encoding, (len(suspicious), len(clear))
    return best


def _is_suspicious(word: str, encoding: Encoding) -> bool:
    """Return whether `word` is no syllable as it stands, and one in `encoding`."""
    if _is_unicode_only(word) or is_syllable(word.replace(SOFT_HYPHEN, "").translate(LOOKALIKES)):
        return False
    converted = encoding.convert(word)
    return converted != word and len(converted) > 1 and (is_well_spelt(converted) or converted in SHORT_FORMS)


def _is_unicode_only(word: str) -> bool:
    """Return whether `word` has a letter that no font from before Unicode could display."""
    return any(ord(character) > 0xFF for character in word)


def _converted(text: str, encoding: Encoding, *, is_mixed: bool) -> str:
    """Return `text` with its words converted; in a text that is partly Unicode only the suspicious ones."""

    def convert(match: re.Match[str]) -> str:
        word = match[0]
        if word.isascii() or _is_unicode_only(word):
            return word
        converted = encoding.convert(word)
        if is_mixed:
            return converted if _is_suspicious(word, encoding) else word
        return converted if is_syllable(converted) or not is_syllable(word) else word

    return WORD.sub(convert, text)


# Lost letters


def _words_with_lost_letters(plain: str) -> list[str]:
    """Return the words in which question marks stand for letters, if that is certain."""
    if LOST not in plain:
        return []
    without_addresses = " ".join(chunk for chunk in plain.split(" ") if not WEB_ADDRESS.search(chunk))
    if match := CERTAIN_LOSS.search(without_addresses):
        return [match[0]]
    words = dict.fromkeys(WORD_WITH_GAP.findall(without_addresses))
    lost = [word for word in words if _has_lost_letters(word)]
    return lost if len(lost) > 1 or any(map(_is_clear_loss, lost)) else []


def _has_lost_letters(word: str) -> bool:
    """Return whether letters instead of the question marks make `word` a syllable, and it is not the end of a question."""
    if len(word) > MAX_LENGTH_OF_SYLLABLE * 2:
        return False
    if word[-1] == LOST:
        onset = word.rstrip(LOST)
        return onset[-1].islower() and onset.lower() in ONSETS and not is_syllable(onset)
    parts = [part for part in word.split(LOST) if part]
    are_words = all(len(part) > 1 and is_syllable(part) for part in parts)
    is_new_sentence = any(part[0].isupper() for part in parts[1:]) and not word.isupper()
    letters, _ = without_tone(word)
    return not are_words and not is_new_sentence and (may_be_syllable(letters, LOST) or word in SHORT_FORMS_WITH_GAP)


def _is_clear_loss(word: str) -> bool:
    """Return whether a question mark between letters cannot be a question or a formula: "Nguy?n", "n?m", but not "x?y"."""
    parts = word.split(LOST)
    has_letters_around = bool(parts[0] and parts[-1])
    starts_with_consonants = parts[0].lower() in ONSETS and parts[-1] not in ("y", "Y")
    return has_letters_around and (len(word) >= MIN_LOST_LENGTH or starts_with_consonants)
