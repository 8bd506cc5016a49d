"""The sitemap: the URLs of all public pages."""

from django.contrib.sitemaps import Sitemap
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from core.pages.addresses import portal_host, portal_scheme
from news.models import Article
from reports.models import AnnualReport
from resolutions.models import Resolution


class PortalSitemap(Sitemap):
    """A sitemap with the host of BASE_URL, even if the request has another host."""

    def get_domain(self, site=None):
        return portal_host()

    def get_protocol(self, protocol=None):
        return portal_scheme()

    def lastmod(self, record):
        return record.changed_at


class ListSitemap(PortalSitemap):
    """The home page and the lists."""

    def items(self):
        return ["home", "news:list", "resolutions:list", "reports:list"]

    def location(self, name):
        return reverse(name)

    def lastmod(self, name):
        return None


class ArticleSitemap(PortalSitemap):
    """The published articles."""

    def items(self):
        return with_changed_at(Article.objects.published()).for_rows()


class ResolutionSitemap(PortalSitemap):
    """The published resolutions."""

    def items(self):
        return with_changed_at(Resolution.objects.published()).select_related("council").defer("body", "summary")


class ReportSitemap(PortalSitemap):
    """The issued reports."""

    def items(self):
        return AnnualReport.objects.issued().newest_versions().for_list()

    def lastmod(self, report):
        return report.issued_at


def with_changed_at(rows):
    """Annotate each row with `changed_at`, the time of its newest version."""
    versions = rows.model.history.filter(id=OuterRef("pk")).order_by("-history_date").values("history_date")
    return rows.annotate(changed_at=Coalesce(Subquery(versions[:1]), "publish_at"))


SITEMAPS = {
    "lists": ListSitemap,
    "articles": ArticleSitemap,
    "resolutions": ResolutionSitemap,
    "reports": ReportSitemap,
}
