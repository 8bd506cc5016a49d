"""The base class of RSS feeds: the newest records of a section, narrowed by the query parameters of its list."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import DefaultFeed
from django.utils.http import parse_http_date
from django.utils.text import capfirst
from django.views.decorators.http import conditional_page

from core.pages.addresses import absolute_url, portal_host
from core.pages.filters import PublicFilterSet
from core.pages.former_addresses import redirect_from_former_keys
from core.pages.publication import public_path
from core.pages.sections import PublicSection

MAX_ITEMS = 30
NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # the change of a section without records


class DatedFeed(DefaultFeed):
    """RSS with the date of its last change. Django dates an empty feed with the present moment: it is never the same."""

    def latest_post_date(self) -> datetime:
        """Return when the newest item was published or, later, when any record of the section was changed."""
        changed_at: datetime = self.feed["changed_at"]
        return max(super().latest_post_date(), changed_at) if self.items else changed_at


class SectionFeed(Feed):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """The newest published records of a section.

    Every item loads the foreign keys in `related` and none of the long texts in `deferred`. Titles, descriptions and
    categories are those of the subclass, in the methods of Django's Feed. A reader that has the present feed gets a
    response with status 304.
    """

    section: ClassVar[PublicSection]
    related: ClassVar[tuple[str, ...]] = ("council",)
    deferred: ClassVar[tuple[str, ...]] = ()
    item_guid_is_permalink = False
    feed_type = DatedFeed

    @method_decorator(conditional_page)
    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # Any: values of the URL
        """Return the feed, without Last-Modified in the second of a change: another one may follow before it is over."""
        response: HttpResponse = super().__call__(request, *args, **kwargs)
        if b"<item>" not in response.content and (redirect := redirect_from_former_keys(request)):
            return redirect
        if parse_http_date(response.headers["Last-Modified"]) >= int(timezone.now().timestamp()):
            del response.headers["Last-Modified"]
        return response

    def feed_extra_kwargs(self, filterset: PublicFilterSet) -> dict[str, Any]:  # Any: as in Django's method
        """Return what `feed_type` needs besides the texts and items."""
        return {"changed_at": self.section.changed_at() or NEVER}

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> PublicFilterSet:  # Any: as in Django's method
        """Return the filter of the list."""
        return self.section.filtered(request.GET)

    def link(self, filterset: PublicFilterSet) -> str:
        """Return the URL of the list."""
        return absolute_url(filterset.list_url(filterset.query))

    def feed_url(self, filterset: PublicFilterSet) -> str:
        """Return the URL of the feed itself."""
        return absolute_url(filterset.feed_url(filterset.query))

    def title(self, filterset: PublicFilterSet) -> str:
        """Return the label of the section and the query in words."""
        return ": ".join(filter(None, [f"{self.section.label} của Hội đồng nhân dân", filterset.label]))

    def description(self) -> str:
        """Return the order of the items in words."""
        return f"{capfirst(self.section.record_name)} mới đăng, mới nhất trước."

    def items(self, filterset: PublicFilterSet) -> QuerySet[Any]:  # Any: the model of each section
        """Return the records that were published last."""
        rows: QuerySet[Any] = filterset.qs.select_related(*self.related).defer(*self.deferred)
        newest: QuerySet[Any] = rows.last_published_first()[:MAX_ITEMS]  # type: ignore[attr-defined]  # each Publishable has it
        return newest

    def item_title(self, record: Any) -> str:  # Any: the model of each section
        """Return the name of a record."""
        return str(record)

    def item_link(self, record: Any) -> str:  # Any: as above
        """Return the absolute URL of a record."""
        return absolute_url(public_path(record))

    def item_guid(self, record: Any) -> str:  # Any: as above
        """Return an identifier that never changes, whatever happens to the URL: a tag URI (RFC 4151) with the id."""
        return f"tag:{portal_host().partition(':')[0]},2026:{record._meta.model_name}:{record.pk}"

    def item_pubdate(self, record: Any) -> datetime:  # Any: as above
        """Return the moment of publication."""
        moment: datetime = record.publish_at
        return moment
