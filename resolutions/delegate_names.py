"""Which delegate a name or a number in a file means: for sure, or as candidates that the user chooses from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from core.vietnamese.normal_form import normal_form
from core.vietnamese.text import fold
from councils.models import Mandate

TITLES = re.compile(
    r"^(?:(?:ông|bà|anh|chị|đ/c|đc|đồng chí|đại biểu|đb|ths|ts|pgs|gs|bs|ks|luật sư|thượng tọa|đại đức|linh mục)\b[.:]?\s*)+",
    re.IGNORECASE,
)
BEHIND_NAME = re.compile(r"\s*(?:[(,;–]|\s-\s).*$")
NUMBER = re.compile(r"(?:(?:đb|số|stt)\s*)?0*(\d{1,3})[.)]?", re.IGNORECASE)
LEADING_NUMBER = re.compile(r"^\d{1,3}[.)\s-]\s*(?=\D)")
SIMILAR = 0.82  # of two folded names: one letter of a name with eight letters


@dataclass
class NameMatch:
    """The mandate that a text means for sure, or the candidates."""

    mandate: Mandate | None = None
    candidates: list[Mandate] = field(default_factory=list)
    is_number: bool = False


def bare_name(text: str) -> str:
    """The name without a number, titles and what follows it: "1. Ông Nguyễn Văn A (Tổ 4)" is "Nguyễn Văn A"."""
    return BEHIND_NAME.sub("", TITLES.sub("", LEADING_NUMBER.sub("", text.strip()))).strip()


def names_of(mandate: Mandate) -> set[str]:
    """The normal forms of the names of a delegate."""
    return {normal_form(name) for name in (mandate.person.full_name, mandate.person.other_name, str(mandate.person)) if name}


def match_name(text: str, mandates: Sequence[Mandate]) -> NameMatch:
    """The delegate among `mandates`, in the order of the office, that `text` means."""
    if number := NUMBER.fullmatch(text.strip()):
        return match_number(int(number[1]), mandates)
    name = bare_name(text)
    if not name:
        return NameMatch()
    exact = [mandate for mandate in mandates if names_of(mandate) & {normal_form(name), normal_form(text)}]
    if exact:
        return NameMatch(exact[0]) if len(exact) == 1 else NameMatch(candidates=exact)
    return NameMatch(candidates=similar_delegates(name, mandates))


def match_number(number: int, mandates: Sequence[Mandate]) -> NameMatch:
    """The delegate with this number: the rank if each delegate has an own one, else the position in the list."""
    ranks = {mandate.rank: mandate for mandate in mandates if mandate.rank}
    if len(ranks) == len(mandates):
        return NameMatch(ranks.get(number), is_number=True)
    return NameMatch(mandates[number - 1] if 1 <= number <= len(mandates) else None, is_number=True)


def similar_delegates(name: str, mandates: Sequence[Mandate]) -> list[Mandate]:
    """The delegates whose name is `name` without diacritics, in another order, in part, or with a typing error."""
    words = fold(name).split()
    folded = {mandate.pk: fold(mandate.person.full_name).split() for mandate in mandates}
    conditions = (
        lambda own: own == words,
        lambda own: sorted(own) == sorted(words),
        lambda own: len(words) > 1 and set(words) <= set(own),
        lambda own: SequenceMatcher(None, " ".join(own), " ".join(words)).ratio() >= SIMILAR,
    )
    for condition in conditions:
        candidates = [mandate for mandate in mandates if condition(folded[mandate.pk])]
        if candidates:
            return candidates
    return []
