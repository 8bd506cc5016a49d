"""The public section of news."""

from operator import attrgetter

from core.pages.addresses import absolute_url
from core.pages.list_data import DataColumn
from core.pages.sections import MAX_NEWEST, PublicSection, register
from core.vietnamese.text import slugify
from news.filters import ArticleFilter
from news.models import Article

EXAMPLE_WORDS = 4


@register
class NewsSection(PublicSection):
    namespace = "news"
    label = "Tin tức"
    menu_position = 8
    model = Article
    record_name = "tin bài"
    filterset_class = ArticleFilter
    rows_template = "news/_rows.html"
    data_columns = (
        DataColumn("published_at", "Đăng lúc", attrgetter("publish_at")),
        DataColumn("title", "Tiêu đề", attrgetter("title")),
        DataColumn("lead", "Tóm tắt", attrgetter("lead")),
        DataColumn("category", "Chuyên mục", attrgetter("category.label")),
        DataColumn("council", "Hội đồng nhân dân", attrgetter("council.name")),
        DataColumn("url", "Địa chỉ", lambda article: absolute_url(article.get_absolute_url())),
    )
    order_label = "Mới đăng trước"
    search_template = "news/_search_result.html"
    search_hint = "Chữ trong tiêu đề"
    feed_label = "Tin mới"
    home_template = "news/_home.html"
    home_position = 3

    def newest(self):
        return list(self.public_rows().for_rows().prefetch_related("photos")[:MAX_NEWEST])

    def example_queries(self, rows):
        words = slugify(rows[0].title).split("-") if rows else []
        return [" ".join(words[:EXAMPLE_WORDS])] if any(words) else []
