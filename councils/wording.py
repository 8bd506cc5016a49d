"""The common name of several Councils, and of all those of one level."""

import re
from collections.abc import Iterable

from django.utils.text import capfirst

from councils.models import Council

MEETINGS = re.compile(r"\b(đợt|cuộc)(?= tiếp xúc)", re.IGNORECASE)


def in_own_words(text: str, council: Council | None = None) -> str:
    """A text of the catalogue of indicators in the words that the Council has chosen; without one, in the usual words.

    {regular} and {irregular} stand for its sessions; its words for rounds and meetings take the place of the usual ones.
    """
    words = council or Council()
    text = text.replace("{regular}", words.regular_label).replace("{irregular}", words.irregular_label)
    own = {"đợt": words.round_word, "cuộc": words.meeting_word}
    return MEETINGS.sub(lambda match: _in_case_of(match[0], own[match[0].lower()]), text)


def _in_case_of(usual: str, word: str) -> str:
    return capfirst(word) if usual[0].isupper() else word


def councils_label(unit_kinds: Iterable[str]) -> str:
    """The Councils of these kinds of units: "HĐND các phường", "HĐND các xã, thị trấn".

    `unit_kinds` are values of `Council.UnitKind`, in any order; duplicates are ignored. The result has the order of the law.
    """
    present = set(unit_kinds)
    labels = [kind.label for kind in Council.UnitKind if kind.value in present]
    return f"HĐND các {', '.join(labels)}" if labels else "HĐND cấp dưới"


def level_label(level: str, superior: Council) -> str:
    """All Councils of `level` below `superior`, while their kinds are unknown: "HĐND các huyện", "HĐND cấp xã"."""
    if level == Council.Level.DISTRICT and superior.unit_kind == Council.UnitKind.PROVINCE:
        return "HĐND các huyện"
    return f"HĐND {Council.Level(level).label}"
