"""The documents that files of a session are, by their names: the item of the agenda, the kind, the title, the symbol."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.text import capfirst

from core.vietnamese.text import clean_text, fold
from sessions_app.models import AgendaItem, SessionDocument

MAX_TITLE = 300
CERTAIN_SCORE, POSSIBLE_SCORE, LEAD = 0.6, 0.34, 0.15
OTHER_NUMBER = "số và tên tệp nói hai nội dung khác nhau"
UNSURE_ITEM = "chưa chắc thuộc nội dung này"
NO_ITEM = "chưa rõ thuộc nội dung nào"
TITLE_OF_ITEM = "tên ghi theo chương trình, vì tên tệp không có dấu"
WITHOUT_DIACRITICS = "tên không có dấu"

EXTENSION = re.compile(r"\.[a-zA-Z0-9]{2,5}$")
MARKS_OF_COPIES = re.compile(
    r"\s*(?:\(\d{1,2}\)|-\s*copy(?:\s*\(\d+\))?|bản sao|\bsigned\b|\bda ky\b|\bđã ký\b|\bfinal\b)\s*$", re.IGNORECASE
)
DATE_IN_FRONT = re.compile(r"^(?:\d{8}|\d{1,2}[.\-]\d{1,2}[.\-]\d{4}|\d{4}[.\-]\d{2}[.\-]\d{2})[\s.\-]*")
NUMBER_IN_FRONT = re.compile(
    r"^(?:mục|muc|nội dung|noi dung|nd|stt|tl|tài liệu|tai lieu)?\s*[.\-]?\s*(\d{1,2})(?:\.\d{1,2})*(?:\s*[.\-)]\s*|\s+|$)",
    re.IGNORECASE,
)
SYMBOL = re.compile(
    r"\b(?:số\s+|so\s+)?(\d{1,4})\s*[-/ ]\s*(BC|TTr|TB|BB|KL|NQ|CV|KH|ĐA|DA)\s*[-/ ]\s*(UBND|HĐND|HDND|[A-ZĐ]{2,10})\b",
    re.IGNORECASE,
)
KINDS = (
    (r"\b(?:bien ban|bb)\b", SessionDocument.Kind.MINUTES),
    (r"\b(?:tham tra|bctt)\b", SessionDocument.Kind.VERIFICATION),
    (r"\b(?:du thao|dt nq|dtnq|dt nghi quyet)\b", SessionDocument.Kind.DRAFT_RESOLUTION),
    (r"\b(?:to trinh|ttr)\b", SessionDocument.Kind.SUBMISSION),
    (r"\b(?:ket luan|kl)\b", SessionDocument.Kind.CONCLUSION),
    (r"\b(?:bao cao|bc)\b", SessionDocument.Kind.REPORT),
    (r"\b(?:thong bao|tb)\b", SessionDocument.Kind.NOTICE),
    (r"\bnghi quyet\b", SessionDocument.Kind.DRAFT_RESOLUTION),
)
AFTER_SESSION = (SessionDocument.Kind.MINUTES, SessionDocument.Kind.CONCLUSION)
SHORT_FORMS = {
    "ktxh": "kinh te xa hoi",
    "kt xh": "kinh te xa hoi",
    "dtc": "dau tu cong",
    "ns": "ngan sach",
    "mttq": "mat tran to quoc",
    "tt hdnd": "thuong truc hdnd",
    "tthdnd": "thuong truc hdnd",
    "knct": "kien nghi cu tri",
    "tand": "toa an",
    "vksnd": "vien kiem sat",
    "nq": "nghi quyet",
}
# Words that most titles have: they say nothing about which item is meant.
COMMON_WORDS = frozenset(
    fold(
        "báo cáo tờ trình của về và các năm quận phường huyện xã thành phố tỉnh HĐND UBND hội đồng nhân dân ủy ban dự thảo nghị "
        "quyết kết quả tình hình thực hiện kỳ họp thứ số thông báo công tác nhiệm vụ phương hướng trên địa bàn trong một đọc ban "
        "hành bc ttr tb dt thẩm tra nghe trình bày phụ lục cho"
    ).split()
)


@dataclass
class FileGuess:
    """What the name of a file says about its document. `doubts` say what staff must look at; `is_open` asks for the item."""

    title: str
    kind: str
    symbol: str = ""
    item: AgendaItem | None = None
    is_open: bool = False
    doubts: list[str] = field(default_factory=list)

    @property
    def visibility(self) -> str:
        """Who may read the document: staff alone the minutes, else everybody."""
        is_minutes = self.kind == SessionDocument.Kind.MINUTES
        return SessionDocument.Visibility.STAFF if is_minutes else SessionDocument.Visibility.PUBLIC


def guess_document(name: str, items: Sequence[AgendaItem]) -> FileGuess:
    """Return what the `name` of a file says about its document, one of the session with the agenda `items`."""
    stem = MARKS_OF_COPIES.sub("", EXTENSION.sub("", clean_text(name.replace("_", " "), multiline=False)))
    stem = DATE_IN_FRONT.sub("", stem)
    symbol = SYMBOL.search(stem)
    number = None if symbol and symbol.start() == 0 else NUMBER_IN_FRONT.match(stem)
    rest = stem[number.end() :] if number else stem
    if symbol:
        rest = SYMBOL.sub(" ", rest, count=1)
    title = clean_text(rest, multiline=False).strip(" -.,;") or stem
    guess = FileGuess(capfirst(title)[:MAX_TITLE], kind_of_name(stem), symbol_text(symbol))
    choose_item(guess, int(number[1]) if number else None, title, items)
    improve_title(guess)
    return guess


def kind_of_name(name: str) -> str:
    """Return the kind of document that the words of a file's name say."""
    folded = fold(name)
    return next((kind for pattern, kind in KINDS if re.search(pattern, folded)), SessionDocument.Kind.OTHER)


def symbol_text(match: re.Match[str] | None) -> str:
    """Return the symbol in a file's name as it is printed: "123/BC-UBND"; "" without one."""
    if match is None:
        return ""
    kind = {"TTR": "TTr", "DA": "ĐA"}.get(match[2].upper(), match[2].upper())
    return f"{match[1]}/{kind}-{match[3].upper().replace('HDND', 'HĐND')}"


def choose_item(guess: FileGuess, number: int | None, title: str, items: Sequence[AgendaItem]) -> None:
    """Set the item of a guess by the number in front of the file's name, else by its words."""
    by_score = sorted(((score(title, item), -item.order, item) for item in items), key=lambda each: each[:2], reverse=True)
    best, _, likely = by_score[0] if by_score else (0.0, 0, None)
    second = by_score[1][0] if len(by_score) > 1 else 0.0
    numbered = next((item for item in items if item.order == number), None)
    if numbered is not None:
        guess.item = numbered
        if numbered is not likely and best >= CERTAIN_SCORE and score(title, numbered) < POSSIBLE_SCORE:
            guess.doubts.append(OTHER_NUMBER)
    elif guess.kind in AFTER_SESSION and best < CERTAIN_SCORE:
        return
    elif best >= CERTAIN_SCORE and best - second >= LEAD:
        guess.item = likely
    elif best >= POSSIBLE_SCORE:
        guess.item = likely
        guess.doubts.append(UNSURE_ITEM)
    elif items:
        guess.is_open = True
        guess.doubts.append(NO_ITEM)


def words_in(text: str) -> set[str]:
    """Return the words of a text that say what it is about, with short forms written out."""
    folded = f" {fold(text)} "
    for short, words in SHORT_FORMS.items():
        folded = folded.replace(f" {short} ", f" {words} ")
    return {word for word in folded.split() if not word.isdecimal() and len(word) > 1} - COMMON_WORDS


def score(title: str, item: AgendaItem) -> float:
    """Return how much of what a file's name is about is also in the title of an item, from 0 to 1."""
    words, others = words_in(title), words_in(item.title)
    if not words or not others:
        return 0.0
    shared = len(words & others)
    return (shared / len(words) + shared / len(others)) / 2 if shared else 0.0


def improve_title(guess: FileGuess) -> None:
    """Write a title without diacritics as the agenda has it, where the item is known; else say that it has none."""
    if not guess.title.isascii():
        return
    if guess.item is None:
        guess.doubts.append(WITHOUT_DIACRITICS)
        return
    about, label = guess.item.title, str(SessionDocument.Kind(guess.kind).label)
    is_same_kind = fold(about).startswith(fold(label)) or guess.kind in (SessionDocument.Kind.REPORT, SessionDocument.Kind.OTHER)
    guess.title = (about if is_same_kind else f"{capfirst(label)} về {about[0].lower()}{about[1:]}")[:MAX_TITLE]
    guess.doubts.append(TITLE_OF_ITEM)
