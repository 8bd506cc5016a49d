"""The contents of the page of a resolution: its sections and the articles of its text."""

from collections.abc import Iterator

from core.pages.component_data import ContentsItem
from resolutions.models import Resolution


def contents_of(resolution: Resolution, *, has_related: bool, has_news: bool) -> list[ContentsItem]:
    """The sections that the page has, in their order; the template prints them under the same conditions."""
    return [
        *([ContentsItem("Tóm tắt", "tom-tat")] if resolution.summary else []),
        *(text_items(resolution) if resolution.body else []),
        *([ContentsItem("Biểu quyết", "bieu-quyet")] if resolution.text_votes else []),
        ContentsItem("Hiệu lực", "hieu-luc"),
        *([ContentsItem("Trích dẫn", "trich-dan")] if resolution.citation else []),
        *([ContentsItem("Nghị quyết cùng kỳ họp", "cung-ky-hop")] if has_related else []),
        *([ContentsItem("Tin bài", "tin-lien-quan")] if has_news else []),
    ]


def text_items(resolution: Resolution) -> Iterator[ContentsItem]:
    """The text and below it its articles."""
    yield ContentsItem("Nội dung", "toan-van")
    for article in resolution.document_text.articles:
        yield ContentsItem(article.label, article.id, is_subsection=True)
