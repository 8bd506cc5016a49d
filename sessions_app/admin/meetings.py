"""The admin of the meetings of the Thường trực, with their topics and the tasks of their conclusions."""

from django.contrib import admin

from core.admin import PUBLICATION, RecordAdmin, RecordInline
from sessions_app.admin.questions import QuestionTopicInline
from sessions_app.models import MeetingTask, StandingMeeting


class MeetingTopicInline(QuestionTopicInline):
    fields = ["order", "title", "is_explanation", "field"]


class MeetingTaskInline(RecordInline):
    model = MeetingTask
    fields = ["order", "text", "agency", "body", "due_on", "done_on", "evidence"]
    autocomplete_fields = ["agency", "body"]


@admin.register(StandingMeeting)
class StandingMeetingAdmin(RecordAdmin):
    list_display = ["__str__", "council", "kind", "life", "subject", "status"]
    list_filter = ["status", "life", "kind", "has_explanation", "term", "term__council"]
    list_select_related = ["term__council"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tên phiên họp, nội dung, kết luận; không cần gõ dấu."
    autocomplete_fields = ["term"]
    date_hierarchy = "held_on"
    fieldsets = [
        ("Phiên họp", {"fields": [("term", "kind"), ("number", "year", "has_explanation")]}),
        ("Thời gian, địa điểm, nội dung", {"fields": ["life", ("held_on", "place"), "subject"]}),
        ("Kết luận", {"fields": ["conclusion"], "classes": ["collapse"]}),
        *PUBLICATION,
    ]
    inlines = [MeetingTopicInline, MeetingTaskInline]
    columns = {"term": 4, "kind": 8, "number": 3, "year": 4, "life": 12, "place": 9}
    textarea_rows = {"conclusion": 8}
    retained_fields = ["term", "kind", "life", "place"]

    @admin.display(description="HĐND", ordering="term__council")
    def council(self, meeting):
        return meeting.council
