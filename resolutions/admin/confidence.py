"""The admin of confidence ballots with the result of each person."""

from django.contrib import admin

from core.admin import PUBLICATION, RecordAdmin, RecordInline
from resolutions.models import ConfidenceBallot, ConfidenceResult


class ConfidenceResultInline(RecordInline):
    model = ConfidenceResult
    fields = ["person", "office_title", "issued", "returned", "valid", "high", "middle", "low", "percentages", "order"]
    readonly_fields = ["percentages"]
    autocomplete_fields = ["person"]

    @admin.display(description="tỷ lệ trên tổng số đại biểu")
    def percentages(self, result):
        """The shares of the three levels: "88,6 – 8,6 – 2,9%"."""
        if result.pk is None:
            return "–"
        return " – ".join(result.percent_of(level).removesuffix("%") for level in ("high", "middle", "low")) + "%"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("ballot__session__term__council", "person")


@admin.register(ConfidenceBallot)
class ConfidenceBallotAdmin(RecordAdmin):
    list_display = ["__str__", "session", "total_delegates", "resolution", "status"]
    list_filter = ["status", "session__term", "session__term__council"]
    list_select_related = ["session__term__council", "resolution"]
    search_fields = ["session__number", "resolution__symbol"]
    search_help_text = "Tìm theo số kỳ họp, số nghị quyết; không cần gõ dấu."
    autocomplete_fields = ["session", "resolution"]
    date_hierarchy = "held_on"
    fieldsets = [
        ("Lấy phiếu tín nhiệm", {"fields": [("session", "held_on", "total_delegates", "resolution")]}),
        *PUBLICATION,
    ]
    inlines = [ConfidenceResultInline]
    columns = {"session": 4, "held_on": 2, "total_delegates": 2, "resolution": 4}
    units = {"total_delegates": "đại biểu"}
    help_texts = {"total_delegates": "Tỷ lệ tính trên số này."}
    retained_fields = ["session", "held_on", "total_delegates"]
