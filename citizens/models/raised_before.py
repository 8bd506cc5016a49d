"""The level of the delegates before whom a petition was raised, as an expression of the database."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, Q, QuerySet, Value, When

from councils.models import Council

LEVELS = ("national", "province", "district", "commune")  # of delegates at a meeting, the highest first


def raised_before(meetings: QuerySet[Any], councils: Iterable[Council]) -> Case:  # Any: the model of a link
    """The level for petitions of `councils`; `meetings` are the rows that link one petition to its meetings.

    It is "higher_levels" if delegates of a level above the council attended at least one meeting of the petition, "own_level" if
    only delegates of the council or of lower levels attended its meetings, and "unclassified" if the petition has no meeting.
    """
    by_level: dict[str, list[int]] = {}
    for council in councils:
        by_level.setdefault(council.level, []).append(council.pk)
    raised_higher = []
    for level, keys in by_level.items():
        above = [f"votermeeting__with_{higher}" for higher in LEVELS[: LEVELS.index(level)]]
        higher = meetings.filter(Q(*((column, True) for column in above), _connector=Q.OR))
        of_level = Q() if len(by_level) == 1 else Q(council__in=keys)
        raised_higher.append(When(Q(of_level, Exists(higher)), then=Value("higher_levels")))
    raised = When(Exists(meetings), then=Value("own_level"))
    return Case(*raised_higher, raised, default=Value("unclassified"))
