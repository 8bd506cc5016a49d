"""The admin of meetings with voters, petitions and reception sessions."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from citizens.actions import publish_replies
from citizens.forms import PetitionForm
from citizens.models import Petition, PetitionStatus, ReceptionSession, VoterMeeting, VoterMeetingRound
from citizens.verbs import MergePetitionsPage, RecordStatePage
from core.admin import PUBLICATION, RecordAdmin, StackedRecordInline

SUMMARY_LENGTH = 80  # characters of a petition in the list
COUNTS = (
    *("invited", "attendees", "attendees_qualifier", "speakers", "speakers_qualifier"),
    *("opinions", "opinions_qualifier", "opinions_answered", "opinions_recorded"),
)
LEVELS = ("with_national", "with_province", "with_district", "with_commune")
SAME_AS_HINT = "Chỉ ghi khi HĐND khác cũng ghi chính cuộc này, để báo cáo gộp tính một lần."


@admin.register(VoterMeetingRound)
class VoterMeetingRoundAdmin(RecordAdmin):
    list_display = ["name", "council", "timing", "life", "opened_on", "status"]
    list_filter = ["status", "life", "timing", "council"]
    list_select_related = ["council"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tên đợt; không cần gõ dấu."
    autocomplete_fields = ["council", "session"]
    date_hierarchy = "opened_on"
    fieldsets = [
        ("Đợt tiếp xúc", {"fields": ["council", "session", "timing", "name", "slug"]}),
        ("Thời gian", {"fields": ["life", "opened_on", "closed_on"]}),
        *PUBLICATION,
    ]


@admin.register(VoterMeeting)
class VoterMeetingAdmin(RecordAdmin):
    list_display = ["held_on", "place", "council", "kind", "life", "status"]
    list_display_links = ["held_on", "place"]
    list_filter = ["status", "life", "kind", *LEVELS, "council"]
    list_select_related = ["council"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo địa điểm; không cần gõ dấu."
    autocomplete_fields = ["council", "round", "same_as", "areas", "delegates", "co_organisers"]
    date_hierarchy = "held_on"
    fieldsets = [
        ("Cuộc tiếp xúc", {"fields": ["council", "round", "life", "held_on", "place", "areas", ("kind", "format"), LEVELS]}),
        (
            "Đại biểu dự, cơ quan phối hợp",
            {
                "fields": ["delegates", ("delegates_expected", "delegates_present"), "co_organisers"],
                "classes": ["collapse"],
            },
        ),
        (
            "Cử tri và ý kiến",
            {
                "fields": [
                    ("invited", "attendees", "attendees_qualifier"),
                    ("speakers", "speakers_qualifier"),
                    ("opinions", "opinions_qualifier", "opinions_answered", "opinions_recorded"),
                ]
            },
        ),
        ("Cuộc trùng", {"fields": ["same_as"], "classes": ["collapse"]}),
        *PUBLICATION,
    ]
    columns = {"place": 9, "kind": 6, "format": 12, **dict.fromkeys(COUNTS, 3)}
    units = {
        "delegates_expected": "đại biểu",
        "delegates_present": "đại biểu",
        "invited": "người",
        "attendees": "người",
        "speakers": "lượt",
        "opinions": "ý kiến",
        "opinions_answered": "ý kiến",
        "opinions_recorded": "ý kiến",
    }
    help_texts = {
        "with_commune": "Chọn ít nhất một cấp đại biểu.",
        "attendees_qualifier": "Ghi khi số cử tri là số ước, ví dụ “gần 200”.",
        "same_as": SAME_AS_HINT,
    }
    retained_fields = ["round", "life", "held_on", "kind", "format", *LEVELS]


class PetitionStatusInline(StackedRecordInline):
    model = PetitionStatus
    fields = [("state", "on", "agency", "reply_symbol"), ("reason", "text", "reply_file"), "text_state"]
    readonly_fields = ["text_state"]
    textarea_rows = {"text": 3}
    autocomplete_fields = ["agency"]
    help_texts = {"reason": "Bắt buộc khi chưa giải quyết.", "text": "Nội dung trả lời, để cán bộ đọc."}

    def has_add_permission(self, request, obj):
        """No new state for a petition that was merged into another one."""
        return super().has_add_permission(request, obj) and not (obj and obj.why_no_state())


@admin.action(description="Cho hiện nội dung trả lời đang chờ", permissions=["publish"])
def accept_replies(model_admin, request, queryset):
    """Let readers see the waiting replies of the selected petitions; those of other councils stay as they are."""
    petitions = [petition for petition in queryset if model_admin.permits(request, "publish", petition)]
    try:
        number = publish_replies(petitions)
    except ValidationError as error:
        model_admin.message_user(request, " ".join(error.messages), messages.ERROR)
        return
    model_admin.message_user(request, f"Đã cho hiện {number} nội dung trả lời.", messages.SUCCESS)


@admin.register(Petition)
class PetitionAdmin(RecordAdmin):
    form = PetitionForm
    verb_pages = (RecordStatePage, MergePetitionsPage)
    list_display = ["code", "summary", "received_on", "council", "state", "status"]
    list_display_links = ["code", "summary"]
    list_filter = ["status", "state", "competence", "agency", "field", "council"]
    list_select_related = ["council"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo mã kiến nghị và nội dung công khai; không cần gõ dấu."
    autocomplete_fields = ["council", "meetings", "session", "area", "field", "agency"]
    readonly_fields = (*Petition.COPIED_FIELDS, "merged_into")
    date_hierarchy = "received_on"
    fieldsets = [
        ("Tiếp nhận", {"fields": ["council", ("year", "number"), "received_on", "meetings", "session", "area"]}),
        ("Nội dung", {"fields": ["content", "public_summary"]}),
        ("Ý kiến gộp", {"fields": ["opinions", "merged_into"], "classes": ["collapse"]}),
        ("Giải quyết", {"fields": ["field", "competence", "agency", ("forwarded_on", "forwarded_symbol"), "due_on", "state"]}),
        ("Đánh giá của HĐND", {"fields": ["verdict", "verdict_on"], "classes": ["collapse"]}),
        *PUBLICATION,
    ]
    inlines = [PetitionStatusInline]
    units = {"opinions": "ý kiến"}
    help_texts = {
        "opinions": "Bao nhiêu ý kiến cùng nội dung được gộp vào kiến nghị này.",
        "merged_into": "Gộp ở danh sách: chọn các kiến nghị trùng nhau rồi chọn việc “Gộp”.",
    }
    retained_fields = ["received_on", "meetings", "session", "area"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.has_statuses = bool(self.get_inline_instances(request, obj))
        return form

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if getattr(form, "has_cleared_forwarding", False):  # the form of a row that is edited in the list has none
            self.model.objects.select_for_update().get(pk=form.instance.pk).refresh_copied_fields()

    @property
    def actions(self):
        return [*super().actions, accept_replies]

    def save_formset(self, request, form, formset, change):
        """Save the states; a reply waits if it is typed on a public petition by a user who may not publish it."""
        if formset.model is PetitionStatus and self.proposes(request, form.instance):
            for row in formset.forms:
                if {"text", "reply_file"} & set(row.changed_data):
                    row.instance.text_state = PetitionStatus.TextState.WAITING
        super().save_formset(request, form, formset, change)

    @admin.display(description="nội dung công khai")
    def summary(self, petition):
        return Truncator(petition.public_summary).chars(SUMMARY_LENGTH)

    def name_in_choices(self, petition):
        return f"{petition}: {Truncator(petition.public_summary).chars(60)}" if petition.public_summary else str(petition)


@admin.register(ReceptionSession)
class ReceptionSessionAdmin(RecordAdmin):
    list_display = ["held_on", "place", "council", "receiver", "life", "visits"]
    list_display_links = ["held_on", "place"]
    list_filter = ["receiver", "kind", "life", "council"]
    list_select_related = ["council"]
    search_fields = ["place"]
    search_help_text = "Tìm theo địa điểm; không cần gõ dấu."
    autocomplete_fields = ["council", "same_as", "area", "receivers"]
    date_hierarchy = "held_on"
    fieldsets = [
        ("Buổi tiếp", {"fields": ["council", "receiver", "kind", "life"]}),
        ("Thời gian, địa điểm", {"fields": ["held_on", "sequence", "starts_at", "place", "area", "receivers"]}),
        ("Số liệu", {"fields": ["visits", "people", "matters"]}),
        ("Buổi trùng", {"fields": ["same_as"], "classes": ["collapse"]}),
    ]
    units = {"visits": "lượt", "people": "người", "matters": "vụ việc"}
    help_texts = {
        "visits": "Ghi 0 nếu không có ai đến; để trống nếu chưa rõ.",
        "starts_at": "Ví dụ 8:00, 8h30 hoặc 14 giờ 30.",
        "sequence": "Buổi thứ mấy trong ngày ở nơi này.",
        "same_as": SAME_AS_HINT.replace("cuộc", "buổi"),
    }
    retained_fields = ["receiver", "kind", "life", "place", "area", "receivers"]

    def name_in_choices(self, reception):
        return f"{reception}, {reception.place}"
