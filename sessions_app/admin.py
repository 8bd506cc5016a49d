"""Sessions in the staff's forms."""

from django.contrib import admin

from core.admin import RecordAdmin
from sessions_app.models import CouncilSession


@admin.register(CouncilSession)
class CouncilSessionAdmin(RecordAdmin):
    list_display = ["__str__", "kind", "life", "opened_on", "status"]
    list_filter = ["kind", "life", "status"]
    list_select_related = ["term__council"]
    search_fields = ["number", "venue", "term__council__name"]
    autocomplete_fields = ["term"]
    date_hierarchy = "opened_on"
    fieldsets = [
        ("Kỳ họp", {"fields": ["term", "number", "kind", "is_regular", "season"]}),
        ("Thời gian", {"fields": ["life", "planned_on", "opened_on", "closed_on"]}),
        ("Cách họp", {"fields": ["format", "platform", "venue", "total_delegates"]}),
        ("Dự kiến nội dung", {"fields": ["planned_reports", "planned_submissions", "planned_drafts"]}),
        ("Đăng", {"fields": ["status", "publish_at", "withdrawn_reason"]}),
    ]
