"""Indicators of delegates, groups of delegates, the Thường trực, the Ban, structure, changes and commendations."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, Q
from django.utils.text import capfirst

from councils.models import Body, Commendation, Mandate, Membership
from councils.querysets import CouncilQuerySet
from reports.indicators.base import FigureQuery, Indicator, ListedRecord, Part, PartRelation, PublicationFilter, approved
from reports.indicators.grouping import UNCLASSIFIED, Grouping, Measurement, Records, aggregate_grouping, group_measurements
from reports.indicators.rows import commendation_row


def _mandates(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return Mandate.objects.of(query.councils).in_force_on(query.cut_off).select_related("person", "term", "unit")


def _groups(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return Body.objects.of(query.councils).in_force_on(query.cut_off).groups()


def _members(kind: str) -> Callable[[FigureQuery, PublicationFilter], Records]:
    def rows(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
        members = Membership.objects.of(query.councils).in_force_on(query.cut_off).of_kind(kind)
        return members.select_related("mandate__person", "body")

    return rows


def _mandate_row(mandate: Mandate) -> ListedRecord:
    return ListedRecord(title=str(mandate.person), number=str(mandate.unit or ""), meta=str(mandate.term))


def _member_row(membership: Membership) -> ListedRecord:
    return ListedRecord(title=str(membership.mandate.person), number=membership.role_label, meta=membership.body.name)


def _group_row(body: Body) -> ListedRecord:
    return ListedRecord(title=body.name, date=body.start, date_label="từ")


def _structure_grouping(query: FigureQuery) -> Grouping:
    year = query.cut_off.year
    sector = {f"sector__{key}": Count("pk", filter=Q(sector=key)) for key in Mandate.Sector.values}
    return aggregate_grouping(
        base=Count("pk"),
        gender__female=Count("pk", filter=Q(person__gender="female")),
        gender__male=Count("pk", filter=Q(person__gender="male")),
        **{f"gender__{UNCLASSIFIED}": Count("pk", filter=Q(person__gender=""))},
        age__under_35=Count("pk", filter=Q(person__birth_year__gt=year - 35)),
        age__under_40=Count("pk", filter=Q(person__birth_year__gt=year - 40)),
        **{f"age__{UNCLASSIFIED}": Count("pk", filter=Q(person__birth_year__isnull=True))},
        **sector,
        **{f"sector__{UNCLASSIFIED}": Count("pk", filter=Q(sector=""))},
        full_time=Count("pk", filter=Q(is_full_time=True)),
        reelected=Count("pk", filter=Q(is_reelected=True)),
    )


def _begun(query: FigureQuery) -> CouncilQuerySet[Mandate]:
    return Mandate.objects.of(query.councils).begun_in(query.period).filter(origin__in=ORIGINS_OF_CHANGES)


def _ended(query: FigureQuery) -> CouncilQuerySet[Mandate]:
    return Mandate.objects.of(query.councils).ended_in(query.period).exclude(end_reason__in=("term_ended", "council_ended"))


def _change_measurements(query: FigureQuery) -> Iterable[Measurement]:
    begun: Counter[int] = Counter()
    for measurement in group_measurements(_begun(query), part="origin"):
        begun[measurement.council_id] += int(measurement.value or 0)
        yield measurement
    yield from (Measurement(council_id, "begun", value) for council_id, value in begun.items())
    yield from group_measurements(_ended(query), part="end_reason")


class ChangesIndicator(Indicator):
    """Mandates that began or ended in the period. A mandate that did both is counted in both parts.

    The part "begun" is the sum of the parts by origin.
    """

    def part_rows(self, query: FigureQuery, part: str, publication_filter: PublicationFilter) -> Records:
        if not part:
            return self.all_rows(query, publication_filter)
        if part == "begun":
            rows = _begun(query)
        elif part in ORIGINS_OF_CHANGES:
            rows = _begun(query).filter(origin=part)
        else:
            rows = _ended(query).filter(end_reason=part)
        return rows.select_related("person", "term", "unit")


def _commendations(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return publication_filter(Commendation.objects.of(query.councils).for_period(query.period))


MEASURES = {"collectives": "tập thể", "individuals": "cá nhân", "households": "hộ"}


def _commendation_measurements(query: FigureQuery) -> Iterable[Measurement]:
    rows = _commendations(query, approved).order_by("kind", "authority_level", "span")
    for council_id, kind, level, span, *counts in rows.values_list("council", "kind", "authority_level", "span", *MEASURES):
        for measure, count in zip(MEASURES, counts, strict=True):
            if count:
                yield Measurement(council_id, f"{kind}.{level}.{span}.{measure}", count)


_AUTHORITY = {"national": "cấp Trung ương", "province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}


class CommendationIndicator(Indicator):
    """Commendations by kind, authority, span and kind of recipient; only the parts that occur are printed."""

    def unlisted_part(self, key: str) -> Part:
        """The label and unit of a part such as "merit.province.term.individuals"."""
        if key == UNCLASSIFIED:
            return super().unlisted_part(key)
        kind, level, span, measure = key.split(".")
        label = f"{Commendation.Kind(kind).label} {_AUTHORITY[level]}, {Commendation.Span(span).label}"
        return Part(key, label, MEASURES[measure])

    def choosable_parts(self) -> tuple[Part, ...]:
        """Every combination of kind, authority, span and measure."""
        keys = itertools.product(Commendation.Kind.values, _AUTHORITY, Commendation.Span.values, MEASURES)
        return tuple(self.unlisted_part(".".join(key)) for key in keys)

    def unlisted_part_order(self, key: str) -> tuple[Any, ...]:  # Any: as in the base class
        """The sort key of the part: its places in the lists of kinds, authorities, spans and measures."""
        kind, level, span, measure = key.split(".")
        orders = (Commendation.Kind.values, list(_AUTHORITY), Commendation.Span.values, list(MEASURES))
        return tuple(order.index(value) for order, value in zip(orders, (kind, level, span, measure), strict=True))

    def part_rows(self, query: FigureQuery, part: str, publication_filter: PublicationFilter) -> Records:
        rows = self.all_rows(query, publication_filter)
        if not part:
            return rows
        if part == UNCLASSIFIED:
            return rows.none()
        kind, level, span, measure = part.split(".")
        return rows.filter(kind=kind, authority_level=level, span=span, **{f"{measure}__gt": 0})


# The columns for these parts would hold sensitive personal data; there are none yet, so only reported totals fill them.
REPORTED_STRUCTURE = (
    *("party.member", "party.non_member", "party.unclassified", "minority", "religion"),
    *(f"education.{key}" for key in ("postgraduate", "university", "college", "intermediate", "other", "unclassified")),
)
# A delegate of the general election or who continues after a merger is no change.
ORIGINS_OF_CHANGES = (Mandate.Origin.BY_ELECTION.value, Mandate.Origin.APPOINTED.value)
_KINDS, _SPANS = "|".join(Commendation.Kind.values), "|".join(Commendation.Span.values)

INDICATORS = (
    Indicator(
        code="councils.delegates",
        label="Đại biểu HĐND",
        unit="đại biểu",
        definition="Đại biểu đang giữ tư cách vào ngày chốt số liệu, theo ngày của từng người và của nhiệm kỳ.",
        rows=_mandates,
        row=_mandate_row,
        is_stock=True,
        compares_merger=True,
        adds_councils=False,
        pads=False,
    ),
    Indicator(
        code="councils.groups",
        label="Tổ đại biểu HĐND",
        unit="Tổ",
        definition="Tổ đại biểu của khóa đang hoạt động vào ngày chốt số liệu.",
        parts=(Part("areas", "Địa bàn các Tổ phụ trách", "{area}", PartRelation.OUTSIDE),),
        rows=_groups,
        grouping=lambda query: aggregate_grouping(whole=Count("pk", distinct=True), areas=Count("areas", distinct=True)),
        row=_group_row,
        additive=False,
        counts_whole=True,
        is_stock=True,
        adds_councils=False,
        pads=False,
    ),
    Indicator(
        code="councils.standing_members",
        label="Thành viên Thường trực HĐND",
        unit="đồng chí",
        definition="Số người là thành viên Thường trực HĐND vào ngày chốt số liệu; mỗi người tính một lần.",
        rows=_members("standing"),
        measure=Count("mandate__person", distinct=True),
        row=_member_row,
        is_stock=True,
        adds_councils=False,
    ),
    Indicator(
        code="councils.committee_members",
        label="Thành viên các Ban của HĐND",
        unit="thành viên",
        definition="Số người là thành viên các Ban vào ngày chốt số liệu; người ở hai Ban tính một lần.",
        rows=_members("committee"),
        measure=Count("mandate__person", distinct=True),
        row=_member_row,
        is_stock=True,
        adds_councils=False,
    ),
    Indicator(
        code="councils.structure",
        label="Cơ cấu đại biểu HĐND",
        unit="đại biểu",
        definition="Cơ cấu đại biểu vào ngày chốt số liệu; tỷ lệ tính trên tổng số đại biểu có mặt trong danh sách.",
        parts=(
            Part("gender.female", "Nữ"),
            Part("gender.male", "Nam"),
            Part("gender.unclassified", "Chưa rõ giới tính"),
            Part("age.under_35", "Dưới 35 tuổi"),
            Part("age.under_40", "Dưới 40 tuổi"),
            Part("age.unclassified", "Chưa rõ năm sinh"),
            *(Part(f"sector.{s.value}", f"Khối {s.label}") for s in Mandate.Sector),
            Part("sector.unclassified", "Chưa rõ khối công tác"),
            Part("full_time", "Hoạt động chuyên trách"),
            Part("reelected", "Tái cử"),
            Part("party.member", "Đảng viên"),
            Part("party.non_member", "Ngoài Đảng"),
            Part("party.unclassified", "Chưa rõ đảng viên"),
            Part("minority", "Dân tộc thiểu số"),
            Part("religion", "Có tôn giáo"),
            Part("education.postgraduate", "Trình độ sau đại học"),
            Part("education.university", "Trình độ đại học"),
            Part("education.college", "Trình độ cao đẳng"),
            Part("education.intermediate", "Trình độ trung cấp"),
            Part("education.other", "Trình độ khác"),
            Part("education.unclassified", "Chưa rõ trình độ"),
        ),
        rows=_mandates,
        grouping=_structure_grouping,
        style="share",
        additive=False,
        relation=PartRelation.WITHIN,
        reported_parts=REPORTED_STRUCTURE,
        shows_zeros=False,
        is_stock=True,
        adds_councils=False,
    ),
    ChangesIndicator(
        code="councils.changes",
        label="Biến động đại biểu HĐND",
        unit="đại biểu",
        definition="Đại biểu được bầu bổ sung, chỉ định hoặc thôi giữ tư cách trong kỳ; không kể bầu cử chung, tiếp tục sau "
        "sắp xếp đơn vị và hết nhiệm kỳ.",
        parts=(
            Part("begun", "Bổ sung trong kỳ"),
            Part("by_election", "Được bầu bổ sung"),
            Part("appointed", "Được chỉ định"),
            *(
                Part(reason.value, capfirst(reason.label))
                for reason in Mandate.EndReason
                if reason.value not in ("term_ended", "council_ended")
            ),
        ),
        rows=lambda query, publication_filter: (_begun(query) | _ended(query)).select_related("person", "term", "unit"),
        measure_rows=_change_measurements,
        row=_mandate_row,
        additive=False,
        relation=PartRelation.OUTSIDE,
        adds_councils=False,
    ),
)

COMMENDATIONS = (
    CommendationIndicator(
        code="commendations.given",
        label="Khen thưởng",
        unit="lượt khen",
        definition="Khen thưởng cho thành tích của kỳ (theo ngày cuối của kỳ được khen, không theo ngày trao).",
        part_pattern=rf"(?:{_KINDS})\.(?:{'|'.join(_AUTHORITY)})\.(?:{_SPANS})\.(?:{'|'.join(MEASURES)})",
        rows=_commendations,
        measure_rows=_commendation_measurements,
        row=commendation_row,
        additive=False,
        relation=PartRelation.OUTSIDE,
        shows_zeros=False,
    ),
)
