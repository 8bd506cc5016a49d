"""Indicators of questions, explanations, meetings of the Thường trực and confidence ballots."""

from django.db.models import Q

from reports.indicators.base import FigureQuery, Indicator, Part, PublicationFilter
from reports.indicators.grouping import Records
from reports.indicators.rows import ballot_row, question_row, sitting_row, standing_meeting_row, topic_row
from resolutions.models import ConfidenceBallot
from sessions_app.models import CouncilSession, Question, QuestionTopic, Sitting, StandingMeeting
from sessions_app.models.meetings import StandingMeetingQuerySet
from sessions_app.models.questions import QuestionQuerySet

PROMISE_STATES = {state.value: f"Lời hứa {state.label}" for state in Question.PromiseState}


def _raised(query: FigureQuery, publication_filter: PublicationFilter) -> QuestionQuerySet:
    rows: QuestionQuerySet = Question.objects.of(query.councils).raised_in(query.period)
    return publication_filter(rows).for_list()


def _promises(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return _raised(query, publication_filter).with_promise().with_promise_state_on(query.cut_off)


def _sessions(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    """The sessions of which the parts are counted."""
    return publication_filter(CouncilSession.objects.of(query.councils).held_in(query.period))


def _all_meetings(query: FigureQuery, publication_filter: PublicationFilter) -> StandingMeetingQuerySet:
    """The meetings of any kind of which the parts are counted."""
    rows: StandingMeetingQuerySet = StandingMeeting.objects.of(query.councils).held_in(query.period)
    return publication_filter(rows)


def _sittings(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    rows = Sitting.objects.filter(session__in=_sessions(query, publication_filter), has_questions=True)
    return rows.select_related("session__term__council")


def _topics(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    of_session = Q(session__in=_sessions(query, publication_filter))
    rows = QuestionTopic.objects.filter(of_session | Q(meeting__in=_all_meetings(query, publication_filter)))
    return rows.questions().select_related("session__term", "meeting__term", "council")


def _meetings(query: FigureQuery, publication_filter: PublicationFilter) -> StandingMeetingQuerySet:
    return _all_meetings(query, publication_filter).meetings().for_list()


def _explanations(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return _meetings(query, publication_filter).with_explanation()


def _explanation_topics(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    meetings = _meetings(query, publication_filter).select_related(None)
    rows = QuestionTopic.objects.filter(meeting__in=meetings).explanations()
    return rows.select_related("session__term", "meeting__term", "council")


def _ballots(query: FigureQuery, publication_filter: PublicationFilter) -> Records:
    return publication_filter(ConfidenceBallot.objects.of(query.councils).held_in(query.period)).for_list()


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
    Indicator(
        code="questions.promises",
        label="Lời hứa khi trả lời chất vấn",
        unit="lời hứa",
        definition="Lời hứa của cơ quan được chất vấn ở các chất vấn nêu trong kỳ, theo tình trạng vào ngày chốt số liệu.",
        parts=tuple(Part(key, label) for key, label in PROMISE_STATES.items()),
        rows=_promises,
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
    Indicator(
        code="questions.topics",
        label="Nhóm vấn đề chất vấn",
        unit="nhóm vấn đề",
        definition="Nhóm vấn đề được chất vấn tại các kỳ họp và các phiên họp Thường trực HĐND đã tổ chức trong kỳ.",
        rows=_topics,
        row=topic_row,
    ),
    Indicator(
        code="explanations.held",
        label="Phiên giải trình",
        unit="phiên",
        definition="Phiên họp Thường trực HĐND có giải trình đã tổ chức trong kỳ.",
        rows=_explanations,
        row=standing_meeting_row,
    ),
    Indicator(
        code="explanations.topics",
        label="Nội dung giải trình",
        unit="nội dung",
        definition="Nhóm vấn đề được giải trình tại các phiên họp Thường trực HĐND đã tổ chức trong kỳ.",
        rows=_explanation_topics,
        row=topic_row,
    ),
    Indicator(
        code="standing_meetings.held",
        label="Phiên họp Thường trực HĐND",
        unit="phiên",
        definition="Phiên họp, phiên giải trình của Thường trực HĐND đã tổ chức trong kỳ; không kể hội nghị liên tịch, giao ban.",
        rows=_meetings,
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
