"""The sitemap: an index at /sitemap.xml, and for each section the URLs of its public pages in sitemaps of 5,000."""

import re
from collections.abc import Sequence
from functools import cached_property

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.core.cache import cache
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import conditional_page

from core.pages.addresses import absolute_url, portal_host, portal_scheme, with_query
from core.pages.sections import public_sections

CACHE_SECONDS = 3600
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

    changed_at = None

    def items(self):
        return [(url, None) for url in (reverse("home"), *(section.url for section in public_sections()))]


class SectionSitemap(PortalSitemap):
    """The public pages of one section."""

    def __init__(self, section):
        self.section = section

    @property
    def changed_at(self):
        return self.section.changed_at()

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
        return self.rows.count()

    def __getitem__(self, part):
        rows = list(self.rows[part])
        if not rows:
            return []
        versions = self.model.history.filter(id__range=(rows[0][0], rows[-1][0])).order_by().values_list("id")
        changes = dict(versions.annotate(Max("history_date")))
        return [(self.model.url_from(*values), changes.get(pk, published_at)) for pk, published_at, *values in rows]


def sitemaps():
    """The sitemaps by name."""
    return {LISTS: ListSitemap()} | {section.namespace: SectionSitemap(section) for section in public_sections()}


def sitemap_index(request):
    """The URLs of all sitemaps. It is cached for an hour."""
    urls = cache.get_or_set("sitemap", sitemap_urls, CACHE_SECONDS)
    context = {"sitemaps": [{"location": url} for url in urls]}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


def sitemap_urls():
    urls = []
    for name, section_map in sitemaps().items():
        path = reverse("section_sitemap", args=[name])
        numbers = range(2, section_map.paginator.num_pages + 1)
        urls += [absolute_url(path), *(absolute_url(with_query(path, [("p", str(number))])) for number in numbers)]
    return urls


@conditional_page
def section_sitemap(request, name):
    """One sitemap, `?p=` from the second on. It is cached for an hour, or until a record of the section is saved."""
    section_map, number = sitemaps().get(name), request.GET.get("p", "1")
    if section_map is None or not PAGE_NUMBER.fullmatch(number):
        raise Http404
    changed_at = section_map.changed_at
    key = f"sitemap-{name}-{number}-{changed_at and changed_at.timestamp()}"
    content = cache.get(key)
    if content is None:
        content = sitemap(request, {name: section_map}, section=name).render().content
        cache.set(key, content, CACHE_SECONDS)
    return HttpResponse(content, content_type="application/xml", headers={"X-Robots-Tag": "noindex"})
