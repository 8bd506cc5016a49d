"""The public sections of this app."""

from sessions_app.meeting_sections import MeetingSection as MeetingSection
from sessions_app.question_sections import QuestionSection as QuestionSection
from sessions_app.session_sections import SessionSection as SessionSection
