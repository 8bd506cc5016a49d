"""Uploaded pictures: checked, turned upright, limited in size, and encoded again without metadata."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from core.vietnamese.numbers import format_number

FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
MAX_SIZE = 20 * 1024 * 1024  # bytes
MAX_PIXELS = 40_000_000
MAX_SIDE = 2400  # pixels
SAVE_OPTIONS: dict[str, dict[str, Any]] = {  # Any: each format has its own options
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85, "method": 4},
}
RESIZED_FORMAT = "WEBP"
NOT_A_PICTURE = "Tệp không phải là ảnh JPEG, PNG hoặc WebP, hoặc đã hỏng; hãy chọn tệp ảnh khác."


class Picture(ContentFile):  # type: ignore[type-arg]  # Django's class takes no argument at run time
    """A picture encoded by this module: `width` and `height` in pixels, `source_sha256` of the uploaded file."""

    def __init__(self, content: bytes, *, name: str, width: int, height: int, source_sha256: str) -> None:
        super().__init__(content, name=name)
        self.width = width
        self.height = height
        self.source_sha256 = source_sha256


def clean_picture(file: IO[bytes]) -> Picture:
    """Return the Picture in the open `file`, at most 2400 pixels a side, without EXIF or other metadata.

    The content decides the format, never the name. Raises ValueError with a Vietnamese sentence if the file is not one
    complete JPEG, PNG or WebP picture of at most 40 million pixels and 20 MB.
    """
    file.seek(0)
    source = file.read(MAX_SIZE + 1)
    file.seek(0)
    if len(source) > MAX_SIZE:
        raise ValueError("Tệp ảnh lớn hơn 20 MB; hãy giảm cỡ ảnh rồi tải lại.")
    try:
        source_image = Image.open(BytesIO(source), formats=list(FORMATS))
        image_format, pixels = source_image.format or "", source_image.width * source_image.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError(too_many_pixels()) from error
    except Exception as error:  # decoders raise errors of any class
        raise ValueError(NOT_A_PICTURE) from error
    if pixels > MAX_PIXELS:
        raise ValueError(too_many_pixels())
    try:
        image = normalise_image(source_image)
        content = BytesIO()
        image.save(content, image_format, **SAVE_OPTIONS[image_format])
    except Exception as error:  # decoders raise errors of any class
        raise ValueError(NOT_A_PICTURE) from error
    return Picture(
        content.getvalue(),
        name=f"picture{FORMATS[image_format]}",
        width=image.width,
        height=image.height,
        source_sha256=hashlib.sha256(source).hexdigest(),
    )


def too_many_pixels() -> str:
    """Return the message for a picture of more than 40 million pixels."""
    return f"Ảnh có quá nhiều điểm ảnh (nhiều nhất {format_number(MAX_PIXELS)}); hãy giảm cỡ ảnh rồi tải lại."


def normalise_image(source: Image.Image) -> Image.Image:
    """Return the image turned upright, at most 2400 pixels a side, in RGB or RGBA, without metadata."""
    # A JPEG is decoded at a fraction of its size where that is enough, which saves most of the memory.
    source.draft("RGB", (MAX_SIDE, MAX_SIDE))
    source.thumbnail((MAX_SIDE, MAX_SIDE))
    image = ImageOps.exif_transpose(source)
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.info.clear()
    return image


def resized_webp(file: IO[bytes], width: int) -> bytes:
    """Return a stored picture as WebP bytes, `width` pixels wide, or as wide as it is if that is less."""
    file.seek(0)
    image: Image.Image = Image.open(file)
    if image.width > width:
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    content = BytesIO()
    image.save(content, RESIZED_FORMAT, quality=80, method=4)
    return content.getvalue()


def is_complete_webp(content: bytes) -> bool:
    """Return whether `content` is a WebP file that was not cut off; its header says how many bytes follow."""
    return content[:4] == b"RIFF" and int.from_bytes(content[4:8], "little") + 8 == len(content)
