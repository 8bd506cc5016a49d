"""Smaller copies of uploaded pictures, each of which is encoded once, stored, and cached by browsers for ever."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import IO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from core.pages.conditional import unless_unchanged
from core.uploads.pictures import is_complete_webp

logger = logging.getLogger(__name__)

CACHE_CONTROL = "public, max-age=31536000, immutable"  # the address contains the version of the picture


def webp_response(request: HttpRequest, version: str, encoded: Callable[[], bytes]) -> HttpResponseBase:
    """Return a WebP picture, or a response with status 304; `version` changes with the picture, and so does its address.

    Call it only after the check that the user may see the picture.
    """
    response = unless_unchanged(request, version, lambda: HttpResponse(encoded(), content_type="image/webp"))
    response.headers["Cache-Control"] = CACHE_CONTROL
    return response


def rendition(original: FieldFile, name: str, encode: Callable[[IO[bytes]], bytes]) -> bytes:
    """Return the WebP bytes that `encode` makes of an uploaded picture, from the public storage or newly encoded.

    `name` distinguishes the renditions of one picture. Raises Http404 if the file of the picture is missing.
    """
    path = f"{original.name}-{name}.webp"
    stored = read(path)
    if is_complete_webp(stored):
        return stored
    try:
        with original.open("rb") as file:
            content = encode(file)
    except FileNotFoundError as error:
        raise Http404 from error
    store(path, content)
    return content


def store(path: str, content: bytes) -> None:
    """Store a rendition; where the storage refuses it, such as a full disk, the next request encodes it again."""
    try:
        default_storage.delete(path)
        stored_as = default_storage.save(path, ContentFile(content))
        if stored_as != path:  # another process has stored it in the meantime
            default_storage.delete(stored_as)
    except OSError:
        logger.warning("The smaller copy %s of a picture could not be stored.", path, exc_info=True)


def read(path: str) -> bytes:
    """Return the content of a file in the public storage; empty if there is none that can be read."""
    try:
        with default_storage.open(path) as file:
            content: bytes = file.read()
            return content
    except OSError:  # it does not exist, or cannot be read
        return b""
