"""Parsing of document numbers as people type them.

Examples: `12/NQ-HĐND`, `nq 12 2021`, `nghị quyết số 12 năm 2021`, `báo cáo số 5`, `10/KH-HĐND 2021`, `28/9/2021`,
`nghị quyết 12 ngày 28/9`, `tháng 9/2021`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from core.records.periods import Period
from core.records.querysets import contains_one_of, mentions
from core.vietnamese.search_query import search_terms

# Folded: the kinds of documents in words, and their abbreviations as symbols contain them.
KINDS = {
    "nghi quyet": "nq",
    "quyet dinh": "qd",
    "quy che": "qc",
    "de an": "da",
    "chuong trinh": "ctr",
    "ke hoach": "kh",
    "bao cao": "bc",
    "to trinh": "ttr",
    "thong bao": "tb",
}
TYPING_ERRORS = {"qn": "nq"}
ABBREVIATIONS = {kind: kind for kind in KINDS.values()} | TYPING_ERRORS
COUNCIL_IN_SYMBOL = "hdnd"
WORDS_BEFORE_DIGITS = {"so", "nam", "ngay"}
FIRST_YEAR, LAST_YEAR = 1945, 2100
MAX_DIGITS = 5  # digits
DAY_WITHOUT_YEAR = re.compile(r" ngay ([0-9]{1,2}) (?:thang )?([0-9]{1,2}) ")
MONTH_OF_YEAR = re.compile(r" (?:thang|t) ([0-9]{1,2}) (?:nam )?([0-9]{4}) ")
WITH_YEAR = re.compile(r"(.+)-([0-9]{4})")
RESOLUTION_SLUG = re.compile(r"([0-9]+[a-z]?)(?:-([0-9]{4}))?-nq-hdnd(?:-([0-9]{4}))?")


def is_year(number: int) -> bool:
    """Whether `number` can be the year of a resolution."""
    return FIRST_YEAR <= number <= LAST_YEAR


def year_condition(year: int, day_field: str) -> Q:
    """The condition for documents of a year: by the year of their number, without a number by the date in `day_field`."""
    return Q(year=year) | Q(year__isnull=True, **Period.year(year).days_of(day_field))


@dataclass(frozen=True)
class ParsedNumber:
    """The parts of a parsed text; `year` is the year of the number or of the document, `day` that of adoption or signature.

    `month` is that of this day, and `day_of_month` a day whose year is not written. `kind` is the folded abbreviation of the
    kind of document, such as "nq"; without it the text means documents of all kinds.
    """

    kind: str = ""
    number: int | None = None
    suffix: str = ""
    year: int | None = None
    day: date | None = None
    month: int | None = None
    day_of_month: int | None = None

    def condition(self, day_field: str) -> Q:
        """The condition for the documents that the text can mean; `day_field` is the date that they are listed by."""
        condition = Q()
        if self.number is not None:
            without_register = Q(number__isnull=True, search_key__startswith=f"{self.number} ")
            with_number = Q(number=self.number)
            condition &= with_number & Q(suffix__iexact=self.suffix) if self.suffix else with_number | without_register
        if self.year is not None:
            condition &= year_condition(self.year, day_field)
        if self.day is not None:
            condition &= Q(**{day_field: self.day}) | Q(issued_on=self.day)
        if self.month is not None:
            condition &= self.in_month(day_field) | self.in_month("issued_on")
        return condition & kind_condition(self.kind)  # last, because the database cannot use an index for it

    def in_month(self, field: str) -> Q:
        """The condition that a date is in the month, in the year and on the day of the month that are given."""
        parts = {"month": self.month, "year": self.year, "day": self.day_of_month}
        return Q(**{f"{field}__{name}": part for name, part in parts.items() if part is not None})

    @property
    def whole_month(self) -> int | None:
        """The month as 202109 if the text asks for nothing else, else None."""
        if self.month is None or self.year is None or self != ParsedNumber(month=self.month, year=self.year):
            return None
        return self.year * 100 + self.month

    @property
    def citations(self) -> tuple[str, ...]:
        """The folded phrases by which other texts cite the document; none without its kind and number, or with its day."""
        if not self.kind or self.number is None or self.day or self.month:
            return ()
        number = f"{self.number} {self.suffix}".strip()
        names = [self.kind, *(name for name, kind in KINDS.items() if kind == self.kind)]
        before_number = [f"{name} {so}{number}" for name in names for so in ("", "so ")]
        return (f"{number} {self.kind}", *([f"{number} {self.year} {self.kind}"] if self.year else []), *before_number)


def kind_condition(kind: str) -> Q:
    """The condition for documents with the abbreviation `kind` after their number; none if it is blank."""
    return Q(search_key__regex=f"^[0-9]+( [a-z])?( [0-9]{{4}})? {kind}( |$)") if kind else Q()


def similar_condition(number: int, year: int | None, kind: str, day_field: str) -> Q:
    """The condition for documents with `number` in any year, or with a similar number in `year` (if it is given)."""
    similar = Q(number__in=probable_typos(number))
    return (Q(number=number) | (similar & year_condition(year, day_field) if year else similar)) & kind_condition(kind)


def probable_typos(number: int) -> set[int]:
    """The numbers that differ from `number` by one digit less or by two neighbouring digits in the other order."""
    digits = str(number)
    places = range(len(digits))
    shortened = {digits[:i] + digits[i + 1 :] for i in places}
    swapped = {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in places[:-1]}
    return {int(typo) for typo in shortened | swapped if typo} - {number, 0}


def mentions_document(text: str) -> Q:
    """The condition that a Folded row has what `text` asks for; a document's number as a whole, not its digits elsewhere.

    "19/NQ-HĐND" is not mentioned by a text with "Covid-19" and "HĐND".
    """
    parsed = parse_document_number(text)
    if parsed is None or not parsed.citations:
        return mentions(text)
    of_year = contains_one_of([str(parsed.year)]) | Q(search_key__contains=f"#d{parsed.year}") if parsed.year else Q()
    return contains_one_of(parsed.citations) & of_year


def parse_document_number(text: str) -> ParsedNumber | None:
    """The ParsedNumber of `text`; None if it contains anything else than the number or the day of a document."""
    words, parts = without_month(words_with_abbreviations(text))
    for previous, word, following in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word == COUNCIL_IN_SYMBOL or (word in WORDS_BEFORE_DIGITS and following and not following[0].isalpha()):
            continue
        name, value = parse_word(word, parts, previous)
        if value is None or parts.setdefault(name, value) != value:
            return None
    return ParsedNumber(**parts) if parts.keys() & {"number", "day", "month"} else None


def without_month(words: Sequence[str]) -> tuple[list[str], dict[str, Any]]:  # Any: the types of the fields of ParsedNumber
    """The words without a month of a year or a day without year, and the fields of ParsedNumber that these give."""
    folded = f" {' '.join(words)} "
    parts: dict[str, Any] = {}  # Any: see above
    if (match := DAY_WITHOUT_YEAR.search(folded)) and int(match[1]) in range(1, 32) and int(match[2]) in range(1, 13):
        parts = {"day_of_month": int(match[1]), "month": int(match[2])}
    elif (match := MONTH_OF_YEAR.search(folded)) and int(match[1]) in range(1, 13) and is_year(int(match[2])):
        parts = {"month": int(match[1]), "year": int(match[2])}
    if match and parts:
        folded = f"{folded[: match.start()]} {folded[match.end() :]}"
    return folded.split(), parts


def words_with_abbreviations(text: str) -> list[str]:
    """The folded words of `text`, with the abbreviation of each kind of document in place of its name."""
    folded = f" {' '.join(search_terms(text))} "
    for name, abbreviation in KINDS.items():
        folded = folded.replace(f" {name} ", f" {abbreviation} ")
    return folded.split()


def parse_word(word: str, parts: Mapping[str, object], previous: str) -> tuple[str, object]:
    """The name of the ParsedNumber field that `word` gives, and its value; the value is None for any other word.

    `parts` are the fields that earlier words gave; `previous` is the word before `word`.
    """
    if word.startswith("#d"):
        return "day", parse_date_token(word)
    if word in ABBREVIATIONS:
        return "kind", ABBREVIATIONS[word]
    if not word.isdecimal():
        return "suffix", word if len(word) == 1 and previous == str(parts.get("number")) else None
    if len(word) == 4 and is_year(int(word)) and "year" not in parts:
        return "year", int(word)
    return "number", int(word) if len(word) <= MAX_DIGITS else None


def parse_date_token(token: str) -> date | None:
    """The day of a date token (`#d2021-09-28`, see core.vietnamese.text); None if it is not a valid one."""
    try:
        return date.fromisoformat(token.removeprefix("#d"))
    except ValueError:
        return None


def slug_condition(slug: str) -> Q:
    """The condition for the resolutions that a short slug names: `12-nq-hdnd` or `12-nq-hdnd-2021`."""
    condition = Q(slug=slug)
    if (match := WITH_YEAR.fullmatch(slug)) and is_year(int(match[2])):
        condition |= Q(slug=match[1]) & year_condition(int(match[2]), "adopted_on")
    return condition


def has_year(slug: str) -> bool:
    """Whether a short slug contains a year."""
    return any(len(word) == 4 and word.isdecimal() and is_year(int(word)) for word in slug.split("-"))


def symbol_from_slug(slug: str) -> str:
    """The printed form of a short slug: `12/NQ-HĐND 2021` for `12-nq-hdnd-2021`; blank for any other slug."""
    if not (match := RESOLUTION_SLUG.fullmatch(slug.lower())):
        return ""
    number, year_in_symbol, year = match.groups(default="")
    return " ".join(filter(None, ["/".join(filter(None, [number, year_in_symbol, "NQ-HĐND"])), year]))
