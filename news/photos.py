"""The pictures of articles as readers get them: in three widths, each made once."""

from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import View

from core.pages.publication import respond_if_visible
from core.uploads.pictures import is_complete_webp, resized_webp
from news.models import Photo

FOR_EVER = "public, max-age=31536000, immutable"  # its address names the version of the picture


class PhotoView(View):
    """One picture in one of its widths, for those who may see its article."""

    def get(self, request, pk, version, width):
        photo = get_object_or_404(Photo.objects.select_related("article"), pk=pk)
        return respond_if_visible(request, photo.article, partial(self.answer, photo, version, width))

    def answer(self, photo, version, width):
        if width not in photo.widths:
            raise Http404
        if version != photo.version:
            return HttpResponseRedirect(photo.url_at(width))
        response = HttpResponse(rendition(photo, width), content_type="image/webp")
        response["Cache-Control"] = FOR_EVER
        return response


def rendition(photo, width):
    """The bytes of the picture at `width`, kept in the public storage. Raises Http404 where the picture itself is lost."""
    name = f"{photo.image.name}-{width}.webp"
    kept = read(name)
    if is_complete_webp(kept):
        return kept
    try:
        with photo.image.open("rb") as original:
            content = resized_webp(original, width)
    except FileNotFoundError as error:
        raise Http404 from error
    default_storage.delete(name)
    stored_as = default_storage.save(name, ContentFile(content))
    if stored_as != name:  # another process was quicker
        default_storage.delete(stored_as)
    return content


def read(name):
    try:
        with default_storage.open(name) as stored:
            return stored.read()
    except FileNotFoundError:
        return b""
