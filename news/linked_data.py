"""An article as schema.org data."""

from datetime import datetime

from django.utils.timezone import localtime

from core.pages.addresses import absolute
from core.pages.linked_data import Thing, organization, thing
from news.models import Article, Photo


def news_article(article: Article, photo: Photo | None) -> Thing:
    """A NewsArticle object for an article of `with_text_changed_at()` and its first photo (or None)."""
    address = absolute(article.get_absolute_url())
    return thing(
        "NewsArticle",
        headline=article.title,
        description=article.lead,
        url=address,
        mainEntityOfPage=address,
        inLanguage="vi",
        datePublished=iso_datetime(article.publish_at),
        dateModified=iso_datetime(article.updated_at),
        articleSection=article.category.label,
        creditText=article.signature,
        image=absolute(photo.url) if photo else "",
        publisher=organization(article.council.full_name),
    )


def iso_datetime(at: datetime | None) -> str:
    """The moment `at` in ISO 8601 in Vietnamese time; blank for None."""
    return localtime(at).isoformat() if at else ""
