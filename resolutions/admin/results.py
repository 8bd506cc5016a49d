"""The admin of the results of resolutions and of programmes signed with others."""

from django.contrib import admin

from core.admin import PUBLICATION, RecordAdmin
from core.vietnamese.numbers import format_money, format_number
from resolutions.models import Programme, SupportResult


@admin.register(SupportResult)
class SupportResultAdmin(RecordAdmin):
    list_display = ["title", "council", "period_to", "supported", "money", "status"]
    list_filter = ["status", "council"]
    list_select_related = ["council"]
    search_fields = ["title"]
    search_help_text = "Tìm theo nội dung hỗ trợ; không cần gõ dấu."
    autocomplete_fields = ["council", "resolution"]
    date_hierarchy = "period_to"
    fieldsets = [
        ("Kết quả", {"fields": ["council", "resolution", "title", "period_from", "period_to"]}),
        (
            "Số liệu",
            {"fields": ["beneficiaries", "beneficiaries_unit", "beneficiaries_qualifier", "amount", "amount_qualifier"]},
        ),
        *PUBLICATION,
    ]
    units = {"amount": "đồng"}
    help_texts = {
        "period_to": "Kể cả ngày này; ngày này quyết định kết quả tính vào báo cáo năm nào.",
        "beneficiaries_qualifier": "Ghi khi số được hỗ trợ là số ước, ví dụ “gần 21.000”.",
        "amount": "Ghi 50.583.000.000 hoặc 50,583 tỷ.",
    }
    retained_fields = ["resolution", "period_from", "period_to"]

    @admin.display(description="số được hỗ trợ", ordering="beneficiaries")
    def supported(self, result):
        return result.beneficiaries and f"{format_number(result.beneficiaries)} {result.beneficiaries_unit}"

    @admin.display(description="số tiền", ordering="amount")
    def money(self, result):
        return result.amount and format_money(result.amount)


@admin.register(Programme)
class ProgrammeAdmin(RecordAdmin):
    list_display = ["title", "council", "kind", "year", "signed_on", "status"]
    list_filter = ["status", "kind", "year", "council"]
    list_select_related = ["council"]
    search_fields = ["title"]
    search_help_text = "Tìm theo tên chương trình; không cần gõ dấu."
    autocomplete_fields = ["council", "parties", "document"]
    fieldsets = [
        ("Chương trình", {"fields": ["council", "kind", "year", "title", "parties"]}),
        ("Văn bản ký kết", {"fields": ["document", "signed_on"]}),
        *PUBLICATION,
    ]
    help_texts = {"year": "Năm mà chương trình dành cho, không phải năm ký."}
    retained_fields = ["kind", "year"]
