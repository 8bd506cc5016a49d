"""The RSS feed of news."""

from django.contrib.syndication.views import Feed

from core.pages.addresses import absolute_url
from news.filters import ArticleFilter, feed_url, list_url
from news.models import Article

MAX_ITEMS = 30


class ArticleFeed(Feed):
    """The newest published articles; the query parameters of the list narrow the feed too."""

    description = "Tin bài mới đăng, mới nhất trước."
    item_guid_is_permalink = False

    def get_object(self, request):
        return ArticleFilter(request.GET, Article.objects.published())

    def link(self, article_filter):
        return absolute_url(list_url(article_filter.query))

    def feed_url(self, article_filter):
        return absolute_url(feed_url(article_filter.query))

    def title(self, article_filter):
        return ": ".join(filter(None, ["Tin tức của Hội đồng nhân dân", article_filter.label]))

    def items(self, article_filter):
        return article_filter.qs.for_rows()[:MAX_ITEMS]

    def item_title(self, article):
        return article.title

    def item_description(self, article):
        return article.lead

    def item_link(self, article):
        return absolute_url(article.get_absolute_url())

    def item_guid(self, article):
        return f"urn:hdnd:{article.council.slug}:article:{article.pk}"

    def item_pubdate(self, article):
        return article.publish_at

    def item_categories(self, article):
        return [article.category.label]
