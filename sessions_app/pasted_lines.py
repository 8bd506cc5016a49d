"""One line of an agenda that was pasted from Word or Excel: its number, times, presenter, kind, or the sitting that it names."""

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from django.utils.text import capfirst

from core.vietnamese.dates import parse_time
from core.vietnamese.text import clean_text, fold
from sessions_app.models import AgendaItem, Sitting

BULLETS = "-–—−•●○◦▪▫■□◆◇►▶‣⁃➢➤✓✔✦*+·∙§\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
WORD_MARKER = "word"  # the level of "Mục 1:"
MARKER = re.compile(
    r"(?P<word>(?i:mục|nội dung|điểm)\s+(?i:thứ\s+)?(?:\d{1,3}|[IVX]{1,5}))\s*[:.)\-–—]\s*"
    r"|(?P<sub>\d{1,3}(?:\.\d{1,3})+)[.):]?\s+"
    r"|(?P<number>\(?\d{1,3})\s*[.)/:\-–—]\s*(?!\d)"
    r"|(?P<capital>(?:[IVX]{1,6}|[A-ZĐ]))\s*[.)/:\-–—]\s+"
    r"|(?P<letter>[a-zđ])[.)]\s+"
    rf"|(?P<bullet>[{re.escape(BULLETS)}]+)\s*"
)
BARE_MARKER = re.compile(
    rf"(?:(?i:mục|nội dung|điểm)\s+)?\(?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[IVX]{{1,6}}|[A-ZĐa-zđ])[.):]?|[{re.escape(BULLETS)}]+"
)
BARE_NUMBER = re.compile(r"(\d{1,3})\s+(?=[A-ZÀ-ỸĐ\d])")
ONE_TIME = (
    r"(?:[01]?\d|2[0-3])\s?(?:(?:h|g|giờ)\s?(?:[0-5]\d)?(?:\s?(?:phút|'))?|:[0-5]\d(?::[0-5]\d)?)"
    r"(?:\s?(?:am|pm|sa|ch|sáng|chiều|tối))?(?!\w)"
)
TIMES = rf"(?:(?:từ|lúc|khoảng|vào lúc|bắt đầu)\s*)*(?P<start>{ONE_TIME})(?:\s*(?:-|–|—|đến|tới|→|->)\s*{ONE_TIME})?"
LEADING_TIMES = re.compile(rf"[(\[]?\s*{TIMES}\s*[)\]]?\s*[:.;,|\-–—]*\s*", re.IGNORECASE)
TIMES_AT_END = re.compile(rf"\s*[(\[]\s*{TIMES}\s*[)\]]\s*[.;]?$", re.IGNORECASE)
ANY_TIMES = re.compile(TIMES, re.IGNORECASE)
VERBS = r"(?:trình bày|báo cáo|phát biểu|điều hành|chủ trì|thực hiện|công bố|đọc|trình)"
LABEL = r"(?:(?:người|đơn vị|cơ quan|bộ phận)\s+(?:trình bày|báo cáo|thực hiện|chủ trì|phụ trách|trình)|trình bày)\s*:\s*"
PRESENTER_LINE = re.compile(rf"(?:{LABEL}|\((?:do\s+)?(?=.*{VERBS}\s*\)))(?P<name>.+?)(?:\s*{VERBS}\s*\))?[.;]?", re.IGNORECASE)
IN_BRACKETS = re.compile(
    rf"\s*\(\s*(?P<label>{LABEL}|do\s+)?(?P<name>[^()]+?)\s*(?P<verb>\b{VERBS})?\s*\)\s*[.;]?$", re.IGNORECASE
)
AFTER_LABEL = re.compile(rf"\s*[.;,\-–—]?\s*\b{LABEL}(?P<name>.+?)[.;]?$", re.IGNORECASE)
AFTER_DO = re.compile(rf"\s*,?\s+do\s+(?P<name>[^,;()]+?)\s+{VERBS}\s*[.;]?$", re.IGNORECASE)
DASH = re.compile(r"\s+[-–—]\s+")
PRESENTERS = re.compile(
    r"(?:UBND|HĐND|TAND|VKSND|MTTQ|[ỦU][yỷ] ban|Thường trực|Ban(?! hành| giao)\b|Chủ t|Phó |Chánh |Trưởng |Giám đốc|T[òo][aà] án"
    r"|Viện |Chi cục|Công an|Đại diện|Đồng chí|Đ/c|Ông |Bà |Thư ký|Lãnh đạo|Sở |Phòng |Hội đồng|Tổ |Đại biểu|Các đại biểu"
    r"|Mặt trận|Bí thư|Quận [ủu][yỷ]|Đảng [ủu][yỷ]|Văn phòng)",
)
WORDS_OF_CONTENT = re.compile(
    r"\b(?:bao cao|to trinh|thong bao|tham tra|thao luan|bieu quyet|phat bieu|chat van|trinh bay|nghi quyet|khai mac|be mac)\b"
)
MAX_PRESENTER_WORDS = 16

PARTS = {
    "sang": Sitting.PartOfDay.MORNING,
    "chieu": Sitting.PartOfDay.AFTERNOON,
    "toi": Sitting.PartOfDay.EVENING,
}
ORDINAL_DAYS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5}
DAY_IN_ORDER = re.compile(r"\bngay (?:lam viec |hop )?thu (nhat|hai|ba|tu|nam|[1-5])\b")
DAY_AND_MONTH = re.compile(r"(?<![\d/.])(\d{1,2})\s?[/.\-]\s?(\d{1,2})(?![/.\-]?\d)")
SITTING_NUMBER = re.compile(r"\bphien (?:hop )?(?:so )?(\d{1,2})\b")
WORDS_OF_HEADING = {
    *("buoi", "sang", "chieu", "toi", "ngay", "thu", "hai", "ba", "tu", "nam", "sau", "bay", "chu", "nhat", "phien", "hop"),
    *("lam", "viec", "thoi", "gian", "bat", "dau", "den", "so", "lan"),
}
BEFORE_COLON = re.compile(r"^([^:]{4,60}):\s+(\S.*)$")
HEADING_IN_BRACKETS = re.compile(r"^(?:[IVX]{1,6}|[A-ZĐ])\s*[.)/:\-–—]\s+.*\(([^()]{4,60})\)\s*[:.]?$")

KINDS = (
    (r"be mac", AgendaItem.Kind.CLOSING),
    (r"khai mac|chao co|tuyen bo li do|on dinh to chuc|gioi thieu dai bieu", AgendaItem.Kind.OPENING),
    (r"giai lao|^nghi\b", AgendaItem.Kind.BREAK),
    (r"^(?:trinh bay |nghe |trinh )?(?:cac )?(?:bao cao|to trinh|thuyet trinh)", AgendaItem.Kind.REPORT),
    (r"^(?:nghe )?thong bao", AgendaItem.Kind.NOTICE),
    (r"chat van", AgendaItem.Kind.QUESTIONS),
    (r"\bbau\b|mien nhiem|bai nhiem|nhan su|phieu tin nhiem|xac nhan ket qua", AgendaItem.Kind.ELECTION),
    (r"bieu quyet|^thong qua|thong qua (?:cac )?(?:du thao )?nghi quyet", AgendaItem.Kind.VOTE),
    (r"thao luan|gop y", AgendaItem.Kind.DISCUSSION),
    (r"phat bieu", AgendaItem.Kind.SPEECH),
    (r"bao cao|to trinh|tham tra|du thao|du toan|phuong an|ke hoach|de an", AgendaItem.Kind.REPORT),
    (r"thong bao", AgendaItem.Kind.NOTICE),
)


@dataclass(frozen=True)
class Line:
    """What one line says. `level` is the kind of its number or bullet, "" without one."""

    text: str
    level: str = ""
    number: int | None = None
    starts_at: time | None = None
    presenter: str = ""


@dataclass(frozen=True)
class SittingHeading:
    """The sitting that a line such as "Buổi sáng, ngày 20/12/2021" names, as far as it says."""

    day: date | None = None
    part: str = ""
    number: int | None = None

    def with_part_of(self, moment: time | None) -> "SittingHeading":
        """Return the heading with the part of the day of `moment`, if it has none itself."""
        return self if self.part or moment is None else replace(self, part=part_of(moment))


def part_of(moment: time) -> str:
    """Return the part of the day to which a time belongs."""
    if moment.hour < 12:
        return Sitting.PartOfDay.MORNING
    return Sitting.PartOfDay.AFTERNOON if moment.hour < 18 else Sitting.PartOfDay.EVENING


def time_of(text: str) -> time | None:
    """Return the time that `text` is; None if it is none."""
    try:
        return parse_time(text)
    except ValueError:
        return None


def times_of(text: str) -> time | None:
    """Return the beginning of the times that `text` consists of, such as "08:00–08:15"; None if it is something else."""
    match = LEADING_TIMES.fullmatch(text.strip())
    return time_of(match["start"]) if match else time_of(text)


def first_time(text: str) -> time | None:
    """Return the first time in `text`; None without one."""
    match = ANY_TIMES.search(text)
    return time_of(match["start"]) if match else None


def kind_of(title: str) -> str:
    """Return the kind of an item by the words of its title."""
    folded = fold(title)
    return next((kind for pattern, kind in KINDS if re.search(pattern, folded)), AgendaItem.Kind.OTHER)


def parse_line(text: str, *, expected: int = 0) -> Line:
    """Return what a line says. A number without a stop counts only if it is `expected`, the next one of the agenda."""
    rest, level, number, starts_at = clean_text(text, multiline=False).replace("\xa0", " "), "", None, None
    for _ in range(4):  # "1. - 8h00: …" has a number, a bullet and a time
        match = LEADING_TIMES.match(rest)
        if match and starts_at is None and (moment := time_of(match["start"])):
            starts_at, rest = moment, rest[match.end() :]
            continue
        match = MARKER.match(rest)
        if match and match.lastgroup and match.end() < len(rest):
            level = level or match.lastgroup
            if match.lastgroup == "number" and number is None:
                number = int(match["number"].strip("("))
            rest = rest[match.end() :]
            continue
        break
    match = BARE_NUMBER.match(rest)
    if match and not level and int(match[1]) == expected:
        level, number, rest = "number", expected, rest[match.end() :]
    title, presenter = split_presenter(rest)
    if starts_at is None and (match := TIMES_AT_END.search(title)):
        starts_at, title = time_of(match["start"]), title[: match.start()]
    return Line(title.strip().strip(";").strip(), level, number, starts_at, presenter)


def split_presenter(text: str) -> tuple[str, str]:
    """Return a title without the presenter that stands at its end, and the presenter; "" if it names none."""
    match = IN_BRACKETS.search(text)
    if match and match.start() and (match["label"] or is_presenter(capfirst(match["name"]))):
        return text[: match.start()], match["name"].strip()
    for pattern in (AFTER_LABEL, AFTER_DO):
        match = pattern.search(text)
        if match and match.start():
            return text[: match.start()], match["name"].strip()
    for match in DASH.finditer(text):
        name = text[match.end() :].rstrip(".; ")
        if match.start() and is_presenter(name):
            return text[: match.start()], name
    return text, ""


def is_presenter(text: str) -> bool:
    """Return whether `text` begins as the name of an agency or an office does."""
    is_name = bool(PRESENTERS.match(text)) and len(text.split()) <= MAX_PRESENTER_WORDS
    return is_name and not WORDS_OF_CONTENT.search(fold(text))


def presenter_line(text: str) -> str:
    """Return the presenter whom a line of its own names, such as "Trình bày: UBND quận"; "" for other lines."""
    match = PRESENTER_LINE.fullmatch(text.strip().lstrip(BULLETS).strip())
    return match["name"].strip() if match else ""


def heading_of(text: str, default_day: date | None) -> SittingHeading | None:
    """Return the sitting that a line names, if it names nothing else. The year of "20/12" is that of `default_day`."""
    line = clean_text(text, multiline=False)
    if len(line) > 120:
        return None
    moment = ANY_TIMES.search(line)
    rest = ANY_TIMES.sub(" ", line)
    marker = MARKER.match(rest)
    rest = rest[marker.end() :] if marker else rest
    day = None
    if (match := DAY_AND_MONTH.search(rest)) and default_day and "#d" not in fold(rest):
        day, rest = day_or_none(default_day.year, int(match[2]), int(match[1])), DAY_AND_MONTH.sub(" ", rest)
    words = fold(rest).split()
    days = [word for word in words if word.startswith("#d")]
    if not all(word in WORDS_OF_HEADING or word.isdecimal() or word in days for word in words):
        return None
    if days:
        day = day_or_none(*(int(days[0][start:end]) for start, end in ((2, 6), (6, 8), (8, 10))))
    folded = " ".join(words)
    if day is None and default_day and (match := DAY_IN_ORDER.search(folded)):
        day = default_day + timedelta(days=int(ORDINAL_DAYS.get(match[1], match[1])) - 1)
    part = next((part for word, part in PARTS.items() if word in words), "")
    number = SITTING_NUMBER.search(folded)
    if not (day or part or number):
        return None
    heading = SittingHeading(day, part, int(number[1]) if number else None)
    return heading.with_part_of(time_of(moment["start"]) if moment else None)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Return the date of three numbers; None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
