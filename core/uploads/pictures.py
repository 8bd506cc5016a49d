"""Pictures that come from outside: looked at, turned upright, bounded, and encoded anew by ourselves."""

import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from core.vietnamese.numbers import format_number

FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 2400
SAVE_OPTIONS = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85, "method": 4},
}
NARROWED = "WEBP"
NOT_A_PICTURE = "Tệp không phải là ảnh JPEG, PNG hoặc WebP, hoặc đã hỏng; hãy chọn tệp ảnh khác."


class Picture(ContentFile):
    """A picture in our own encoding: `width` and `height` in pixels, `source_sha256` of the file that was given."""

    def __init__(self, content, *, name, width, height, source_sha256):
        super().__init__(content, name=name)
        self.width = width
        self.height = height
        self.source_sha256 = source_sha256


def clean_picture(file):
    """The Picture that the open `file` holds, at most 2400 pixels a side, without EXIF or other foreign data.

    The content decides what a file is, never its name. Raises ValueError with a Vietnamese sentence where it is not
    one whole JPEG, PNG or WebP picture of at most 40 million pixels and 20 MB.
    """
    file.seek(0)
    source = file.read(MAX_BYTES + 1)
    file.seek(0)
    if len(source) > MAX_BYTES:
        raise ValueError("Tệp ảnh lớn hơn 20 MB; hãy giảm cỡ ảnh rồi tải lại.")
    try:
        image = Image.open(BytesIO(source), formats=list(FORMATS))
        kind, pixels = image.format, image.width * image.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError(too_large()) from error
    except Exception as error:  # decoders raise whatever they stumble over
        raise ValueError(NOT_A_PICTURE) from error
    if pixels > MAX_PIXELS:
        raise ValueError(too_large())
    try:
        image = upright(image)
        content = BytesIO()
        image.save(content, kind, **SAVE_OPTIONS[kind])
    except Exception as error:  # decoders raise whatever they stumble over
        raise ValueError(NOT_A_PICTURE) from error
    return Picture(
        content.getvalue(),
        name=f"picture{FORMATS[kind]}",
        width=image.width,
        height=image.height,
        source_sha256=hashlib.sha256(source).hexdigest(),
    )


def too_large():
    return f"Ảnh có quá nhiều điểm ảnh (nhiều nhất {format_number(MAX_PIXELS)}); hãy giảm cỡ ảnh rồi tải lại."


def upright(image):
    """The picture turned as it was taken, bounded, in plain colours, with nothing but its pixels."""
    # A JPEG is read at a fraction of its size where that suffices, which spares most of the memory.
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    image = ImageOps.exif_transpose(image)
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.info.clear()
    return image


def narrowed(file, width):
    """The WebP bytes of the picture in the open `file`, one of our own, at `width` pixels or its own width if less."""
    file.seek(0)
    image = Image.open(file)
    if image.width > width:
        image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    content = BytesIO()
    image.save(content, NARROWED, quality=80, method=4)
    return content.getvalue()


def is_whole(content):
    """Whether these are all the bytes of a WebP file; its head says how many follow."""
    return content[:4] == b"RIFF" and int.from_bytes(content[4:8], "little") + 8 == len(content)
