"""Indicators of voter meetings, receptions of citizens and letters."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from django.db.models import Aggregate, Count, F, Q, Sum

from citizens.models import ReceptionSession, VoterMeeting, VoterMeetingRound
from core.records.choices import common_qualifier
from core.vietnamese.normal_form import normal_form
from reports.indicators.base import FigureQuery, Indicator, Part, PartRelation, PublicationFilter
from reports.indicators.grouping import Group, Grouping, Measurement, Records, Share, aggregate_grouping, blank_count
from reports.indicators.rows import meeting_row, reception_row, round_row

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


RATES = {"": ("delegates_present", "delegates_expected"), "voters": ("attendees", "invited")}


def _with_rate(part: str) -> Q:
    """The condition for meetings that state both numbers of the rate."""
    counted, expected = RATES[part]
    return Q(**{f"{counted}__isnull": False, f"{expected}__gt": 0})


def _rate_measurements(groups: Iterable[Group]) -> Iterable[Measurement]:
    """The rates of delegates and of voters, each over the meetings that state both numbers; their number is in the share."""
    for group in groups:
        for part in RATES:
            value, base = group[f"value {part}"], group[f"base {part}"]
            if value is not None:
                share = Share(value, base, rows=group[f"stated {part}"], all_rows=group["meetings"])
                yield Measurement(group["council"], part, value, base=base, share=share)


def _rate_sums() -> dict[str, Aggregate]:
    sums: dict[str, Aggregate] = {"meetings": Count("pk")}
    for part, (counted, expected) in RATES.items():
        stated = _with_rate(part)
        sums |= {f"value {part}": Sum(counted, filter=stated), f"base {part}": Sum(expected, filter=stated)}
        sums[f"stated {part}"] = Count("pk", filter=stated)
    return sums


class RateIndicator(Indicator):
    """The rates of delegates and of voters at meetings."""

    def part_rows(self, query: FigureQuery, part: str, publication_filter: PublicationFilter) -> Records:
        rows = _meetings(query, publication_filter)
        return rows.filter(_with_rate(part)) if part in RATES else rows.none()


SIGNS_OF_KEYS = str.maketrans({"+": "&", **dict.fromkeys("@{}|", " ")})
OPINIONS = {"": "opinions", "answered_on_the_spot": "opinions_answered", "recorded": "opinions_recorded"}


def _opinion_measurements(groups: Iterable[Group]) -> Iterable[Measurement]:
    """All opinions, with the word for how exact the meetings know them, and how many of them were answered or recorded."""
    for council_id, council_groups in groupby(sorted(groups, key=itemgetter("council")), key=itemgetter("council")):
        by_qualifier = list(council_groups)
        for part in OPINIONS:
            stated = [group for group in by_qualifier if group[f"sum {part}"] is not None]
            value = sum(group[f"sum {part}"] for group in stated) if stated else None
            qualifier = "" if part else common_qualifier(group["qualifier"] for group in stated)
            has_blanks = not part and any(group["blank"] for group in by_qualifier)
            if value is not None or not part:
                yield Measurement(council_id, part, value, qualifier=qualifier, has_blanks=has_blanks)


def _receptions(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    rows = ReceptionSession.objects.of(query.councils).held_in(query.period).without_duplicates(*query.duplicate_groups)
    return rows.prefetch_related("receivers__person")


def _place_measurements(groups: Iterable[Group]) -> Iterable[Measurement]:
    """Reception sessions by place. The spellings of one place are one part, with the spelling of the most sessions as its key."""
    counts: Counter[tuple[int, str]] = Counter()
    spellings: dict[str, str] = {}
    for group in sorted(groups, key=lambda group: (-group["counted"], group["place"])):
        key = spellings.setdefault(normal_form(group["place"]), place_key(group["place"]))
        counts[group["council"], key] += group["counted"]
    for (council_id, key), counted in counts.items():
        yield Measurement(council_id, key, counted)


def place_key(place: str) -> str:
    """The key of the part for a place: the place as it is written, without the signs of placeholders and of unions."""
    return " ".join(place.translate(SIGNS_OF_KEYS).split())


class PlacesIndicator(Indicator):
    """Reception sessions by place, in whatever spelling."""

    def part_rows(self, query: FigureQuery, part: str, publication_filter: PublicationFilter) -> Records:
        rows = self.all_rows(query, publication_filter)
        if not part:
            return rows
        wanted = {normal_form(key) for key in part.split("+")}
        places = rows.prefetch_related(None).order_by().values_list("place", flat=True).distinct()
        return rows.filter(place__in=[place for place in places if normal_form(place_key(place)) in wanted])


MEETINGS = (
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
    RateIndicator(
        code="voter_meetings.attendance_rate",
        label="Tỷ lệ đại biểu dự tiếp xúc cử tri",
        unit="lượt đại biểu",
        definition="Số lượt đại biểu có mặt trên số được phân công, ở các cuộc ghi đủ hai số; cử tri: số dự trên số được mời.",
        parts=(Part("voters", "Cử tri dự trên số được mời", "lượt cử tri", PartRelation.OUTSIDE),),
        rows=_meetings,
        grouping=lambda query: Grouping({}, _rate_sums(), _rate_measurements),
        row=meeting_row,
        no_rows_mean_zero=False,
        shows_zeros=False,
        style="rate",
    ),
    Indicator(
        code="voter_meetings.speakers",
        label="Lượt cử tri phát biểu",
        unit="lượt",
        definition="Cộng số lượt cử tri phát biểu ở các cuộc tiếp xúc trong kỳ.",
        rows=_meetings,
        column="speakers",
        qualifier="speakers_qualifier",
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
        grouping=lambda query: Grouping(
            {"qualifier": F("opinions_qualifier")},
            {"blank": blank_count("opinions"), **{f"sum {part}": Sum(column) for part, column in OPINIONS.items()}},
            _opinion_measurements,
        ),
        row=meeting_row,
        may_be_percent=True,
        additive=False,
        relation=PartRelation.WITHIN,
        counts_whole=True,
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
        code="receptions.by_kind",
        label="Buổi tiếp công dân theo hình thức",
        unit="buổi",
        definition="Buổi tiếp công dân đã tổ chức trong kỳ, chia theo hình thức.",
        parts=tuple(Part(kind.value, f"Tiếp {kind.label}") for kind in ReceptionSession.Kind),
        rows=_receptions,
        part="kind",
        row=reception_row,
    ),
    PlacesIndicator(
        code="receptions.by_place",
        label="Buổi tiếp công dân theo địa điểm",
        unit="buổi",
        definition="Buổi tiếp công dân đã tổ chức trong kỳ, chia theo địa điểm; các cách viết của một địa điểm tính chung.",
        rows=_receptions,
        part_pattern=r"[^+@{}|\n]+",
        grouping=lambda query: Grouping({"place": F("place")}, {"counted": Count("pk")}, _place_measurements),
        row=reception_row,
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
