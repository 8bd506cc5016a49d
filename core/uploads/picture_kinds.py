"""The kinds of pictures that the portal does not take, recognised by their bytes, each with what to do instead."""

from __future__ import annotations

import re

import filetype

HEAD_SIZE = 4096  # bytes
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1", b"mif2", b"miaf"}
AVIF_BRANDS = {b"avif", b"avis"}
SVG = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*<(?:\w+:)?svg[\s>/]", re.S)

HEIC = (
    "Tệp là ảnh HEIC (điện thoại iPhone hay lưu kiểu này), cổng không nhận; hãy xuất ảnh thành JPEG rồi tải lại. Để lần sau máy "
    "chụp thẳng JPEG: Cài đặt > Camera > Định dạng > Tương thích nhất."
)
ADVICE = {
    "heic": HEIC,
    "avif": "Tệp là ảnh AVIF, cổng không nhận; hãy mở bằng phần mềm xem ảnh, lưu thành JPEG hoặc PNG rồi tải lại.",
    "webp": "Tệp là ảnh WebP, chỗ này không nhận; hãy lưu thành JPEG hoặc PNG rồi tải lại.",
    "gif": "Tệp là ảnh GIF, cổng không nhận ảnh động; hãy lưu hình cần dùng thành JPEG hoặc PNG rồi tải lại.",
    "tif": "Tệp là ảnh TIFF, cổng không nhận; hãy lưu ảnh thành JPEG hoặc PNG, bản quét văn bản thì lưu thành PDF, rồi tải lại.",
    "bmp": "Tệp là ảnh BMP, cổng không nhận; hãy lưu thành JPEG hoặc PNG rồi tải lại.",
    "svg": "Tệp là hình SVG, có thể chứa mã lệnh nên cổng không nhận; hãy xuất thành PNG rồi tải lại.",
}
OTHER_KIND = "Tệp là ảnh {}, cổng không nhận; hãy lưu thành JPEG hoặc PNG rồi tải lại."
NAMES = {"jpx": "JPEG 2000", "jxr": "JPEG XR", "jxl": "JPEG XL", "psd": "Photoshop (PSD)", "cr2": "RAW", "ico": "ICO"}
EXTENSIONS = {"heif": "heic", "hif": "heic", "tiff": "tif", "jp2": "jpx", "dng": "cr2", "nef": "cr2", "arw": "cr2"}
ANIMATED = "Ảnh có nhiều hình (ảnh động), cổng không nhận; hãy lưu một hình thành JPEG hoặc PNG rồi tải lại."


def kind_of_picture(head: bytes) -> str:
    """Return the usual extension of the picture that begins with the bytes `head`; "" if it is no picture that is known."""
    if head[4:8] == b"ftyp":
        size = max(16, min(int.from_bytes(head[:4], "big"), len(head)))
        brands = {head[8:12], *(head[start : start + 4] for start in range(16, size, 4))}
        if brands & AVIF_BRANDS:
            return "avif"
        if brands & HEIF_BRANDS:
            return "heic"
    if head[:12] == b"\0\0\0\x0cJXL \r\n\x87\n" or head[:2] == b"\xff\x0a":
        return "jxl"
    if SVG.match(head):
        return "svg"
    guess = filetype.guess(head)
    return guess.extension if guess is not None and guess.mime.startswith("image/") else ""


def advice_for(kind: str) -> str:
    """Return the sentence for a picture of a kind that is not taken, by its usual extension; "" for any other file."""
    kind = EXTENSIONS.get(kind, kind)
    return ADVICE.get(kind) or (OTHER_KIND.format(NAMES[kind]) if kind in NAMES else "")
