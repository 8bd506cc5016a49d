"""Registers, papers, votes, personnel and programmes in the staff's forms."""

from django.contrib import admin

from core.admin import RecordAdmin, RecordInline
from resolutions.models import (
    DocumentFile,
    IssuedDocument,
    PersonnelDecision,
    Programme,
    Register,
    Resolution,
    ResolutionClass,
    ResolutionFile,
    SupportResult,
    Vote,
)

NUMBER = ("Số, ký hiệu", {"fields": ["register", "year", "number", "suffix", "symbol"]})
SIGNING = ("Ký ban hành", {"fields": ["issued_on", "signer", "signer_title"]})
EFFECT = ("Hiệu lực", {"fields": ["effective_from", "expires_on"]})
PUBLICATION = ("Đăng", {"fields": ["status", "publish_at", "withdrawn_reason"]})
COUNT = ["total_delegates", "present", "in_favour", "against", "abstained"]
BALLOTS = ["issued", "returned", "valid"]


@admin.register(Register)
class RegisterAdmin(RecordAdmin):
    list_display = ["name", "council", "key", "pattern"]
    list_filter = ["council"]
    list_select_related = ["council"]
    search_fields = ["name", "key"]
    autocomplete_fields = ["council"]
    fields = ["council", "key", "name", "pattern"]


@admin.register(ResolutionClass)
class ResolutionClassAdmin(RecordAdmin):
    list_display = ["label", "council", "key", "order", "is_active"]
    list_filter = ["council", "is_active"]
    list_select_related = ["council"]
    search_fields = ["label", "key"]
    autocomplete_fields = ["council"]
    fields = ["council", "key", "label", "order", "is_active"]


class ResolutionFileInline(RecordInline):
    model = ResolutionFile
    fields = ["role", "title", "file", "order", "pages", "has_text"]


class VoteInline(RecordInline):
    model = Vote
    fields = ["subject", "is_final", "mode", "requires_two_thirds", "held_on", *COUNT, *BALLOTS]


class DocumentFileInline(RecordInline):
    model = DocumentFile
    fields = ["title", "file", "order", "pages", "has_text"]


@admin.register(Resolution)
class ResolutionAdmin(RecordAdmin):
    list_display = ["symbol", "title", "adopted_on", "resolution_class", "legal_kind", "status"]
    list_display_links = ["symbol", "title"]
    list_filter = ["status", "legal_kind", "resolution_class", "council"]
    list_select_related = ["resolution_class"]
    search_fields = ["search_key"]
    autocomplete_fields = ["session", "resolution_class", "register", "signer", "field"]
    date_hierarchy = "adopted_on"
    fieldsets = [
        ("Thông qua", {"fields": ["session", "adopted_on", "resolution_class", "legal_kind"]}),
        NUMBER,
        ("Nội dung", {"fields": ["title", "field", "summary", "body"]}),
        SIGNING,
        EFFECT,
        PUBLICATION,
    ]
    inlines = [ResolutionFileInline, VoteInline]


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(RecordAdmin):
    list_display = ["symbol", "title", "doc_type", "issuer", "issued_on", "status"]
    list_display_links = ["symbol", "title"]
    list_filter = ["status", "doc_type", "council"]
    list_select_related = ["issuer"]
    search_fields = ["search_key"]
    autocomplete_fields = ["council", "issuer", "register", "signer", "field"]
    date_hierarchy = "issued_on"
    fieldsets = [
        ("Văn bản", {"fields": ["council", "doc_type", "issuer"]}),
        NUMBER,
        ("Nội dung", {"fields": ["title", "field"]}),
        SIGNING,
        EFFECT,
        PUBLICATION,
    ]
    inlines = [DocumentFileInline]


@admin.register(Vote)
class VoteAdmin(RecordAdmin):
    list_display = ["subject", "session", "held_on", "mode", "in_favour", "percent_text"]
    list_filter = ["mode", "is_final"]
    list_select_related = ["session__term__council"]
    search_fields = ["subject"]
    autocomplete_fields = ["session", "resolution"]
    date_hierarchy = "held_on"
    fieldsets = [
        ("Biểu quyết", {"fields": ["session", "resolution", "subject", "is_final", "mode", "requires_two_thirds", "held_on"]}),
        ("Kết quả", {"fields": COUNT}),
        ("Phiếu", {"fields": BALLOTS}),
    ]


@admin.register(PersonnelDecision)
class PersonnelDecisionAdmin(RecordAdmin):
    list_display = ["__str__", "effect", "effective_on", "basis"]
    list_filter = ["effect"]
    search_fields = ["mandate__person__search_key", "membership__mandate__person__search_key", "office__person__search_key"]
    autocomplete_fields = ["resolution", "document", "mandate", "membership", "office", "vote"]
    date_hierarchy = "effective_on"
    fieldsets = [
        ("Căn cứ (ghi đúng một)", {"fields": ["resolution", "document", "authority"]}),
        ("Đối tượng (chọn đúng một)", {"fields": ["mandate", "membership", "office"]}),
        ("Quyết định", {"fields": ["effect", "effective_on", "reason", "vote"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).for_list()


@admin.register(SupportResult)
class SupportResultAdmin(RecordAdmin):
    list_display = ["title", "council", "period_to", "beneficiaries", "amount", "status"]
    list_filter = ["status", "council"]
    list_select_related = ["council"]
    search_fields = ["title"]
    autocomplete_fields = ["council", "resolution"]
    date_hierarchy = "period_to"
    fieldsets = [
        ("Kết quả", {"fields": ["council", "resolution", "title", "period_from", "period_to"]}),
        (
            "Số liệu",
            {"fields": ["beneficiaries", "beneficiaries_unit", "beneficiaries_qualifier", "amount", "amount_qualifier"]},
        ),
        PUBLICATION,
    ]


@admin.register(Programme)
class ProgrammeAdmin(RecordAdmin):
    list_display = ["title", "council", "kind", "year", "signed_on", "status"]
    list_filter = ["kind", "year", "status", "council"]
    list_select_related = ["council"]
    search_fields = ["title"]
    autocomplete_fields = ["council", "parties", "document"]
    fieldsets = [
        ("Chương trình", {"fields": ["council", "kind", "year", "title", "parties"]}),
        ("Văn bản ký kết", {"fields": ["document", "signed_on"]}),
        PUBLICATION,
    ]
