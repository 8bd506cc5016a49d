"""The public pages of news."""

from core.pages.markup import with_table_regions
from core.pages.publication import PublishedDetailView, SectionListView
from news.filters import ArticleFilter
from news.gallery import gallery_rows
from news.linked_data import news_article
from news.models import Article
from news.page_views import count_view, is_page_view, pending_views
from news.sections import NewsSection


class ArticleListView(SectionListView):
    """The list of published articles, the newest first; of one year or month if the path contains it."""

    section = NewsSection()
    paginate_by = 20

    def get_queryset(self):
        return super().get_queryset().prefetch_related("photos")

    def get_context_data(self, **kwargs):
        year, month = self.filter.year, self.filter.month
        return super().get_context_data(
            year=year,
            period_label=self.period_label(),
            group_format="n/Y" if year else "Y",
            group_label="" if month else "Tháng" if year else "Năm",
            **kwargs,
        )

    def period_label(self):
        """The year or month of the path as text ("Tháng 1/2022"); blank without one."""
        if not self.filter.year:
            return ""
        return f"Tháng {self.filter.month}/{self.filter.year}" if self.filter.month else f"Năm {self.filter.year}"


class ArticleDetailView(PublishedDetailView):
    """The page of one article, by its id; each page view is counted."""

    section = NewsSection()

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        if response.status_code == 200 and not self.is_preview and is_page_view(request):
            count_view(self.object.pk)
        return response

    def get_context_data(self, **kwargs):
        article = self.object
        lead_photo, *photos = [*article.photos.all()] or [None]
        sessions = article.sessions.published().for_list().order_by("opened_on", "id")
        return super().get_context_data(
            views=article.stored_views + pending_views(article.pk) + (not self.is_preview and is_page_view(self.request)),
            description=article.lead or article.title,
            category_url=ArticleFilter.list_url({"chuyen-muc": article.category.key}),
            linked_data=news_article(article, lead_photo),
            body=with_table_regions(article.body),
            lead_photo=lead_photo,
            gallery=gallery_rows(photos),
            files=article.files.all(),
            resolutions=article.resolutions.published().select_related("council").order_by("adopted_on", "id"),
            sessions=[(session, session.get_absolute_url()) for session in sessions],
            **self.neighbours(),
            **kwargs,
        )

    def neighbours(self):
        """The next older and newer article; a preview of an article has none."""
        if self.is_preview:
            return {}
        here, titles = self.object, Article.objects.only("title", "slug", "publish_at")
        older = titles.published(at=here.publish_at).older_than(here)  # one end of the range: SQLite would take the later of two
        return {"older": older.first(), "newer": titles.published().newer_than(here).first()}
