"""The admin of votes, on their own and inside the form of their resolution."""

from django.contrib import admin
from django.forms.widgets import Script

from core.admin import RecordAdmin, RecordInline, StackedRecordInline
from resolutions.admin.votes_by_name import VotesByNamePageMixin, by_name_url
from resolutions.admin.votes_grid import VotesPageMixin, votes_url
from resolutions.forms import VoteForm, VoteOnResolutionForm
from resolutions.models import ChoiceWord, DelegateVote, Vote

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


class DelegateVoteInline(RecordInline):
    """How each delegate voted, to read; the rows come from a table, and each has its own form."""

    model = DelegateVote
    fields = ["mandate", "choice"]
    readonly_fields = ["mandate", "choice"]
    show_change_link = True
    classes = ["collapse"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("mandate__person", "mandate__term__council")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Vote)
class VoteAdmin(VotesByNamePageMixin, VotesPageMixin, RecordAdmin):
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
    help_texts = {
        "total_delegates": "Tỷ lệ tính trên số này.",
        "issued": "Ba số phiếu chỉ ghi khi bỏ phiếu kín.",
        "result": RESULT_HINT,
    }
    retained_fields = ["session", "held_on", "mode", "total_delegates", "present"]

    inlines = [DelegateVoteInline]

    class Media:
        js = [Script("js/of-session.js", defer=True)]

    @admin.display(description="nghị quyết", ordering="resolution__symbol")
    def resolution_symbol(self, vote):
        return vote.resolution.symbol or None if vote.resolution else None

    @admin.display(description="tỷ lệ tán thành")
    def percent_text(self, vote):
        return vote.percent_text

    def get_inlines(self, request, obj):
        """The rows by name of a vote that has some."""
        return super().get_inlines(request, obj) if obj and obj.delegate_votes.exists() else []

    def verb_links(self, request, record):
        links = super().verb_links(request, record)
        if record is None or record.pk is None:
            return links
        links = [{"label": "Bảng biểu quyết của kỳ họp", "url": votes_url(record.session)}, *links]
        if record.mode != Vote.Mode.SECRET_BALLOT:
            links.insert(0, {"label": "Ghi theo tên đại biểu…", "url": by_name_url(record.session, record)})
        return links

    def name_in_choices(self, vote):
        return f"{vote} ({vote.session})"


@admin.register(DelegateVote)
class DelegateVoteAdmin(RecordAdmin):
    """The rows by name one by one; those of a whole vote come from a table."""

    list_display = ["person", "vote", "choice"]
    list_filter = ["choice", "vote__session"]
    list_select_related = ["mandate__person", "mandate__term", "vote__session__term__council"]
    search_fields = ["mandate__person__search_key", "vote__subject"]
    search_help_text = "Tìm theo tên đại biểu, nội dung biểu quyết; không cần gõ dấu."
    autocomplete_fields = ["vote", "mandate"]
    fieldsets = [("Biểu quyết theo tên", {"fields": ["vote", "mandate", "choice"]})]
    retained_fields = ["vote"]

    @admin.display(description="đại biểu", ordering="mandate__person__sort_key")
    def person(self, row):
        return row.mandate.person


@admin.register(ChoiceWord)
class ChoiceWordAdmin(RecordAdmin):
    list_display = ["word", "choice", "council"]
    list_filter = ["choice", "council"]
    list_select_related = ["council"]
    search_fields = ["word"]
    search_help_text = "Tìm theo từ trong tệp; không cần gõ dấu."
    autocomplete_fields = ["council"]
    fieldsets = [("Từ trong tệp", {"fields": ["council", "word", "choice"]})]
    help_texts = {"word": "Ví dụ TT, KTT, KBQ; chữ hoa, chữ thường như nhau."}
