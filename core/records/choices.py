"""Choices that several rooms share and that know no noun of the Council."""

from django.db.models import TextChoices


class Qualifier(TextChoices):
    NEARLY = "nearly", "gần"
    MORE_THAN = "more_than", "hơn"
    ABOVE = "above", "trên"
    ABOUT = "about", "khoảng"


class Format(TextChoices):
    IN_PERSON = "in_person", "trực tiếp"
    ONLINE = "online", "trực tuyến"
    HYBRID = "hybrid", "trực tiếp kết hợp trực tuyến"


class Life(TextChoices):
    PLANNED = "planned", "dự kiến"
    HELD = "held", "đã tổ chức"
    POSTPONED = "postponed", "hoãn"
    CANCELLED = "cancelled", "hủy"


def common_qualifier(qualifiers):
    """The word for a sum of figures that carry `qualifiers` (rule R).

    No word if none is qualified, the common word if all carry the same, otherwise "khoảng".
    """
    words = set(qualifiers)
    if len(words) <= 1:
        return words.pop() if words else ""
    return Qualifier.ABOUT.value
