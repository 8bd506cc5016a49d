"""An article as machines read it."""

from django.utils.timezone import localtime

from core.addresses import absolute
from core.linked_data import organization, thing


def news_article(article, photo):
    """An article with its first photo, if it has any."""
    address = absolute(article.get_absolute_url())
    return thing(
        "NewsArticle",
        headline=article.title,
        description=article.lead,
        url=address,
        mainEntityOfPage=address,
        inLanguage="vi",
        datePublished=localtime(article.publish_at).isoformat() if article.publish_at else "",
        articleSection=article.category.label,
        creditText=article.signature,
        image=absolute(photo.url) if photo else "",
        publisher=organization(article.council.full_name),
    )
