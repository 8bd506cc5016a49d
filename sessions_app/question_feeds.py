"""The RSS feeds of questions and of meetings of the Thường trực."""

from core.pages.feeds import SectionFeed
from sessions_app.meeting_sections import MeetingSection
from sessions_app.question_sections import QuestionSection


class QuestionFeed(SectionFeed):
    section = QuestionSection()

    def item_title(self, question):
        return question.title

    def item_description(self, question):
        return f"Đã hứa: {question.promise}" if question.promise else question.title


class MeetingFeed(SectionFeed):
    section = MeetingSection()
    related = ("term__council",)

    def item_description(self, meeting):
        return meeting.title
