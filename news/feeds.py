"""The RSS feed of news."""

from core.pages.feeds import SectionFeed
from news.sections import NewsSection


class ArticleFeed(SectionFeed):
    section = NewsSection()
    related = ("category", "council")
    deferred = ("body", "search_key")

    def item_description(self, article):
        return article.lead

    def item_categories(self, article):
        return [article.category.label]
