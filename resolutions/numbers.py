"""Reading the number of a paper in any writing: `12/NQ-HĐND`, `nq 12 2021`, `nghị quyết số 12 năm 2021`, `28/9/2021`."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from core.periods import Period
from core.querysets import sought_words

# "QN" is how fingers in a hurry write "NQ".
OURS = {"nq", "qn", "hdnd"}
BEFORE_DIGITS = {"so", "nam", "ngay"}
FIRST_YEAR, LAST_YEAR = 1945, 2100
LONGEST_NUMBER = 5  # digits


@dataclass(frozen=True)
class Reading:
    """What a writing says of a paper; `year` is that of the number's series or of the adoption."""

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
            adopted = Period.year(self.year).days_of("adopted_on")
            found &= Q(year=self.year) | Q(year__isnull=True, **adopted)
        if self.day is not None:
            found &= Q(adopted_on=self.day) | Q(issued_on=self.day)
        return found


def read_number(text):
    """The Reading of `text`, or None where it says anything more than a number or a day of a resolution."""
    words = " ".join(sought_words(text)).replace("nghi quyet", "nq").split()
    said = {}
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word in OURS or (word in BEFORE_DIGITS and after and not after[0].isalpha()):
            continue
        name, value = part_of(word, said, before)
        if name in said or value is None:
            return None
        said[name] = value
    return Reading(**said) if said.keys() & {"number", "day"} else None


def part_of(word, said, before):
    """Which part of a Reading `word` is, and its value; None for the value where it is none."""
    if word.startswith("#d"):
        return "day", day_of(word)
    if not word.isdecimal():
        return "suffix", word if len(word) == 1 and before == str(said.get("number")) else None
    if len(word) == 4 and FIRST_YEAR <= int(word) <= LAST_YEAR and "year" not in said:
        return "year", int(word)
    return "number", int(word) if len(word) <= LONGEST_NUMBER else None


def day_of(token):
    """The day of a date token; None where somebody typed the sign of one before other digits."""
    try:
        return date.fromisoformat(token.removeprefix("#d"))
    except ValueError:
        return None
