"""The pictures of articles in three widths, each of which is encoded once and stored."""

from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import View

from core.pages.publication import respond_if_visible
from core.uploads.pictures import is_complete_webp, resized_webp
from news.models import Photo

CACHE_CONTROL = "public, max-age=31536000, immutable"  # the address contains the version of the picture


class PhotoView(View):
    """A picture in one of its widths, for readers who may see its article."""

    def get(self, request, pk, version, width):
        photo = get_object_or_404(Photo.objects.select_related("article"), pk=pk)
        return respond_if_visible(request, photo.article, partial(self.picture_response, photo, version, width))

    def picture_response(self, photo, version, width):
        if width not in photo.widths:
            raise Http404
        if version != photo.version:
            return HttpResponseRedirect(photo.url_at(width))
        response = HttpResponse(rendition(photo, width), content_type="image/webp")
        response["Cache-Control"] = CACHE_CONTROL
        return response


def rendition(photo: Photo, width: int) -> bytes:
    """The bytes of the picture in `width`, from the public storage or newly encoded.

    Raises Http404 if the file of the picture is missing.
    """
    name = f"{photo.image.name}-{width}.webp"
    stored = read(name)
    if is_complete_webp(stored):
        return stored
    try:
        with photo.image.open("rb") as original:
            content = resized_webp(original, width)
    except FileNotFoundError as error:
        raise Http404 from error
    default_storage.delete(name)
    stored_as = default_storage.save(name, ContentFile(content))
    if stored_as != name:  # another process has stored it in the meantime
        default_storage.delete(stored_as)
    return content


def read(name: str) -> bytes:
    """The content of a file in the public storage; empty if it does not exist."""
    try:
        with default_storage.open(name) as file:
            content: bytes = file.read()
            return content
    except FileNotFoundError:
        return b""
