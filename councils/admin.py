"""The admin of councils, people, bodies and awards."""

from django.contrib import admin

from core.admin import PUBLICATION, Fieldset, RecordAdmin, RecordInline
from core.vietnamese.dates import short_date
from councils.forms import EndedForm
from councils.models import (
    Agency,
    Area,
    Body,
    Commendation,
    Council,
    CouncilName,
    ElectoralUnit,
    Field,
    LegalConstant,
    Mandate,
    Membership,
    Office,
    Person,
    Subordination,
    Term,
)
from councils.namesakes import description
from councils.verbs import CloseTermPage, EndCouncilPage, OpenTermPage

VALIDITY: Fieldset = ("Hiệu lực", {"fields": ["start", "end"]})


def with_end(name, dated):
    """`name`, followed by the end of the Dated record `dated` if it has one, to distinguish it from its successor."""
    return f"{name} (đến {short_date(dated.end)})" if dated.end else name


class CouncilNameInline(RecordInline):
    model = CouncilName
    fields = ["name", "unit_kind", "place_name", "start", "end"]


@admin.register(Council)
class CouncilAdmin(RecordAdmin):
    form = EndedForm
    verb_pages = (OpenTermPage, EndCouncilPage)
    list_display = ["name", "unit_kind", "level", "start", "end", "is_hosted"]
    list_filter = ["level", "unit_kind", "is_hosted"]
    search_fields = ["name", "names__name", "slug", "abbreviation"]
    search_help_text = "Tìm theo tên nay, tên cũ, mã, chữ viết tắt; không cần gõ dấu."
    has_few_rows = True
    autocomplete_fields = ["predecessors"]
    fieldsets = [
        (
            "Hội đồng nhân dân",
            {
                "fields": [
                    "slug",
                    "name",
                    "unit_kind",
                    "level",
                    "place_name",
                    "abbreviation",
                    "is_hosted",
                    "is_portal",
                    "is_sample",
                ]
            },
        ),
        ("Hoạt động", {"fields": ["start", "end", "predecessors"]}),
        ("Đầu trang", {"fields": ["emblem"]}),
        ("Liên hệ", {"fields": ["contact_address", "contact_phone", "contact_email"], "classes": ["collapse"]}),
        (
            "Cách viết trong báo cáo",
            {"fields": ["pads_counts", "percent_rounding", "percent_places"], "classes": ["collapse"]},
        ),
        (
            "Cách dùng từ",
            {"fields": [("regular_label", "irregular_label", "round_word", "meeting_word")], "classes": ["collapse"]},
        ),
    ]
    inlines = [CouncilNameInline]
    units = {"percent_places": "chữ số"}
    columns = {"regular_label": 3, "irregular_label": 3, "round_word": 3, "meeting_word": 3}
    help_texts = {
        "emblem": "Ảnh PNG hoặc WebP nền trong suốt, cao từ 68 điểm ảnh, không dài quá hai lần chiều kia; "
        "cổng tự thu nhỏ. Để trống thì dùng hình vẽ của cổng.",
    }

    def short_name(self, council):
        return council.unit_phrase

    def name_in_choices(self, council):
        return with_end(council.name, council)


@admin.register(CouncilName)
class CouncilNameAdmin(RecordAdmin):
    list_display = ["name", "council", "unit_kind", "start", "end"]
    list_select_related = ["council"]
    search_fields = ["name", "council__name"]
    search_help_text = "Tìm theo tên cũ, tên nay; không cần gõ dấu."
    autocomplete_fields = ["council"]
    fields = ["council", "name", "unit_kind", "place_name", "start", "end"]
    help_texts = {"end": "Để trống nếu đang mang tên này; khi đó HĐND lấy đúng tên này."}


@admin.register(Subordination)
class SubordinationAdmin(RecordAdmin):
    list_display = ["council", "parent", "start", "end"]
    list_display_links = ["council", "parent"]
    list_select_related = ["council", "parent"]
    search_fields = ["council__name", "parent__name"]
    search_help_text = "Tìm theo tên HĐND và HĐND cấp trên; không cần gõ dấu."
    autocomplete_fields = ["council", "parent"]
    fields = ["council", "parent", "start", "end"]


class ElectoralUnitInline(RecordInline):
    model = ElectoralUnit
    fields = ["number", "seats", "areas"]
    autocomplete_fields = ["areas"]


@admin.register(Term)
class TermAdmin(RecordAdmin):
    form = EndedForm
    verb_pages = (CloseTermPage,)
    list_display = ["__str__", "council", "start", "end", "seats"]
    list_filter = ["council"]
    list_select_related = ["council"]
    search_fields = ["label", "council__name"]
    search_help_text = "Tìm theo nhiệm kỳ (2021-2026) và tên HĐND; không cần gõ dấu."
    has_few_rows = True
    autocomplete_fields = ["council"]
    fieldsets = [
        ("Nhiệm kỳ", {"fields": ["council", "ordinal", "label", "slug", "elected_on", "seats"]}),
        ("Thời gian", {"fields": ["start", "end"]}),
    ]
    units = {"seats": "đại biểu"}
    help_texts = {"start": "Ngày họp kỳ thứ nhất của khóa."}
    inlines = [ElectoralUnitInline]


@admin.register(Area)
class AreaAdmin(RecordAdmin):
    list_display = ["name", "council", "own_council", "slug"]
    list_filter = ["council"]
    list_select_related = ["council", "own_council"]
    search_fields = ["name", "slug"]
    search_help_text = "Tìm theo tên địa bàn; không cần gõ dấu."
    autocomplete_fields = ["council", "own_council"]
    fields = ["council", "name", "slug", "own_council"]


@admin.register(ElectoralUnit)
class ElectoralUnitAdmin(RecordAdmin):
    list_display = ["__str__", "term", "council", "seats"]
    list_filter = ["term"]
    list_select_related = ["term__council"]
    search_fields = ["number", "term__label", "areas__name"]
    search_help_text = "Tìm theo số, nhiệm kỳ, địa bàn; không cần gõ dấu."
    has_few_rows = True
    autocomplete_fields = ["term", "areas"]
    fields = ["term", "number", "seats", "areas"]
    units = {"seats": "đại biểu"}

    @admin.display(description="HĐND", ordering="term__council")
    def council(self, unit):
        return unit.term.council

    def name_in_choices(self, unit):
        return f"{unit}, {unit.term.short_name}"


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    list_display = ["full_name", "other_name", "gender", "birth_year", "office_phone", "office_email"]
    list_filter = ["gender"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo họ và tên, tên khác; không cần gõ dấu."
    fieldsets = [
        ("Người", {"fields": ["full_name", "other_name", "birth_year", "gender", "slug", "portrait"]}),
        ("Liên hệ ở cơ quan", {"fields": ["office_phone", "office_email"]}),
    ]
    columns = {"birth_year": 3}
    help_texts = {
        "portrait": "Ảnh JPEG, PNG hoặc WebP, nhiều nhất 20 MB; cổng tự bỏ thông tin của máy ảnh.",
        "office_phone": "Chỉ ghi số của cơ quan.",
    }

    def get_queryset(self, request):
        return super().get_queryset(request).with_namesakes()

    def name_in_choices(self, person):
        if getattr(person, "has_namesake", False):
            return f"{person}, {description(person)}"
        return f"{person}, sinh năm {person.birth_year}" if person.birth_year else str(person)


@admin.register(Mandate)
class MandateAdmin(RecordAdmin):
    list_display = ["person", "term", "unit", "start", "end", "end_reason"]
    list_filter = ["term", "origin", "is_full_time"]
    list_select_related = ["person", "term__council", "unit"]
    search_fields = ["person__search_key"]
    search_help_text = "Tìm theo họ và tên; không cần gõ dấu."
    autocomplete_fields = ["person", "term", "unit"]
    fieldsets = [
        ("Đại biểu", {"fields": ["person", "term", "unit", "origin"]}),
        ("Hiệu lực", {"fields": ["start", "end", "end_reason"]}),
        ("Thông tin khác", {"fields": ["is_full_time", "is_reelected", "is_self_nominated", "sector", "rank"]}),
    ]
    retained_fields = ["term", "unit", "origin", "start"]

    def name_in_choices(self, mandate):
        return with_end(str(mandate), mandate)


class MembershipInline(RecordInline):
    model = Membership
    fields = ["mandate", "role", "is_acting", "is_full_time", "rank", "start", "end"]
    autocomplete_fields = ["mandate"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("mandate__person", "mandate__term", "body__council")


@admin.register(Body)
class BodyAdmin(RecordAdmin):
    list_display = ["name", "kind", "council", "term", "start", "end"]
    list_filter = ["kind", "term", "council"]
    list_select_related = ["council", "term__council"]
    search_fields = ["name"]
    search_help_text = "Tìm theo tên; không cần gõ dấu."
    has_few_rows = True
    autocomplete_fields = ["council", "term", "areas"]
    fieldsets = [
        ("Cơ quan", {"fields": ["council", "kind", "name", "slug"]}),
        ("Tổ đại biểu", {"fields": ["term", "number", "areas"]}),
        ("Thứ tự, hiệu lực", {"fields": ["rank", "start", "end"]}),
    ]
    inlines = [MembershipInline]

    def name_in_choices(self, body):
        return with_end(f"{body}, {body.term.short_name}" if body.term else str(body), body)


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    list_display = ["person", "position", "body", "start", "end"]
    list_filter = ["body__kind", "body"]
    list_select_related = ["mandate__person", "body__council", "body__term"]
    search_fields = ["mandate__person__search_key"]
    search_help_text = "Tìm theo họ và tên; không cần gõ dấu."
    autocomplete_fields = ["mandate", "body"]
    fieldsets = [
        ("Thành viên", {"fields": ["mandate", "body", "role", "is_acting", "is_full_time", "rank"]}),
        VALIDITY,
    ]
    retained_fields = ["body", "start"]

    @admin.display(description="người", ordering="mandate__person__sort_key")
    def person(self, membership):
        return membership.mandate.person

    @admin.display(description="vai trò", ordering="role")
    def position(self, membership):
        return membership.role_label

    def name_in_choices(self, membership):
        return with_end(str(membership), membership)


@admin.register(Agency)
class AgencyAdmin(RecordAdmin):
    list_display = ["name", "kind", "level", "council", "is_active"]
    list_filter = ["kind", "level", "is_active", "council"]
    list_select_related = ["council"]
    search_fields = ["name", "slug"]
    search_help_text = "Tìm theo tên cơ quan; không cần gõ dấu."
    offers_active_only = True
    autocomplete_fields = ["council"]
    fields = ["council", "name", "slug", "kind", "level", "is_active"]
    help_texts = {"is_active": "Bỏ chọn khi cơ quan không còn: bản ghi cũ vẫn giữ, bản ghi mới không chọn được."}


@admin.register(Office)
class OfficeAdmin(RecordAdmin):
    list_display = ["title", "person", "agency", "kind", "council", "start", "end"]
    list_filter = ["kind", "is_filled_by_council", "council"]
    list_select_related = ["person", "agency", "council"]
    search_fields = ["person__search_key", "title", "agency__name"]
    search_help_text = "Tìm theo họ và tên, chức vụ, cơ quan; không cần gõ dấu."
    autocomplete_fields = ["council", "person", "agency"]
    fieldsets = [
        ("Chức vụ", {"fields": ["council", "person", "agency", "kind", "title", "is_filled_by_council", "rank"]}),
        VALIDITY,
    ]

    def name_in_choices(self, office):
        return with_end(str(office), office)


class VocabularyAdmin(RecordAdmin):
    """The admin of a vocabulary: the labels that a council defines for itself."""

    list_display = ["label", "key", "council", "order", "is_active"]
    list_filter = ["council", "is_active"]
    list_select_related = ["council"]
    search_fields = ["label", "key"]
    search_help_text = "Tìm theo tên, mã; không cần gõ dấu."
    has_few_rows = offers_active_only = True
    autocomplete_fields = ["council"]
    fields = ["council", "key", "label", "order", "is_active"]
    help_texts = {
        "order": "Số nhỏ đứng trước.",
        "is_active": "Bỏ chọn khi không dùng nữa: bản ghi cũ vẫn giữ, bản ghi mới không chọn được.",
    }


@admin.register(Field)
class FieldAdmin(VocabularyAdmin):
    pass


@admin.register(LegalConstant)
class LegalConstantAdmin(RecordAdmin):
    list_display = ["key", "value", "unit_kind", "level", "basis", "start", "end"]
    list_filter = ["key", "unit_kind", "level"]
    search_fields = ["basis"]
    search_help_text = "Tìm theo căn cứ; không cần gõ dấu."
    fieldsets = [
        ("Mức quy định", {"fields": ["key", "value", "basis"]}),
        ("Áp dụng cho", {"fields": ["unit_kind", "level", "council"]}),
        VALIDITY,
    ]
    autocomplete_fields = ["council"]
    help_texts = {
        "level": "Để trống cả ba ô nếu mức áp dụng cho mọi HĐND.",
        "council": "Chỉ ghi khi HĐND có mức riêng, ví dụ Hà Nội và Thành phố Hồ Chí Minh: 125 đại biểu.",
    }


@admin.register(Commendation)
class CommendationAdmin(RecordAdmin):
    list_display = ["__str__", "authority", "council", "period_to", "presented_on", "status"]
    list_filter = ["status", "kind", "span", "council"]
    list_select_related = ["council"]
    date_hierarchy = "period_to"
    search_fields = ["title", "authority", "decision_symbol"]
    search_help_text = "Tìm theo tên, người quyết định khen, số quyết định; không cần gõ dấu."
    autocomplete_fields = ["council"]
    fieldsets = [
        ("Khen thưởng", {"fields": ["council", "kind", "title", "span", "authority", "authority_level"]}),
        ("Số lượng", {"fields": [("collectives", "individuals", "households")]}),
        ("Thành tích", {"fields": ["period_from", "period_to"]}),
        (
            "Quyết định, dịp trao",
            {"fields": [("decision_symbol", "decided_on"), ("presented_on", "occasion")], "classes": ["collapse"]},
        ),
        *PUBLICATION,
    ]
    units = {"collectives": "tập thể", "individuals": "cá nhân", "households": "hộ"}
    retained_fields = [
        "kind",
        "span",
        "authority",
        "authority_level",
        "period_from",
        "period_to",
        "decided_on",
        "presented_on",
        "occasion",
    ]
