"""Supervisions in the staff's forms."""

from django.contrib import admin

from core.admin import RecordAdmin, RecordInline
from supervision.models import SupervisedUnit, Supervision


class SupervisedUnitInline(RecordInline):
    model = SupervisedUnit
    fields = ["agency", "visited_on", "place"]
    autocomplete_fields = ["agency"]


@admin.register(Supervision)
class SupervisionAdmin(RecordAdmin):
    list_display = ["title", "year", "lead_body", "form", "life", "status"]
    list_filter = ["status", "life", "form", "is_planned", "year", "council"]
    list_select_related = ["lead_body"]
    search_fields = ["search_key"]
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
        ("Cuộc giám sát", {"fields": ["council", "year", "title", "slug"]}),
        ("Chủ trì, tham gia", {"fields": ["lead_body", "lead_mandate", "participants", "same_as"]}),
        ("Hình thức", {"fields": ["form", "method", "is_planned"]}),
        ("Tiến độ", {"fields": ["life", "life_reason", "started_on", "finished_on"]}),
        ("Văn bản, kiến nghị", {"fields": ["resolution", "plan", "decision", "report", "petitions"]}),
        ("Đăng", {"fields": ["status", "publish_at", "withdrawn_reason"]}),
    ]
    inlines = [SupervisedUnitInline]
