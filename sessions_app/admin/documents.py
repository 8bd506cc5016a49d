"""The admin of the documents of sessions, and of those that a session must have."""

from django.contrib import admin
from django.forms.widgets import Script

from core.admin import PUBLICATION, RecordAdmin
from core.admin.forms import FILE_HINT
from sessions_app.admin.session_choices import OfSessionMixin
from sessions_app.forms import SessionDocumentForm
from sessions_app.models import RequiredDocument, SessionDocument


@admin.register(SessionDocument)
class SessionDocumentAdmin(OfSessionMixin, RecordAdmin):
    form = SessionDocumentForm
    list_display = ["title", "session", "kind", "agenda_item", "visibility", "status"]
    list_filter = ["status", "kind", "visibility", "is_confidential", "session", "session__term__council"]
    list_select_related = ["session__term__council", "agenda_item"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tên, số ký hiệu, cơ quan soạn; không cần gõ dấu."
    autocomplete_fields = ["session", "agenda_item", "replaces"]
    fieldsets = [
        ("Tài liệu", {"fields": [("session", "agenda_item"), ("kind", "symbol", "author"), "title", "file"]}),
        ("Ai được đọc", {"fields": ["visibility"]}),
        ("Không công khai theo quy định", {"fields": [("is_confidential", "legal_reason")], "classes": ["collapse"]}),
        ("Bản sửa", {"fields": [("replaces", "version")], "classes": ["collapse"]}),
        ("Thứ tự, ngày gửi, tệp", {"fields": [("order", "sent_on"), ("pages", "has_text")], "classes": ["collapse"]}),
        *PUBLICATION,
    ]
    columns = {
        "session": 4,
        "agenda_item": 8,
        "symbol": 3,
        "author": 5,
        "is_confidential": 4,
        "legal_reason": 8,
        "replaces": 8,
        "visibility": 12,
    }
    help_texts = {
        "file": FILE_HINT,
        "title": "Bắt buộc, trừ tài liệu không công khai theo quy định.",
        "version": "Để 1 thì cổng tự ghi bản tiếp theo.",
        "is_confidential": "Trang chỉ ghi “Tài liệu không công khai” và căn cứ; không ghi tên, số, không có tệp.",
        "legal_reason": "Để trống thì cổng ghi luật về bí mật nhà nước có hiệu lực vào ngày họp.",
    }
    retained_fields = ["session", "agenda_item", "kind", "author", "sent_on", "visibility"]

    class Media:
        js = [Script("js/of-session.js", defer=True), Script("js/follow-choices.js", defer=True)]

    def name_in_choices(self, document):
        return f"{document.name} ({document.session})"


@admin.register(RequiredDocument)
class RequiredDocumentAdmin(RecordAdmin):
    list_display = ["words", "kind", "council", "session_kind", "season", "is_active"]
    list_filter = ["is_active", "session_kind", "season", "kind", "council"]
    list_select_related = ["council"]
    search_fields = ["words", "basis"]
    search_help_text = "Tìm theo từ trong tên tài liệu, căn cứ; không cần gõ dấu."
    autocomplete_fields = ["council"]
    fieldsets = [
        ("Kỳ họp nào", {"fields": ["council", "session_kind", "season"]}),
        ("Tài liệu", {"fields": ["kind", "words", "basis", "is_active"]}),
    ]
    columns = {"words": 12, "basis": 8}
    retained_fields = ["session_kind", "season", "basis"]
