"""Template tags for the frame of the staff's pages: whose council it is, and the navigation at the left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django import template
from django.template import Context
from django.urls import reverse

from core.pages.page_forms import NOT_SAVED, OPENED, form_on_page, is_reopened, takes_personal_data

register = template.Library()

PORTAL_NAME = "Cổng HĐND"

AppRow: TypeAlias = Mapping[str, Any]  # a group or a model of the admin's list of apps; Any: texts, URLs, permissions


@dataclass(frozen=True)
class Kind:
    """A kind of record in the navigation, with the URL of its list."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class KindGroup:
    """Kinds of record that belong to one task."""

    name: str
    kinds: tuple[Kind, ...]

    @property
    def url(self) -> str:
        """The URL of the first list."""
        return self.kinds[0].url

    @property
    def is_current(self) -> bool:
        """Whether the page is about a record of the group."""
        return any(kind.is_current for kind in self.kinds)

    @property
    def is_divided(self) -> bool:
        """Whether the navigation lists the kinds of the group: it is the current one and has several."""
        return self.is_current and len(self.kinds) > 1


@register.simple_tag(takes_context=True)
def council_name(context: Context) -> str:
    """Return the name of the only council that the user serves; the name of the portal where there is not just one."""
    user = context.get("user")
    services = [] if user is None or user.is_superuser else getattr(user, "cached_services", [])
    names = {service.council.name for service in services}
    return names.pop() if len(names) == 1 else PORTAL_NAME


@register.inclusion_tag("admin/_rail.html", takes_context=True)
def rail(context: Context) -> dict[str, Any]:  # Any: the context of a template
    """The navigation at the left of each page of the staff: the groups of the admin site, and the kinds of the current one."""
    path, index_url = context["request"].path, reverse("admin:index")
    groups = [kind_group(row, path) for row in context["available_apps"]]
    return {"groups": [group for group in groups if group.kinds], "index_url": index_url, "is_index": path == index_url}


def kind_group(row: AppRow, path: str) -> KindGroup:
    """Return a group of the admin site for the page at `path`, without the models whose list the user may not view."""
    models: Iterable[AppRow] = row["models"]
    kinds = (
        Kind(model["name"], model["admin_url"], path.startswith(model["admin_url"])) for model in models if model["admin_url"]
    )
    return KindGroup(row["name"], tuple(kinds))


@register.inclusion_tag("admin/includes/opened_form.html", takes_context=True)
def opened_form(context: Context) -> dict[str, Any]:  # Any: the context of a template
    """Return the input that says who opened the form, with what the script needs that offers unsaved text again."""
    request, opts = context["request"], context["opts"]
    return {
        "opened": form_on_page(request),
        "is_personal": takes_personal_data(opts.model),
        "is_typed": request.method == "POST" and request.POST.get(OPENED) is not None,
        "is_reopened": is_reopened(request),
        "not_saved": NOT_SAVED,
        "lost_files": getattr(request, "lost_files", ""),
    }


@register.simple_tag(takes_context=True)
def session_seconds(context: Context) -> int | str:
    """Return for how many seconds the user of the page stays signed in; "" on a page without a session."""
    session = getattr(context.get("request"), "session", None)
    return "" if session is None else max(0, session.get_expiry_age())
