"""The RSS feed of resolutions."""

from django.contrib.syndication.views import Feed

from core.pages.addresses import absolute_url
from resolutions.filters import ResolutionFilter, feed_url, list_url
from resolutions.models import Resolution

MAX_ITEMS = 30


class ResolutionFeed(Feed):
    """The newest published resolutions; the query parameters of the list narrow the feed too."""

    description = "Nghị quyết mới đăng, mới nhất trước."
    item_guid_is_permalink = False

    def get_object(self, request):
        return ResolutionFilter(request.GET, Resolution.objects.published())

    def link(self, resolution_filter):
        return absolute_url(list_url(resolution_filter.query))

    def feed_url(self, resolution_filter):
        return absolute_url(feed_url(resolution_filter.query))

    def title(self, resolution_filter):
        return ": ".join(filter(None, ["Nghị quyết của Hội đồng nhân dân", resolution_filter.label]))

    def items(self, resolution_filter):
        return (
            resolution_filter.qs.select_related("council", "resolution_class")
            .defer("body")
            .order_by("-publish_at", "-id")[:MAX_ITEMS]
        )

    def item_title(self, resolution):
        return f"{resolution}: {resolution.title}"

    def item_description(self, resolution):
        return resolution.summary or resolution.title

    def item_link(self, resolution):
        return absolute_url(resolution.get_absolute_url())

    def item_guid(self, resolution):
        return f"urn:hdnd:{resolution.council.slug}:resolution:{resolution.pk}"

    def item_pubdate(self, resolution):
        return resolution.publish_at

    def item_categories(self, resolution):
        return [resolution.resolution_class.label]
