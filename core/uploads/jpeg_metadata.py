"""JPEG pictures inside documents, without what cameras write about place, time and owner; the picture itself is not touched."""

from __future__ import annotations

from PIL import Image

START = b"\xff\xd8"
EXIF = b"Exif\0\0"
MARKERS_WITH_METADATA = {0xE1, 0xED, 0xFE}  # APP1 (Exif, XMP), APP13 (IPTC) and comments
START_OF_SCAN = 0xDA
ORIENTATION = 0x0112


def without_metadata(jpeg: bytes) -> bytes:
    """Return the bytes of a picture without metadata except its orientation; unchanged if they are no JPEG."""
    if jpeg[:2] != START:
        return jpeg
    segments, position = [START], 2
    while jpeg[position : position + 1] == b"\xff" and position + 4 <= len(jpeg):
        marker, length = jpeg[position + 1], int.from_bytes(jpeg[position + 2 : position + 4], "big")
        segment = jpeg[position : position + 2 + length]
        if marker == START_OF_SCAN or length < 2:
            break
        segments.append(segment if marker not in MARKERS_WITH_METADATA else _orientation_of(segment[4:]))
        position += 2 + length
    return b"".join([*segments, jpeg[position:]])


def _orientation_of(payload: bytes) -> bytes:
    """Return a segment with nothing but the orientation that a segment of metadata tells; empty if it tells none."""
    if not payload.startswith(EXIF):
        return b""
    exif = Image.Exif()
    try:
        exif.load(payload)
        orientation = exif.get(ORIENTATION, 1)
    except Exception:  # Pillow raises errors of any class for damaged metadata
        return b""
    if orientation not in range(2, 9):
        return b""
    upright = Image.Exif()
    upright[ORIENTATION] = orientation
    content = upright.tobytes()
    return b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content
