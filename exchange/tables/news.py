"""CSV tables of news articles, their pictures and files."""

from exchange.record_table import NaturalKey, RecordTable
from news import models

EXAMPLE_ARTICLE = "cau-giay | khai-mac-ky-hop-thu-2 | 28/09/2021"

TABLES = (
    RecordTable(
        "categories",
        models.Category,
        natural_keys=(NaturalKey(("council", "key")),),
        examples=({"council": "cau-giay", "key": "ky-hop", "label": "Kỳ họp", "order": "1"},),
    ),
    RecordTable(
        "articles",
        models.Article,
        may_repeat=True,
        natural_keys=(NaturalKey(("council", "slug", "publish_at"), optional=("publish_at",)),),
        text_from_file=("body",),
        examples=(
            {
                "council": "cau-giay",
                "slug": "khai-mac-ky-hop-thu-2",
                "publish_at": "28/09/2021 16:58",
                "category": "cau-giay | ky-hop",
                "title": "Khai mạc kỳ họp thứ 2, HĐND quận Cầu Giấy khóa VI",
                "lead": "Sáng 28/9/2021, HĐND quận khai mạc kỳ họp thứ 2.",
                "body": "@bai/khai-mac.html",
                "signature": "Văn phòng HĐND - UBND quận",
                "sessions": "cau-giay | 6 | 2",
                "status": "công khai",
            },
        ),
    ),
    RecordTable(
        "photos",
        models.Photo,
        may_repeat=True,
        natural_keys=(NaturalKey(("article", "order")),),
        required=("order",),
        examples=(
            {
                "article": EXAMPLE_ARTICLE,
                "order": "1",
                "image": "anh/khai-mac.jpg",
                "caption": "Quang cảnh kỳ họp.",
                "alt": "Các đại biểu ngồi trong hội trường.",
            },
        ),
    ),
    RecordTable(
        "article_files",
        models.ArticleFile,
        may_repeat=True,
        natural_keys=(NaturalKey(("article", "title")),),
        examples=({"article": EXAMPLE_ARTICLE, "title": "Chương trình kỳ họp", "file": "tep/12.pdf"},),
    ),
)
