"""Choices that models of several apps share."""

from collections.abc import Iterable

from django.db.models import TextChoices


class Qualifier(TextChoices):
    NEARLY = "nearly", "gần"
    MORE_THAN = "more_than", "hơn"
    ABOVE = "above", "trên"
    ABOUT = "about", "khoảng"
    ESTIMATED = "estimated", "ước"


class Format(TextChoices):
    IN_PERSON = "in_person", "trực tiếp"
    ONLINE = "online", "trực tuyến"
    HYBRID = "hybrid", "trực tiếp kết hợp trực tuyến"


class Life(TextChoices):
    """Whether an event took place; stored in columns named `life`."""

    PLANNED = "planned", "dự kiến"
    HELD = "held", "đã tổ chức"
    POSTPONED = "postponed", "hoãn"
    CANCELLED = "cancelled", "hủy"


def common_qualifier(qualifiers: Iterable[str]) -> str:
    """Return the qualifier of a sum of figures that carry `qualifiers` (rule R).

    "" if none is qualified, the common one if all carry the same, otherwise "khoảng".
    """
    distinct = set(qualifiers)
    if len(distinct) <= 1:
        return distinct.pop() if distinct else ""
    return Qualifier.ABOUT.value
