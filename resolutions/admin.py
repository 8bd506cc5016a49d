"""The admin of registers, documents, votes and programmes."""

from django.contrib import admin
from django.forms.widgets import Script
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone

import resolutions.decision_admin  # noqa: F401 registers the admin of personnel decisions
from core.admin import PUBLICATION, Fieldset, RecordAdmin, RecordInline, StackedRecordInline
from core.admin.addresses import change_url
from core.admin.field_sizes import GRID_COLUMNS
from core.admin.forms import FILE_HINT, AttachmentForm
from core.admin.related_fields import is_primary_key
from core.records.rights import permits
from core.vietnamese.dates import parse_date, short_date
from core.vietnamese.numbers import format_money, format_number
from councils.admin import VocabularyAdmin
from resolutions.forms import (
    LEADING_NUMBER,
    NumberedDocumentForm,
    RegisterForm,
    ResolutionFileForm,
    VoteForm,
    VoteOnResolutionForm,
)
from resolutions.models import (
    DocumentFile,
    IssuedDocument,
    Programme,
    Register,
    Resolution,
    ResolutionClass,
    ResolutionFile,
    SupportResult,
    Vote,
)

NUMBER_FIELDS = ("register", "number", "symbol")
RARE_FIELDSETS: list[Fieldset] = [
    ("Năm, chữ của số", {"fields": [("year", "suffix")], "classes": ["collapse"]}),
    ("Lĩnh vực, hiệu lực", {"fields": ["field", ("effective_from", "expires_on")], "classes": ["collapse"]}),
]
RESULT_FIELDS = [("total_delegates", "present"), ("in_favour", "against", "abstained"), ("result",)]
BALLOT_FIELDS = ("issued", "returned", "valid")
DOCUMENT_HINTS = {
    "number": "Chọn sổ để thấy số tiếp theo.",
    "year": "Để trống thì theo ngày ký, ngày thông qua.",
    "symbol": "Chọn sổ rồi gõ 12 là đủ ký hiệu.",
    "issued_on": "Ngày, tháng, năm ghi trên văn bản.",
}
DOCUMENT_COLUMNS = {"register": 3, "number": 3, "symbol": 3, "signer_title": 5}
RESULT_HINT = "Theo số phiếu: cổng so số tán thành với tỷ lệ cần đạt."
VOTE_UNITS = {"total_delegates": "đại biểu", "present": "đại biểu"}


@admin.register(Register)
class RegisterAdmin(RecordAdmin):
    form = RegisterForm
    list_display = ["name", "council", "key", "example", "kinds_text"]
    list_filter = ["council"]
    list_select_related = ["council"]
    search_fields = ["name", "key", "pattern"]
    search_help_text = "Tìm theo tên sổ, mã, ký hiệu; không cần gõ dấu."
    has_few_rows = True
    autocomplete_fields = ["council", "issuer"]
    fields = ["council", "key", "name", "pattern", "for_kinds", "issuer"]

    @admin.display(description="ví dụ số, ký hiệu", ordering="pattern")
    def example(self, register):
        return register.example

    @admin.display(description="dùng cho", ordering="for_kinds")
    def kinds_text(self, register):
        return register.kinds_text

    def get_urls(self):
        next_number = path("so-tiep-theo/", self.admin_site.admin_view(self.next_number), name="resolutions_register_next")
        return [next_number, *super().get_urls()]

    def next_number(self, request):
        """The JSON for the number field of a document form: `sentence` and `holders`.

        `sentence` is the next number and the unused ones of the register (primary key in `so`) in the year `nam`;
        `holders` are the documents that have the number in `go`. Raises Http404 for a register that is not visible.
        """
        primary_key, year = request.GET.get("so", ""), self.parse_year(request.GET.get("nam", ""))
        register = get_object_or_404(self.get_queryset(request), pk=primary_key if is_primary_key(primary_key) else None)
        series = register.series(year)
        sentence = f"Số tiếp theo của năm {year}: {series.next_number}."
        if series.gaps:
            more = " …" if series.has_more_gaps else ""
            sentence += f" Số chưa dùng: {', '.join(map(str, series.gaps))}{more}."
        return JsonResponse({"sentence": sentence, "holders": self.documents_with_typed_number(request, register, year)})

    def parse_year(self, text):
        """The year in `text`, which is a year or a date; without a valid one the current year."""
        if text.strip().isdecimal() and len(text.strip()) == 4 and 1945 <= int(text) <= 2200:
            return int(text)
        try:
            return parse_date(text, today=timezone.localdate()).year
        except ValueError:
            return timezone.localdate().year

    def documents_with_typed_number(self, request, register, year):
        """Name and address of the documents with the number in `go` (a number or a symbol) that the user may view."""
        number = LEADING_NUMBER.match(request.GET.get("go", "").strip())
        documents = register.documents_with_number(year, int(number[1]), number[2].lower()) if number else []
        visible = [document for document in documents if permits(request.user, "view", document._meta, document)]
        return [{"name": str(document), "url": change_url(document)} for document in visible]


@admin.register(ResolutionClass)
class ResolutionClassAdmin(VocabularyAdmin):
    fields = [*VocabularyAdmin.fields, "is_personnel"]


class FilesInline(RecordInline):
    """The files of a document, one row each; the form of a new document has one empty row."""

    form = AttachmentForm
    help_texts = {"title": "Để trống thì lấy tên tệp.", "file": FILE_HINT}

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


class ResolutionFileInline(FilesInline):
    model = ResolutionFile
    form = ResolutionFileForm
    fields = ["role", "file", "title", "order", "pages", "has_text"]
    help_texts = FilesInline.help_texts | {"title": "Để trống thì ghi theo vai trò, ví dụ Bản ký."}


class DocumentFileInline(FilesInline):
    model = DocumentFile
    fields = ["file", "title", "order", "pages", "has_text"]


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


class NumberedDocumentAdmin(RecordAdmin):
    """The common base of the admin of numbered documents."""

    form = NumberedDocumentForm
    search_fields = ["search_key"]
    search_help_text = "Tìm theo số, ký hiệu và trích yếu; không cần gõ dấu."
    list_display_links = ["symbol", "title"]

    class Media:
        js = [Script("js/next-number.js", defer=True)]

    def render_change_form(self, request, context, *args, **kwargs):
        """Add the box that confirms a number below the fields of the number, if the form asks for it."""
        adminform = context["adminform"]
        if adminform.form.asks_confirmation:
            field = adminform.form.fields["number_confirmed"]
            field.unit, field.columns = "", GRID_COLUMNS
            adminform.fieldsets = [
                (name, options | {"fields": with_confirmation(options["fields"])}) for name, options in adminform.fieldsets
            ]
        return super().render_change_form(request, context, *args, **kwargs)


def with_confirmation(lines):
    """The lines of a fieldset, with the box that confirms a number after the line of the number."""
    return [field for line in lines for field in ([line, "number_confirmed"] if "number" in line else [line])]


# Without a help line, so that a resolution with its file and its vote fits one screen.
SHORT_HELP = ("issued_on", "resolution_class", "legal_kind")


@admin.register(Resolution)
class ResolutionAdmin(NumberedDocumentAdmin):
    list_display = ["symbol", "title", "adopted_on", "council", "resolution_class", "status"]
    list_filter = ["status", "legal_kind", "resolution_class", "field", "council"]
    list_select_related = ["resolution_class", "council"]
    autocomplete_fields = ["session", "resolution_class", "register", "signer", "field"]
    date_hierarchy = "adopted_on"
    fieldsets = [
        (
            "Số, trích yếu",
            {"fields": [(*NUMBER_FIELDS, "adopted_on"), "title", ("session", "resolution_class", "legal_kind")]},
        ),
        ("Ký ban hành", {"fields": [("issued_on", "signer", "signer_title")]}),
        ("Lĩnh vực, hiệu lực", {"fields": ["field", ("effective_from", "expires_on"), "is_shortened"], "classes": ["collapse"]}),
        *[fieldset for fieldset in RARE_FIELDSETS if fieldset[0] != "Lĩnh vực, hiệu lực"],
        ("Tóm tắt, toàn văn", {"fields": ["summary", "body"], "classes": ["collapse"]}),
        *PUBLICATION,
    ]
    inlines = [ResolutionFileInline, VoteInline]
    columns = DOCUMENT_COLUMNS | {"session": 4, "resolution_class": 3, "legal_kind": 5}
    help_texts = DOCUMENT_HINTS | {"adopted_on": "Tính vào báo cáo của năm này.", **dict.fromkeys(SHORT_HELP, "")}
    textarea_rows = {"summary": 3, "body": 12}
    retained_fields = [
        "session",
        "adopted_on",
        "resolution_class",
        "legal_kind",
        "register",
        "year",
        "issued_on",
        "signer",
        "signer_title",
    ]


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(NumberedDocumentAdmin):
    list_display = ["symbol", "title", "doc_type", "council", "issued_on", "status"]
    list_filter = ["status", "doc_type", "issuer", "council"]
    list_select_related = ["council"]
    autocomplete_fields = ["council", "issuer", "register", "signer", "field"]
    date_hierarchy = "issued_on"
    fieldsets = [
        ("Văn bản", {"fields": ["council", "doc_type", "issuer", (*NUMBER_FIELDS, "issued_on"), "title"]}),
        ("Người ký", {"fields": [("signer", "signer_title")]}),
        *RARE_FIELDSETS,
        *PUBLICATION,
    ]
    inlines = [DocumentFileInline]
    columns = DOCUMENT_COLUMNS
    help_texts = DOCUMENT_HINTS
    retained_fields = ["doc_type", "issuer", "register", "year", "issued_on", "signer", "signer_title"]

    def proposes(self, request, record):
        """Whether the user may change `record` as a proposal only; nothing is proposed for what is locked for everybody."""
        return super().proposes(request, record) and not record.lock_reason

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.lock_reason)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.lock_reason)

    def reason_of_view(self, request, record):
        """Why the form is read-only; the document of an issued report is locked for everybody."""
        return record.lock_reason or super().reason_of_view(request, record)

    def name_in_choices(self, document):
        return f"{document} ngày {short_date(document.issued_on)}" if document.issued_on else str(document)


@admin.register(Vote)
class VoteAdmin(RecordAdmin):
    form = VoteForm
    list_display = ["subject", "resolution_symbol", "session", "held_on", "in_favour", "percent_text", "result"]
    list_filter = ["result", "mode", "is_final", "session__term"]
    list_select_related = ["session__term__council", "resolution"]
    search_fields = ["subject", "resolution__symbol"]
    search_help_text = "Tìm theo nội dung biểu quyết, số nghị quyết; không cần gõ dấu."
    autocomplete_fields = ["session", "resolution"]
    date_hierarchy = "held_on"
    fieldsets = [
        ("Biểu quyết", {"fields": ["session", "resolution", "subject", "is_final", "mode", "requires_two_thirds", "held_on"]}),
        ("Kết quả", {"fields": [*RESULT_FIELDS]}),
        ("Số phiếu, khi bỏ phiếu kín", {"fields": [BALLOT_FIELDS], "classes": ["collapse"]}),
    ]
    units = VOTE_UNITS
    help_texts = {"issued": "Ba số phiếu chỉ ghi khi bỏ phiếu kín.", "result": RESULT_HINT}
    retained_fields = ["session", "held_on", "mode", "total_delegates", "present"]

    @admin.display(description="nghị quyết", ordering="resolution__symbol")
    def resolution_symbol(self, vote):
        return vote.resolution.symbol or None if vote.resolution else None

    @admin.display(description="tỷ lệ tán thành")
    def percent_text(self, vote):
        return vote.percent_text

    def name_in_choices(self, vote):
        return f"{vote} ({vote.session})"


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
