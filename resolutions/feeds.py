"""The RSS feed of resolutions."""

from core.pages.feeds import SectionFeed
from resolutions.sections import ResolutionSection


class ResolutionFeed(SectionFeed):
    section = ResolutionSection()
    related = ("council", "resolution_class")
    deferred = ("body",)

    def item_title(self, resolution):
        return f"{resolution}: {resolution.title}"

    def item_description(self, resolution):
        return resolution.summary or resolution.title

    def item_categories(self, resolution):
        return [resolution.resolution_class.label]
