"""The gallery of an article: rows that its pictures fill from edge to edge, whatever their number and shape."""

from collections.abc import Sequence
from dataclasses import dataclass

from news.models import Photo

WIDTH, GAP = 720, 27  # CSS pixels, on a wide screen
# The two shapes in which pictures are displayed: width by height. Those beside each other have the same height.
LANDSCAPE, PORTRAIT = 3 / 2, 2 / 3


@dataclass(frozen=True)
class GalleryPicture:
    """A picture in a row, with the value of its HTML attribute `sizes`."""

    photo: Photo
    sizes: str


def gallery_rows(photos: Sequence[Photo]) -> list[list[GalleryPicture]]:
    """The pictures in rows of two, in their order; of an odd number, the first landscape that divides no pair has its own row."""
    if len(photos) % 2 == 0:
        return pairs(photos)
    single = next((i for i in range(0, len(photos), 2) if not photos[i].is_portrait), None)
    if single is None:  # portraits only where a row could have one picture
        return [gallery_row(photos[:3]), *pairs(photos[3:])]
    return [*pairs(photos[:single]), gallery_row(photos[single : single + 1]), *pairs(photos[single + 1 :])]


def pairs(photos: Sequence[Photo]) -> list[list[GalleryPicture]]:
    """An even number of pictures in rows of two."""
    return [gallery_row(photos[i : i + 2]) for i in range(0, len(photos), 2)]


def gallery_row(photos: Sequence[Photo]) -> list[GalleryPicture]:
    """A row of pictures with their widths on a wide screen; on a phone each has the whole width."""
    shapes = [PORTRAIT if photo.is_portrait else LANDSCAPE for photo in photos]
    free = WIDTH - GAP * (len(photos) - 1)
    widths = [round(free * shape / sum(shapes)) for shape in shapes]
    return [
        GalleryPicture(photo, f"(min-width: 44rem) {width}px, calc(100vw - 34px)")
        for photo, width in zip(photos, widths, strict=True)
    ]
