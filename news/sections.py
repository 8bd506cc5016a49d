"""The public section of news."""

from core.pages.sections import PublicSection, register


@register
class NewsSection(PublicSection):
    namespace = "news"
    label = "Tin tức"
    menu_position = 8
