"""Bytes of text files as text: UTF-8 or UTF-16, as offices' programs write them; nothing else is guessed."""

import codecs
import re

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MARK = "\ufeff"
MARK_READ_AS_LATIN = "ï»¿"
END_OF_FILE = "\x1a"  # programs of DOS write it behind the last line
START = 400  # bytes at the start by which a file without a mark is recognised
SAVE_AS_UTF8 = "hãy lưu lại với bảng mã UTF-8 (trong Excel: Lưu thành, chọn “CSV UTF-8”)"
OTHER_FILES = (
    (b"PK\x03\x04", "sổ Excel (.xlsx) hoặc tệp nén"),
    (b"\xd0\xcf\x11\xe0", "sổ Excel kiểu cũ (.xls) hoặc tệp Word"),
    (b"%PDF", "tệp PDF"),
    (b"{\\rtf", "tệp RTF"),
)
# A vowel and a tone mark of Windows-1258; in Windows-1252 these two bytes are two vowels, which seldom meet.
WINDOWS_1258 = re.compile(rb"[aeiouyAEIOUY\xc2\xca\xd4\xc3\xd5\xdd\xe2\xea\xf4\xe3\xf5\xfd][\xcc\xd2\xde\xec\xf2]")


class UnreadableText(ValueError):
    """Bytes that are no text in UTF-8 or UTF-16; `line` is the first line that cannot be read, counted from 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def decoded(data: bytes) -> str:
    """Return the text of a file without byte order marks. Raises UnreadableText with a Vietnamese sentence."""
    for start, kind in OTHER_FILES:
        if data.startswith(start):
            raise UnreadableText(f"Tệp này là {kind}, không phải tệp chữ; {SAVE_AS_UTF8}.")
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = 1 + (data.count(b"\n", 0, error.start) if encoding == "utf-8" else 0)
        raise UnreadableText(refusal(data, encoding), line) from error
    while text.startswith((MARK, MARK_READ_AS_LATIN)):
        text = text.removeprefix(MARK).removeprefix(MARK_READ_AS_LATIN)
    return text.removesuffix(END_OF_FILE)


def encoding_of(data: bytes) -> str:
    """Return the encoding that a byte order mark names; without a mark UTF-16 if every other byte is zero, else UTF-8."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    start = data[:START]
    if len(start) < 4 or start.count(0) * 3 < len(start):  # Vietnamese letters outside Latin-1 have no zero byte
        return "utf-8"
    return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"


def refusal(data: bytes, encoding: str) -> str:
    """Return why bytes could not be decoded, with the encoding that they may have, and what to do."""
    if encoding != "utf-8":
        return f"Tệp UTF-16 này bị cắt cụt hoặc hỏng; {SAVE_AS_UTF8}."
    likely = "Windows-1258, bảng mã tiếng Việt cũ" if WINDOWS_1258.search(data) else "Windows-1252 (“ANSI”), TCVN3 hoặc VNI"
    return f"Tệp không phải UTF-8, có lẽ là {likely}; {SAVE_AS_UTF8}, rồi xem lại dấu tiếng Việt."
