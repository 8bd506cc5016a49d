"""The newest resolutions for feed readers."""

from django.contrib.syndication.views import Feed

from core.pages.addresses import absolute
from resolutions.filters import ResolutionFilter, feed_url, list_url
from resolutions.models import Resolution

NEWEST = 30


class ResolutionFeed(Feed):
    """The newest resolutions, or those that the same query as the list's asks for."""

    description = "Nghị quyết mới đăng, mới nhất trước."
    item_guid_is_permalink = False

    def get_object(self, request):
        return ResolutionFilter(request.GET, Resolution.objects.published())

    def link(self, narrowed):
        return absolute(list_url(narrowed.query))

    def feed_url(self, narrowed):
        return absolute(feed_url(narrowed.query))

    def title(self, narrowed):
        return ": ".join(filter(None, ["Nghị quyết của Hội đồng nhân dân", narrowed.label]))

    def items(self, narrowed):
        return narrowed.qs.select_related("council", "resolution_class").defer("body").order_by("-publish_at", "-id")[:NEWEST]

    def item_title(self, resolution):
        return f"{resolution}: {resolution.title}"

    def item_description(self, resolution):
        return resolution.summary or resolution.title

    def item_link(self, resolution):
        return absolute(resolution.get_absolute_url())

    def item_guid(self, resolution):
        return f"urn:hdnd:{resolution.council.slug}:resolution:{resolution.pk}"

    def item_pubdate(self, resolution):
        return resolution.publish_at

    def item_categories(self, resolution):
        return [resolution.resolution_class.label]
