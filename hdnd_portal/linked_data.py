"""The portal as structured data (schema.org): the website, its search and the Council."""

from django.urls import reverse

from core.pages.addresses import absolute_url
from core.pages.linked_data import organization, schema_object


def portal_data(portal):
    """The website of a PortalIdentity, and the Council if there is one."""
    home = absolute_url(reverse("home"))
    search = schema_object(
        "SearchAction",
        target=schema_object("EntryPoint", urlTemplate=f"{absolute_url(reverse('search'))}?q={{words}}"),
        **{"query-input": "required name=words"},
    )
    site = schema_object("WebSite", name=f"Cổng thông tin {portal.full_name}", url=home, inLanguage="vi", potentialAction=search)
    if not portal.exists:
        return site
    council = organization(portal.full_name, url=home, address=portal.address, telephone=portal.phone, email=portal.email)
    return [site, council]
