"""Indicators of sessions: how many were held, and how many delegates came to them."""

from collections.abc import Iterable

from django.db.models import Aggregate, Case, Count, Exists, OuterRef, Subquery, Sum, Value, When

from reports.indicators.base import FigureQuery, Indicator, Part, PublicationFilter
from reports.indicators.grouping import Group, Grouping, Measurement, Records, Share
from reports.indicators.rows import attendance_row, session_row
from sessions_app.models import Attendance, CouncilSession, Sitting

KINDS = {
    CouncilSession.Kind.REGULAR: "Kỳ họp {regular}",
    CouncilSession.Kind.THEMATIC: "Kỳ họp chuyên đề",
    CouncilSession.Kind.EXTRAORDINARY: "Kỳ họp đột xuất (bất thường)",
    CouncilSession.Kind.FIRST: "Kỳ họp thứ nhất (khai mạc khóa)",
    CouncilSession.Kind.CLOSING: "Kỳ họp tổng kết nhiệm kỳ",
}


def _held(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return publication_filter(CouncilSession.objects.of(query.councils).held_in(query.period)).select_related("term__council")


def _first_roll(column: str) -> Subquery:
    """The expression for `column` of the first sitting of a session; null where nobody has called its roll."""
    first = Sitting.objects.filter(
        ~Exists(Sitting.objects.filter(session=OuterRef("session"), number__lt=OuterRef("number"))),
        Exists(Attendance.objects.filter(sitting=OuterRef("pk"))),
        session=OuterRef("pk"),
    )
    return Subquery(first.with_attendance().order_by().values(column))


def _attendance_grouping(query: FigureQuery) -> Grouping:
    sums: dict[str, Aggregate] = {name: Sum(_first_roll(name)) for name in ("present", "base")}
    sums |= {"stated": Count(_first_roll("pk")), "sessions": Count("pk")}
    return Grouping({}, sums, _attendance_measurements)


def _attendance_measurements(groups: Iterable[Group]) -> Iterable[Measurement]:
    """The delegates who were present out of all delegates, over the sessions with a roll; their number is in the share."""
    for group in groups:
        present, base = group["present"], group["base"]
        if present is not None:
            share = Share(present, base, rows=group["stated"], all_rows=group["sessions"])
            yield Measurement(group["council"], "", present, base=base, share=share)


def with_numbers_of_roll(rows: Records) -> Records:
    """The sessions with `present`, `base` and `roll_on` of their first sittings; null where nobody has called its roll."""
    roll = {"present": _first_roll("present"), "base": _first_roll("base"), "roll_on": _first_roll("held_on")}
    annotated: Records = rows.annotate(**roll)
    return annotated


class AttendanceIndicator(Indicator):
    """The attendance of sessions, each by the roll of its first sitting."""

    def part_rows(self, query: FigureQuery, part: str, publication_filter: PublicationFilter) -> Records:
        return with_numbers_of_roll(self.all_rows(query, publication_filter)).filter(present__isnull=False)


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
    AttendanceIndicator(
        code="sessions.attendance",
        label="Tỷ lệ đại biểu dự kỳ họp",
        unit="lượt đại biểu",
        row_noun="kỳ họp",
        definition="Số đại biểu có mặt ở phiên họp đầu tiên trên tổng số đại biểu của ngày đó, cộng các kỳ họp đã điểm danh.",
        rows=_held,
        grouping=_attendance_grouping,
        row=attendance_row,
        no_rows_mean_zero=False,
        shows_zeros=False,
        style="rate",
    ),
)
