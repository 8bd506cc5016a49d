"""The sitemap: an index at /sitemap.xml, and for each section the URLs of its public pages in sitemaps of 5,000."""

import re
from collections.abc import Sequence
from functools import cache, cached_property
from math import ceil

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page

from core.pages.addresses import absolute_url, portal_host, portal_scheme, with_query
from core.pages.sections import public_sections
from core.pages.shared_cache import shared_cache
from councils.models import Council

MAX_SECONDS = 3600  # in the cache
MAX_URLS = 5000  # of one sitemap
PAGE_NUMBER = re.compile("[1-9][0-9]{0,5}")
LISTS = "pages"  # the name of the sitemap of the home page and the lists


class PortalSitemap(Sitemap):
    """A sitemap with the host of BASE_URL, even if the request has another host; its items are (path, last change)."""

    limit = MAX_URLS

    def get_domain(self, site=None):
        return portal_host()

    def get_protocol(self, protocol=None):
        return portal_scheme()

    def location(self, item):
        return item[0]

    def lastmod(self, item):
        return item[1]


class ListSitemap(PortalSitemap):
    """The home page and the lists."""

    version, seconds_in_cache = "", MAX_SECONDS

    def items(self):
        return [(url, None) for url in (reverse("home"), *(section.url for section in public_sections()))]


class SectionSitemap(PortalSitemap):
    """The public pages of one section."""

    def __init__(self, section, councils_changed_at):
        self.section, self.councils_changed_at = section, councils_changed_at

    @property
    def version(self):
        """A text that changes when a record of the section, or a council, which may not use the portal, is saved or deleted."""
        moments = (self.section.changed_at(), self.councils_changed_at())
        return "-".join(str(moment.timestamp()) for moment in moments if moment)

    @property
    def seconds_in_cache(self):
        """How long its URLs stay the same if no record is saved: until the next scheduled publication."""
        next_at = self.section.next_published_at()
        return min(MAX_SECONDS, ceil((next_at - timezone.now()).total_seconds())) if next_at else MAX_SECONDS

    def items(self):
        return SectionPaths(self.section)


class SectionPaths(Sequence):
    """The (path, last change) of each public record of a section, read from plain values, in the order of the ids.

    A new record comes last, so that the sitemaps before it stay as they are.
    """

    def __init__(self, section):
        self.section, self.model = section, section.model

    @cached_property
    def rows(self):
        return self.section.public_rows().order_by("pk").values_list("pk", self.section.published_field, *self.model.URL_FIELDS)

    def __len__(self):
        return self.section.public_rows().order_by().count()

    def __getitem__(self, part):
        rows = list(self.rows[part])
        if not rows:
            return []
        versions = self.model.history.filter(id__range=(rows[0][0], rows[-1][0])).order_by().values_list("id")
        changes = dict(versions.annotate(Max("history_date")))
        return [(self.model.url_from(*values), changes.get(pk, published_at)) for pk, published_at, *values in rows]


def sitemaps():
    """The sitemaps by name; they ask once when a council was last changed."""
    councils_changed_at = cache(lambda: Council.history.aggregate(at=Max("history_date"))["at"])
    of_sections = {section.namespace: SectionSitemap(section, councils_changed_at) for section in public_sections()}
    return {LISTS: ListSitemap()} | of_sections


def sitemap_index(request):
    """The URLs of all sitemaps that have any URL."""
    urls = [url for name, section_map in sitemaps().items() for url in sitemap_urls(name, section_map)]
    response = render(
        request, "sitemap_index.xml", {"sitemaps": [{"location": url} for url in urls]}, content_type="application/xml"
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def sitemap_urls(name, section_map):
    """The URLs of the sitemaps of one section; their number is cached as long as it stays the same."""
    key = f"sitemaps-{name}-{section_map.version}"
    last = shared_cache.get(key)
    if last is None:
        paginator = section_map.paginator
        last = paginator.num_pages if paginator.count else 0
        shared_cache.set(key, last, section_map.seconds_in_cache)
    path = reverse("section_sitemap", args=[name])
    pages = ([("p", str(number))] if number > 1 else [] for number in range(1, last + 1))
    return [absolute_url(with_query(path, query)) for query in pages]


@conditional_page
def section_sitemap(request, name):
    """One sitemap, `?p=` from the second on, cached as long as its URLs stay the same."""
    section_map, number = sitemaps().get(name), request.GET.get("p", "1")
    if section_map is None or not PAGE_NUMBER.fullmatch(number):
        raise Http404
    key = f"sitemap-{name}-{number}-{section_map.version}"
    content = shared_cache.get(key)
    if content is None:
        content = sitemap(request, {name: section_map}, section=name).render().content
        shared_cache.set(key, content, section_map.seconds_in_cache)
    return HttpResponse(content, content_type="application/xml", headers={"X-Robots-Tag": "noindex"})
