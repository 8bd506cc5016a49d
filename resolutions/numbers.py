"""Parsing the number of a document in any writing: `12/NQ-HĐND`, `nq 12 2021`, `nghị quyết số 12 năm 2021`, `28/9/2021`."""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from core.records.periods import Period
from core.records.querysets import search_terms

# "QN" is how fingers in a hurry write "NQ".
OURS = {"nq", "qn", "hdnd"}
BEFORE_DIGITS = {"so", "nam", "ngay"}
FIRST_YEAR, LAST_YEAR = 1945, 2100
LONGEST_NUMBER = 5  # digits
WITH_YEAR = re.compile(r"(.+)-([0-9]{4})")
OUR_SLUG = re.compile(r"([0-9]+[a-z]?)(?:-([0-9]{4}))?-nq-hdnd(?:-([0-9]{4}))?")


def is_year(number):
    """Whether `number` can be the year of a resolution."""
    return FIRST_YEAR <= number <= LAST_YEAR


def of_year(year):
    """The resolutions of a year by the series of their number, without one by their adoption, as a Q."""
    return Q(year=year) | Q(year__isnull=True, **Period.year(year).days_of("adopted_on"))


@dataclass(frozen=True)
class ParsedNumber:
    """What a writing says of a document; `year` is that of the number's series or of the adoption."""

    number: int | None = None
    suffix: str = ""
    year: int | None = None
    day: date | None = None

    def rows(self):
        """The resolutions that the writing may mean, as a Q."""
        found = Q()
        if self.number is not None:
            unregistered = Q(number__isnull=True, search_key__startswith=f"{self.number} ")
            found &= Q(number=self.number, suffix__iexact=self.suffix) if self.suffix else Q(number=self.number) | unregistered
        if self.year is not None:
            found &= of_year(self.year)
        if self.day is not None:
            found &= Q(adopted_on=self.day) | Q(issued_on=self.day)
        return found

    def near(self):
        """The resolutions of the number in any year, and of the year those a slip of the finger away, as a Q."""
        slipped = Q(number__in=slips(self.number))
        return Q(number=self.number) | (slipped & of_year(self.year) if self.year else slipped)


def slips(number):
    """What `number` is with one digit too many, or two in the wrong order."""
    digits = str(number)
    places = range(len(digits))
    dropped = {digits[:at] + digits[at + 1 :] for at in places}
    swapped = {digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in places[:-1]}
    return {int(slip) for slip in dropped | swapped if slip} - {number, 0}


def parse_document_number(text):
    """The ParsedNumber of `text`, or None where it says anything more than a number or a day of a resolution."""
    words = " ".join(search_terms(text)).replace("nghi quyet", "nq").split()
    said = {}
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word in OURS or (word in BEFORE_DIGITS and after and not after[0].isalpha()):
            continue
        name, value = part_of(word, said, before)
        if name in said or value is None:
            return None
        said[name] = value
    return ParsedNumber(**said) if said.keys() & {"number", "day"} else None


def part_of(word, said, before):
    """Which part of a ParsedNumber `word` is, and its value; None for the value where it is none."""
    if word.startswith("#d"):
        return "day", day_of(word)
    if not word.isdecimal():
        return "suffix", word if len(word) == 1 and before == str(said.get("number")) else None
    if len(word) == 4 and is_year(int(word)) and "year" not in said:
        return "year", int(word)
    return "number", int(word) if len(word) <= LONGEST_NUMBER else None


def day_of(token):
    """The day of a date token; None where somebody typed the sign of one before other digits."""
    try:
        return date.fromisoformat(token.removeprefix("#d"))
    except ValueError:
        return None


def slugged(slug):
    """The resolutions that a shortened address names by their slug, `12-nq-hdnd` or `12-nq-hdnd-2021`, as a Q."""
    found = Q(slug=slug)
    if (match := WITH_YEAR.fullmatch(slug)) and is_year(int(match[2])):
        found |= Q(slug=match[1]) & of_year(int(match[2]))
    return found


def names_year(slug):
    """Whether a shortened address says which year it means."""
    return any(len(word) == 4 and word.isdecimal() and is_year(int(word)) for word in slug.split("-"))


def as_written(slug):
    """`12-nq-hdnd-2021` as people write it, `12/NQ-HĐND 2021`; blank where it is no number of a resolution."""
    if not (match := OUR_SLUG.fullmatch(slug.lower())):
        return ""
    number, year_within, year = match.groups(default="")
    return " ".join(filter(None, ["/".join(filter(None, [number, year_within, "NQ-HĐND"])), year]))
