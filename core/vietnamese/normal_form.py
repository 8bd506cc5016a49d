"""The normal form by which a name, a place or a title is recognised, however it was typed."""

import hashlib
import re
import unicodedata

from core.vietnamese.text import LOOKALIKES, TELEX_TONES, clean_text

KEY_LENGTH = 300  # of a column that holds a normal form
MAX_NORMAL_FORM = 264  # a longer one ends in a hash; the rest of the column is for COPY_MARK and a primary key
CUT_AT = 200
COPY_MARK = '"'  # no normal form contains it

DASHES = re.compile("[\u002d\u058a\u05be\u1806\u2010-\u2015\u2043\u207b\u208b\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d\u02d7]")
IGNORABLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c\u200d\u2060-\u2065\ufe00-\ufe0f\U000e0000-\U000e0fff]"
)
QUOTES = re.compile(
    "[\"'`\u00ab\u00b4\u00bb\u02b9-\u02bd\u02c8\u02ee\u2018-\u201f\u2032-\u2037\u2039\u203a\u275b-\u275e\u300c-\u300f\u301d-\u301f\uff02\uff07]"
)
WORD = re.compile("[^\\W\\d_\u0300-\u036f](?:[^\\W\\d_]|[\u0300-\u036f])*")
SPACE_BESIDE_SIGN = re.compile("\\s*([^\\w\\s\u0300-\u036f])\\s*")
LEADING_ZEROS = re.compile(r"(?<![\w.,])0+(?=\d)")
AT_THE_ENDS = " .,;:-_"


def normal_form(text: str) -> str:
    """Return the form of `text` that is equal for spellings of one name, and differs for different names.

    These are one name: hoá and hóa, upper and lower case, any spaces, any dashes, NFC and NFD, "tổ 05" and "tổ 5", with and
    without quotes, apostrophes, zero-width characters, or stops and commas at the end. These are two: Thành and Thanh,
    "tổ 5-6" and "tổ 5", Mĩ and Mỹ. At most MAX_NORMAL_FORM characters; it contains no COPY_MARK.
    """
    text = IGNORABLE.sub("", clean_text(text, multiline=False))
    text = DASHES.sub("-", QUOTES.sub("", text))  # before NFKC, which writes ´ as a space with an accent
    text = unicodedata.normalize("NFKC", text).translate(LOOKALIKES).lower()
    text = DASHES.sub("-", QUOTES.sub("", text))
    text = WORD.sub(lambda match: with_tone_last(match[0]), text)
    text = SPACE_BESIDE_SIGN.sub(r"\1", " ".join(text.split()))
    text = re.sub("-+", "-", LEADING_ZEROS.sub("", text))
    text = unicodedata.normalize("NFC", text.strip(AT_THE_ENDS))
    if len(text) <= MAX_NORMAL_FORM:
        return text
    return text[:CUT_AT] + hashlib.sha256(text.encode()).hexdigest()


def with_tone_last(word: str) -> str:
    """Return `word` with its tone marks behind its last letter, so that it does not matter which letter carried them."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(character for character in letters if character in TELEX_TONES)
    return "".join(character for character in letters if character not in TELEX_TONES) + tones
