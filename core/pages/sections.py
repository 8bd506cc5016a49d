"""The sections of the public pages: each app declares its own, and the menu and all pages about the whole portal read them."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from django.urls import reverse

SectionT = TypeVar("SectionT", bound="type[PublicSection]")


class PublicSection:
    """A part of the public pages with a list of its own, such as /nghi-quyet/.

    An app declares it as a subclass in its module `sections.py`, decorated with `register`. The list is the URL named
    "<namespace>:list". The menu has eight places, from 1 to 8; a section without one is in the footer only.
    """

    namespace: ClassVar[str]
    label: ClassVar[str]  # in breadcrumbs, headings and the search: "Tiếp công dân"
    menu_label: ClassVar[str] = ""  # at most 10 characters, if the label is longer: "Tiếp dân"
    menu_position: ClassVar[int | None] = None

    @property
    def url(self) -> str:
        """The URL of the list."""
        return reverse(f"{self.namespace}:list")


sections_by_namespace: dict[str, PublicSection] = {}


def register(section: SectionT) -> SectionT:
    """Add a section to those of the portal; a decorator of subclasses of PublicSection."""
    sections_by_namespace[section.namespace] = section()
    return section


def public_sections() -> list[PublicSection]:
    """Return the sections in the order of the menu, followed by those of the footer only in the order of their labels."""
    return sorted(sections_by_namespace.values(), key=lambda section: (section.menu_position or 9, section.label))
