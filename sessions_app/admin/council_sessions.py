"""The admin of council sessions."""

from django.contrib import admin
from django.utils import timezone

from core.admin import PUBLICATION, RecordAdmin, RecordInline
from core.vietnamese.dates import short_date
from sessions_app.admin.agenda import AgendaItemInline
from sessions_app.admin.questions import QuestionTopicInline
from sessions_app.models import CouncilSession, Sitting
from sessions_app.verbs import AddDocumentsPage, PasteAgendaPage


class SittingInline(RecordInline):
    model = Sitting
    fields = ["number", "held_on", "part_of_day", "starts_at", "ends_at", "is_closed", "has_questions"]
    help_texts = {"is_closed": ""}


class ResultFilter(admin.SimpleListFilter):
    """Sessions whose day has passed and of which nothing is recorded."""

    title = "kết quả"
    parameter_name = "ket-qua"

    def lookups(self, request, model_admin):
        return [("chua-ghi", "chưa ghi kết quả")]

    def queryset(self, request, queryset):
        if self.value() != "chua-ghi":
            return queryset
        return queryset.filter(pk__in=CouncilSession.objects.without_result_on(timezone.localdate()).values("pk"))


@admin.register(CouncilSession)
class CouncilSessionAdmin(RecordAdmin):
    list_display = ["__str__", "council", "kind", "life_today", "opened_on", "status"]
    list_filter = ["status", "life", ResultFilter, "kind", "series", "is_regular", "term", "term__council"]
    list_select_related = ["term__council"]
    search_fields = ["number", "venue", "term__label", "term__council__name"]
    search_help_text = "Tìm theo số kỳ họp, địa điểm, nhiệm kỳ, HĐND; không cần gõ dấu."
    autocomplete_fields = ["term"]
    date_hierarchy = "opened_on"
    fieldsets = [
        ("Kỳ họp", {"fields": [("term", "number", "kind"), ("series", "second_kind"), ("season", "is_regular")]}),
        ("Thời gian", {"fields": ["life", "planned_on", ("opened_on", "closed_on")]}),
        ("Cách họp, đại biểu", {"fields": [("format", "platform"), "venue", "total_delegates"]}),
        (
            "Dự kiến nội dung, bản ghi hình",
            {
                "fields": [("planned_reports", "planned_submissions", "planned_drafts"), "recording_url"],
                "classes": ["collapse"],
            },
        ),
        *PUBLICATION,
    ]
    verb_pages = (PasteAgendaPage, AddDocumentsPage)
    inlines = [SittingInline, AgendaItemInline, QuestionTopicInline]
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

    @admin.display(description="tình hình tổ chức", ordering="life")
    def life_today(self, session):
        label = session.get_life_display()
        return f"{label}, chưa ghi kết quả" if session.lacks_result_on(timezone.localdate()) else label

    def name_in_choices(self, session):
        return f"{session} ({short_date(session.opened_on)})" if session.opened_on else str(session)
