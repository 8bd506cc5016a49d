"""UTF-8 that was read in another encoding, once or several times: `Nguyá»…n` for Nguyễn."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property

from core.vietnamese.syllables import is_syllable

MAX_TIMES = 3
CODE_PAGES = ("cp1252", "mac_roman")
# A quotation mark, dash, ellipsis or space may follow a whole word: “THỊ XÃ” is no damaged text.
ENDS_OF_WORDS = "“”‘’…–—•»«†\u00a0"
LEADS = {2: [0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xCC], 3: [0xE1, 0xE2]}
SIGNS = "°²³µ·¹½¼¾§±©®"  # behind the byte C2, which reads as Â
LETTERS = set("ăâđêôơưàáãèéìíòóõùúýĩũ")
DIACRITICS = tuple("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
PUNCTUATION = set("–—‘’“”„†‡•…₫‰\u00a0\u2009\u200b\u200c\u200d\u2010\u2011\u2212\ufeff«»´¨")
SPACE_FOR_A0 = re.compile(r"(?<!\w)(\w*)[ÃĂ] (\s*)([^\W\d_]*)")
LEFT_OVER = re.compile(r"[A-Za-z]á[»º][A-Za-z]")
LEFT_OVER_IN_RESTORED = re.compile(r"á[»º]|[ÃÅÆ](?=[a-z])|(?<=[a-z])[ÃÄÅÆ]")


@dataclass(frozen=True)
class CodePage:
    """The encoding in which UTF-8 was read, with the byte of each character."""

    name: str

    @cached_property
    def bytes_of(self) -> dict[str, int]:
        """The byte of each character; bytes that the code page lacks are read as control characters."""
        table = {chr(number): number for number in range(0x80, 0xA0)}
        for number in range(0x80, 0x100):
            character = bytes([number]).decode(self.name, errors="ignore")
            table[character or chr(number)] = number
        if self.name == "cp1252":
            table |= {chr(number): number for number in range(0xA0, 0x100)} | {"Ă": 0xC3}  # Ă in code page 1258
        return table

    def characters(self, first: int, last: int) -> str:
        """Return the characters of a range of bytes, as a pattern needs them within brackets."""
        return re.escape("".join(character for character, number in self.bytes_of.items() if first <= number <= last))

    @cached_property
    def sequence(self) -> re.Pattern[str]:
        """The pattern of the characters that stand for one character in UTF-8."""
        following = f"[{self.characters(0x80, 0xBF)}]"
        leads = {length: "".join(self.characters(lead, lead) for lead in numbers) for length, numbers in LEADS.items()}
        return re.compile(f"[{leads[3]}]{following}{{2}}|[{leads[2]}]{following}")

    def decoded(self, sequence: str) -> str:
        """Return the character that a sequence stands for; "" if it is none that Vietnamese texts have.

        Text that was read wrongly twice has the characters of the code page in between.
        """
        try:
            character = bytes(self.bytes_of[part] for part in sequence).decode("utf-8")
        except UnicodeDecodeError:
            return ""
        is_known = is_letter(character) or character in PUNCTUATION or character in self.bytes_of
        return character if is_known else ""

    def replacement(self, match: re.Match[str]) -> str:
        """Return the character for a sequence; the sequence itself if it stands for none."""
        return self.decoded(match[0]) or match[0]

    def is_clear(self, match: re.Match[str]) -> bool:
        """Return whether the sequence cannot be anything else than UTF-8 in a wrong encoding."""
        sequence, character = match[0], self.decoded(match[0])
        before, after = match.string[max(match.start() - 1, 0) : match.start()], match.string[match.end() : match.end() + 1]
        if character in SIGNS and character:
            return self.name == "cp1252" and not before.isupper() and not after.isalpha() and before != ""
        if character in PUNCTUATION:
            return self.name == "cp1252" and sequence.startswith("â€")
        if not is_letter(character):
            return False
        if self.name != "cp1252":
            return character > "\u1e9f" or (before.isalpha() or after.isalpha())
        if sequence[-1] == "\u00a0":
            return before.islower() or sequence.startswith(("á»", "áº"))
        return sequence[-1] not in ENDS_OF_WORDS or after.isalpha() or sequence.startswith(("á»", "áº")) and before.isalpha()


def is_letter(character: str) -> bool:
    """Return whether `character` is a Vietnamese letter with a diacritic, or such a diacritic; false for ""."""
    return character.lower() in LETTERS or "\u1ea0" <= character <= "\u1ef9" or character in DIACRITICS


@cache
def code_pages() -> tuple[CodePage, ...]:
    return tuple(CodePage(name) for name in CODE_PAGES)


def code_page_of(text: str) -> CodePage | None:
    """Return the code page in which UTF-8 was read to give `text`; None if it was read rightly."""
    return next((page for page in code_pages() if is_certain(text, page)), None)


def lacks_letters(text: str, page: CodePage | None) -> bool:
    """Return whether `text`, which was read in `page`, has letters in UTF-8 whose last byte is lost."""
    return bool(LEFT_OVER_IN_RESTORED.search(restored(text, page)) if page else LEFT_OVER.search(text))


def is_certain(text: str, page: CodePage) -> bool:
    """Return whether UTF-8 was read in the code page, once or twice, to give `text`."""
    decoded = page.sequence.sub(page.replacement, text)
    return decoded != text and any(any(map(page.is_clear, page.sequence.finditer(each))) for each in (text, decoded))


def restored(text: str, page: CodePage) -> str:
    """Return `text` as it was before it was read in the code page, once or several times."""
    for _ in range(MAX_TIMES):
        result = page.sequence.sub(page.replacement, text)
        if result == text:
            break
        text = result
    if page.name == "cp1252":
        text = SPACE_FOR_A0.sub(_with_a_grave, text).replace("â€", "”")
        text = re.sub(r"\bÄ(?=[^\W\d_])", "Đ", text)  # its second byte, 90, is the one that the code page lacks
    return unicodedata.normalize("NFC", text)


def _with_a_grave(match: re.Match[str]) -> str:
    """Return a word whose "à" became "Ã" and a space that does not break, which programs replace by a plain one."""
    before, spaces, after = match.groups()
    is_one_word = after and not spaces and is_syllable(f"{before}à{after}") and not is_syllable(after)
    return f"{before}à{'' if is_one_word else spaces or ' '}{after}"
