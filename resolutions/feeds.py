"""The RSS feeds of resolutions and of other documents."""

from core.pages.feeds import SectionFeed
from resolutions.sections import DocumentSection, ResolutionSection


class NumberedDocumentFeed(SectionFeed):
    """The newest documents of one kind."""

    def item_title(self, document):
        return f"{document}: {document.title}"


class ResolutionFeed(NumberedDocumentFeed):
    section = ResolutionSection()
    related = ("council", "resolution_class")
    deferred = ("body",)

    def item_description(self, resolution):
        return resolution.summary or resolution.title

    def item_categories(self, resolution):
        return [resolution.class_label]


class DocumentFeed(NumberedDocumentFeed):
    section = DocumentSection()
