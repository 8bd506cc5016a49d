"""What the frame of every page needs: whose portal it is and which pages there are."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from councils.models import Council
from hdnd_portal.linked_data import portal_data

NAMELESS = "Hội đồng nhân dân"
MENU = (("Trang chủ", "home"), ("Tin tức", "news:list"), ("Nghị quyết", "resolutions:list"), ("Báo cáo", "reports:list"))


@dataclass(frozen=True)
class PortalIdentity:
    """The Council whose portal this is, as the frame of every page names it."""

    name: str = NAMELESS
    full_name: str = NAMELESS
    place: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    is_sample: bool = False

    @property
    def exists(self):
        return self.name != NAMELESS

    @property
    def linked_data(self):
        return portal_data(self)

    @property
    def lead(self):
        """The full name up to the name of the place, which the masthead keeps on one line."""
        return self.full_name.removesuffix(self.place)

    @property
    def dialled_phone(self):
        """The telephone number as a link dials it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


@dataclass(frozen=True)
class MenuItem:
    """A page of the menu; open while the reader is on it or below it."""

    label: str
    url: str
    path: str

    @property
    def is_here(self):
        return self.path == self.url

    @property
    def is_open(self):
        return self.is_here or (self.url != "/" and self.path.startswith(self.url))


def portal(request):
    """The context of the frame: one query, made only by a page that draws the frame."""
    return {"portal": SimpleLazyObject(find_portal_identity), "menu": SimpleLazyObject(lambda: menu(request.path))}


def find_portal_identity():
    """The Council whose portal this is; a nameless one while there is none."""
    council = Council.objects.of_this_portal().first()
    if council is None:
        return PortalIdentity()
    return PortalIdentity(
        name=council.name,
        full_name=council.full_name,
        place=council.place_name if council.name.endswith(council.place_name) else "",
        address=council.contact_address,
        phone=council.contact_phone,
        email=council.contact_email,
        is_sample=council.is_sample,
    )


def menu(path):
    """The pages that exist, in the order of the menu."""
    return [MenuItem(label, reverse(name), path) for label, name in MENU]
