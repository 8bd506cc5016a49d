"""The admin of supervisions."""

from django.contrib import admin

from core.admin import PUBLICATION, RecordAdmin, RecordInline
from supervision.models import SupervisedUnit, Supervision


class SupervisedUnitInline(RecordInline):
    model = SupervisedUnit
    fields = ["agency", "visited_on", "place"]
    autocomplete_fields = ["agency"]


@admin.register(Supervision)
class SupervisionAdmin(RecordAdmin):
    list_display = ["title", "year", "council", "lead_body", "form", "life", "status"]
    list_filter = ["status", "life", "year", "form", "is_planned", "lead_body", "council"]
    list_select_related = ["lead_body", "council"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tên cuộc giám sát; không cần gõ dấu."
    autocomplete_fields = [
        "council",
        "lead_body",
        "lead_mandate",
        "participants",
        "same_as",
        "resolution",
        "plan",
        "decision",
        "report",
        "petitions",
    ]
    fieldsets = [
        ("Cuộc giám sát", {"fields": ["council", "year", "slug", "title"]}),
        ("Chủ trì, tham gia", {"fields": [("lead_body", "lead_mandate", "is_led_by_council"), "participants"]}),
        ("Hình thức", {"fields": [("form", "method"), "is_planned"]}),
        ("Tiến độ", {"fields": ["life", "life_reason", ("started_on", "finished_on")]}),
        (
            "Văn bản, kiến nghị, cuộc trùng",
            {"fields": ["resolution", "plan", "decision", "report", "petitions", "same_as"], "classes": ["collapse"]},
        ),
        *PUBLICATION,
    ]
    inlines = [SupervisedUnitInline]
    columns = {"slug": 6, "participants": 4, "life": 6, "method": 5}
    help_texts = {
        "finished_on": "Ngày này quyết định cuộc giám sát tính vào báo cáo năm nào.",
        "same_as": "Chỉ ghi khi HĐND khác cũng ghi chính cuộc này, để báo cáo gộp tính một lần.",
    }
    retained_fields = ["year", "lead_body", "is_led_by_council", "form", "method", "is_planned"]

    def name_in_choices(self, supervision):
        return f"{supervision} ({supervision.year})"
