"""Whether a picture is as this portal has encoded it: then it is stored as it is, because each encoding loses a little.

A picture that was exported and is loaded again must not change. A picture of somebody else passes too if it has the same
form: only segments that we write, so no metadata and nothing after its end, and in a JPEG the same quality.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from PIL import Image

JPEG_QUALITY = 85
PNG_SIGNATURE, PNG_CHUNKS = b"\x89PNG\r\n\x1a\n", {b"IHDR", b"IDAT", b"IEND"}
WEBP_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
APP0, QUANTIZATION, HUFFMAN, PROGRESSIVE, SCAN, END = 0xE0, 0xDB, 0xC4, 0xC2, 0xDA, 0xD9
JFIF_LENGTH = 16  # bytes of APP0 without a thumbnail
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7]")  # a marker that is no part of the data of a scan


def is_own_encoding(content: bytes, image_format: str) -> bool:
    """Return whether a complete picture has the form that `core.uploads.pictures` writes in its format."""
    if image_format == "JPEG":
        return is_own_jpeg(content)
    if image_format == "PNG":
        chunks = png_chunks(content)
        return set(chunks) == PNG_CHUNKS and chunks[-1] == b"IEND"
    return image_format == "WEBP" and set(webp_chunks(content)) <= WEBP_CHUNKS


def is_own_jpeg(content: bytes) -> bool:
    """Return whether a JPEG is progressive, of our quality, and has no application segment but a plain JFIF."""
    first, *others = [*jpeg_segments(content)] or [(0, 0)]
    markers = [marker for marker, _ in others]
    has_our_form = first == (APP0, JFIF_LENGTH) and markers[-1:] == [END] and PROGRESSIVE in markers
    return (
        has_our_form
        and set(markers[:-1]) <= {QUANTIZATION, HUFFMAN, PROGRESSIVE, SCAN}
        and quantization(content) == our_quantization()
    )


def jpeg_segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield the marker and the length of each segment; END is the last one if the file ends with it."""
    position = 2
    while content[position : position + 1] == b"\xff":
        if content[position:] == bytes((0xFF, END)):
            yield END, 0
            return
        length = int.from_bytes(content[position + 2 : position + 4], "big")
        marker = content[position + 1] if length else END
        if marker == END:  # before the end of the file
            return
        yield marker, length
        position += 2 + length
        if marker == SCAN and (match := AFTER_SCAN.search(content, position)):
            position = match.start()


def quantization(content: bytes) -> object:
    """Return the tables that decide the quality of a JPEG."""
    with Image.open(BytesIO(content), formats=["JPEG"]) as image:
        return image.quantization  # type: ignore[attr-defined]  # each JPEG has it


@cache
def our_quantization() -> object:
    """Return the tables of our quality."""
    stream = BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "JPEG", quality=JPEG_QUALITY)
    return quantization(stream.getvalue())


def png_chunks(content: bytes) -> list[bytes]:
    """Return the types of the chunks of a PNG; the last one is b"" if something else follows them."""
    chunks: list[bytes] = []
    position = len(PNG_SIGNATURE)
    while position < len(content) and chunks[-1:] != [b"IEND"]:
        chunks.append(content[position + 4 : position + 8])
        position += 12 + int.from_bytes(content[position : position + 4], "big")
    return chunks if position == len(content) else [*chunks, b""]


def webp_chunks(content: bytes) -> list[bytes]:
    """Return the types of the chunks of a WebP; the last one is b"" if something else follows them."""
    chunks: list[bytes] = []
    position = 12
    while position < len(content):
        chunks.append(content[position : position + 4])
        size = int.from_bytes(content[position + 4 : position + 8], "little")
        position += 8 + size + size % 2
    return chunks if position == len(content) else [*chunks, b""]
