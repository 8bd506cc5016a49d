"""Meetings with voters, their petitions and the reception of citizens in the staff's forms."""

from django.contrib import admin

from citizens.models import Petition, PetitionStatus, ReceptionSession, VoterMeeting, VoterMeetingRound
from core.admin import RecordAdmin, RecordInline

PUBLICATION = ("Đăng", {"fields": ["status", "publish_at", "withdrawn_reason"]})
LEVELS = ["with_national", "with_province", "with_district", "with_commune"]


@admin.register(VoterMeetingRound)
class VoterMeetingRoundAdmin(RecordAdmin):
    list_display = ["name", "council", "timing", "life", "opened_on", "status"]
    list_filter = ["status", "life", "timing", "council"]
    list_select_related = ["council"]
    search_fields = ["search_key"]
    autocomplete_fields = ["council", "session"]
    date_hierarchy = "opened_on"
    fieldsets = [
        ("Đợt tiếp xúc", {"fields": ["council", "session", "timing", "name", "slug"]}),
        ("Thời gian", {"fields": ["life", "opened_on", "closed_on"]}),
        PUBLICATION,
    ]


@admin.register(VoterMeeting)
class VoterMeetingAdmin(RecordAdmin):
    list_display = ["held_on", "place", "council", "kind", "life", "status"]
    list_display_links = ["held_on", "place"]
    list_filter = ["status", "life", "kind", *LEVELS, "council"]
    list_select_related = ["council"]
    search_fields = ["search_key"]
    autocomplete_fields = ["council", "round", "same_as", "areas", "delegates", "co_organisers"]
    date_hierarchy = "held_on"
    fieldsets = [
        ("Cuộc tiếp xúc", {"fields": ["council", "round", "same_as", "life", "held_on", "place", "areas", "kind", "format"]}),
        (
            "Đại biểu",
            {"fields": [*LEVELS, "delegates", "delegates_expected", "delegates_present", "co_organisers"]},
        ),
        (
            "Cử tri và ý kiến",
            {
                "fields": [
                    "attendees",
                    "attendees_qualifier",
                    "speakers",
                    "opinions",
                    "opinions_answered",
                    "opinions_recorded",
                ]
            },
        ),
        PUBLICATION,
    ]


class PetitionStatusInline(RecordInline):
    model = PetitionStatus
    fields = ["on", "state", "agency", "reply_symbol", "reason", "text", "reply_file"]
    autocomplete_fields = ["agency"]


@admin.register(Petition)
class PetitionAdmin(RecordAdmin):
    list_display = ["code", "received_on", "field", "agency", "state", "status"]
    list_filter = ["status", "state", "competence", "field", "council"]
    list_select_related = ["field", "agency"]
    search_fields = ["search_key"]
    autocomplete_fields = ["council", "meetings", "session", "area", "merged_into", "field", "agency"]
    readonly_fields = Petition.COPIES
    date_hierarchy = "received_on"
    fieldsets = [
        ("Tiếp nhận", {"fields": ["council", "year", "number", "received_on", "meetings", "session", "area"]}),
        ("Nội dung", {"fields": ["content", "public_summary", "opinions", "merged_into", "field"]}),
        ("Giải quyết", {"fields": ["competence", "agency", "due_on", *Petition.COPIES]}),
        ("Đánh giá của HĐND", {"fields": ["verdict", "verdict_on"]}),
        PUBLICATION,
    ]
    inlines = [PetitionStatusInline]


@admin.register(ReceptionSession)
class ReceptionSessionAdmin(RecordAdmin):
    list_display = ["held_on", "place", "council", "receiver", "life", "visits"]
    list_display_links = ["held_on", "place"]
    list_filter = ["receiver", "kind", "life", "council"]
    list_select_related = ["council"]
    search_fields = ["place"]
    autocomplete_fields = ["council", "same_as", "area", "receivers"]
    date_hierarchy = "held_on"
    fieldsets = [
        ("Buổi tiếp", {"fields": ["council", "same_as", "receiver", "kind", "life"]}),
        ("Thời gian, địa điểm", {"fields": ["held_on", "sequence", "starts_at", "place", "area", "receivers"]}),
        ("Số liệu", {"fields": ["visits", "people", "matters"]}),
    ]
