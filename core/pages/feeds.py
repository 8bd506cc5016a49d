"""The base class of RSS feeds: the newest records of a section, narrowed by the query parameters of its list."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.http import http_date, parse_http_date
from django.utils.text import capfirst
from django.views.decorators.http import conditional_page

from core.pages.addresses import absolute_url
from core.pages.filters import PublicFilterSet
from core.pages.publication import public_path
from core.pages.sections import PublicSection

MAX_ITEMS = 30


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

    @method_decorator(conditional_page)
    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # Any: values of the URL
        """Return the feed. It was modified when its newest item was published or, later, when any record was changed."""
        response: HttpResponse = super().__call__(request, *args, **kwargs)
        if changed_at := self.section.changed_at():
            modified = max(parse_http_date(response.headers["Last-Modified"]), int(changed_at.timestamp()))
            response.headers["Last-Modified"] = http_date(modified)
        return response

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
        return rows.last_published_first()[:MAX_ITEMS]  # type: ignore[attr-defined]  # each Publishable has it

    def item_title(self, record: Any) -> str:  # Any: the model of each section
        """Return the name of a record."""
        return str(record)

    def item_link(self, record: Any) -> str:  # Any: as above
        """Return the absolute URL of a record."""
        return absolute_url(public_path(record))

    def item_guid(self, record: Any) -> str:  # Any: as above
        """Return an identifier that never changes, whatever happens to the URL."""
        return f"urn:hdnd:{record.council.slug}:{record._meta.model_name}:{record.pk}"

    def item_pubdate(self, record: Any) -> datetime:  # Any: as above
        """Return the moment of publication."""
        moment: datetime = record.publish_at
        return moment
