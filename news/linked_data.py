"""An article as machines read it."""

from django.utils.timezone import localtime

from core.pages.addresses import absolute
from core.pages.linked_data import organization, thing


def news_article(article, photo):
    """An article `with_renewal`, and its first photo, if it has any."""
    address = absolute(article.get_absolute_url())
    return thing(
        "NewsArticle",
        headline=article.title,
        description=article.lead,
        url=address,
        mainEntityOfPage=address,
        inLanguage="vi",
        datePublished=moment(article.publish_at),
        dateModified=moment(article.updated_at),
        articleSection=article.category.label,
        creditText=article.signature,
        image=absolute(photo.url) if photo else "",
        publisher=organization(article.council.full_name),
    )


def moment(at):
    """A moment in Vietnam's time as ISO 8601 writes it; blank where there is none."""
    return localtime(at).isoformat() if at else ""
