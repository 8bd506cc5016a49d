"""The admin of sessions, their agenda, documents, questions and of the meetings of the Thường trực."""

from sessions_app.admin.agenda import AgendaItemAdmin
from sessions_app.admin.council_sessions import CouncilSessionAdmin
from sessions_app.admin.documents import RequiredDocumentAdmin, SessionDocumentAdmin
from sessions_app.admin.meetings import StandingMeetingAdmin
from sessions_app.admin.questions import QuestionAdmin, QuestionTopicAdmin
from sessions_app.admin.sittings import AttendanceAdmin, SittingAdmin

__all__ = [
    "AgendaItemAdmin",
    "AttendanceAdmin",
    "CouncilSessionAdmin",
    "QuestionAdmin",
    "QuestionTopicAdmin",
    "RequiredDocumentAdmin",
    "SessionDocumentAdmin",
    "SittingAdmin",
    "StandingMeetingAdmin",
]
