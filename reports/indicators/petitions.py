"""Indicators of petitions of voters."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Case, CharField, Count, F, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf
from django.utils.text import capfirst

from citizens.models import Petition
from citizens.models.petitions import PetitionQuerySet
from councils.models import Field
from reports.indicators.base import FigureQuery, Indicator, Part, PartRelation, PublicationFilter, approved
from reports.indicators.grouping import UNCLASSIFIED, Group, Grouping, Measurement, Records, Share, group_measurements
from reports.indicators.rows import forwarded_row, received_row
from sessions_app.models import SLUG as SESSION_SLUG
from sessions_app.models import THEMATIC_PREFIX, CouncilSession

OF_OWN_COMPETENCE = "thuộc thẩm quyền của {unit}"  # what a percentage is of, behind its base: "24/24 kiến nghị thuộc …"
OF_COMPETENCE = "thuộc thẩm quyền {competence}"
OF_NO_COMPETENCE = "chưa rõ thẩm quyền"
OF_RECEIVED = "đã tiếp nhận"  # where no petition states its competence

BEFORE_DELEGATES = (
    Part("higher_levels", "Nêu với đại biểu Quốc hội, HĐND cấp trên"),
    Part("own_level", "Nêu với đại biểu HĐND {unit}"),
)
STATES = tuple(Part(state.value, capfirst(state.label)) for state in Petition.State)
COMPETENCES = {
    **{c.value: f"Thẩm quyền {c.label}" for c in Petition.Competence},
    UNCLASSIFIED: "Chưa rõ thẩm quyền",
}
SETTLED = (Petition.State.EXPLAINED, Petition.State.RESOLVED)
BY_SETTLEMENT = (Part("settled", "Đã giải quyết, giải trình"), Part("open", "Chưa giải quyết xong"))
SETTLEMENT = Case(When(state_on__in=SETTLED, then=Value("settled")), default=Value("open"))
COMPETENCE_AND_STATE_KEYS = {"state": F("state_on"), "competence": F("competence")}
COUNTED = {"counted": Count("pk")}
COMPETENCE_AND_STATE = Concat(Coalesce(NullIf(F("competence"), Value("")), Value(UNCLASSIFIED)), Value("."), F("state_on"))
TARGET_SESSION = Case(
    When(
        session__isnull=False,
        then=Concat(
            F("session__term__slug"),
            Value("-"),
            Case(When(session__series="", then=Value("")), default=Value(THEMATIC_PREFIX)),
            F("session__number"),
            output_field=CharField(),
        ),
    ),
    default=Value(""),
)


def _received(query: FigureQuery, publication_filter: PublicationFilter) -> PetitionQuerySet:
    rows = Petition.objects.of(query.councils).distinct_matters().received_in(query.period)
    rows = publication_filter(rows).with_raised_before(query.councils).with_state_on(query.cut_off)
    return rows.with_verdict_on(query.cut_off).select_related("field", "agency")


def _forwarded(query: FigureQuery, publication_filter: PublicationFilter) -> PetitionQuerySet:
    rows = Petition.objects.of(query.councils).distinct_matters().forwarded_in(query.period)
    rows = publication_filter(rows).with_raised_before(query.councils).with_state_on(query.cut_off)
    return rows.select_related("field", "agency")


def _status_grouping(query: FigureQuery) -> Grouping:
    """Petitions by state.

    The share of a state is that of the petitions within the council's own competence, or of all petitions that it has
    received where none of them states a competence.
    """
    levels = {council.pk: council.level for council in query.councils}

    def measurements(groups: Iterable[Group]) -> Iterator[Measurement]:
        for council_id, counts in _by_council(groups):
            whole = _sum_by(counts, "state")
            own = _sum_by([group for group in counts if group["competence"] == levels[council_id]], "state")
            is_stated = any(group["competence"] for group in counts)
            yield Measurement(council_id, "", whole.total())
            for state in Petition.State.values:
                share = Share(own[state], own.total(), OF_OWN_COMPETENCE)
                if not is_stated:
                    share = Share(whole[state], whole.total(), OF_RECEIVED)
                yield Measurement(council_id, state, whole[state], share=share)

    return Grouping(COMPETENCE_AND_STATE_KEYS, COUNTED, measurements)


def _competence_status_measurements(groups: Iterable[Group]) -> Iterator[Measurement]:
    """Petitions by competence and state, each with the number of petitions of the competence as its base."""
    for council_id, counts in _by_council(groups):
        for competence in sorted({group["competence"] for group in counts}):
            by_state = _sum_by([group for group in counts if group["competence"] == competence], "state")
            words = OF_COMPETENCE.format(competence=Petition.Competence(competence).label) if competence else OF_NO_COMPETENCE
            for state in Petition.State.values:
                share = Share(by_state[state], by_state.total(), words)
                if by_state[state] or competence:
                    key = f"{competence or UNCLASSIFIED}.{state}"
                    yield Measurement(council_id, key, by_state[state], by_state.total(), share=share)


def _by_council(groups: Iterable[Group]) -> Iterator[tuple[int, list[Group]]]:
    for council_id, of_council in groupby(sorted(groups, key=itemgetter("council")), key=itemgetter("council")):
        yield council_id, list(of_council)


def _sum_by(groups: Iterable[Group], key: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for group in groups:
        counts[group[key]] += group["counted"]
    return counts


def _carried_over(query: FigureQuery, publication_filter: PublicationFilter) -> PetitionQuerySet:
    older = publication_filter(Petition.objects.of(query.councils).distinct_matters()).carried_over(query.period)
    return older.with_state_on(query.cut_off).select_related("field", "agency")


def _carried_over_measurements(query: FigureQuery) -> Iterator[Measurement]:
    for measurement in group_measurements(_carried_over(query, approved)):
        yield replace(measurement, part="carried_over")


def _reopened(query: FigureQuery, publication_filter: PublicationFilter) -> PetitionQuerySet:
    rows = publication_filter(Petition.objects.of(query.councils).distinct_matters()).reopened_in(query.period)
    return rows.with_state_on(query.cut_off).select_related("field", "agency")


class StatusIndicator(Indicator):
    """Petitions by state. The part "carried_over" was received before the period and is not in the whole."""

    def part_rows(self, query: FigureQuery, part: str, publication_filter: PublicationFilter) -> Records:
        if part == "carried_over":
            return _carried_over(query, publication_filter)
        return super().part_rows(query, part, publication_filter)


class CompetenceStatusIndicator(Indicator):
    """Petitions by competence and state; those of no stated competence have the key "unclassified.<state>"."""

    def unlisted_part(self, key: str) -> Part:
        competence, _, state = key.partition(".")
        return Part(key, f"{COMPETENCES[competence]}: {Petition.State(state).label}")


class SessionsIndicator(Indicator):
    """Petitions by the session for which they were collected."""

    def unlisted_part(self, key: str) -> Part:
        match = SESSION_SLUG.fullmatch(key)
        if match is None:
            return Part(key, "Chưa rõ kỳ họp")
        name = CouncilSession(**CouncilSession.values_of_key(match["key"])).name
        return Part(key, f"{name}, nhiệm kỳ {match['term']}")

    def unlisted_part_order(self, key: str) -> tuple[Any, ...]:  # Any: strings and numbers
        match = SESSION_SLUG.fullmatch(key)
        values = CouncilSession.values_of_key(match["key"]) if match else {}
        return (match["term"] if match else "", *(values[name] for name in ("series", "number") if values))


class OutcomeIndicator(Indicator):
    """Petitions by what the council thinks of their settlement."""

    def unlisted_part(self, key: str) -> Part:
        return Part(key, "Chưa đánh giá") if key == UNCLASSIFIED else super().unlisted_part(key)


PETITIONS = (
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
        definition="Kiến nghị tiếp nhận trong kỳ theo tình trạng vào ngày chốt; "
        "tỷ lệ tính trên số thuộc thẩm quyền cấp mình, trên mọi kiến nghị nếu chưa ghi thẩm quyền.",
        rows=_received,
        parts=(*STATES, Part("carried_over", "Kỳ trước chuyển sang", relation=PartRelation.OUTSIDE)),
        carried_parts=("carried_over",),
        part="state_on",
        grouping=_status_grouping,
        measure_rows=_carried_over_measurements,
        row=received_row,
        style="fraction",
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
        may_be_percent=True,
        row=received_row,
    ),
    CompetenceStatusIndicator(
        code="petitions.by_competence_status",
        label="Kết quả giải quyết kiến nghị theo thẩm quyền",
        unit="kiến nghị",
        definition="Kiến nghị tiếp nhận trong kỳ, chia theo cấp có thẩm quyền và tình trạng vào ngày chốt; tỷ lệ trong từng cấp.",
        rows=_received,
        parts=tuple(
            Part(f"{c.value}.{state.value}", f"{COMPETENCES[c.value]}: {state.label}")
            for c in Petition.Competence
            for state in Petition.State
        ),
        part_pattern=rf"{UNCLASSIFIED}\.(?:{'|'.join(Petition.State.values)})",
        part=COMPETENCE_AND_STATE,
        grouping=lambda query: Grouping(COMPETENCE_AND_STATE_KEYS, COUNTED, _competence_status_measurements),
        row=received_row,
        style="fraction",
        shows_zeros=False,
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
    SessionsIndicator(
        code="petitions.by_session",
        label="Kiến nghị cử tri theo kỳ họp",
        unit="kiến nghị",
        definition="Kiến nghị tiếp nhận trong kỳ, chia theo kỳ họp mà kiến nghị được tổng hợp để báo cáo.",
        rows=_received,
        part_pattern=r"[a-z0-9-]+-[0-9]{1,4}",
        part=TARGET_SESSION,
        row=received_row,
    ),
    OutcomeIndicator(
        code="petitions.by_outcome",
        label="Đánh giá của HĐND về kết quả giải quyết kiến nghị",
        unit="kiến nghị",
        definition="Kiến nghị tiếp nhận trong kỳ, chia theo đánh giá của HĐND đến ngày chốt.",
        rows=_received,
        parts=tuple(Part(verdict.value, capfirst(verdict.label)) for verdict in Petition.Verdict),
        part="stated_verdict",
        may_be_percent=True,
        row=received_row,
    ),
    Indicator(
        code="petitions.reopened",
        label="Kiến nghị cử tri mở lại",
        unit="kiến nghị",
        definition="Kiến nghị đã giải quyết xong hoặc đã giải trình mà trong kỳ trở lại tình trạng chưa xong.",
        rows=_reopened,
        parts=BY_SETTLEMENT,
        part=SETTLEMENT,
        row=received_row,
    ),
    Indicator(
        code="petitions.told_to_voters",
        label="Kiến nghị đã thông báo kết quả đến cử tri",
        unit="kiến nghị",
        definition="Kiến nghị mà kết quả giải quyết đã được thông báo đến cử tri trong kỳ.",
        may_be_percent=True,
    ),
    Indicator(
        code="petitions.carried_over",
        label="Kiến nghị cử tri kỳ trước chuyển sang",
        unit="kiến nghị",
        definition="Kiến nghị tiếp nhận trước kỳ và chưa xong khi kỳ bắt đầu, chia theo tình trạng vào ngày chốt.",
        rows=_carried_over,
        parts=BY_SETTLEMENT,
        carried_parts=("", "settled", "open"),
        part=SETTLEMENT,
        may_be_percent=True,
        row=received_row,
    ),
)
