"""The admin of votes, on their own and inside the form of their resolution."""

from django.contrib import admin
from django.forms.widgets import Script

from core.admin import RecordAdmin, StackedRecordInline
from resolutions.admin.votes_grid import VotesPageMixin
from resolutions.forms import VoteForm, VoteOnResolutionForm
from resolutions.models import Vote

RESULT_FIELDS = [("total_delegates", "present"), ("in_favour", "against", "abstained"), ("result",)]
BALLOT_FIELDS = ("issued", "returned", "valid")
RESULT_HINT = "Theo số phiếu: cổng so số tán thành với tỷ lệ cần đạt."
VOTE_UNITS = {"total_delegates": "đại biểu", "present": "đại biểu"}


class VoteInline(StackedRecordInline):
    model = Vote
    form = VoteOnResolutionForm
    fieldsets = [
        (None, {"fields": [*RESULT_FIELDS]}),
        (
            "Nội dung, ngày, hình thức",
            {"fields": ["subject", "mode", "held_on", "is_final", "requires_two_thirds"], "classes": ["collapse"]},
        ),
        ("Số phiếu, khi bỏ phiếu kín", {"fields": [BALLOT_FIELDS], "classes": ["collapse"]}),
    ]
    columns = {"against": 3, "abstained": 3}
    help_texts = {
        "subject": "Để trống thì lấy trích yếu.",
        "held_on": "Để trống thì lấy ngày thông qua.",
        "total_delegates": "Để trống thì theo kỳ họp.",
        "result": RESULT_HINT,
    }

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


@admin.register(Vote)
class VoteAdmin(VotesPageMixin, RecordAdmin):
    form = VoteForm
    list_display = ["subject", "resolution_symbol", "session", "held_on", "in_favour", "percent_text", "result"]
    list_filter = ["result", "mode", "is_final", "session__term"]
    list_select_related = ["session__term__council", "resolution"]
    search_fields = ["subject", "resolution__symbol"]
    search_help_text = "Tìm theo nội dung biểu quyết, số nghị quyết; không cần gõ dấu."
    autocomplete_fields = ["session", "resolution", "agenda_item", "candidate"]
    date_hierarchy = "held_on"
    fieldsets = [
        (
            "Biểu quyết",
            {
                "fields": [
                    ("session", "held_on"),
                    ("resolution", "agenda_item"),
                    "subject",
                    ("mode", "is_final", "requires_two_thirds"),
                ]
            },
        ),
        ("Kết quả", {"fields": [*RESULT_FIELDS]}),
        ("Bầu cử, bỏ phiếu kín", {"fields": ["candidate", BALLOT_FIELDS], "classes": ["collapse"]}),
    ]
    columns = {"session": 9, "held_on": 3, "resolution": 6, "agenda_item": 6}
    units = VOTE_UNITS
    help_texts = {"issued": "Ba số phiếu chỉ ghi khi bỏ phiếu kín.", "result": RESULT_HINT}
    retained_fields = ["session", "held_on", "mode", "total_delegates", "present"]

    class Media:
        js = [Script("js/of-session.js", defer=True)]

    @admin.display(description="nghị quyết", ordering="resolution__symbol")
    def resolution_symbol(self, vote):
        return vote.resolution.symbol or None if vote.resolution else None

    @admin.display(description="tỷ lệ tán thành")
    def percent_text(self, vote):
        return vote.percent_text

    def name_in_choices(self, vote):
        return f"{vote} ({vote.session})"
