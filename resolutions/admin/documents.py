"""The admin of resolutions and of other issued documents, with their files."""

from django.contrib import admin
from django.forms.widgets import Script

from core.admin import PUBLICATION, Fieldset, RecordAdmin, RecordInline
from core.admin.field_sizes import GRID_COLUMNS
from core.admin.forms import FILE_HINT, AttachmentForm
from core.vietnamese.dates import short_date
from resolutions.admin.votes import VoteInline
from resolutions.forms import NumberedDocumentForm, ResolutionFileForm
from resolutions.models import DocumentFile, IssuedDocument, Resolution, ResolutionFile
from resolutions.verbs import ResolutionsFromDraftsPage
from sessions_app.admin import CouncilSessionAdmin

NUMBER_FIELDS = ("register", "number", "symbol")
RARE_FIELDSETS: list[Fieldset] = [
    ("Năm, chữ của số", {"fields": [("year", "suffix")], "classes": ["collapse"]}),
    ("Lĩnh vực, hiệu lực", {"fields": ["field", ("effective_from", "expires_on")], "classes": ["collapse"]}),
]
DOCUMENT_HINTS = {
    "number": "Chọn sổ để thấy số tiếp theo.",
    "year": "Để trống thì theo ngày ký, ngày thông qua.",
    "symbol": "Chọn sổ rồi gõ 12 là đủ ký hiệu.",
    "issued_on": "Ngày, tháng, năm ghi trên văn bản.",
}
DOCUMENT_COLUMNS = {"register": 3, "number": 3, "symbol": 3, "signer_title": 5}


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


CouncilSessionAdmin.verb_pages = (*CouncilSessionAdmin.verb_pages, ResolutionsFromDraftsPage)
