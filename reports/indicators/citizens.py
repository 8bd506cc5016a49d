"""Indicators of voter meetings, petitions of voters, receptions of citizens and letters."""

from collections.abc import Iterable

from django.db.models import Count, F, Q, Sum
from django.utils.text import capfirst

from citizens.models import Petition, ReceptionSession, VoterMeeting, VoterMeetingRound
from citizens.models.petitions import PetitionQuerySet
from councils.models import Field
from reports.indicators.base import FigureQuery, Indicator, Part, PartRelation, PublicationFilter, approved
from reports.indicators.grouping import Measurement, Records, Share, aggregate_grouping, blank_count, group_measurements
from reports.indicators.rows import forwarded_row, meeting_row, received_row, reception_row, round_row

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


def _rounds(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return publication_filter(VoterMeetingRound.objects.of(query.councils).held_in(query.period))


def _meetings(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return publication_filter(
        VoterMeeting.objects.of(query.councils).held_in(query.period).without_duplicates(*query.duplicate_groups)
    )


BY_DELEGATE_LEVEL = {key: Count("pk", filter=Q(**{column: True})) for key, (column, _) in DELEGATE_LEVELS.items()}


class MeetingsIndicator(Indicator):
    """Voter meetings by the level of their delegates. One meeting may have delegates of several levels, so the parts overlap."""

    def part_rows(self, query: FigureQuery, part: str, publication_filter: PublicationFilter) -> Records:
        rows = self.all_rows(query, publication_filter)
        if not part:
            return rows
        return rows.filter(**{DELEGATE_LEVELS[part][0]: True}) if part in DELEGATE_LEVELS else rows.none()


def _rate_rows(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return _meetings(query, publication_filter).filter(delegates_present__isnull=False, delegates_expected__gt=0)


def _rate_measurements(query: FigureQuery) -> Iterable[Measurement]:
    rows = _rate_rows(query, approved).order_by().values("council")
    for group in rows.annotate(present=Sum("delegates_present"), expected=Sum("delegates_expected")):
        share = Share(group["present"], group["expected"])
        yield Measurement(group["council"], "", group["present"], base=group["expected"], share=share)


def _received(query: FigureQuery, publication_filter: PublicationFilter) -> PetitionQuerySet:
    rows = Petition.objects.of(query.councils).distinct_matters().received_in(query.period)
    rows = publication_filter(rows).with_raised_before(query.councils).with_state_on(query.cut_off)
    return rows.select_related("field", "agency")


def _forwarded(query: FigureQuery, publication_filter: PublicationFilter) -> PetitionQuerySet:
    rows = Petition.objects.of(query.councils).distinct_matters().forwarded_in(query.period)
    rows = publication_filter(rows).with_raised_before(query.councils).with_state_on(query.cut_off)
    return rows.select_related("field", "agency")


def _status_measurements(query: FigureQuery) -> Iterable[Measurement]:
    """Petitions by state, and those that are carried over from earlier periods.

    The share of a state is computed from the petitions within the council's own competence.
    """
    own = Q(competence=F("council__level"))
    rows: Records = _received(query, approved).select_related(None).order_by()
    groups = list(rows.values("council", "state_on").annotate(counted=Count("pk"), within_competence=Count("pk", filter=own)))
    whole: dict[int, int] = {}
    base: dict[int, int] = {}
    for group in groups:
        whole[group["council"]] = whole.get(group["council"], 0) + group["counted"]
        base[group["council"]] = base.get(group["council"], 0) + group["within_competence"]
    for council_id, value in whole.items():
        yield Measurement(council_id, "", value)
    for group in groups:
        total = base[group["council"]]
        share = Share(group["within_competence"], total) if total else None
        yield Measurement(group["council"], group["state_on"], group["counted"], share=share)
    for measurement in group_measurements(
        Petition.objects.of(query.councils).distinct_matters().approved().carried_over(query.period)
    ):
        yield Measurement(measurement.council_id, "carried_over", measurement.value)


class StatusIndicator(Indicator):
    """Petitions by state. The part "carried_over" was received before the period and is not in the whole."""

    def part_rows(self, query: FigureQuery, part: str, publication_filter: PublicationFilter) -> Records:
        if part == "carried_over":
            older = publication_filter(Petition.objects.of(query.councils).distinct_matters()).carried_over(query.period)
            return older.with_state_on(query.cut_off).select_related("field", "agency")
        return super().part_rows(query, part, publication_filter)


def _receptions(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    rows = ReceptionSession.objects.of(query.councils).held_in(query.period).without_duplicates(*query.duplicate_groups)
    return rows.prefetch_related("receivers__person")


VOTERS = (
    MeetingsIndicator(
        code="voter_meetings.held",
        label="Cuộc tiếp xúc cử tri",
        unit="cuộc",
        unit_word="meeting_word",
        definition="Cuộc tiếp xúc cử tri đã tổ chức trong kỳ; cuộc có đại biểu nhiều cấp chỉ tính một lần.",
        parts=tuple(Part(key, label) for key, (_, label) in DELEGATE_LEVELS.items()),
        rows=_meetings,
        grouping=lambda query: aggregate_grouping(whole=Count("pk"), **BY_DELEGATE_LEVEL),
        row=meeting_row,
        additive=False,
        relation=PartRelation.COVERING,
        counts_whole=True,
    ),
    Indicator(
        code="voter_meetings.rounds",
        label="Đợt tiếp xúc cử tri",
        unit="đợt",
        unit_word="round_word",
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
        measure_rows=_rate_measurements,
        row=meeting_row,
        no_rows_mean_zero=False,
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
        grouping=lambda query: aggregate_grouping(
            whole=Sum("opinions"),
            blank=blank_count("opinions"),
            answered_on_the_spot=Sum("opinions_answered"),
            recorded=Sum("opinions_recorded"),
        ),
        row=meeting_row,
        additive=False,
        relation=PartRelation.WITHIN,
        counts_whole=True,
    ),
    Indicator(
        code="petitions.received",
        label="Kiến nghị cử tri đã tiếp nhận",
        unit="kiến nghị",
        definition="Kiến nghị tiếp nhận trong kỳ, sau khi gộp các ý kiến trùng.",
        rows=_received,
        parts=BEFORE_DELEGATES,
        part="raised_before",
        row=received_row,
    ),
    Indicator(
        code="petitions.forwarded",
        label="Kiến nghị cử tri đã chuyển",
        unit="ý kiến, kiến nghị",
        definition="Kiến nghị đã chuyển đến cơ quan có thẩm quyền trong kỳ (theo ngày chuyển lần đầu).",
        rows=_forwarded,
        parts=BEFORE_DELEGATES,
        part="raised_before",
        row=forwarded_row,
    ),
    StatusIndicator(
        code="petitions.by_status",
        label="Kết quả giải quyết kiến nghị cử tri",
        unit="kiến nghị",
        definition="Kiến nghị tiếp nhận trong kỳ theo tình trạng vào ngày chốt; tỷ lệ tính trên số thuộc thẩm quyền cấp mình.",
        rows=_received,
        parts=(*STATES, Part("carried_over", "Kỳ trước chuyển sang", relation=PartRelation.OUTSIDE)),
        carried_parts=("carried_over",),
        part="state_on",
        measure_rows=_status_measurements,
        row=received_row,
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
        row=received_row,
    ),
    Indicator(
        code="petitions.by_field",
        label="Kiến nghị cử tri theo lĩnh vực",
        unit="kiến nghị",
        definition="Kiến nghị tiếp nhận trong kỳ, chia theo lĩnh vực.",
        rows=_received,
        vocabulary=Field,
        part="field__key",
        row=received_row,
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
        relation=PartRelation.COVERING,
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
