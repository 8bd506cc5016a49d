"""The staff's lists of councils, people, bodies and awards."""

from django.contrib import admin

from core.admin import RecordAdmin, RecordInline
from councils.models import (
    Agency,
    Area,
    Body,
    Commendation,
    Council,
    ElectoralUnit,
    Field,
    Mandate,
    Membership,
    Office,
    Person,
    Subordination,
    Term,
)

VALIDITY = ("Hiệu lực", {"fields": ["start", "end"]})
PUBLICATION = ("Đăng trên cổng", {"fields": ["status", "publish_at", "withdrawn_reason"]})


@admin.register(Council)
class CouncilAdmin(RecordAdmin):
    list_display = ["name", "unit_kind", "level", "start", "end", "is_hosted"]
    list_filter = ["level", "unit_kind", "is_hosted"]
    search_fields = ["slug"]
    autocomplete_fields = ["predecessors"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "unit_kind", "level", "place_name", "abbreviation", "is_hosted", "is_sample"]}),
        VALIDITY,
        ("Tiền thân", {"fields": ["predecessors"]}),
        ("Cách viết", {"fields": ["irregular_label", "pads_counts", "percent_rounding", "percent_places"]}),
        ("Liên hệ", {"fields": ["contact_address", "contact_phone", "contact_email"]}),
    ]


@admin.register(Subordination)
class SubordinationAdmin(RecordAdmin):
    list_display = ["council", "parent", "start", "end"]
    list_select_related = ["council", "parent"]
    search_fields = ["council__slug", "parent__slug"]
    autocomplete_fields = ["council", "parent"]
    fields = ["council", "parent", "start", "end"]


class ElectoralUnitInline(RecordInline):
    model = ElectoralUnit
    fields = ["number", "seats", "areas"]
    autocomplete_fields = ["areas"]


@admin.register(Term)
class TermAdmin(RecordAdmin):
    list_display = ["__str__", "council", "start", "end", "seats"]
    list_filter = ["council"]
    list_select_related = ["council"]
    search_fields = ["slug", "council__slug"]
    autocomplete_fields = ["council"]
    fields = ["council", "ordinal", "label", "slug", "elected_on", "seats", "start", "end"]
    inlines = [ElectoralUnitInline]


@admin.register(Area)
class AreaAdmin(RecordAdmin):
    list_display = ["name", "council", "own_council", "slug"]
    list_filter = ["council"]
    list_select_related = ["council", "own_council"]
    search_fields = ["slug"]
    autocomplete_fields = ["council", "own_council"]
    fields = ["council", "name", "slug", "own_council"]


@admin.register(ElectoralUnit)
class ElectoralUnitAdmin(RecordAdmin):
    list_display = ["__str__", "term", "council", "seats"]
    list_filter = ["term__council"]
    list_select_related = ["term__council"]
    search_fields = ["number", "term__slug"]
    autocomplete_fields = ["term", "areas"]
    fields = ["term", "number", "seats", "areas"]

    @admin.display(description="HĐND", ordering="term__council")
    def council(self, unit):
        return unit.term.council


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    list_display = ["full_name", "gender", "birth_year", "office_phone", "office_email"]
    list_filter = ["gender"]
    search_fields = ["search_key"]
    fields = ["full_name", "slug", "birth_year", "gender", "portrait", "office_phone", "office_email"]


@admin.register(Mandate)
class MandateAdmin(RecordAdmin):
    list_display = ["person", "term", "unit", "start", "end", "end_reason"]
    list_filter = ["term__council", "origin", "is_full_time"]
    list_select_related = ["person", "term", "unit"]
    search_fields = ["person__search_key"]
    autocomplete_fields = ["person", "term", "unit"]
    fieldsets = [
        (None, {"fields": ["person", "term", "unit", "origin", "is_full_time", "is_reelected", "is_self_nominated"]}),
        (None, {"fields": ["sector", "rank"]}),
        ("Hiệu lực", {"fields": ["start", "end", "end_reason"]}),
    ]


class MembershipInline(RecordInline):
    model = Membership
    fields = ["mandate", "role", "is_acting", "is_full_time", "rank", "start", "end"]
    autocomplete_fields = ["mandate"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("mandate__person", "mandate__term", "body__council")


@admin.register(Body)
class BodyAdmin(RecordAdmin):
    list_display = ["name", "kind", "council", "term", "start", "end"]
    list_filter = ["kind", "council"]
    list_select_related = ["council", "term"]
    search_fields = ["slug"]
    autocomplete_fields = ["council", "term", "areas"]
    fieldsets = [
        (None, {"fields": ["council", "kind", "name", "slug", "rank"]}),
        ("Tổ đại biểu", {"fields": ["term", "number", "areas"]}),
        VALIDITY,
    ]
    inlines = [MembershipInline]


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    list_display = ["person", "position", "body", "start", "end"]
    list_filter = ["body__kind", "body__council"]
    list_select_related = ["mandate__person", "body__council"]
    search_fields = ["mandate__person__search_key"]
    autocomplete_fields = ["mandate", "body"]
    fields = ["mandate", "body", "role", "is_acting", "is_full_time", "rank", "start", "end"]

    @admin.display(description="người", ordering="mandate__person__sort_key")
    def person(self, membership):
        return membership.mandate.person

    @admin.display(description="vai trò", ordering="role")
    def position(self, membership):
        return membership.role_label


@admin.register(Agency)
class AgencyAdmin(RecordAdmin):
    list_display = ["name", "kind", "level", "council", "is_active"]
    list_filter = ["kind", "level", "is_active", "council"]
    list_select_related = ["council"]
    search_fields = ["slug"]
    autocomplete_fields = ["council"]
    fields = ["council", "name", "slug", "kind", "level", "is_active"]


@admin.register(Office)
class OfficeAdmin(RecordAdmin):
    list_display = ["title", "person", "agency", "kind", "start", "end"]
    list_filter = ["kind", "council"]
    list_select_related = ["person", "agency"]
    search_fields = ["person__search_key", "agency__slug"]
    autocomplete_fields = ["council", "person", "agency"]
    fields = ["council", "person", "agency", "kind", "title", "is_filled_by_council", "rank", "start", "end"]


@admin.register(Field)
class FieldAdmin(RecordAdmin):
    list_display = ["label", "key", "council", "order", "is_active"]
    list_filter = ["council", "is_active"]
    list_select_related = ["council"]
    search_fields = ["key", "label"]
    autocomplete_fields = ["council"]
    fields = ["council", "key", "label", "order", "is_active"]


@admin.register(Commendation)
class CommendationAdmin(RecordAdmin):
    list_display = ["__str__", "authority", "period_to", "presented_on", "status"]
    list_filter = ["kind", "span", "status", "council"]
    date_hierarchy = "period_to"
    search_fields = ["title", "authority", "decision_symbol"]
    autocomplete_fields = ["council"]
    fieldsets = [
        (None, {"fields": ["council", "kind", "title", "span", "authority", "authority_level"]}),
        ("Số lượng", {"fields": ["collectives", "individuals", "households"]}),
        ("Thành tích", {"fields": ["period_from", "period_to"]}),
        ("Quyết định", {"fields": ["decision_symbol", "decided_on", "presented_on", "occasion"]}),
        PUBLICATION,
    ]
