"""The admin of questions of delegates and of the topics that group them."""

from django.contrib import admin
from django.forms.widgets import Script
from django.utils import timezone

from core.admin import PUBLICATION, RecordAdmin, RecordInline
from sessions_app.admin.session_choices import OfSessionMixin
from sessions_app.models import Question, QuestionTopic


class QuestionTopicInline(RecordInline):
    """The topics of a session or a meeting; the agencies that answer are in the own form of a topic."""

    model = QuestionTopic
    fields = ["order", "title", "field"]
    autocomplete_fields = ["field"]


@admin.register(QuestionTopic)
class QuestionTopicAdmin(OfSessionMixin, RecordAdmin):
    list_display = ["title", "council", "session", "meeting", "is_explanation", "field"]
    list_filter = ["is_explanation", "field", "council"]
    list_select_related = ["council", "session__term", "meeting", "field"]
    search_fields = ["title"]
    search_help_text = "Tìm theo nhóm vấn đề; không cần gõ dấu."
    autocomplete_fields = ["session", "meeting", "field", "respondents"]
    fieldsets = [
        ("Nhóm vấn đề", {"fields": [("session", "meeting", "is_explanation"), "title", ("order", "field", "respondents")]}),
        ("Kết luận", {"fields": ["conclusion"]}),
    ]
    columns = {"session": 5, "meeting": 4, "respondents": 6}
    textarea_rows = {"conclusion": 4}
    help_texts = {"session": "Chọn kỳ họp hoặc phiên họp Thường trực."}
    retained_fields = ["session", "meeting", "is_explanation"]


class PromiseFilter(admin.SimpleListFilter):
    """Questions by what became of the promise on the present day."""

    title = "lời hứa"
    parameter_name = "loi-hua"

    def lookups(self, request, model_admin):
        return Question.PromiseState.choices

    def queryset(self, request, queryset):
        if self.value() not in Question.PromiseState.values:
            return queryset
        return queryset.with_promise_state_on(timezone.localdate()).filter(promise_state=self.value())


@admin.register(Question)
class QuestionAdmin(RecordAdmin):
    list_display = ["__str__", "asked_on", "council", "respondent", "promise_today", "status"]
    list_filter = ["status", "mode", ("answered_on", admin.EmptyFieldListFilter), PromiseFilter, "session", "field", "council"]
    list_select_related = ["council", "session__term", "asked_by__person", "respondent"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo nội dung, lời hứa, đại biểu, cơ quan trả lời; không cần gõ dấu."
    autocomplete_fields = ["council", "session", "meeting", "topic", "asked_by", "respondent", "field"]
    date_hierarchy = "asked_on"
    fieldsets = [
        ("Chất vấn", {"fields": ["council", ("session", "topic", "mode"), ("asked_by", "asked_on", "respondent"), "text"]}),
        ("Trả lời", {"fields": [("answered_on", "answered_by"), "answer"], "classes": ["collapse"]}),
        ("Lời hứa", {"fields": ["promise", ("promise_due_on", "promise_kept_on"), "promise_evidence"], "classes": ["collapse"]}),
        ("Phiên họp Thường trực, lĩnh vực", {"fields": [("meeting", "field")], "classes": ["collapse"]}),
        *PUBLICATION,
    ]
    columns = {"session": 4, "topic": 4, "asked_by": 4, "answered_by": 9, "respondent": 5}
    textarea_rows = {"text": 3, "answer": 4, "promise_evidence": 2}
    help_texts = {
        "field": "Để trống thì theo nhóm vấn đề.",
        "promise_evidence": "Văn bản, kết quả cho thấy lời hứa đã thực hiện.",
        "session": "Chất vấn bằng văn bản giữa hai kỳ họp thì để trống.",
        "topic": "Các nhóm vấn đề của kỳ họp đã chọn.",
    }
    retained_fields = ["session", "meeting", "topic", "mode", "asked_on", "respondent"]

    class Media:
        js = [Script("js/of-session.js", defer=True)]

    @admin.display(description="lời hứa")
    def promise_today(self, question):
        state = question.promise_state_on(timezone.localdate())
        return Question.PromiseState(state).label if state else None
