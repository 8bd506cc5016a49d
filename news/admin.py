"""The admin of news."""

from django.contrib import admin
from django.forms.widgets import Script

from core.admin import PUBLICATION, RecordAdmin, RecordInline, StackedRecordInline
from core.admin.forms import FILE_HINT, AttachmentForm
from councils.admin import VocabularyAdmin
from news.forms import ArticleForm
from news.models import Article, ArticleFile, Category, Photo

NEW_PHOTOS = 3


@admin.register(Category)
class CategoryAdmin(VocabularyAdmin):
    pass


class PhotoInline(StackedRecordInline):
    """The pictures of an article, each with a preview; empty blocks are ignored."""

    model = Photo
    fields = ["image", "caption", "alt", ("credit", "order")]
    columns = {"caption": 6, "alt": 6, "credit": 4}
    help_texts = {
        "image": "Ảnh JPEG, PNG hoặc WebP, nhiều nhất 20 MB; cổng tự xoay đúng chiều và bỏ thông tin của máy ảnh.",
        "caption": "In dưới ảnh.",
        "order": "Số nhỏ đứng trước.",
    }

    class Media:
        js = [Script("js/photos.js", defer=True)]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "image":
            field.widget.attrs["accept"] = "image/jpeg,image/png,image/webp"
        return field

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else NEW_PHOTOS


class ArticleFileInline(RecordInline):
    model = ArticleFile
    form = AttachmentForm
    fields = ["file", "title", "order", "pages", "has_text"]
    help_texts = {"title": "Để trống thì lấy tên tệp.", "file": FILE_HINT}


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    form = ArticleForm
    list_display = ["title", "category", "council", "publish_at", "signature", "status"]
    list_filter = ["status", "category", "council"]
    list_select_related = ["category", "council"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tiêu đề, sapo, bút danh; không cần gõ dấu."
    autocomplete_fields = ["council", "category", "sessions", "resolutions", "people"]
    date_hierarchy = "publish_at"
    fieldsets = [
        ("Tin bài", {"fields": ["council", "category", "title", "lead", "body", ("signature", "slug")]}),
        ("Liên quan", {"fields": ["sessions", "resolutions", "people"], "classes": ["collapse"]}),
        *PUBLICATION,
    ]
    inlines = [PhotoInline, ArticleFileInline]
    help_texts = {
        "lead": "Đoạn in đậm ở đầu bài, một hai câu.",
        "body": "Gõ chữ thường, giữa hai đoạn để một dòng trống; hoặc dán mã HTML. Phần trình bày lạ, mã lệnh bị bỏ khi lưu.",
        "signature": "Ghi ở cuối bài, ví dụ “Văn phòng HĐND và UBND quận”.",
    }
    textarea_rows = {"lead": 3, "body": 18}
    retained_fields = ["category", "signature"]
