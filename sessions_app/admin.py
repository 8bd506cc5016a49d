"""The admin of council sessions."""

from django.contrib import admin

from core.admin import PUBLICATION, RecordAdmin
from core.vietnamese.dates import short_date
from sessions_app.models import CouncilSession


@admin.register(CouncilSession)
class CouncilSessionAdmin(RecordAdmin):
    list_display = ["__str__", "council", "kind", "life", "opened_on", "status"]
    list_filter = ["status", "life", "kind", "series", "is_regular", "term"]
    list_select_related = ["term__council"]
    search_fields = ["number", "venue", "term__label", "term__council__name"]
    search_help_text = "Tìm theo số kỳ họp, địa điểm, nhiệm kỳ, HĐND; không cần gõ dấu."
    autocomplete_fields = ["term"]
    date_hierarchy = "opened_on"
    fieldsets = [
        ("Kỳ họp", {"fields": [("term", "number", "kind"), ("series", "second_kind"), ("season", "is_regular")]}),
        ("Thời gian", {"fields": ["life", "planned_on", ("opened_on", "closed_on")]}),
        ("Cách họp, đại biểu", {"fields": [("format", "platform"), "venue", "total_delegates"]}),
        ("Dự kiến nội dung", {"fields": ["planned_reports", "planned_submissions", "planned_drafts"], "classes": ["collapse"]}),
        *PUBLICATION,
    ]
    columns = {"kind": 6, "is_regular": 7, "life": 12, "platform": 6, "venue": 9, "total_delegates": 3}
    units = {
        "total_delegates": "đại biểu",
        "planned_reports": "báo cáo",
        "planned_submissions": "tờ trình",
        "planned_drafts": "dự thảo",
    }
    help_texts = {
        "opened_on": "Ngày này quyết định kỳ họp tính vào báo cáo năm nào.",
        "total_delegates": "Tổng số đại biểu của HĐND vào ngày khai mạc.",
    }
    retained_fields = ["term"]

    @admin.display(description="HĐND", ordering="term__council")
    def council(self, session):
        return session.council

    def name_in_choices(self, session):
        return f"{session} ({short_date(session.opened_on)})" if session.opened_on else str(session)
