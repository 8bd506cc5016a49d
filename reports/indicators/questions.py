"""Indicators of questions, explanations, meetings of the Thường trực and confidence ballots."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Aggregate, Count, Q

from reports.indicators.base import FigureQuery, Indicator, Part, PublicationFilter
from reports.indicators.grouping import Group, Grouping, Measurement, Records, aggregate_grouping
from reports.indicators.rows import ballot_row, question_row, sitting_row, standing_meeting_row, topic_row
from resolutions.models import ConfidenceBallot
from sessions_app.models import CouncilSession, Question, QuestionTopic, Sitting, StandingMeeting
from sessions_app.models.meetings import StandingMeetingQuerySet
from sessions_app.models.questions import QuestionQuerySet

PROMISE_STATES = {state.value: f"Lời hứa {state.label}" for state in Question.PromiseState}
BY_STATE = {key: Count("pk", filter=Q(promise_state=key)) for key in PROMISE_STATES}


def _raised(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    """The questions of the period, with the state of their promises on the day of the cut-off."""
    rows: QuestionQuerySet = Question.objects.of(query.councils).raised_in(query.period)
    return publication_filter(rows).with_promise_state_on(query.cut_off).for_page()


def _sessions(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    """The sessions of which the parts are counted."""
    return publication_filter(CouncilSession.objects.of(query.councils).held_in(query.period))


def _meetings(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    """The meetings of any kind."""
    rows: StandingMeetingQuerySet = StandingMeeting.objects.of(query.councils).held_in(query.period)
    return publication_filter(rows).for_list()


def _sittings(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    rows = Sitting.objects.filter(session__in=_sessions(query, publication_filter), has_questions=True)
    return rows.select_related("session__term__council")


def _topics(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    """The topics of sessions and meetings, of questions and of explanations."""
    of_session = Q(session__in=_sessions(query, publication_filter))
    of_meeting = Q(meeting__in=_meetings(query, publication_filter).select_related(None))
    rows = QuestionTopic.objects.filter(of_session | of_meeting)
    return rows.select_related("session__term__council", "meeting__term__council")


def _ballots(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return publication_filter(ConfidenceBallot.objects.of(query.councils).held_in(query.period)).for_list()


@dataclass(frozen=True, kw_only=True)
class ConditionIndicator(Indicator):
    """Counts those of the rows that meet `condition`, in one statement with the indicators that count others of them.

    Where none does, it is 0 only if there are rows that meet `of`; without these nothing is recorded.
    """

    condition: Q
    of: Q | None = None

    def rows_grouping(self, query: FigureQuery) -> Grouping:
        if self.grouping:
            return self.grouping(query)
        sums: dict[str, Aggregate] = {"counted": Count("pk", filter=self.condition)}
        sums["recorded"] = Count("pk", filter=self.of or self.condition)

        def measurements(groups: Iterable[Group]) -> Iterator[Measurement]:
            return (Measurement(group["council"], "", group["counted"]) for group in groups if group["recorded"])

        return Grouping({}, sums, measurements)

    def part_rows(self, query: FigureQuery, part: str, publication_filter: PublicationFilter) -> Records:
        rows: Records = super().part_rows(query, part, publication_filter).filter(self.condition)
        return rows


QUESTIONS = (
    Indicator(
        code="questions.raised",
        label="Ý kiến chất vấn",
        unit="ý kiến",
        definition="Ý kiến chất vấn có ngày chất vấn trong kỳ, tại kỳ họp, tại phiên họp Thường trực HĐND hoặc bằng văn bản.",
        parts=(Part("oral", "Chất vấn trực tiếp"), Part("written", "Chất vấn bằng văn bản")),
        rows=_raised,
        part="mode",
        row=question_row,
    ),
    ConditionIndicator(
        code="questions.promises",
        label="Lời hứa khi trả lời chất vấn",
        unit="lời hứa",
        definition="Lời hứa của cơ quan được chất vấn ở các chất vấn nêu trong kỳ, theo tình trạng vào ngày chốt số liệu.",
        parts=tuple(Part(key, label) for key, label in PROMISE_STATES.items()),
        rows=_raised,
        condition=~Q(promise=""),
        grouping=lambda query: aggregate_grouping(**BY_STATE),
        part="promise_state",
        row=question_row,
    ),
    Indicator(
        code="questions.sittings",
        label="Phiên chất vấn",
        unit="phiên",
        definition="Phiên họp có chất vấn của các kỳ họp đã tổ chức có ngày khai mạc trong kỳ.",
        rows=_sittings,
        row=sitting_row,
    ),
    ConditionIndicator(
        code="questions.topics",
        label="Nhóm vấn đề chất vấn",
        unit="nhóm vấn đề",
        definition="Nhóm vấn đề được chất vấn tại các kỳ họp và các phiên họp Thường trực HĐND đã tổ chức trong kỳ.",
        rows=_topics,
        condition=Q(is_explanation=False),
        row=topic_row,
    ),
    ConditionIndicator(
        code="explanations.held",
        label="Phiên giải trình",
        unit="phiên",
        definition="Phiên họp Thường trực HĐND có giải trình đã tổ chức trong kỳ.",
        rows=_meetings,
        condition=Q(kind__in=StandingMeeting.OWN_KINDS, has_explanation=True),
        of=Q(kind__in=StandingMeeting.OWN_KINDS),
        row=standing_meeting_row,
    ),
    ConditionIndicator(
        code="explanations.topics",
        label="Nội dung giải trình",
        unit="nội dung",
        definition="Nhóm vấn đề được giải trình tại các phiên họp Thường trực HĐND đã tổ chức trong kỳ.",
        rows=_topics,
        condition=Q(is_explanation=True, meeting__kind__in=StandingMeeting.OWN_KINDS),
        row=topic_row,
    ),
    ConditionIndicator(
        code="standing_meetings.held",
        label="Phiên họp Thường trực HĐND",
        unit="phiên",
        definition="Phiên họp, phiên giải trình của Thường trực HĐND đã tổ chức trong kỳ; không kể hội nghị liên tịch, giao ban.",
        rows=_meetings,
        condition=Q(kind__in=StandingMeeting.OWN_KINDS),
        row=standing_meeting_row,
    ),
    Indicator(
        code="confidence.ballots",
        label="Lần lấy phiếu tín nhiệm",
        unit="lần",
        definition="Lần lấy phiếu tín nhiệm có ngày lấy phiếu trong kỳ.",
        rows=_ballots,
        row=ballot_row,
    ),
)
