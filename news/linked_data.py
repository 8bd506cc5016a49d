"""An article as schema.org data."""

from datetime import datetime

from django.utils.timezone import localtime

from core.pages.addresses import absolute_url
from core.pages.linked_data import SchemaObject, organization, schema_object
from news.models import Article, Photo


def news_article(article: Article, photo: Photo | None) -> SchemaObject:
    """A NewsArticle object for an article of `with_text_changed_at()` and its first photo (or None)."""
    address = absolute_url(article.get_absolute_url())
    return schema_object(
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
        image=absolute_url(photo.url) if photo else "",
        publisher=organization(article.council.full_name),
    )


def iso_datetime(at: datetime | None) -> str:
    """The moment `at` in ISO 8601 in Vietnamese time; blank for None."""
    return localtime(at).isoformat() if at else ""
