"""News in the staff's forms."""

from django.contrib import admin

from core.admin import RecordAdmin, RecordInline
from news.models import Article, ArticleFile, Category, Photo


@admin.register(Category)
class CategoryAdmin(RecordAdmin):
    list_display = ["label", "council", "key", "order", "is_active"]
    list_filter = ["council", "is_active"]
    list_select_related = ["council"]
    search_fields = ["label", "key"]
    autocomplete_fields = ["council"]
    fields = ["council", "key", "label", "order", "is_active"]


class PhotoInline(RecordInline):
    model = Photo
    fields = ["image", "caption", "alt", "credit", "order"]


class ArticleFileInline(RecordInline):
    model = ArticleFile
    fields = ["title", "file", "order", "pages", "has_text"]


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    list_display = ["title", "category", "publish_at", "signature", "status"]
    list_filter = ["status", "category", "council"]
    list_select_related = ["category"]
    search_fields = ["search_key"]
    autocomplete_fields = ["council", "category", "sessions", "resolutions", "people"]
    date_hierarchy = "publish_at"
    fieldsets = [
        ("Tin bài", {"fields": ["council", "category", "title", "slug", "lead", "body", "signature"]}),
        ("Liên quan", {"fields": ["sessions", "resolutions", "people"]}),
        ("Đăng", {"fields": ["status", "publish_at", "withdrawn_reason"]}),
    ]
    inlines = [PhotoInline, ArticleFileInline]
