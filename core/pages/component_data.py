"""What the components need of the objects that templates pass to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class ContentsItem:
    """A link to a part of the same page, for the components `contents` and `on_page_links`."""

    label: str
    anchor: str
    is_subsection: bool = False


class EmblemData(Protocol):
    """The emblem of the office in the component `masthead`; sizes in pixels."""

    @property
    def url(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


class PictureData(Protocol):
    """A picture in the components `picture` and `small_picture`; sizes in pixels."""

    @property
    def url(self) -> str: ...
    @property
    def srcset(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def alt(self) -> str: ...
    @property
    def caption(self) -> str: ...
    @property
    def credit(self) -> str: ...


class PortraitData(Protocol):
    """A person in the component `portrait`; without a portrait `portrait_url` is empty."""

    @property
    def portrait_url(self) -> str: ...
    @property
    def initials(self) -> str: ...


class File(Protocol):
    """A file in the component `file_list`; `size` in bytes."""

    @property
    def title(self) -> str: ...
    @property
    def type_name(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def pages(self) -> int | None: ...
    def get_absolute_url(self) -> str: ...
