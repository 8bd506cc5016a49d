"""Indicators of supervisions and surveys."""

from django.db.models import Case, Count, Value, When
from django.utils.text import capfirst

from councils.models import Field
from reports.indicators.base import FigureQuery, Indicator, Part, PartRelation, PublicationFilter
from reports.indicators.grouping import UNCLASSIFIED, Records, aggregate_grouping
from reports.indicators.rows import supervised_unit_row, supervision_row
from supervision.models import SupervisedUnit, Supervision, SupervisionQuerySet

LEADERS = {
    "council": ("council", "HĐND {unit}"),
    "standing": ("standing", "Thường trực HĐND {unit}"),
    "committee": ("committees", "Các Ban HĐND {unit}"),
    "group": ("groups", "Các Tổ đại biểu"),
    "delegate": ("delegates", "Đại biểu HĐND"),
}


class LedIndicator(Indicator):
    """Supervisions by leader; those whose leader is unknown belong to nobody."""

    def unlisted_part(self, key: str) -> Part:
        return Part(key, "Chưa rõ chủ thể") if key == UNCLASSIFIED else super().unlisted_part(key)


def _concluded(query: FigureQuery, publication_filter: PublicationFilter) -> SupervisionQuerySet:
    rows = Supervision.objects.of(query.councils).concluded_in(query.period).without_duplicates(*query.duplicate_groups)
    return publication_filter(rows).select_related("council", "lead_body", "lead_mandate__person")


def _conducted(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return _concluded(query, publication_filter).thematic().with_leader_kind()


def _units(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    concluded = _concluded(query, publication_filter).select_related(None)
    return SupervisedUnit.objects.filter(supervision__in=concluded).select_related("supervision", "agency")


INDICATORS = (
    LedIndicator(
        code="supervision.conducted",
        label="Cuộc giám sát, khảo sát chuyên đề",
        unit="cuộc",
        definition="Giám sát chuyên đề, tái giám sát, khảo sát hoàn thành trong kỳ; mỗi cuộc tính một lần cho chủ thể chủ trì.",
        parts=tuple(Part(key, label) for key, label in LEADERS.values()),
        rows=_conducted,
        part=Case(*(When(leader_kind=kind, then=Value(key)) for kind, (key, _) in LEADERS.items()), default=Value("")),
        row=supervision_row,
    ),
    Indicator(
        code="supervision.by_form",
        label="Cuộc giám sát theo hình thức",
        unit="cuộc",
        definition="Mọi cuộc giám sát hoàn thành trong kỳ, chia theo hình thức.",
        parts=tuple(Part(form.value, capfirst(form.label)) for form in Supervision.Form),
        rows=_concluded,
        part="form",
        row=supervision_row,
    ),
    Indicator(
        code="supervision.by_method",
        label="Cuộc giám sát theo cách thức",
        unit="cuộc",
        definition="Mọi cuộc giám sát hoàn thành trong kỳ, chia theo cách thức.",
        parts=tuple(Part(method.value, f"Giám sát {method.label}") for method in Supervision.Method),
        rows=_concluded,
        part="method",
        row=supervision_row,
    ),
    Indicator(
        code="supervision.topics",
        label="Nội dung giám sát",
        unit="nội dung",
        definition="Nội dung của các cuộc giám sát hoàn thành trong kỳ; một cuộc có thể có nhiều nội dung.",
        vocabulary=Field,
    ),
    Indicator(
        code="supervision.units",
        label="Lượt đơn vị được giám sát",
        unit="lượt đơn vị",
        definition="Lượt cơ quan, đơn vị của các cuộc giám sát hoàn thành trong kỳ.",
        parts=(Part("distinct", "Số cơ quan, đơn vị khác nhau", "cơ quan, đơn vị", PartRelation.WITHIN),),
        rows=_units,
        grouping=lambda query: aggregate_grouping(whole=Count("pk"), distinct=Count("agency", distinct=True)),
        row=supervised_unit_row,
    ),
    Indicator(
        code="supervision.recommendations",
        label="Kiến nghị sau giám sát",
        unit="kiến nghị",
        definition="Kiến nghị nêu trong kỳ và tình trạng thực hiện vào ngày chốt số liệu.",
        may_be_percent=True,
        parts=(
            Part("open", "Chưa thực hiện"),
            Part("in_progress", "Đang thực hiện"),
            Part("implemented", "Đã thực hiện"),
            Part("dropped", "Không thực hiện"),
            Part("overdue", "Quá hạn thực hiện", relation=PartRelation.WITHIN),
        ),
    ),
)
