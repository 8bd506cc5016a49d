"""Context processor for the layout of every page: the Council of this portal, the menu and the links of the footer."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from core.pages.sections import public_sections
from councils.models import Council
from hdnd_portal.linked_data import portal_data
from sessions_app.models import CouncilSession

DEFAULT_NAME = "Hội đồng nhân dân"


@dataclass(frozen=True)
class Emblem:
    """The emblem that the office has uploaded: its address and its size in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class PortalIdentity:
    """The name and the contact details of the Council of this portal."""

    name: str = DEFAULT_NAME
    full_name: str = DEFAULT_NAME
    place: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    is_sample: bool = False
    emblem: Emblem | None = None
    is_shared: bool = False  # several councils use the portal, so that each row of a list names its council

    @property
    def exists(self):
        """Whether the portal has a Council."""
        return self.name != DEFAULT_NAME

    @property
    def linked_data(self):
        """The portal as structured data (schema.org)."""
        return portal_data(self)

    @property
    def name_prefix(self):
        """The full name without the administrative unit, which the masthead does not wrap."""
        return self.full_name.removesuffix(self.place).strip()

    @property
    def phone_digits(self):
        """The telephone number for a `tel:` link: digits and plus signs only."""
        return "".join(character for character in self.phone if character.isdigit() or character == "+")


@dataclass(frozen=True)
class MenuItem:
    """A link of the menu; `path` is the path of the current page."""

    label: str
    url: str
    path: str

    @property
    def is_current(self):
        """Whether the link leads to the current page."""
        return self.path == self.url

    @property
    def is_active(self):
        """Whether the current page is the page of the link or a page below it."""
        return self.path.startswith(self.url)


def portal(request):
    """The context of the layout. It costs one query, and only on a page that uses the layout."""
    return {
        "portal": SimpleLazyObject(find_portal_identity),
        "has_no_portal_council": SimpleLazyObject(has_no_portal_council),
        "sessions_without_result": SimpleLazyObject(lambda: sessions_without_result(request.user)),
        "menu": SimpleLazyObject(lambda: menu(request.path)),
        "footer_menu": SimpleLazyObject(lambda: footer_menu(request.path)),
    }


def has_no_portal_council():
    """Whether several councils use the portal and none is marked as that of the portal; only pages for staff ask."""
    return Council.objects.hosted().exists() and not Council.objects.of_this_portal().exists()


def sessions_without_result(user):
    """The sessions that `user` may see, of which nothing is recorded although their day has passed; only the desk asks."""
    if not user.has_perm("sessions_app.view_councilsession"):
        return []
    return list(CouncilSession.objects.visible_to(user).without_result_on(timezone.localdate()).for_list())


def find_portal_identity():
    """The PortalIdentity of the Council of this portal, or the default one while there is no Council."""
    council = Council.objects.of_this_portal().with_other_hosted().first()
    if council is None:
        return PortalIdentity()
    return PortalIdentity(
        name=council.name,
        full_name=council.full_name,
        place=council.unit_phrase,
        address=council.contact_address,
        phone=council.contact_phone,
        email=council.contact_email,
        is_sample=council.is_sample,
        emblem=Emblem(council.emblem_url, council.emblem_width, council.emblem_height) if council.emblem else None,
        is_shared=council.has_other_hosted,
    )


def menu(path):
    """The MenuItems in their order, for the page at `path`."""
    in_menu = [section for section in public_sections() if section.menu_position]
    return [MenuItem(section.menu_label or section.label, section.url, path) for section in in_menu]


def footer_menu(path):
    """A MenuItem for each section, for the page at `path`."""
    return [MenuItem(section.label, section.url, path) for section in public_sections()]
