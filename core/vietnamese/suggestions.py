"""What a text that is not in a list was likely meant to be."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from heapq import nlargest

from core.vietnamese.text import fold

MAX_LENGTH = 120  # characters that are compared; longer texts differ early enough


def nearest(text: str, candidates: Iterable[str], count: int = 3) -> list[str]:
    """Return the `count` candidates that are most like `text` without diacritics and in lower case, the most similar first.

    Of those that are equally similar, the first in the order of `candidates` comes first.
    """
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    matcher.set_seq2(fold(text[:MAX_LENGTH]) or text[:MAX_LENGTH])

    def similarity(candidate: str) -> float:
        matcher.set_seq1(fold(candidate[:MAX_LENGTH]) or candidate[:MAX_LENGTH])
        return matcher.ratio()

    return nlargest(count, dict.fromkeys(candidates), key=similarity)
