"""The addresses of all public pages, for machines that look them up."""

from django.contrib.sitemaps import Sitemap
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from core.pages.addresses import portal_host, portal_scheme
from news.models import Article
from reports.models import AnnualReport
from resolutions.models import Resolution


class PortalSitemap(Sitemap):
    """Names pages by the portal's own host, whatever host the request names."""

    def get_domain(self, site=None):
        return portal_host()

    def get_protocol(self, protocol=None):
        return portal_scheme()

    def lastmod(self, record):
        return record.changed_at


class Lists(PortalSitemap):
    """The lists themselves."""

    def items(self):
        return ["home", "news:list", "resolutions:list", "reports:list"]

    def location(self, name):
        return reverse(name)

    def lastmod(self, name):
        return None


class Articles(PortalSitemap):
    def items(self):
        return with_change(Article.objects.published()).for_rows()


class Resolutions(PortalSitemap):
    def items(self):
        return with_change(Resolution.objects.published()).select_related("council").defer("body", "summary")


class Reports(PortalSitemap):
    def items(self):
        return AnnualReport.objects.issued().newest_versions().for_list()

    def lastmod(self, report):
        return report.issued_at


def with_change(rows):
    """Each row with `changed_at`, when it was last written."""
    versions = rows.model.history.filter(id=OuterRef("pk")).order_by("-history_date").values("history_date")
    return rows.annotate(changed_at=Coalesce(Subquery(versions[:1]), "publish_at"))


SITEMAPS = {"lists": Lists, "articles": Articles, "resolutions": Resolutions, "reports": Reports}
