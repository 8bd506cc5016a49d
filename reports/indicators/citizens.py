"""What the voters said and how the citizens were received."""

from django.db.models import Count, F, Q, Sum
from django.utils.text import capfirst

from citizens.models import Petition, ReceptionSession, VoterMeeting, VoterMeetingRound
from councils.models import Field
from reports.indicators.base import APPROVED, Indicator, Measurement, Part, blanks, columns, grouped
from reports.indicators.rows import meeting_row, petition_row, reception_row, round_row

DELEGATE_LEVELS = {
    "national": ("with_national", "Có đại biểu Quốc hội"),
    "province": ("with_province", "Có đại biểu HĐND cấp tỉnh"),
    "district": ("with_district", "Có đại biểu HĐND cấp huyện"),
    "commune": ("with_commune", "Có đại biểu HĐND cấp xã"),
}
RECEIVERS = (
    Part("standing", "Thường trực HĐND {unit}"),
    Part("delegates", "Đại biểu HĐND {unit}"),
    Part("committee", "Các Ban HĐND {unit}"),
)
BEFORE_DELEGATES = (
    Part("higher_levels", "Nêu với đại biểu Quốc hội, HĐND cấp trên"),
    Part("own_level", "Nêu với đại biểu HĐND {unit}"),
)
STATES = tuple(Part(state.value, capfirst(state.label)) for state in Petition.State)


def _rounds(query, seen):
    return seen(VoterMeetingRound.objects.of(query.councils).held_in(query.period))


def _meetings(query, seen):
    return seen(VoterMeeting.objects.of(query.councils).held_in(query.period).without_duplicates(query.councils))


def _meetings_read(query):
    by_level = {key: Count("pk", filter=Q(**{column: True})) for key, (column, _) in DELEGATE_LEVELS.items()}
    return columns(_meetings(query, APPROVED), whole=Count("pk"), **by_level)


class MeetingsIndicator(Indicator):
    """A meeting may serve delegates of several levels: its parts overlap."""

    def rows_of(self, query, part, seen):
        rows = self.rows(query, seen)
        if not part:
            return rows
        return rows.filter(**{DELEGATE_LEVELS[part][0]: True}) if part in DELEGATE_LEVELS else rows.none()


def _rate_rows(query, seen):
    return _meetings(query, seen).filter(delegates_present__isnull=False, delegates_expected__gt=0)


def _rate_read(query):
    rows = _rate_rows(query, APPROVED).order_by().values("council")
    for line in rows.annotate(present=Sum("delegates_present"), expected=Sum("delegates_expected")):
        share = (line["present"], line["expected"])
        yield Measurement(line["council"], "", line["present"], base=line["expected"], share=share)


def _opinions_read(query):
    return columns(
        _meetings(query, APPROVED),
        whole=Sum("opinions"),
        blank=blanks("opinions"),
        answered_on_the_spot=Sum("opinions_answered"),
        recorded=Sum("opinions_recorded"),
    )


def _received(query, seen):
    rows = Petition.objects.of(query.councils).distinct_matters().received_in(query.period)
    return seen(rows).with_state_on(query.cut_off).select_related("field", "agency")


def _forwarded(query, seen):
    rows = Petition.objects.of(query.councils).distinct_matters().forwarded_in(query.period)
    return seen(rows).raised_before_delegates_of().with_state_on(query.cut_off).select_related("field", "agency")


def _status_read(query):
    """Petitions by state, each state's share taken of those within the council's own competence; older open ones beside."""
    own = Q(competence=F("council__level"))
    rows = _received(query, APPROVED).select_related(None).order_by().values("council", "state_on")
    lines = list(rows.annotate(counted=Count("pk"), within=Count("pk", filter=own)))
    whole, base = {}, {}
    for line in lines:
        whole[line["council"]] = whole.get(line["council"], 0) + line["counted"]
        base[line["council"]] = base.get(line["council"], 0) + line["within"]
    for council_id, value in whole.items():
        yield Measurement(council_id, "", value)
    for line in lines:
        of = base[line["council"]]
        yield Measurement(line["council"], line["state_on"], line["counted"], share=(line["within"], of) if of else None)
    for measurement in grouped(Petition.objects.of(query.councils).distinct_matters().approved().carried_over(query.period)):
        yield Measurement(measurement.council_id, "carried_over", measurement.value)


class StatusIndicator(Indicator):
    """The carried-over petitions stand beside the states: they were received before the period."""

    def rows_of(self, query, part, seen):
        if part == "carried_over":
            older = seen(Petition.objects.of(query.councils).distinct_matters()).carried_over(query.period)
            return older.with_state_on(query.cut_off).select_related("field", "agency")
        return super().rows_of(query, part, seen)


def _receptions(query, seen):
    rows = ReceptionSession.objects.of(query.councils).held_in(query.period).without_duplicates(query.councils)
    return rows.prefetch_related("receivers__person")


VOTERS = (
    MeetingsIndicator(
        code="voter_meetings.held",
        label="Cuộc tiếp xúc cử tri",
        unit="cuộc",
        definition="Cuộc tiếp xúc cử tri đã tổ chức trong kỳ; cuộc có đại biểu nhiều cấp chỉ tính một lần.",
        parts=tuple(Part(key, label) for key, (_, label) in DELEGATE_LEVELS.items()),
        rows=_meetings,
        read=_meetings_read,
        row=meeting_row,
        additive=False,
        counts_whole=True,
    ),
    Indicator(
        code="voter_meetings.rounds",
        label="Đợt tiếp xúc cử tri",
        unit="đợt",
        definition="Đợt tiếp xúc cử tri bắt đầu trong kỳ.",
        rows=_rounds,
        row=round_row,
    ),
    Indicator(
        code="voter_meetings.attendees",
        label="Lượt cử tri dự tiếp xúc",
        unit="lượt cử tri",
        definition="Cộng số cử tri dự các cuộc tiếp xúc trong kỳ.",
        rows=_meetings,
        column="attendees",
        qualifier="attendees_qualifier",
        row=meeting_row,
    ),
    Indicator(
        code="voter_meetings.attendance_rate",
        label="Tỷ lệ đại biểu dự tiếp xúc cử tri",
        unit="lượt đại biểu",
        definition="Số lượt đại biểu có mặt trên số được phân công, ở các cuộc ghi đủ hai số.",
        rows=_rate_rows,
        read=_rate_read,
        row=meeting_row,
        no_rows_say_nil=False,
        style="rate",
    ),
    Indicator(
        code="voter_meetings.speakers",
        label="Lượt cử tri phát biểu",
        unit="lượt",
        definition="Cộng số lượt cử tri phát biểu ở các cuộc tiếp xúc trong kỳ.",
        rows=_meetings,
        column="speakers",
        row=meeting_row,
    ),
    Indicator(
        code="voter_meetings.opinions",
        label="Ý kiến tại các cuộc tiếp xúc cử tri",
        unit="ý kiến",
        definition="Cộng số ý kiến ghi ở các cuộc tiếp xúc trong kỳ.",
        parts=(Part("answered_on_the_spot", "Trả lời tại chỗ"), Part("recorded", "Ghi nhận, tổng hợp")),
        rows=_meetings,
        column="opinions",
        read=_opinions_read,
        row=meeting_row,
        additive=False,
        counts_whole=True,
    ),
    Indicator(
        code="petitions.received",
        label="Kiến nghị cử tri đã tiếp nhận",
        unit="kiến nghị",
        definition="Kiến nghị tiếp nhận trong kỳ, sau khi gộp các ý kiến trùng.",
        rows=lambda query, seen: _received(query, seen).raised_before_delegates_of(),
        parts=BEFORE_DELEGATES,
        part="raised_before",
        row=petition_row,
    ),
    Indicator(
        code="petitions.forwarded",
        label="Kiến nghị cử tri đã chuyển",
        unit="ý kiến, kiến nghị",
        definition="Kiến nghị đã chuyển đến cơ quan có thẩm quyền trong kỳ (theo ngày chuyển lần đầu).",
        rows=_forwarded,
        parts=BEFORE_DELEGATES,
        part="raised_before",
        row=petition_row,
    ),
    StatusIndicator(
        code="petitions.by_status",
        label="Kết quả giải quyết kiến nghị cử tri",
        unit="kiến nghị",
        definition="Kiến nghị tiếp nhận trong kỳ theo tình trạng vào ngày chốt; tỷ lệ tính trên số thuộc thẩm quyền cấp mình.",
        rows=_received,
        parts=(*STATES, Part("carried_over", "Kỳ trước chuyển sang")),
        part="state_on",
        read=_status_read,
        row=petition_row,
        style="share",
        additive=False,
        counts_whole=True,
    ),
    Indicator(
        code="petitions.by_competence",
        label="Kiến nghị cử tri theo thẩm quyền",
        unit="kiến nghị",
        definition="Kiến nghị tiếp nhận trong kỳ, chia theo cấp có thẩm quyền giải quyết.",
        rows=_received,
        parts=tuple(Part(c.value, f"Thẩm quyền {c.label}") for c in Petition.Competence),
        part="competence",
        row=petition_row,
    ),
    Indicator(
        code="petitions.by_field",
        label="Kiến nghị cử tri theo lĩnh vực",
        unit="kiến nghị",
        definition="Kiến nghị tiếp nhận trong kỳ, chia theo lĩnh vực.",
        rows=_received,
        vocabulary=Field,
        part="field__key",
        row=petition_row,
    ),
)

RECEPTIONS = (
    Indicator(
        code="receptions.held",
        label="Buổi tiếp công dân",
        unit="buổi",
        definition="Buổi tiếp công dân đã tổ chức trong kỳ, kể cả buổi không có công dân đến; các chủ thể không cộng với nhau.",
        parts=(*RECEIVERS, Part("council", "HĐND {unit}")),
        rows=_receptions,
        part="receiver",
        row=reception_row,
        additive=False,
        reported_parts=("council",),
    ),
    Indicator(
        code="receptions.visits",
        label="Lượt tiếp công dân",
        unit="lượt",
        definition="Cộng số lượt của các buổi tiếp công dân có ghi số lượt.",
        parts=RECEIVERS,
        rows=_receptions,
        column="visits",
        part="receiver",
        row=reception_row,
    ),
    Indicator(
        code="receptions.people",
        label="Người được tiếp",
        unit="người",
        definition="Cộng số người của các buổi tiếp công dân có ghi số người.",
        parts=RECEIVERS,
        rows=_receptions,
        column="people",
        part="receiver",
        row=reception_row,
    ),
    Indicator(
        code="letters.received",
        label="Đơn thư đã tiếp nhận",
        unit="đơn",
        definition="Đơn thư tiếp nhận trong kỳ.",
        parts=(
            Part("complaint", "Khiếu nại"),
            Part("denunciation", "Tố cáo"),
            Part("proposal", "Kiến nghị"),
            Part("feedback", "Phản ánh"),
        ),
    ),
)
