"""The portal as machines read it: whose it is, and how it is searched."""

from django.urls import reverse

from core.pages.addresses import absolute
from core.pages.linked_data import organization, thing


def portal_data(host):
    """The portal of a Host, with the Council itself where there is one."""
    home = absolute(reverse("home"))
    search = thing(
        "SearchAction",
        target=thing("EntryPoint", urlTemplate=f"{absolute(reverse('search'))}?q={{words}}"),
        **{"query-input": "required name=words"},
    )
    site = thing("WebSite", name=f"Cổng thông tin {host.full_name}", url=home, inLanguage="vi", potentialAction=search)
    if not host.exists:
        return site
    council = organization(host.full_name, url=home, address=host.address, telephone=host.phone, email=host.email)
    return [site, council]
