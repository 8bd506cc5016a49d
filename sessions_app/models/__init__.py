"""Sessions of a Council with what belongs to them, questions of delegates, and meetings of the Thường trực."""

from sessions_app.models.agenda import AgendaItem
from sessions_app.models.attendance import Attendance
from sessions_app.models.council_sessions import KEY, SLUG, THEMATIC_PREFIX, CouncilSession
from sessions_app.models.documents import RequiredDocument, SessionDocument
from sessions_app.models.meetings import MeetingTask, StandingMeeting
from sessions_app.models.questions import Question
from sessions_app.models.session_querysets import CouncilSessionQuerySet, lacks_result
from sessions_app.models.sittings import Sitting
from sessions_app.models.topics import QuestionTopic

__all__ = [
    "KEY",
    "SLUG",
    "THEMATIC_PREFIX",
    "AgendaItem",
    "Attendance",
    "CouncilSession",
    "CouncilSessionQuerySet",
    "MeetingTask",
    "Question",
    "QuestionTopic",
    "RequiredDocument",
    "SessionDocument",
    "Sitting",
    "StandingMeeting",
    "lacks_result",
]
