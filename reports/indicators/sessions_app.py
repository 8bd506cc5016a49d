"""Indicators of sessions, questions, explanations and meetings of the Thường trực; only sessions have a table."""

from django.db.models import Case, Value, When

from reports.indicators.base import FigureQuery, Indicator, Part, PublicationFilter
from reports.indicators.grouping import Records
from reports.indicators.rows import session_row
from sessions_app.models import CouncilSession

KINDS = {
    CouncilSession.Kind.REGULAR: "Kỳ họp {regular}",
    CouncilSession.Kind.THEMATIC: "Kỳ họp chuyên đề",
    CouncilSession.Kind.EXTRAORDINARY: "Kỳ họp đột xuất (bất thường)",
    CouncilSession.Kind.FIRST: "Kỳ họp thứ nhất (khai mạc khóa)",
    CouncilSession.Kind.CLOSING: "Kỳ họp tổng kết nhiệm kỳ",
}


def _held(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return publication_filter(CouncilSession.objects.of(query.councils).held_in(query.period)).select_related("term__council")


INDICATORS = (
    Indicator(
        code="sessions.held",
        label="Kỳ họp",
        unit="kỳ họp",
        definition="Kỳ họp đã tổ chức có ngày khai mạc trong kỳ báo cáo, không phân biệt khóa.",
        parts=(Part("regular", "Kỳ họp {regular}"), Part("irregular", "Kỳ họp {irregular}")),
        rows=_held,
        part=Case(When(is_regular=True, then=Value("regular")), default=Value("irregular")),
        row=session_row,
    ),
    Indicator(
        code="sessions.by_kind",
        label="Kỳ họp theo loại",
        unit="kỳ họp",
        definition="Các kỳ họp nói trên, chia theo loại kỳ họp.",
        parts=tuple(Part(kind.value, label) for kind, label in KINDS.items()),
        rows=_held,
        part="kind",
        row=session_row,
    ),
)

QUESTIONS = (
    Indicator(
        code="questions.raised",
        label="Ý kiến chất vấn",
        unit="ý kiến",
        definition="Ý kiến chất vấn nêu trong kỳ.",
        parts=(Part("oral", "Chất vấn trực tiếp"), Part("written", "Chất vấn bằng văn bản")),
    ),
    Indicator(
        code="questions.sittings",
        label="Phiên chất vấn",
        unit="phiên",
        definition="Phiên họp có chất vấn của các kỳ họp trong kỳ.",
    ),
    Indicator(
        code="questions.topics",
        label="Nhóm vấn đề chất vấn",
        unit="nhóm vấn đề",
        definition="Nhóm vấn đề được chất vấn trong kỳ.",
    ),
    Indicator(
        code="explanations.held",
        label="Phiên giải trình",
        unit="phiên",
        definition="Phiên họp Thường trực HĐND có giải trình trong kỳ.",
    ),
    Indicator(
        code="explanations.topics",
        label="Nội dung giải trình",
        unit="nội dung",
        definition="Nhóm vấn đề được giải trình tại phiên họp Thường trực HĐND trong kỳ.",
    ),
    Indicator(
        code="standing_meetings.held",
        label="Phiên họp Thường trực HĐND",
        unit="phiên",
        definition="Phiên họp Thường trực HĐND đã tổ chức trong kỳ.",
    ),
    Indicator(
        code="confidence.ballots",
        label="Lần lấy phiếu tín nhiệm",
        unit="lần",
        definition="Lần lấy phiếu tín nhiệm đã tiến hành trong kỳ.",
    ),
)
