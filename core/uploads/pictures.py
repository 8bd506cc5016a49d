"""Uploaded pictures: checked, turned upright, limited in size, and encoded again without metadata."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from io import BytesIO
from typing import IO, Any

from PIL import Image, ImageOps

from core.uploads.clean_files import MAX_SIZE, CleanFile, read_upload
from core.uploads.own_encoding import JPEG_QUALITY, is_own_encoding
from core.uploads.picture_kinds import ANIMATED, HEAD_SIZE, advice_for, kind_of_picture
from core.vietnamese.numbers import format_number

FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
FIRST_PICTURE_FORMATS = {"MPO": "JPEG"}  # a JPEG with further pictures behind it, which cameras add: only the first is taken
MAX_PIXELS = 40_000_000
MAX_UPLOADED_SIDE = 20_000  # pixels; a wider or higher picture is no photograph, and takes long to decode
MAX_SIDE = 2400  # pixels
MAX_DOCUMENT_SIDE = 4000  # pixels; a page of A4 at 300 dots per inch has 3508
SAVE_OPTIONS: dict[str, dict[str, Any]] = {  # Any: each format has its own options
    "JPEG": {"quality": JPEG_QUALITY, "optimize": True, "progressive": True},
    "PNG": {"compress_level": 4},  # the highest one takes four times as long for a twentieth of the size
    "WEBP": {"quality": 85, "method": 4},
}
RESIZED_FORMAT = "WEBP"
PORTRAIT_SIZE = (304, 406)  # pixels, 3:4, for a box of at most 13rem
MAX_PORTRAIT_BYTES = 15_000
PORTRAIT_OPTIONS: tuple[dict[str, Any], ...] = tuple({"quality": quality} for quality in (80, 65, 50, 35, 20))  # Any: as above
EMBLEM_FORMATS = ("PNG", "WEBP")  # those that can be transparent
MIN_EMBLEM_HEIGHT = 68  # pixels; the masthead shows it so high
MAX_EMBLEM_SIZE = (272, 136)
MAX_EMBLEM_RATIO = 2  # of the longer side to the shorter one; a wider emblem would leave no place for the name
MAX_EMBLEM_BYTES = 20_000
EMBLEM_OPTIONS: tuple[dict[str, Any], ...] = (  # Any: as above
    {"lossless": True},
    *({"quality": quality, "alpha_quality": quality} for quality in (90, 75, 50, 25)),
)
NOT_AN_EMBLEM = "Biểu trưng phải là ảnh PNG hoặc WebP, để nền trong suốt được; hãy chọn tệp khác."
EMBLEM_TOO_LOW = f"Biểu trưng phải cao ít nhất {MIN_EMBLEM_HEIGHT} điểm ảnh; hãy chọn ảnh lớn hơn."
EMBLEM_NOT_SQUARE = "Biểu trưng không được rộng quá hai lần chiều cao hoặc cao quá hai lần chiều rộng; hãy cắt ảnh cho vừa hình."
EMBLEM_TOO_DETAILED = "Biểu trưng có quá nhiều chi tiết, không nén xuống dưới 20 KB được; hãy chọn hình đơn giản hơn."
NOT_A_PICTURE = "Tệp không phải là ảnh JPEG, PNG hoặc WebP, hoặc đã hỏng; hãy chọn tệp ảnh khác."


class Picture(CleanFile):
    """A picture encoded by this module: `width` and `height` in pixels."""

    def __init__(self, content: bytes, *, name: str, source: bytes, width: int, height: int) -> None:
        super().__init__(content, name=name, source=source, width=width, height=height)
        self.width = width
        self.height = height


def clean_picture(file: IO[bytes], formats: Collection[str] = tuple(FORMATS), max_side: int = MAX_SIDE) -> Picture:
    """Return the Picture in the open `file`, at most `max_side` pixels a side, without EXIF or other metadata.

    The content decides the format, never the name. Raises ValueError with a Vietnamese sentence if the file is not one
    complete picture of one of the `formats`, of at most 40 million pixels, 20,000 a side and 20 MB.
    """
    source, image_format, image = decoded(file, formats, max_side)
    is_own = is_own_encoding(source, image_format) and is_as_stored(source, image)
    content = source if is_own else encoded(image, image_format)
    name = f"picture{FORMATS[image_format]}"
    return Picture(content, name=name, source=source, width=image.width, height=image.height)


def encoded(image: Image.Image, image_format: str) -> bytes:
    """Return the bytes of an image. Raises ValueError with a Vietnamese sentence if it cannot be encoded."""
    content = BytesIO()
    try:
        image.save(content, image_format, **SAVE_OPTIONS[image_format])
    except Exception as error:  # encoders raise errors of any class
        raise ValueError(NOT_A_PICTURE) from error
    return content.getvalue()


def is_as_stored(source: bytes, image: Image.Image) -> bool:
    """Return whether the upload has the size and the colours of the `image` made of it."""
    with Image.open(BytesIO(source), formats=list(FORMATS)) as source_image:
        return (source_image.size, source_image.mode) == (image.size, image.mode)


def clean_emblem(file: IO[bytes]) -> Picture:
    """Return the emblem in the open `file` as WebP of at most 20 kB, at most 136 pixels high, transparent where it was.

    Raises ValueError with a Vietnamese sentence if the file is no PNG or WebP picture, or too low, long or detailed.
    """
    source, image_format, image = decoded(file)
    if image_format not in EMBLEM_FORMATS:
        raise ValueError(NOT_AN_EMBLEM)
    if image.height < MIN_EMBLEM_HEIGHT:
        raise ValueError(EMBLEM_TOO_LOW)
    if max(image.size) > MAX_EMBLEM_RATIO * min(image.size):
        raise ValueError(EMBLEM_NOT_SQUARE)
    image.thumbnail(MAX_EMBLEM_SIZE, Image.Resampling.LANCZOS)
    is_own = image_format == RESIZED_FORMAT and len(source) <= MAX_EMBLEM_BYTES and is_own_encoding(source, image_format)
    is_own = is_own and is_as_stored(source, image)
    content = source if is_own else webp_within(image, EMBLEM_OPTIONS, MAX_EMBLEM_BYTES)
    if len(content) > MAX_EMBLEM_BYTES:
        raise ValueError(EMBLEM_TOO_DETAILED)
    return Picture(content, name="emblem.webp", source=source, width=image.width, height=image.height)


def decoded(
    file: IO[bytes], formats: Collection[str] = tuple(FORMATS), max_side: int = MAX_SIDE
) -> tuple[bytes, str, Image.Image]:
    """Return the bytes of an uploaded picture, its format, and the image as `normalise_image` returns it.

    Raises ValueError with a Vietnamese sentence as `clean_picture` does.
    """
    source = read_upload(file)
    if len(source) > MAX_SIZE:
        raise ValueError("Tệp ảnh lớn hơn 20 MB; hãy giảm cỡ ảnh rồi tải lại.")
    try:
        source_image = Image.open(BytesIO(source), formats=list(formats))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError(too_many_pixels()) from error
    except Exception as error:  # decoders raise errors of any class
        kind = kind_of_picture(source[:HEAD_SIZE])
        advice = "" if kind.upper() in formats else advice_for(kind)
        raise ValueError(advice or NOT_A_PICTURE) from error
    image_format = FIRST_PICTURE_FORMATS.get(source_image.format or "", source_image.format or "")
    if max(source_image.size) > MAX_UPLOADED_SIDE:
        raise ValueError(too_wide_or_high(source_image))
    if source_image.width * source_image.height > MAX_PIXELS:
        raise ValueError(too_many_pixels())
    if image_format == source_image.format and getattr(source_image, "n_frames", 1) > 1:
        raise ValueError(ANIMATED)
    try:
        return source, image_format, normalise_image(source_image, max_side)
    except Exception as error:  # decoders raise errors of any class
        raise ValueError(NOT_A_PICTURE) from error


def too_wide_or_high(image: Image.Image) -> str:
    """Return the message for a picture of more than 20,000 pixels a side."""
    size = f"{format_number(image.width)} × {format_number(image.height)}"
    return f"Ảnh có {size} điểm ảnh (mỗi chiều nhiều nhất {format_number(MAX_UPLOADED_SIDE)}); hãy cắt hoặc thu nhỏ rồi tải lại."


def too_many_pixels() -> str:
    """Return the message for a picture of more than 40 million pixels."""
    return f"Ảnh có quá nhiều điểm ảnh (nhiều nhất {format_number(MAX_PIXELS)}); hãy giảm cỡ ảnh rồi tải lại."


def normalise_image(source: Image.Image, max_side: int) -> Image.Image:
    """Return the image turned upright, at most `max_side` pixels a side, in RGB or RGBA, without metadata."""
    # A JPEG is decoded at a fraction of its size where that is enough, which saves most of the memory.
    source.draft("RGB", (max_side, max_side))
    source.thumbnail((max_side, max_side))
    image = ImageOps.exif_transpose(source)
    if image.mode.startswith("I;16"):  # 16 bits of grey, of which `convert` would make white
        image = image.convert("I").point(lambda value: value / 256).convert("L")
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


def portrait_webp(file: IO[bytes]) -> bytes:
    """Return a stored portrait as WebP bytes of at most 15 kB, cut to 304 × 406 pixels around the upper middle, on white."""
    file.seek(0)
    source = Image.open(file).convert("RGBA")
    image = Image.alpha_composite(Image.new("RGBA", source.size, "white"), source).convert("RGB")
    fitted = ImageOps.fit(image, PORTRAIT_SIZE, Image.Resampling.LANCZOS, centering=(0.5, 0.3))
    return webp_within(fitted, PORTRAIT_OPTIONS, MAX_PORTRAIT_BYTES)


def webp_within(image: Image.Image, options: Sequence[dict[str, Any]], max_bytes: int) -> bytes:  # Any: options of WebP
    """Return the image as WebP with the first of some `options`, the best first, whose result is at most `max_bytes` long.

    If none is, the result of the last ones is returned.
    """
    content = b""
    for choice in options:
        stream = BytesIO()
        image.save(stream, RESIZED_FORMAT, method=6, **choice)
        content = stream.getvalue()
        if len(content) <= max_bytes:
            break
    return content


def is_complete_webp(content: bytes) -> bool:
    """Return whether `content` is a WebP file that was not cut off; its header says how many bytes follow."""
    return content[:4] == b"RIFF" and int.from_bytes(content[4:8], "little") + 8 == len(content)
